"""Intervals and the four words of the traffic light: what the engine and the effects both need.

wilson(51, 124)                                     -> Interval(low=0.3286…, high=0.4992…)
newcombe(51, 124, 32, 121)                          -> Interval(low=-0.2595…, high=-0.0282…)
mcnemar(24, 6), paired(24, 6, 118)                  -> 0.0014…, Interval(low=-0.2392…, high=-0.0658…)
status(51, 124, at_most=Fraction(1, 5))             -> "miss"
"""

from sarnkit.stats._bootstrap import Amounts, bootstrap_median, bootstrap_median_difference, median
from sarnkit.stats._confidence import Confidence, t_of, t_within, z_of
from sarnkit.stats._difference import newcombe, pooled_p
from sarnkit.stats._interval import Interval, finite_population, wilson
from sarnkit.stats._many import holm
from sarnkit.stats._paired import mcnemar, paired
from sarnkit.stats._status import STATUSES, Status, status

__all__ = [
    "STATUSES",
    "Amounts",
    "Confidence",
    "Interval",
    "Status",
    "bootstrap_median",
    "bootstrap_median_difference",
    "finite_population",
    "holm",
    "mcnemar",
    "median",
    "newcombe",
    "paired",
    "pooled_p",
    "status",
    "t_of",
    "t_within",
    "wilson",
    "z_of",
]
