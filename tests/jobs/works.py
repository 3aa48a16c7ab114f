"""Small pieces of work that the tests queue."""

from typing import Any

from django.utils import timezone

from gouvernail.jobs.services.run import JobFailed, Run
from gouvernail.workspaces.models import Team


def count(run: Run, *, steps: int) -> dict[str, Any]:
    """Say each step."""
    for step in range(steps):
        run.progress(step + 1, steps, f"step {step + 1}")
    return {"text": f"{steps} steps", "url": "/"}


def name_teams(run: Run) -> dict[str, Any]:
    """Read rows of the workspace, without naming it."""
    return {"text": ", ".join(Team.objects.values_list("name", flat=True))}


def refuse(run: Run) -> None:
    raise JobFailed("The file holds no row. Choose another one.")


def break_down(run: Run) -> None:
    raise ZeroDivisionError


def say_the_language(run: Run) -> dict[str, Any]:
    from django.utils import timezone, translation

    return {"text": f"{translation.get_language()} {timezone.get_current_timezone_name()}"}


def give_nonsense(run: Run) -> dict[str, Any]:
    """Answer what JSON cannot hold."""
    return {"text": object()}


def cancel_itself(run: Run) -> None:
    """Go on after somebody asked to stop: the second step must not pass."""
    run.progress(1, 2)
    run.job.__class__.objects.filter(pk=run.job.pk).update(cancel_asked_at=timezone.now())
    run.progress(2, 2)
