from django.apps import AppConfig

from gouvernail.web import dates


class WebConfig(AppConfig):
    """The shell."""

    name = "gouvernail.web"
    label = "web"

    def ready(self) -> None:
        """Have dates written as each language does."""
        dates.install()
