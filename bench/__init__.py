"""Benchmarks: figures as ratios within one run, never as a timed assertion.

make bench                   everything, a few minutes
make bench ARGS="intake"     one of: intake, village, page, idle
"""
