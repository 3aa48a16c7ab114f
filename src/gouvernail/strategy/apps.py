from django.apps import AppConfig


class StrategyConfig(AppConfig):
    """What the CRM is for: purpose, objectives, and their measured outcomes."""

    name = "gouvernail.strategy"
    label = "strategy"

    def ready(self) -> None:
        """Put the compass in the rail, its objectives in the palette."""
        from django.utils.translation import gettext_lazy as _

        from gouvernail.strategy.selectors.palette import objectives_found
        from gouvernail.web import palette
        from gouvernail.web.navigation import Entry, register

        palette.register("objectives", objectives_found, label=_("Objectives"), order=20)
        register(Entry(label=_("Compass"), url_name="strategy:compass", icon="compass", order=10, key="c"))
        _first_step()


def _first_step() -> None:
    """Say what a new workspace needs of this room."""
    from django.utils.translation import gettext_lazy as _

    from gouvernail.strategy.models import Compass
    from gouvernail.workspaces.choices.rights import Right
    from gouvernail.workspaces.selectors.first_steps import Step, register

    register(
        Step(
            name="compass",
            title=_("Say what this CRM is for"),
            text=_("One answer and three to five objectives. Without them, every request looks as good as another."),
            action=_("Write the compass"),
            icon="compass",
            url_name="strategy:compass_edit",
            order=25,
            right=Right.STRATEGY_EDIT,
            is_done=Compass.objects.exists,
        )
    )
