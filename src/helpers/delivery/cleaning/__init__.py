"""Cleaning: text into values of the register; spelling is changed, meaning never."""
