"""What imports know of one person, for the copy that they may ask for. Call inside `scopes_disabled()`."""

from typing import Any

from gouvernail.connectors.models import BacklogImport, ImportRun
from gouvernail.workspaces.models import User


def known_to_the_imports(user: User) -> dict[str, list[dict[str, Any]]]:
    """Give the imports that the person made, and those that they brought into the backlog."""
    runs = ImportRun.objects.filter(actor__user=user).order_by("created_at", "pk")
    brought = BacklogImport.objects.filter(actor__user=user).order_by("created_at", "pk")
    shown = ("workspace__name", "title", "state", "created_at")
    return {
        "imports": [dict(row) for row in runs.values(*shown)],
        "backlog_imports": [dict(row) for row in brought.values(*shown, "kind")],
    }
