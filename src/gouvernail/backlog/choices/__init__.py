"""The words that rows may hold."""
