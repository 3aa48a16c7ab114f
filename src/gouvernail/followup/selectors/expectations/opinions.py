"""Rounds of opinions that wait for somebody."""

from datetime import timedelta

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gouvernail.backlog.choices.assessments import RoundState
from gouvernail.backlog.models import Opinion, Round
from gouvernail.backlog.selectors.assessments.sheet import OPEN
from gouvernail.followup.choices.words import Kind
from gouvernail.followup.selectors.expectation import Expectation
from gouvernail.followup.selectors.facts import Facts
from gouvernail.workspaces.models import Member

REVEALED_WITHIN = timedelta(days=2)  # [choice] once everybody had the time to answer


def expected(member: Member, facts: Facts) -> list[Expectation]:
    """List the rounds in which a member has said nothing yet, and those that they should reveal."""
    rounds, raters, said = _read(facts)
    found = []
    for one in rounds:
        if (one.pk, member.pk) in raters and (one.pk, one.turn, member.pk) not in said:
            found.append(_judge(one, raters, facts))
        elif one.opened_by_id == member.pk and one.state == RoundState.OPEN and one.closes_on < facts.day:
            found.append(_reveal(one, facts))
    return found


def _read(facts: Facts) -> tuple[list[Round], set[tuple[int, int]], set[tuple[int, int, int]]]:
    if "rounds" not in facts.seen:
        rounds = list(Round.objects.filter(state__in=OPEN).prefetch_related("items").order_by("closes_on", "pk"))
        raters = Round.raters.through.objects.filter(round__in=rounds).values_list("round_id", "member_id")
        said = Opinion.objects.filter(round__in=rounds).values_list("round_id", "turn", "rater_id").distinct()
        facts.seen["rounds"] = (rounds, set(raters), set(said))
    found: tuple[list[Round], set[tuple[int, int]], set[tuple[int, int, int]]] = facts.seen["rounds"]
    return found


def _judge(one: Round, raters: set[tuple[int, int]], facts: Facts) -> Expectation:
    items = len(one.flagged) if one.turn > 1 else len(one.items.all())
    others = sum(key == one.pk for key, _member in raters) - 1
    return Expectation(
        kind=Kind.OPINION,
        key=f"opinion:{one.pk}:{one.turn}",
        title=ngettext(
            "Say what you think of %(count)d item: “%(title)s”",
            "Say what you think of %(count)d items: “%(title)s”",
            items,
        )
        % {"count": items, "title": one.title},
        reason=_("Without your opinion the rank rests on the others alone."),
        why=ngettext("You are asked, with %(count)d other.", "You are asked, with %(count)d others.", others)
        % {"count": others},
        act=_("Judge"),
        url=reverse("backlog:round_score", args=[facts.workspace.slug, one.pk]),
        page=reverse("backlog:round_detail", args=[facts.workspace.slug, one.pk]),
        since=facts.day_of(one.opened_at),
        due_on=one.closes_on,
    )


def _reveal(one: Round, facts: Facts) -> Expectation:
    return Expectation(
        kind=Kind.OPINION,
        key=f"reveal:{one.pk}",
        title=_("Reveal the opinions of “%(title)s”") % {"title": one.title},
        reason=_("Everybody had the time to answer: until the reveal nothing counts."),
        why=_("You opened this round."),
        act=_("See"),
        url=reverse("backlog:round_detail", args=[facts.workspace.slug, one.pk]),
        since=one.closes_on,
        due_on=one.closes_on + REVEALED_WITHIN,
    )
