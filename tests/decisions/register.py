"""Decisions of the cast, written through the service. Call in the workspace's scope."""

from typing import Any

from django.db import connection

from gouvernail.decisions.models import Decision
from gouvernail.decisions.services.drafts import Draft, Known, Room
from gouvernail.decisions.services.register import decision_record
from gouvernail.workspaces.models import Team

W = "/w/crm-ventes/decisions/"
_OFF = {
    "sqlite": ("DROP TRIGGER IF EXISTS register_refuses_update", "DROP TRIGGER IF EXISTS register_refuses_delete"),
    "postgresql": ("ALTER TABLE decisions_decision DISABLE TRIGGER register_refuses_edits",),
}


def subject(cast, name: str = "Relances devis") -> Team:
    """Give something to decide on: any row of the workspace is a subject."""
    return Team.objects.get_or_create(workspace=cast.workspace, name=name)[0]


def decide(cast, about: Team | None = None, *, who: str = "camille", **fields: Any) -> Decision:
    """Decide on a team as if it were an item: `decide(cast, verdict="no", reason="…", present=[…])`."""
    known = Known(facts=fields.pop("facts", {}), is_override=fields.pop("is_override", False))
    there = {name: fields.pop(name) for name in ("meeting", "present", "voters", "said") if name in fields}
    draft = Draft(**({"verdict": "now", "reason": "La valeur est prouvée"} | fields))
    return decision_record(
        actor=getattr(cast, who), subject=about or subject(cast), draft=draft, known=known, room=Room(**there)
    )


def forge(statement: str) -> None:
    """Do what only somebody with the keys of the database can do; the test's transaction takes it back."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for off in _OFF[connection.vendor]:
            cursor.execute(off)
        cursor.execute(statement)
