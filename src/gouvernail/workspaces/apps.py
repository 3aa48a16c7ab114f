from typing import TYPE_CHECKING

from django.apps import AppConfig

if TYPE_CHECKING:
    from gouvernail.web.navigation import Entry


class WorkspacesConfig(AppConfig):
    """Who may, who must."""

    name = "gouvernail.workspaces"
    label = "workspaces"

    def ready(self) -> None:
        """Put the pages of the room in the rail, and what it knows in the palette."""
        from django.utils.translation import gettext_lazy as _

        from gouvernail.web import palette
        from gouvernail.web.navigation import Entry, register
        from gouvernail.workspaces.selectors.duties import palette_duties
        from gouvernail.workspaces.selectors.people import palette_people

        governance = Entry(
            label=_("Governance"), url_name="workspace:who_does_what", icon="landmark", order=80, key="v"
        )
        register(governance, *_people_and_settings())
        palette.register("people", palette_people, label=_("People"), order=20)
        palette.register("duties", palette_duties, label=_("Duties"), order=30)
        _teach()
        _watch(self)


def _people_and_settings() -> "tuple[Entry, Entry]":
    from django.http import HttpRequest
    from django.utils.translation import gettext_lazy as _

    from gouvernail.web.navigation import Entry
    from gouvernail.workspaces.choices.rights import Right
    from gouvernail.workspaces.selectors.rights import may

    def changes_settings(request: HttpRequest) -> bool:
        return may(request.member, Right.WORKSPACE_EDIT)  # type: ignore[attr-defined]  # set below a workspace's address

    return (
        Entry(label=_("People"), url_name="workspace:people", icon="users-round", order=84, key="p"),
        Entry(
            label=_("Settings"),
            url_name="workspace:workspace_edit",
            icon="settings",
            order=98,
            key="s",
            shown=changes_settings,
        ),
    )


def _teach() -> None:
    """Say what a new workspace needs of this room, and what awaits people in it."""
    from django.utils.translation import gettext_lazy as _

    from gouvernail.workspaces.choices.rights import Right
    from gouvernail.workspaces.selectors import awaiting, first_steps
    from gouvernail.workspaces.selectors.first_steps import Step

    first_steps.register(
        Step(
            name="people",
            title=_("Invite people"),
            text=_("Who decides, who knows the data, who builds: each with the role that is theirs."),
            action=_("Invite people"),
            icon="mail-plus",
            url_name="workspace:invitation_send",
            order=10,
            right=Right.PEOPLE_INVITE,
            is_done=first_steps.has_company,
        ),
        Step(
            name="duties",
            title=_("Take the eight duties"),
            text=_("What has to be done for a CRM to move, with a name beside each. Eight to begin with, no more."),
            action=_("See the duties"),
            icon="compass",
            url_name="workspace:who_does_what",
            order=20,
            right=Right.DUTY_EDIT,
            is_done=first_steps.has_duties,
        ),
    )
    awaiting.register("terms", awaiting.terms_ending)
    awaiting.register("steps", awaiting.steps_left)


def _watch(app: AppConfig) -> None:
    """Name what the rules on governance read here, and have the database watch it after each migration."""
    from django.db import connections
    from django.db.models.signals import post_migrate

    from gouvernail.workspaces.services.watching import triggers_install, watch

    watch("workspaces.Workspace", "time_zone", key="id")
    watch("workspaces.Team", "side", "is_active")
    watch("workspaces.Member", "is_active", "joined_at", "declared_hours", "available_hours", "team")
    watch("workspaces.DataObject", "is_active")
    watch("workspaces.Role", "kind", "member", "team", "data_object", "deputy", "starts_on", "ends_on")
    watch("workspaces.Duty", "code", "data_object", "may_refuse", "mandate_of", "is_active")
    watch("workspaces.Assignment", "duty", "member", "letter")

    def install(using: str, **_more: object) -> None:
        triggers_install(connections[using])

    post_migrate.connect(install, sender=app, weak=False, dispatch_uid="governance_triggers")
