from django.apps import AppConfig


class RoadmapConfig(AppConfig):
    """What was decided to be built, as of any day, and why."""

    name = "gouvernail.roadmap"
    label = "roadmap"

    def ready(self) -> None:
        """Put the roadmap in the rail, after the decisions that make it."""
        from django.utils.translation import gettext_lazy as _

        from gouvernail.web.navigation import Entry, register

        register(Entry(label=_("Roadmap"), url_name="roadmap:roadmap", icon="map", order=50, key="r"))
