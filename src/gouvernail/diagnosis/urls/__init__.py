"""Inside a workspace, and outside for who has a link."""
