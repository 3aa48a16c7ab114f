"""Decisions of the cast, written through the service. Call in the workspace's scope."""

from typing import Any

from gouvernail.decisions.models import Decision
from gouvernail.decisions.services.drafts import Draft, Known, Room
from gouvernail.decisions.services.register import decision_record
from gouvernail.workspaces.models import Team

W = "/w/crm-ventes/decisions/"


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
