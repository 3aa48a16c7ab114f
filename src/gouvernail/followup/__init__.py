"""What is expected of whom: my week, notices, letters, reminders. Reads every room, writes only its own."""
