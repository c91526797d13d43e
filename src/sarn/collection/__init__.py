"""Forms, rounds, the OpenRosa surface for phones, intake and extraction of submissions, the lake."""
