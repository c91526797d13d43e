"""The invented villages that every worked number is about."""

from sarnkit.effects import Count

LOWER, HIGHER = "lower is better", "higher is better"

NONG_NAM_SAI = (Count(51, 124), Count(32, 121))
NOEN_LEK = (Count(9, 22), Count(5, 21))
COMPARISONS = [
    (Count(38, 96), Count(36, 98)),
    (Count(44, 110), Count(41, 108)),
    (Count(29, 80), Count(30, 82)),
    (Count(60, 141), Count(55, 139)),
    (Count(22, 60), Count(21, 63)),
    (Count(47, 118), Count(46, 117)),
]
