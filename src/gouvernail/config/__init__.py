"""Puts the rooms together: settings from the environment, URLs, the server's door."""
