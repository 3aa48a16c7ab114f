"""What fits in a capacity: what may be chosen, and what an answer says."""
