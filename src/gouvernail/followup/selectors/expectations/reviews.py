"""Decisions whose review date has come: they come back to who signed, or to who looks after the workspace."""

from datetime import timedelta

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from gouvernail.backlog.selectors.items.decisions import reviews_due
from gouvernail.decisions.models import Decision
from gouvernail.decisions.selectors.subjects import decide_of
from gouvernail.followup.choices.words import Kind
from gouvernail.followup.selectors.expectation import Expectation
from gouvernail.followup.selectors.facts import Facts
from gouvernail.workspaces.choices.rights import RIGHTS, Right
from gouvernail.workspaces.models import Member

AHEAD = timedelta(days=7)
_DECIDING = RIGHTS[Right.DECISION_TAKE]


def expected(member: Member, facts: Facts) -> list[Expectation]:
    """List the decisions that are to be looked at again within a week, and those that should have been."""
    if _DECIDING.isdisjoint(facts.kinds_held(member)):
        return []
    return [_expectation(one, member, facts) for one in _due(facts) if _is_theirs(one, member, facts)]


def _due(facts: Facts) -> list[Decision]:
    if "reviews" not in facts.seen:
        facts.seen["reviews"] = list(reviews_due(facts.day + AHEAD))
    found: list[Decision] = facts.seen["reviews"]
    return found


def _is_theirs(decision: Decision, member: Member, facts: Facts) -> bool:
    """[choice] One person, not everybody who may decide: a line that is on five weeks is on none."""
    if decision.signed_by_id == member.pk:
        return True
    return facts.is_at_the_helm(member) and not _may_still_decide(decision.signed_by, facts)


def _may_still_decide(signer: Member, facts: Facts) -> bool:
    return signer.is_active and any(signer.pk in facts.steering.get(kind, []) for kind in _DECIDING)


def _expectation(decision: Decision, member: Member, facts: Facts) -> Expectation:
    due_on = decision.review_on or facts.day
    slug = facts.workspace.slug
    page = reverse("decisions:decision_detail", args=[slug, decision.pk])
    return Expectation(
        kind=Kind.REVIEW,
        key=f"review:{decision.pk}",
        title=_("Look again at “%(subject)s”") % {"subject": decision.subject_label},
        reason=_("%(key)s promised it for %(day)s, and those who asked read that day.")
        % {"key": decision.key, "day": date_format(due_on, "MONTH_DAY_FORMAT")},
        why=_("You signed it.")
        if decision.signed_by_id == member.pk
        else _("Who signed it does not decide here any more, and you look after the workspace."),
        act=_("Decide again"),
        url=decide_of(decision, slug) or page,
        page=page,
        since=due_on - AHEAD,
        due_on=due_on,
    )
