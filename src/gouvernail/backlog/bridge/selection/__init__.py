"""What fits in a capacity, asked of `method.selection` with plain values."""
