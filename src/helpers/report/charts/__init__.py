"""Charts of a page: values in, inline SVG with its words out.

Pure functions: they read nothing but the bundled font, and the same values give the same bytes.
"""

from helpers.report.charts.against_scale import against_scale
from helpers.report.charts.bars import bars, pair
from helpers.report.charts.bubbles import bubble_map
from helpers.report.charts.chart import Chart
from helpers.report.charts.composition import composition
from helpers.report.charts.heat import heat_map
from helpers.report.charts.lines import Line
from helpers.report.charts.seasons import seasons
from helpers.report.charts.sparkline import sparkline
from helpers.report.charts.survival import survival
from helpers.report.charts.trend import trend

__all__ = [
    "Chart", "Line", "against_scale", "bars", "bubble_map", "composition", "heat_map", "pair",
    "seasons", "sparkline", "survival", "trend",
]  # fmt: skip
