"""The door to `method` and `exchange`: what is heavy is imported when it is called."""
