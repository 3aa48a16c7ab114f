"""Foreign exports: what was uploaded, what was understood of it, what people decided, and how to undo it."""
