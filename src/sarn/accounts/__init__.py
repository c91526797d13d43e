"""People who sign in and their roles in an area; tokens of devices."""
