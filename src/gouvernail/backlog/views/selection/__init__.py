"""Pages of what fits in a capacity."""
