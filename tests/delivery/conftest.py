"""Deliveries to a project of their own."""

from delivered import delivery, project, taken

__all__ = ["delivery", "project", "taken"]
