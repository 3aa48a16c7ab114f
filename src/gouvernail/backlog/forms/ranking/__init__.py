"""Forms of the ranked backlog."""
