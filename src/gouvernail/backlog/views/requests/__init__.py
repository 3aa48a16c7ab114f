"""The pages of requests: one file a subject."""
