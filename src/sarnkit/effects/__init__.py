"""Differences between rounds and villages, and the words that follow from their intervals."""
