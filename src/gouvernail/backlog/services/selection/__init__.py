"""What fits in a capacity: asked, computed, kept."""
