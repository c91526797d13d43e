"""The invented tambon: everything in it enters through the doors that users have."""
