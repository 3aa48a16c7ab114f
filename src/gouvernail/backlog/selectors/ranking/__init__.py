"""Read ranks, what they rest on, and what explains them."""
