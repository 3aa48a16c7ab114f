"""Write the index of the search anew, after a restoration or a new version of its rules."""

from typing import Any

from django.core.management.base import BaseCommand
from django_scopes import scope

from gouvernail.backlog.services.search import index_rebuild
from gouvernail.workspaces.models import Workspace


class Command(BaseCommand):
    """`rebuild_search`: what requests and items are found by, made again from them, workspace by workspace."""

    help = "Rebuild the search of requests and items. Nothing that people wrote is changed."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Do each workspace, and say how many rows it finds."""
        for workspace in Workspace.objects.order_by("pk"):
            with scope(workspace=workspace):
                self.stdout.write(f"{workspace.slug}: {index_rebuild(workspace)}")
