"""Rows as the method reads them, and back: the only door to `method` here."""
