"""The door to `exchange`: what is heavy is imported when it is called, in a worker."""
