"""What a text means: instants, periods, numbers, states, priorities. French and English."""
