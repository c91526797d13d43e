"""Who may see and do what, where: the scope, the scoped manager, the policy table."""
