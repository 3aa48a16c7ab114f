"""What changes items: one file a subject."""
