"""What the processes of the tests are asked to do and to say: see `tests.processes.Place.ask`."""

import time
from typing import Any

from django.db import transaction
from django_scopes import scopes_disabled

from gouvernail.jobs.services.run import Run, job_start
from gouvernail.workspaces.models import Team, Workspace
from gouvernail.workspaces.services.workspaces import workspace_create

STEPS = 20


def set_up(jobs: int = 1, pause: float = 0.15) -> list[int]:
    """Write a workspace and queue work of two writes a step."""
    from gouvernail.workspaces.models import User

    with scopes_disabled():
        found = Workspace.objects.first()
        if found is None:
            user = User.objects.create_user("camille@example.org", name="Camille")
            found = workspace_create(user=user, name="CRM").workspace
        return [
            job_start(workspace=found, actor=None, work=write_pairs, label=f"Pairs {n}", pause=pause, prefix=f"{n}-").pk
            for n in range(jobs)
        ]


def write_pairs(run: Run, *, pause: float, prefix: str) -> dict[str, Any]:
    """Write two rows a step, in one transaction, idempotently: half a pair would be a half state."""
    for step in range(STEPS):
        with transaction.atomic():
            for side in ("left", "right"):
                Team.objects.get_or_create(workspace=run.job.workspace, name=f"{prefix}{step} {side}")
                time.sleep(pause / 2)
        run.progress(step + 1, STEPS, f"pair {step + 1}")
    return {"text": "all pairs"}
