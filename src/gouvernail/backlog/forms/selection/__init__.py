"""What fits in a capacity: the question, and the name of what is kept."""
