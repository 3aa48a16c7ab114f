"""The rules on governance read the register: quorum (R9) and separation (R10), until it is decided again with it."""

import pytest
from django.utils import timezone
from django_scopes import scope

from gouvernail.backlog.models import Opinion
from gouvernail.backlog.services.items.decisions import item_decide
from gouvernail.decisions.services.drafts import Draft, Room, Said
from gouvernail.workspaces.models import Assignment, Duty
from gouvernail.workspaces.selectors.finding_words import say
from gouvernail.workspaces.selectors.findings import findings_now
from tests.backlog.items import asked, item, objective


@pytest.fixture
def made(cast):
    with scope(workspace=cast.workspace):
        yield item(cast, objective=objective(cast), requests=[asked(cast, who=cast.camille)])


def decide(cast, made, **room) -> None:
    item_decide(actor=cast.camille, item=made, draft=Draft(verdict="now", reason="Prouvé"), room=Room(**room))


def found(cast, *codes: str) -> list[tuple[str, str]]:
    return sorted((one.code, one.variant) for one in findings_now(cast.camille).shown if one.code in codes)


def score(cast, made, who) -> None:
    Opinion.objects.create(
        workspace=cast.workspace, item=made, filter="value", objective=made.objective, rater=who, level=3
    )


def test_a_decision_without_its_quorum_is_to_fix_until_it_is_taken_again_with_it(cast, made):
    duty = Duty.objects.create(workspace=cast.workspace, label="Trancher", code="")
    Assignment.objects.create(workspace=cast.workspace, duty=duty, member=cast.sacha, letter="A")
    assert found(cast, "quorum") == []
    decide(cast, made)
    assert found(cast, "quorum") == [("quorum", "seats")]
    [said] = [one for one in say(findings_now(cast.camille).shown, cast.camille) if one.finding.code == "quorum"]
    assert "DEC-1" in said.title
    assert said.door.startswith("/w/crm-ventes/decisions/")
    decide(cast, made, present=[cast.sacha, cast.lou])
    assert found(cast, "quorum") == []


def test_half_of_those_who_may_decide_are_there(cast, made):
    duty = Duty.objects.create(workspace=cast.workspace, label="Trancher", code="")
    Assignment.objects.create(workspace=cast.workspace, duty=duty, member=cast.noa, letter="A")
    decide(cast, made, present=[cast.noa, cast.lou], voters=[cast.camille, cast.sacha, cast.dominique])
    assert found(cast, "quorum") == [("quorum", "voters")]


@pytest.mark.parametrize(
    ("raters", "stance", "variants"),
    [
        ((), None, []),
        (("camille",), None, [("separation", "alone")]),
        (("camille", "noa"), None, [("separation", "among_others")]),
        (("noa",), None, []),
        (("camille",), "conflict", []),
        (("camille",), "abstention", []),
    ],
    ids=["nobody scored", "alone", "others scored", "others only", "conflict said", "abstained"],
)
def test_who_asks_scores_and_decides_is_told(cast, made, raters, stance, variants):
    for name in raters:
        score(cast, made, getattr(cast, name))
    decide(cast, made, said=[Said(member=cast.camille, stance=stance)] if stance else [])
    assert found(cast, "separation") == variants


def test_an_opinion_given_afterwards_counts_not(cast, made):
    decide(cast, made)
    score(cast, made, cast.camille)
    Opinion.objects.update(at=timezone.now())
    assert found(cast, "separation") == []


def test_what_is_adjourned_decided_nothing(cast, made):
    item_decide(actor=cast.camille, item=made, draft=Draft(verdict="adjourn", reason="Il manque le chiffre"))
    assert found(cast, "quorum", "separation") == []


def test_an_adjournment_afterwards_silences_nothing(cast, made):
    decide(cast, made)
    told = found(cast, "quorum")
    assert told
    item_decide(actor=cast.camille, item=made, draft=Draft(verdict="adjourn", reason="Il manque le chiffre"))
    assert found(cast, "quorum") == told


def test_what_cannot_be_decided_again_is_told_of_no_more(cast, made):
    decide(cast, made)
    type(made).objects.filter(pk=made.pk).update(state="done")
    assert found(cast, "quorum") == []
