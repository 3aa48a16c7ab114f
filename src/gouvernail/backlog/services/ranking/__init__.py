"""Compute ranks, change how they are computed, keep views of them."""
