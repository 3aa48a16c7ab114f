"""Run the product and look after it: serve, work, migrate, check, back up, restore. Django is imported here only."""
