"""Plain values in, accessible inline SVG out: classes of `sarn.css`, no style, no script, no viewBox.

Every picture takes its sentence (`label`) from the caller, who knows the reader's language, and stands
beside the same figures in words or a table. Values are percentages; positions never leave 0 to 100.
The strings are markup with all text escaped; a template marks them safe.
"""

from sarnkit.charts.bars import AgeGroup, coverage_bar, merge_small, pyramid
from sarnkit.charts.cloth import cloth_row, status_mark
from sarnkit.charts.money import Amount, money_bars
from sarnkit.charts.rounds import Mark, change_axis, change_row, reach_for, two_rounds
from sarnkit.charts.svg import STATUS_CLASS, STATUS_SYMBOL, Drawing, Label, Status
from sarnkit.charts.whisker import (
    Good,
    axis_end_for,
    dot_whisker,
    dot_whisker_drawing,
    interval_plot_axis,
    interval_plot_row,
)

__all__ = [
    "STATUS_CLASS",
    "STATUS_SYMBOL",
    "AgeGroup",
    "Amount",
    "Drawing",
    "Good",
    "Label",
    "Mark",
    "Status",
    "axis_end_for",
    "change_axis",
    "change_row",
    "cloth_row",
    "coverage_bar",
    "dot_whisker",
    "dot_whisker_drawing",
    "interval_plot_axis",
    "interval_plot_row",
    "merge_small",
    "money_bars",
    "pyramid",
    "reach_for",
    "status_mark",
    "two_rounds",
]
