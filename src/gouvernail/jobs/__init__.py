"""Background work that a person can watch: progress, result, retry, cancel."""
