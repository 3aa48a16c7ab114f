"""One file a command: its options, and a call to what does the work. Nothing heavy is imported at start-up."""
