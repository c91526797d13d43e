"""Who did what, when: append-only; knows no other app."""
