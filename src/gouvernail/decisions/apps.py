from django.apps import AppConfig


class DecisionsConfig(AppConfig):
    """What was decided, and the trail of everything."""

    name = "gouvernail.decisions"
    label = "decisions"

    def ready(self) -> None:
        """Put the trail in the rail of those who may read it."""
        from django.http import HttpRequest
        from django.utils.translation import gettext_lazy as _

        from gouvernail.decisions.selectors.palette import decisions_found
        from gouvernail.web import palette
        from gouvernail.web.navigation import Entry, register
        from gouvernail.workspaces.choices.rights import Right
        from gouvernail.workspaces.selectors.rights import may

        def reads_trail(request: HttpRequest) -> bool:
            return may(request.member, Right.TRAIL_READ)  # type: ignore[attr-defined]  # set below a workspace's address

        register(Entry(label=_("Decisions"), url_name="decisions:decision_list", icon="gavel", order=40, key="x"))
        palette.register("decisions", decisions_found, label=_("Decisions"), order=17)
        register(Entry(label=_("Rituals"), url_name="decisions:ritual_list", icon="calendar-clock", order=82, key="i"))
        register(
            Entry(label=_("Trail"), url_name="decisions:trail", icon="history", order=95, key="t", shown=reads_trail)
        )
        _first_step()
        _judged()


def _first_step() -> None:
    """Say what a new workspace needs of this room."""
    from django.utils.translation import gettext_lazy as _

    from gouvernail.decisions.models import Ritual
    from gouvernail.workspaces.choices.rights import Right
    from gouvernail.workspaces.selectors.first_steps import Step, register

    register(
        Step(
            name="rituals",
            title=_("Plan the rituals"),
            text=_("When the programme decides, and with whom. Without a date, arbitration happens in corridors."),
            action=_("Plan the rituals"),
            icon="calendar-clock",
            url_name="decisions:ritual_list",
            order=30,
            right=Right.RITUAL_EDIT,
            is_done=Ritual.objects.exists,
        )
    )


def _judged() -> None:
    """Have rituals that slip be among the points to settle: what of them is judged, what they are called, the fix."""
    from gouvernail.decisions.models import Decision, Ritual
    from gouvernail.workspaces.choices.rights import Right
    from gouvernail.workspaces.selectors.subjects import Kind, register
    from gouvernail.workspaces.services.watching import watch

    watch("decisions.Ritual", "is_active")
    watch("decisions.Meeting", "ritual", "planned_at", "held_on")
    watch("decisions.Decision")  # no row of it ever changes
    register(
        "decision",
        Kind(
            rows=Decision.objects.all,
            page="decisions:decision_detail",
            mend="decisions:decision_detail",  # from there its subject is decided again
            right=Right.DECISION_TAKE,
        ),
    )
    register(
        "ritual",
        Kind(
            rows=Ritual.objects.all,
            page="decisions:ritual_detail",
            mend="decisions:ritual_edit",
            right=Right.RITUAL_EDIT,
        ),
    )
