"""What is read of requests: one file a subject."""
