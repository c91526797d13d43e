"""Intervals and the four words of the traffic light: what the engine and the effects both need.

wilson(51, 124)                                     -> Interval(low=0.3286…, high=0.4992…)
status(51, 124, at_most=Fraction(1, 5))             -> "miss"
"""

from sarnkit.stats._interval import Interval, wilson
from sarnkit.stats._status import STATUSES, Status, status

__all__ = ["STATUSES", "Interval", "Status", "status", "wilson"]
