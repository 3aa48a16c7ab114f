"""Rituals, sessions, decisions, and the trail of changes (append-only)."""
