"""What people write about items."""
