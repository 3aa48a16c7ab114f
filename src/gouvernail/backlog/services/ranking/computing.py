"""Compute ranks when what they rest on has changed. It is no act of anybody: it leaves no line in the trail."""

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django_scopes import scope, scopes_disabled

from gouvernail.backlog.bridge.ranking.inputs import Inputs, packed
from gouvernail.backlog.bridge.ranking.ranks import Ranked, kept, ranked
from gouvernail.backlog.choices.items import RANKED
from gouvernail.backlog.choices.ranking import Trigger
from gouvernail.backlog.models import Item, Ranking, Standing
from gouvernail.backlog.selectors.ranking.gathered import inputs_on
from gouvernail.backlog.selectors.ranking.runs import is_stale, ranking_now
from gouvernail.backlog.selectors.rules import rules_now, today_in
from gouvernail.backlog.services.numbers import backlog_lock
from gouvernail.backlog.services.ranking.standings import standings_write
from gouvernail.jobs.choices import ENDED
from gouvernail.jobs.models import Job
from gouvernail.jobs.services.run import Result, Run, job_start
from gouvernail.workspaces.choices.rights import Right
from gouvernail.workspaces.models import Member, Workspace
from gouvernail.workspaces.services.door import require

if TYPE_CHECKING:
    from datetime import date

AT_ONCE = 300  # items that are ranked while one waits for the page; more are ranked by a worker
KEPT_WHOLE = timedelta(days=30)  # then the last ranking of each day is kept
Progress = Callable[[int, int], None]


def ranking_ask(*, actor: Member) -> Ranking | Job | None:
    """Have ranks computed again because somebody asks for it.

    Raises
    ------
    Forbidden
    """
    require(actor, Right.WORKSPACE_READ)
    return _now_or_later(actor.workspace, Trigger.ASKED, actor)


def ranking_refresh(workspace: Workspace) -> Job | None:
    """Have the ranks be those of today, as what they rest on stands: one or two queries where they are already.

    Returns
    -------
    The job that computes them, where there are too many to wait for.
    """
    now, today = ranking_now(), today_in(workspace)
    if not is_stale(now, today):
        return None
    trigger = Trigger.NEW_DAY if now is not None and now.day != today else Trigger.CHANGED
    found = _now_or_later(workspace, trigger, None)
    return found if isinstance(found, Job) else None


def rankings_refresh() -> None:
    """Have the ranks of every workspace that has some be those of today: called now and then by a worker."""
    with scopes_disabled():
        ranked_once = list(Workspace.objects.filter(deletes_at=None, pk__in=Ranking.objects.values("workspace")))
    for workspace in ranked_once:
        with scope(workspace=workspace):
            ranking_refresh(workspace)


def ranking_compute(
    *,
    workspace: Workspace,
    trigger: Trigger,
    actor: Member | None = None,
    job: Job | None = None,
    progress: Progress | None = None,
) -> Ranking | None:
    """Rank the items of a workspace as they stand now; the same inputs are not ranked twice.

    Call in the workspace's scope, outside a transaction: the ranks are computed first, then written in one go.

    Returns
    -------
    The ranking that counts; None where there is nothing to rank.
    """
    begun, day = timezone.now(), today_in(workspace)
    rules = rules_now(workspace)
    inputs = inputs_on(rules, day)
    last = ranking_now()
    if last is not None and last.digest == inputs.digest:
        Ranking.objects.filter(pk=last.pk).update(day=day, checked_at=begun)
        return last
    found = ranked(inputs, progress=progress)
    row = Ranking(
        workspace=workspace,
        rules=rules if rules.pk else None,
        trigger=trigger,
        actor=actor,
        job=job,
        day=day,
        samples=inputs.samples,
        seed=inputs.seed,
        items=len(inputs.items),
        digest=inputs.digest,
        inputs=packed(inputs),
        results=kept(found),
        checked_at=begun,
    )
    return _write(row, inputs, found)


def ranking_run(run: Run, *, trigger: str) -> Result:
    """Rank the items of a workspace: called by a worker."""

    def told(done: int, total: int) -> None:
        run.progress(done, total, _("Ranking the items"))

    run.progress(0, 0, _("Gathering opinions and evidence"))
    workspace = run.job.workspace
    found = ranking_compute(
        workspace=workspace, trigger=Trigger(trigger), actor=run.job.actor, job=run.job, progress=told
    )
    count = found.items if found is not None else 0
    text = _("%(count)s items ranked") % {"count": count}
    return {"url": reverse("backlog:backlog", args=[workspace.slug]), "text": text}


def job_now() -> Job | None:
    """Give the job that ranks the items of the scope's workspace, where one waits or runs."""
    kind = f"{ranking_run.__module__}.{ranking_run.__qualname__}"
    return Job.objects.filter(kind=kind).exclude(state__in=ENDED).order_by("pk").first()


def _now_or_later(workspace: Workspace, trigger: Trigger, actor: Member | None) -> Ranking | Job | None:
    if Item.objects.filter(removed_at=None, state__in=RANKED).count() <= AT_ONCE:
        return ranking_compute(workspace=workspace, trigger=trigger, actor=actor)
    with transaction.atomic():
        backlog_lock(workspace.pk)
        known = job_now()
        if known is not None:  # whatever changed since it was asked is read when it begins
            return known
        label = _("Ranks of the backlog")
        return job_start(workspace=workspace, actor=actor, work=ranking_run, label=label, trigger=trigger.value)


@transaction.atomic
def _write(row: Ranking, inputs: Inputs, found: Ranked) -> Ranking | None:
    """Write a ranking and where each item stands; of two at once, the one that read last stays."""
    backlog_lock(row.workspace_id)
    last = ranking_now()
    if last is not None and (last.checked_at > row.checked_at or last.digest == row.digest):
        if last.digest == row.digest:
            Ranking.objects.filter(pk=last.pk).update(day=row.day, checked_at=row.checked_at)
        return last
    if not inputs.items and last is None:
        return None
    row.save()
    Standing.objects.all().delete()
    here = set(Item.objects.filter(removed_at=None).values_list("pk", flat=True))  # some may have gone meanwhile
    standings_write(row, [one for one in found.ranks if one.item in here])
    _thin(row)
    return row


def _thin(row: Ranking) -> None:
    """Keep the last ranking of each day among those that are older than a month."""
    old = Ranking.objects.filter(at__lt=row.at - KEPT_WHOLE).order_by("-at", "-pk")
    seen: set[date] = set()
    gone = []
    for key, day in old.values_list("pk", "day"):
        if day in seen:
            gone.append(key)
        seen.add(day)
    Ranking.objects.filter(pk__in=gone).delete()
