"""Write the index of the search anew, after a restoration or a new version of its rules."""

from typing import Any

from django.core.management.base import BaseCommand
from django_scopes import scope

from gouvernail.backlog.services.search import index_rebuild
from gouvernail.decisions.services.register_search import register_index_rebuild
from gouvernail.workspaces.models import Workspace


class Command(BaseCommand):
    """`rebuild_search`: what requests, items and decisions are found by, made again, workspace by workspace."""

    help = "Rebuild the search of requests, items and decisions. Nothing that people wrote is changed."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Do each workspace, and say how many rows it finds."""
        for workspace in Workspace.objects.order_by("pk"):
            with scope(workspace=workspace):
                found = index_rebuild(workspace) + register_index_rebuild(workspace)
                self.stdout.write(f"{workspace.slug}: {found}")
