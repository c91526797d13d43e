"""Issues, proposals, projects, plans, money, what was done and who confirmed it: undertaking 2."""
