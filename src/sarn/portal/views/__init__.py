"""What is answered, by subject: areas, front, news, events."""
