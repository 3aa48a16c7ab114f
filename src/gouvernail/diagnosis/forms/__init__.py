"""What people send: checked here, written by services."""
