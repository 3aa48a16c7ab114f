"""Evidence to confirm again before it expires, and evidence that waits for a second person."""

from datetime import timedelta

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from gouvernail.backlog.choices.urgency import Grade
from gouvernail.backlog.models import Evidence
from gouvernail.backlog.selectors.urgency.shown import evidences_here
from gouvernail.followup.choices.words import Kind
from gouvernail.followup.selectors.expectation import Expectation
from gouvernail.followup.selectors.facts import Facts
from gouvernail.workspaces.choices.rights import RIGHTS, Right
from gouvernail.workspaces.choices.words import RoleKind
from gouvernail.workspaces.models import Member

AHEAD = timedelta(days=14)
CHECKED_WITHIN = timedelta(days=14)  # [choice]
_FIRST = (RoleKind.DATA_OWNER, RoleKind.PROXY_PO, RoleKind.PRODUCT_OWNER)  # [choice] asked before the others


def expected(member: Member, facts: Facts) -> list[Expectation]:
    """List what a member should confirm again, and what they should check as a second person."""
    found = []
    for one in _rows(facts):
        if one.owner_id == member.pk and one.expires_on <= facts.day + AHEAD:
            found.append(_renewal(one, facts))
        elif one.grade == Grade.DOCUMENTED and not one.verdict and _checks(member, one, facts):
            found.append(_check(one, facts))
    return found


def _rows(facts: Facts) -> list[Evidence]:
    if "evidences" not in facts.seen:
        facts.seen["evidences"] = evidences_here()
    rows: list[Evidence] = facts.seen["evidences"]
    return rows


def _checks(member: Member, evidence: Evidence, facts: Facts) -> bool:
    """Tell whether a member should be the second person: of the roles that may, the steering and the data owners."""
    held = facts.kinds_held(member)
    return member.pk not in {evidence.author_id, evidence.owner_id} and any(
        kind in held and kind in RIGHTS[Right.EVIDENCE_VERIFY] for kind in _FIRST
    )


def _renewal(evidence: Evidence, facts: Facts) -> Expectation:
    day = date_format(evidence.expires_on, "MONTH_DAY_FORMAT")
    return Expectation(
        kind=Kind.EVIDENCE,
        key=f"evidence:{evidence.pk}:{evidence.expires_on.isoformat()}",
        title=_("Confirm that “%(statement)s” still holds") % {"statement": evidence.statement},
        reason=_("After %(day)s it counts one grade less for %(item)s.") % {"day": day, "item": evidence.item.key},
        why=_("You answer for this evidence."),
        act=_("Confirm"),
        url=reverse("backlog:evidence_detail", args=[facts.workspace.slug, evidence.pk]),
        since=evidence.expires_on - AHEAD,
        due_on=evidence.expires_on,
    )


def _check(evidence: Evidence, facts: Facts) -> Expectation:
    brought_on = facts.day_of(evidence.at)
    return Expectation(
        kind=Kind.EVIDENCE,
        key=f"verify:{evidence.pk}",
        title=_("Check the evidence “%(statement)s”") % {"statement": evidence.statement},
        reason=_("Until a second person has checked it, it counts for two thirds only."),
        why=_("Your role may verify what somebody else brought."),
        act=_("Check"),
        url=reverse("backlog:evidence_detail", args=[facts.workspace.slug, evidence.pk]),
        since=brought_on,
        due_on=brought_on + CHECKED_WITHIN,
    )
