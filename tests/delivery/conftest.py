"""Deliveries to a project of their own."""

from delivered import delivery, project

__all__ = ["delivery", "project"]
