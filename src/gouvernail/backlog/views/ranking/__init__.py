"""Pages of the ranked backlog."""
