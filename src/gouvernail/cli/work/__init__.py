"""What each command does once its options are known; imports what is heavy."""
