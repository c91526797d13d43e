"""Pages that mix subjects: a village, a tambon. Reads everything, nothing reads it."""
