"""Pages of items: one file a subject."""
