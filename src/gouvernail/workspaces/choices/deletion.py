"""How long a workspace waits before it goes for good."""

from datetime import timedelta

DELAY = timedelta(days=30)  # [choice] longer than a holiday and a monthly meeting: somebody will have seen the banner
