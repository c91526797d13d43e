"""Pure packages: no Django, usable in a notebook, tested without a database."""
