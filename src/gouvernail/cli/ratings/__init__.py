"""Scores read from a table, and the ranking that they give."""
