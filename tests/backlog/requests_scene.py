"""Requests written as the pages write them, for the tests."""

from typing import Any

from gouvernail.backlog.models import Request
from gouvernail.backlog.services.requests.asking import request_add
from gouvernail.workspaces.models import Member

NEED = "Avant d'appeler un client, je veux voir ses réclamations ouvertes."


def ask(actor: Member, title: str = "Voir les réclamations", need: str = NEED, **fields: Any) -> Request:
    return request_add(actor=actor, title=title, need=need, **fields)


def typed(actor: Member, **fields: Any) -> dict[str, Any]:
    """Give what a browser sends of the form, with nothing more than what it needs."""
    return {"need": NEED, "title": "Voir les réclamations", "requester": actor.pk, **fields}
