"""What changes requests: one file a subject."""
