"""Items of the cast and what they hang on, written through the services. Call in the workspace's scope."""

import re
from typing import Any

from gouvernail.backlog.models import Item, Request
from gouvernail.backlog.services.items.items import item_create
from gouvernail.strategy.models import Objective
from gouvernail.workspaces.models import Member, Team

W = "/w/crm-ventes/backlog/items/"
_UNDO = re.compile(r'<form method="post" action="([^"]+)"><input[^>]+csrf[^>]+><input type="hidden" name="next"')


def objective(cast, label: str = "Vendre mieux", **fields: Any) -> Objective:
    return Objective.objects.create(workspace=cast.workspace, label=label, **fields)


def team(cast, name: str = "Ventes Sud", **fields: Any) -> Team:
    return Team.objects.create(workspace=cast.workspace, name=name, **fields)


def item(cast, title: str = "Fiche client unique", **fields: Any) -> Item:
    return item_create(actor=cast.camille, title=title, **fields)


def asked(cast, number: int = 1, who: Member | None = None, **fields: Any) -> Request:
    """Write a request as if it had been asked."""
    person = who or cast.robin
    given = {"title": f"Besoin {number}", "need": "Retrouver un client", "requester": person, "author": person}
    return Request.objects.create(workspace=cast.workspace, number=number, **{**given, **fields})


def undo_of(page: str) -> str:
    """Give the address of the first toast that a page shows."""
    found = _UNDO.search(page)
    assert found
    return found[1].replace("&amp;", "&")
