"""Say what one thinks, alone, on what one may judge. Nobody reads it before the reveal, nor in the trail."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from gouvernail.backlog.choices.assessments import Confidence, Filter, RoundState
from gouvernail.backlog.choices.items import RANKED
from gouvernail.backlog.choices.requests import Level
from gouvernail.backlog.models import Calibration, Item, Opinion, Round
from gouvernail.backlog.selectors.assessments.judges import RIGHT_OF, own_items
from gouvernail.strategy.models import Objective
from gouvernail.workspaces.choices.rights import Right
from gouvernail.workspaces.models import Member
from gouvernail.workspaces.services.door import Forbidden, require
from gouvernail.workspaces.services.trail import record


@dataclass(frozen=True, kw_only=True)
class Subject:
    """What is judged: an item on one filter; on business value, what it brings to one objective."""

    item: Item
    filter: str
    objective: Objective | None = None


@dataclass(frozen=True, kw_only=True)
class Judgement:
    """What one thinks: a level from 0 to 5, or None for "I do not know", which counts for nothing and is no zero."""

    level: int | None
    confidence: int = Confidence.MEDIUM
    comment: str = ""


@transaction.atomic
def opinion_give(
    *,
    actor: Member,
    round: Round,  # noqa: A002  # the field's own word
    subject: Subject,
    judgement: Judgement,
) -> Opinion:
    """Give one's opinion, or change it while opinions are hidden.

    Raises
    ------
    Forbidden
        On a filter that is not one's own, without being asked, or on an item that answers one's own request.
    ValidationError
        After the reveal, on an item or an objective that went, or with a level out of the scale.
    """
    require(actor, _right(subject.filter))
    locked = Round.objects.select_for_update(of=("self",)).get(pk=round.pk)
    _check_round(actor, locked, subject.item)
    _check_subject(actor, subject)
    _check_level(judgement.level)
    about = {"item": subject.item, "filter": subject.filter, "objective": subject.objective}
    known = Opinion.objects.filter(round=locked, turn=locked.turn, rater=actor, **about).first()
    row = known or Opinion(workspace=actor.workspace, round=locked, turn=locked.turn, rater=actor, **about)
    row.level, row.confidence, row.comment = judgement.level, judgement.confidence, judgement.comment.strip()
    row.team = actor.team
    row.at = timezone.now()
    row.full_clean(exclude=["rater"])
    row.save()
    record(workspace=actor.workspace, actor=actor, verb="opinion_give", subject=locked, changes={})
    return row


@transaction.atomic
def calibration_rate(*, actor: Member, calibration: Calibration, level: int | None) -> Opinion:
    """Rate an item that everybody knows: it shows how one reads the scale."""
    require(actor, _right(calibration.filter))
    _check_level(level)
    row = Opinion.objects.filter(calibration=calibration, rater=actor).first()
    row = row or Opinion(
        workspace=actor.workspace, calibration=calibration, filter=calibration.filter, rater=actor, team=actor.team
    )
    row.level, row.at = level, timezone.now()
    row.full_clean(exclude=["rater"])
    row.save()
    record(workspace=actor.workspace, actor=actor, verb="calibration_rate", subject=calibration, changes={})
    return row


def _right(name: str) -> Right:
    right = RIGHT_OF.get(Filter(name)) if name in Filter.values else None
    if right is None:
        raise ValidationError({"filter": _("The urgency is proved with evidence, it is not voted.")})
    return right


def _check_level(level: int | None) -> None:
    if level is not None and level not in Level.values:
        raise ValidationError({"level": _("Levels go from 0 to 5.")})


def _check_round(actor: Member, locked: Round, item: Item) -> None:
    if not locked.raters.filter(pk=actor.pk).exists():
        raise Forbidden(_("You are not among those who are asked in this round."))
    if locked.state not in {RoundState.OPEN, RoundState.SECOND}:
        raise ValidationError(
            _("Opinions were revealed: what is said now could not be said without knowing the others. Nothing is lost.")
        )
    if not locked.items.filter(pk=item.pk).exists():
        raise ValidationError({"item": _("This item is not part of this round.")})
    if locked.state == RoundState.SECOND and item.pk not in locked.flagged:
        raise ValidationError({"item": _("The second turn is about the items on which opinions are opposed.")})


def _check_subject(actor: Member, subject: Subject) -> None:
    objective = subject.objective
    present = (
        Item.objects.select_related("objective").filter(pk=subject.item.pk, removed_at=None, state__in=RANKED).first()
    )
    if present is None or present.objective is None or not present.objective.is_active:
        raise ValidationError({"item": _("This item was removed, ended, or lost its objective meanwhile.")})
    if own_items(actor, [present]):
        raise Forbidden(_("This item answers a request of yours: somebody else judges it."))
    if subject.filter != Filter.VALUE:
        if objective is not None:
            raise ValidationError({"objective": _("Complexity is the same whatever the objective.")})
        return
    served = {present.objective_id, *present.also_serves.values_list("pk", flat=True)}
    if objective is None or objective.pk not in served or not objective.is_active:
        raise ValidationError({"objective": _("The item does not serve this objective any more.")})
