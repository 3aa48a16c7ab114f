"""What pages read of items: one file a subject."""
