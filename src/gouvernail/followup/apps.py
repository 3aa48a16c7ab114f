from django.apps import AppConfig


class FollowupConfig(AppConfig):
    """What is expected of whom."""

    name = "gouvernail.followup"
    label = "followup"

    def ready(self) -> None:
        """Put the reader's week and their notices at the top of the rail."""
        from django.utils.translation import gettext_lazy as _

        from gouvernail.followup.selectors.counts import awaits, waiting_for
        from gouvernail.web.navigation import Entry, register
        from gouvernail.workspaces.selectors import awaiting

        register(
            Entry(
                label=_("My week"),
                url_name="followup:my_week",
                icon="calendar-check",
                order=10,
                key="w",
                count=lambda request: waiting_for(request).lines,
                is_home=True,
            ),
            Entry(
                label=_("Notices"),
                url_name="followup:notice_list",
                icon="bell",
                order=12,
                key="n",
                count=lambda request: waiting_for(request).notices,
            ),
        )
        awaiting.register("followup", awaits)
