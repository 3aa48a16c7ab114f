"""Addresses outside and inside a workspace."""
