"""The urgency of an item as its page shows it: each evidence with what it counts for, each claim with its team."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch

from gouvernail.backlog.bridge.ranking.inputs import Urgent
from gouvernail.backlog.bridge.urgency import NOT_SHOWN, Claim, Proved, ReadEvidence
from gouvernail.backlog.choices.urgency import Verdict
from gouvernail.backlog.models import Attachment, Evidence, Item, Rules
from gouvernail.backlog.selectors.urgency.counted import known_of
from gouvernail.workspaces.choices.rights import Right
from gouvernail.workspaces.models import Member, Team
from gouvernail.workspaces.selectors.rights import may


@dataclass(frozen=True, kw_only=True)
class ShownEvidence:
    """One evidence and what it counts for today; no reading where it was refuted."""

    evidence: Evidence
    reading: ReadEvidence | None
    may_change: bool
    may_verify: bool
    opposes: tuple[str, ...]  # what the others say that cannot hold together with it


@dataclass(frozen=True, kw_only=True)
class ShownClaim:
    """What one team claims; `team` is empty where nobody knows."""

    team: str
    level: float


@dataclass(frozen=True, kw_only=True)
class ShownUrgency:
    """Claimed and proved, side by side."""

    counted: Urgent
    claims: tuple[ShownClaim, ...]
    evidences: tuple[ShownEvidence, ...]
    proved: Proved | None
    caps: bool
    may_add: bool

    @property
    def is_not_shown(self) -> bool:
        """Tell whether the claim is two levels or more above what counts."""
        return NOT_SHOWN in self.counted.flags

    @property
    def has_document(self) -> bool:
        """Tell whether a document or a verification stands behind it."""
        return self.proved is not None and self.proved.is_documented


def urgency_of(item: Item, reader: Member, rules: Rules, today: date) -> ShownUrgency:
    """Gather what is known of the urgency of one item."""
    known = known_of(rules, today, [item.pk])
    [counted] = known.counted(rules, [item.pk])
    proved = known.proofs.get(item.pk)
    return ShownUrgency(
        counted=counted,
        claims=_claims(known.claims.get(item.pk, [])),
        evidences=tuple(_evidences(item, reader, proved)),
        proved=proved,
        caps=rules.caps_unproved,
        may_add=may(reader, Right.EVIDENCE_ADD),
    )


def evidences_here() -> "list[Evidence]":
    """List the evidences of items that are still open, with what a list shows of them."""
    rows = Evidence.objects.filter(removed_at=None, item__removed_at=None, item__state__in=("open", "started"))
    return list(rows.select_related("item", "owner__user", "author__user").order_by("expires_on", "pk"))


def may_change(reader: Member, evidence: Evidence) -> bool:
    """Tell whether a reader may change an evidence: who brought it, who answers for it, who steers."""
    own = reader.pk in {evidence.author_id, evidence.owner_id}
    return may(reader, Right.EVIDENCE_ADD) and (own or may(reader, Right.REQUEST_TRIAGE))


def may_verify(reader: Member, evidence: Evidence) -> bool:
    """Tell whether a reader is a second person for an evidence."""
    return may(reader, Right.EVIDENCE_VERIFY) and reader.pk not in {evidence.author_id, evidence.owner_id}


def _claims(claims: list[Claim]) -> tuple[ShownClaim, ...]:
    names = dict(Team.objects.values_list("pk", "name"))
    best: dict[int, float] = {}
    for one in claims:
        best[one.team] = max(one.level, best.get(one.team, 0.0))
    found = [ShownClaim(team=names.get(team, ""), level=level) for team, level in best.items()]
    return tuple(sorted(found, key=lambda one: (-one.level, one.team)))


def _evidences(item: Item, reader: Member, proved: Proved | None) -> list[ShownEvidence]:
    files = Prefetch("attachments", Attachment.objects.filter(removed_at=None))
    rows = Evidence.objects.filter(item=item, removed_at=None).prefetch_related(files)
    found = list(rows.select_related("author__user", "owner__user", "verified_by__user").order_by("at", "pk"))
    readings = {one.key: one for one in proved.readings} if proved else {}
    said = {one.pk: one.statement for one in found}
    pairs = proved.contradictions if proved else ()
    return [
        ShownEvidence(
            evidence=one,
            reading=None if one.verdict == Verdict.REFUTED else readings.get(one.pk),
            may_change=may_change(reader, one),
            may_verify=may_verify(reader, one),
            opposes=tuple(said[other if own == one.pk else own] for own, other in pairs if one.pk in {own, other}),
        )
        for one in found
    ]
