"""Ranks: from rows to `method.scoring` and `method.robustness`, and back."""
