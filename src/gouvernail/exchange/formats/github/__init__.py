"""Issues of GitHub: the REST interface's lists, `gh issue list --json`, with events or timelines where present."""

from gouvernail.exchange.formats.github.reader import matches, read

__all__ = ["matches", "read"]
