"""Writes. Each is one call: permission, validation, change, trail entry, one transaction."""
