"""Ask what fits in a capacity, and compute it. It is no act of anybody: it leaves no line in the trail."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from gouvernail.backlog.bridge.selection.choosing import STEPS, Impossible, Refused, answered, check
from gouvernail.backlog.bridge.selection.question import Question, digest_of
from gouvernail.backlog.choices.selection import Counts
from gouvernail.backlog.models import Scenario
from gouvernail.backlog.selectors.rules import rules_now
from gouvernail.backlog.selectors.selection.candidates import Gathered, gathered_now
from gouvernail.backlog.selectors.selection.words import refusal_said
from gouvernail.backlog.services.numbers import backlog_lock
from gouvernail.jobs.services.run import JobFailed, Result, Run, job_start
from gouvernail.workspaces.choices.rights import Right
from gouvernail.workspaces.models import Member, Team
from gouvernail.workspaces.services.door import require

KEPT_ASKED = 20  # [choice] answers that a person asked for and did not keep; older ones are forgotten


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What is asked beside the capacity: kept with the answer, to be asked again.

    Attributes
    ----------
    teams
        Person-days by key of team; a team that is not there is bound by the total only.
    include, exclude
        Keys of items kept in with all that they need, and left out with all that needs them.
    keeps_started
        Whether what is started is kept in too.
    """

    counts: str = Counts.DELAY
    teams: Mapping[str, float] = field(default_factory=dict)
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    keeps_started: bool = True

    @classmethod
    def read(cls, settings: Mapping[str, Any]) -> "Asked":
        """Read what was kept with an answer."""
        counts = settings.get("counts")
        return cls(
            counts=counts if counts in Counts.values else Counts.DELAY,
            teams=dict(settings.get("teams", {})),
            include=tuple(settings.get("include", ())),
            exclude=tuple(settings.get("exclude", ())),
            keeps_started=bool(settings.get("keeps_started", True)),
        )


def selection_ask(*, actor: Member, capacity: Decimal, asked: Asked) -> Scenario:
    """Have a worker find what fits in a capacity: anybody who reads the backlog may ask.

    Raises
    ------
    Forbidden, ValidationError
        The second named by field (`capacity`, `include`, `exclude`, `team_7`): what is asked contradicts itself.
    """
    require(actor, Right.WORKSPACE_READ)
    scenario = Scenario(workspace=actor.workspace, author=actor, capacity=capacity, settings=asdict(asked), result={})
    scenario.full_clean(exclude=["workspace"])
    _refuse(_question(gathered_now(rules_now(actor.workspace)), capacity, asked))
    with transaction.atomic():
        backlog_lock(actor.workspace_id)
        scenario.save()
        label = _("What fits in %(days)s person-days") % {"days": capacity.normalize().__format__("f")}
        scenario.job = job_start(
            workspace=actor.workspace, actor=actor, work=selection_run, label=label, scenario=scenario.pk
        )
        scenario.save(update_fields=["job"])
        mine = Scenario.objects.filter(author=actor, title="", removed_at=None).order_by("-at", "-pk")
        Scenario.objects.filter(pk__in=list(mine.values_list("pk", flat=True)[KEPT_ASKED:])).delete()
    return scenario


def selection_run(run: Run, *, scenario: int) -> Result:
    """Find what fits in a capacity: called by a worker."""
    row = Scenario.objects.filter(pk=scenario).first()
    if row is None:
        raise JobFailed(_("Nobody keeps this question any more: ask it again."))
    workspace = run.job.workspace
    asked = Asked.read(row.settings)
    gathered = gathered_now(rules_now(workspace))
    question = _question(gathered, row.capacity, asked)
    try:
        found = answered(question, lambda done: run.progress(done, STEPS, _("Choosing what fits")))
    except Impossible as refusal:
        raise JobFailed(" ".join(text for _name, text in _said(refusal.faults))) from refusal
    found["inputs"] = [
        [one.key, one.value, dict(one.days), list(one.needs), one.is_started] for one in question.candidates
    ]
    found["apart"] = [[one.key, one.missing, one.because] for one in gathered.apart]
    Scenario.objects.filter(pk=row.pk).update(result=found, digest=digest_of(question.candidates))
    return {"url": reverse("backlog:scenario", args=[workspace.slug, row.pk]), "text": ""}


def _question(gathered: Gathered, capacity: Decimal, asked: Asked) -> Question:
    """Turn what is asked into what is computed. What was left out by hand and is gone since is no obstacle."""
    candidates = gathered.candidates(Counts(asked.counts))
    known = {one.key for one in candidates}
    started = [key for key in gathered.started if key not in asked.exclude] if asked.keeps_started else []
    return Question(
        candidates=candidates,
        total=float(capacity),
        teams=asked.teams,
        include=tuple(sorted({*asked.include, *started})),
        exclude=tuple(sorted({*asked.exclude} & known)),
    )


def _refuse(question: Question) -> None:
    if not question.candidates:
        raise ValidationError(_("There is nothing to choose from yet: give items an objective and an effort first."))
    try:
        check(question)
    except Impossible as refusal:
        errors: dict[str, list[str]] = {}
        for name, text in _said(refusal.faults):
            errors.setdefault(name or "__all__", []).append(text)
        raise ValidationError(errors) from refusal


def _said(faults: Iterable[Refused]) -> list[tuple[str, str]]:
    names = {str(key): name for key, name in Team.objects.values_list("pk", "name")}
    return [refusal_said(one, names) for one in faults]
