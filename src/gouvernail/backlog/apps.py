from django.apps import AppConfig


class BacklogConfig(AppConfig):
    """Requests, items, what people think of them, and the rank that follows."""

    name = "gouvernail.backlog"
    label = "backlog"

    def ready(self) -> None:
        """Put the pages of the room in the rail, and what it knows in the palette."""
        _thresholds()
        _items()
        _requests()
        _urgency()
        _opinions()
        _ranking()
        _decisions()


def _thresholds() -> None:
    """Read what the ranking takes for granted now: a fault stops the start, not the first page that ranks."""
    from django.core.exceptions import ImproperlyConfigured

    from gouvernail.backlog.bridge.thresholds import fault
    from gouvernail.backlog.choices.thresholds import SAID

    if wrong := fault(SAID):
        raise ImproperlyConfigured(wrong)


def _items() -> None:
    from django.utils.translation import gettext_lazy as _

    from gouvernail.backlog.selectors.items.palette import items_found
    from gouvernail.web import palette
    from gouvernail.web.navigation import Entry, register

    register(Entry(label=_("Backlog"), url_name="backlog:backlog", icon="layers", order=30, key="b"))
    palette.register("items", items_found, label=_("Items"), order=15)


def _requests() -> None:
    from django.http import HttpRequest
    from django.utils.translation import gettext_lazy as _

    from gouvernail.backlog.selectors.requests.palette import requests_found
    from gouvernail.backlog.selectors.requests.triage import queue_number
    from gouvernail.web import palette
    from gouvernail.web.navigation import Entry, register
    from gouvernail.workspaces.choices.rights import Right
    from gouvernail.workspaces.selectors.rights import may

    def waiting(request: HttpRequest) -> int:
        sorts = may(request.member, Right.REQUEST_TRIAGE)  # type: ignore[attr-defined]  # set below a workspace's address
        return queue_number(request.member) if sorts else 0  # type: ignore[attr-defined]

    icon = "message-square-text"
    register(Entry(label=_("Requests"), url_name="backlog:request_list", icon=icon, order=20, key="q", count=waiting))
    palette.register("requests", requests_found, label=_("Requests"), order=16)


def _ranking() -> None:
    from gouvernail.backlog.selectors.items.panels import PANELS
    from gouvernail.backlog.selectors.ranking.panel import standing_panel

    PANELS["standing"] = standing_panel


def _urgency() -> None:
    from gouvernail.backlog.selectors.items.panels import PANELS
    from gouvernail.backlog.selectors.urgency.panel import urgency_panel

    PANELS["urgency"] = urgency_panel


def _opinions() -> None:
    from gouvernail.backlog.selectors.assessments.panel import opinions_panel
    from gouvernail.backlog.selectors.items.panels import PANELS

    PANELS["assessments"] = opinions_panel


def _decisions() -> None:
    from django.utils.translation import gettext_lazy as _

    from gouvernail.backlog.models import Item
    from gouvernail.backlog.selectors.items.decisions import SUBJECT, decisions_panel
    from gouvernail.backlog.selectors.items.panels import PANELS
    from gouvernail.decisions.selectors.subjects import SubjectKind, register
    from gouvernail.workspaces.selectors.subjects import Kind
    from gouvernail.workspaces.selectors.subjects import register as judged

    PANELS["decisions"] = decisions_panel
    judged("item", Kind(rows=Item.objects.all, page="backlog:item_detail"))
    register(SUBJECT, SubjectKind(label=_("Items"), page="backlog:item_detail", decide="backlog:item_decide"))
