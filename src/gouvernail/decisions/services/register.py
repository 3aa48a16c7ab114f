"""Write a decision in the register: signed, reasoned, sealed with the one before it, never changed afterwards.

Rooms above come here with whatever they decide on (`backlog.services.items.decisions.item_decide`): this room knows a
subject by its type, its key and what it was called.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from gouvernail.decisions.bridge import Quorum
from gouvernail.decisions.choices.decisions import Stance
from gouvernail.decisions.models import Decision
from gouvernail.decisions.selectors.quorum import quorum_on, voters_on
from gouvernail.decisions.services.drafts import Draft, Known, Room, Said, checked, said_checked, text_kept
from gouvernail.decisions.services.register_search import terms_write
from gouvernail.decisions.services.trail import as_text
from gouvernail.exchange.chain import START, canonical, seal
from gouvernail.workspaces.choices.rights import RIGHTS, Right
from gouvernail.workspaces.choices.words import RoleKind
from gouvernail.workspaces.models import Member, Workspace
from gouvernail.workspaces.selectors.rights import kinds_of, today_of
from gouvernail.workspaces.services.door import require
from gouvernail.workspaces.services.trail import Because, record

VERSION = 1  # of the record's shape: a reader of the file needs no other
_LABEL = 200
_TOLD = ("verdict", "review_on", "reverses", "seal")


@transaction.atomic
def decision_record(
    *, actor: Member, subject: Model, draft: Draft, known: Known | None = None, room: Room | None = None
) -> Decision:
    """Decide on a subject, and seal what was decided.

    One writer at a time in a workspace: the chain never forks. Call it last in a transaction that holds other rows, or
    take the lock of the workspace first.

    Raises
    ------
    Forbidden, StaleDecision, ValidationError
        The last named by field: `reason`, `review_on`, `verdict`, `reverses`, `said`, `meeting`.
    """
    require(actor, Right.DECISION_TAKE)
    known, room = known or Known(), room or Room()
    room = replace(room, present=tuple(room.present), said=tuple(room.said))  # read twice
    Workspace.objects.select_for_update(no_key=True).only("pk").get(pk=actor.workspace_id)
    about = {"type": subject._meta.label_lower, "id": str(subject.pk), "label": as_text(subject)[:_LABEL]}  # noqa: SLF001  # Django's public door
    draft = checked(actor, draft, about)
    said = said_checked(actor, room)
    last = Decision.objects.order_by("-number").first()
    now = timezone.now()
    decision = _decision(actor, draft, about, now)
    decision.number = last.number + 1 if last else 1
    decision.is_override = known.is_override
    decision.meeting = room.meeting
    present = {one.pk: one for one in (actor, *room.present)}
    voters = frozenset(one.pk for one in (voters_on(today_of(actor)) if room.voters is None else room.voters))
    quorum = quorum_on(list(present.values()), voters, today_of(actor))
    decision.has_quorum = quorum.reached
    decision.record = canonical(
        _record(decision, actor)
        | {"facts": _facts(known.facts), "said": [_words_of(one) for one in said]}
        | {"quorum": _quorum(quorum, present.values(), voters)}
    )
    decision.previous = last.seal if last else START
    decision.seal = seal(decision.previous, decision.record)
    decision.full_clean()
    decision.save()
    terms_write(decision, [one.words for one in said])
    _tell(actor, subject, decision)
    return decision


def _decision(actor: Member, draft: Draft, about: dict[str, str], now: datetime) -> Decision:
    return Decision(
        workspace=actor.workspace,
        at=now,
        signed_by=actor,
        signed_as=_signed_as(actor),
        verdict=draft.verdict,
        subject_type=about["type"],
        subject_id=about["id"],
        subject_label=about["label"],
        sentence=draft.sentence,
        reason=draft.reason,
        review_on=draft.review_on,
        reverses=draft.reverses,
    )


def _record(decision: Decision, actor: Member) -> dict[str, Any]:
    """Say what the columns say: `selectors.register.told_of` reads it back."""
    return {
        "v": VERSION,
        "workspace": decision.workspace_id,
        "number": decision.number,
        "at": decision.at,
        "signed_by": as_text(actor),
        "signed_as": decision.signed_as,
        "roles": sorted(kinds_of(actor)),
        "verdict": decision.verdict,
        "subject": {
            "type": decision.subject_type,
            "id": decision.subject_id,
            "label": decision.subject_label,
        },
        "sentence": decision.sentence,
        "reason": decision.reason,
        "review_on": decision.review_on,
        "meeting": decision.meeting_id,
        "reverses": decision.reverses.number if decision.reverses else None,
        "override": decision.is_override,
    }


def _words_of(one: Said) -> dict[str, str]:
    return {"who": as_text(one.member), "stance": Stance(one.stance).value, "words": text_kept(one.words)}


def _quorum(quorum: Quorum, present: Iterable[Member], voters: frozenset[int]) -> dict[str, Any]:
    return {
        "reached": quorum.reached,
        "missing": [seat.id for seat in quorum.missing],
        "present": sorted(as_text(one) for one in present),
        "voters": sorted(f"@member:{key}" for key in voters),
        "voters_present": quorum.voters_present,
        "voters_needed": quorum.voters_needed,
    }


def _facts(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Write figures with a point as text: two machines could write the same one differently."""
    return {name: str(Decimal(str(one))) if isinstance(one, float) else one for name, one in facts.items()}


def _signed_as(actor: Member) -> str:
    """Give the role by which somebody decides: the first of the table of rights among those that they act in."""
    held = kinds_of(actor) & RIGHTS[Right.DECISION_TAKE]
    return next(kind.value for kind in RoleKind if kind in held)


def _tell(actor: Member, subject: Model, decision: Decision) -> None:
    values = {
        "verdict": decision.verdict,
        "review_on": decision.review_on,
        "reverses": decision.reverses.key if decision.reverses else None,
        "seal": decision.seal,  # a second place that holds the head: the register cannot lose its end alone
    }
    record(
        workspace=actor.workspace,
        actor=actor,
        verb="decision_record",
        subject=subject,
        changes={name: (None, values[name]) for name in _TOLD if values[name]},
        reason=Because(reason=decision.reason, decision=decision.key),
    )
