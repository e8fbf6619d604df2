"""From the published table to what a notebook shows: all that a notebook imports."""

from helpers.report.report import Report, open_report
from helpers.report.warming import warm

__all__ = ["Report", "open_report", "warm"]
