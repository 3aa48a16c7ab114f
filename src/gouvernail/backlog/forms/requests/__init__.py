"""What people write about requests: one file a subject."""
