"""A decision is signed, reasoned and sealed; nobody edits it, and it goes back on another only once."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction
from django.utils import timezone
from django_scopes import scope, scopes_disabled

from gouvernail.decisions.models import Change, Decision, Meeting
from gouvernail.decisions.selectors.register import (
    decisions_on,
    details_of,
    due_for_review,
    links_of,
    people_in,
    reversed_now,
    sealed_of,
    told_of,
)
from gouvernail.decisions.services.drafts import LATEST, Said, StaleDecision
from gouvernail.decisions.services.rituals import rituals_propose
from gouvernail.exchange.chain import check, parsed
from gouvernail.workspaces.models import Assignment, Duty, Role
from gouvernail.workspaces.services.door import Forbidden
from gouvernail.workspaces.services.erasure import person_erase
from tests.decisions.register import decide, subject

IN_A_MONTH = timezone.localdate() + timedelta(days=30)


@pytest.fixture
def here(cast):
    with scope(workspace=cast.workspace):
        yield cast


def test_a_decision_says_who_what_why_and_what_was_known(here):
    team = subject(here)
    made = decide(
        here,
        verdict="later",
        reason="  On relancera mieux ce qu’on connaît mieux.  ",
        review_on=IN_A_MONTH,
        facts={
            "rank": 4,
            "certainty": 62,
            "claimed_urgency": 4.0,
            "counted_urgency": 1.2,
            "ranked_on": date(2026, 11, 2),
        },
        is_override=True,
        said=[Said(member=here.noa, stance="dissent", words="Nous en perdons un sur cinq.")],
    )
    made.refresh_from_db()
    assert (made.number, made.key, made.signed_by, made.signed_as) == (1, "DEC-1", here.camille, "product_owner")
    assert (made.verdict, made.review_on, made.is_override) == ("later", IN_A_MONTH, True)
    assert made.reason == "On relancera mieux ce qu’on connaît mieux."
    assert made.sentence == "«\N{NO-BREAK SPACE}Relances devis\N{NO-BREAK SPACE}» attendra."
    assert (made.subject_type, made.subject_id) == ("workspaces.team", str(team.pk))
    told = parsed(made.record)
    assert told["roles"] == ["administrator", "product_owner", "requester"]
    assert told["facts"] == {
        "rank": 4, "certainty": 62, "claimed_urgency": "4.0", "counted_urgency": "1.2", "ranked_on": "2026-11-02",
    }  # fmt: skip
    [said] = details_of(made, people_in([made])).said
    assert (said.name, said.words) == ("Noa Bernard", "Nous en perdons un sur cinq.")


def test_the_trail_says_it_too_with_the_key_of_the_decision(here):
    made = decide(here)
    rows = Change.objects.filter(verb="decision_record")
    assert {row.field: row.new for row in rows} == {"verdict": "now", "seal": made.seal}
    assert {(row.decision, row.reason, row.subject_type) for row in rows} == {
        ("DEC-1", "La valeur est prouvée", "workspaces.team")
    }


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"reason": " \n "}, "reason"),
        ({"reason": "x" * 2001}, "reason"),
        ({"verdict": "maybe"}, "verdict"),
        ({"verdict": "later"}, "review_on"),
        ({"verdict": "later", "review_on": timezone.localdate()}, "review_on"),
        ({"verdict": "no", "review_on": timezone.localdate() + LATEST + timedelta(days=2)}, "review_on"),
        ({"sentence": "x" * 301}, "sentence"),
    ],
    ids=["blank reason", "long reason", "verdict", "later without day", "today", "too far", "long sentence"],
)
def test_what_is_refused(here, fields, wrong):
    with pytest.raises(ValidationError) as refused:
        decide(here, **fields)
    assert list(refused.value.message_dict) == [wrong]
    assert not Decision.objects.exists()


@pytest.mark.parametrize("who", ["robin", "maxime", "noa", "lou", "dominique"])
def test_who_may_not_decide(here, who):
    with pytest.raises(Forbidden):
        decide(here, who=who)
    assert not Decision.objects.exists()


@pytest.mark.parametrize(
    "said",
    [
        [("noa", "dissent", "")],
        [("noa", "shout", "Non")],
        [("noa", "dissent", "Non"), ("noa", "dissent", "Non !")],
        [("stranger", "dissent", "Non")],
        [("noa", "abstention", "x" * 1001)],
    ],
    ids=["dissent without words", "stance", "twice", "of elsewhere", "long"],
)
def test_what_people_say_is_theirs_and_said_once(here, said):
    with pytest.raises(ValidationError) as refused:
        decide(here, said=[Said(member=getattr(here, who), stance=stance, words=words) for who, stance, words in said])
    assert list(refused.value.message_dict) == ["said"]


def test_texts_that_no_database_keeps_lose_what_it_cannot(here):
    assert decide(here, reason="Prouv\x00é \ud83d vraiment").reason == "Prouvé  vraiment"


def test_a_meeting_of_elsewhere_is_refused(here):
    with scope(workspace=here.elsewhere):
        rituals_propose(actor=here.stranger)
        meeting = Meeting.objects.first()
    with pytest.raises(ValidationError, match=r"autre espace|another workspace"):
        decide(here, meeting=meeting)


def test_a_reversal_is_a_new_decision_and_is_made_once(here):
    first = decide(here, verdict="no")
    second = decide(here, verdict="next", reverses=first)
    assert reversed_now() == {first.pk: second.pk}
    with pytest.raises(ValidationError, match="DEC-2"):
        decide(here, verdict="now", reverses=first)
    third = decide(here, verdict="no", reverses=second)
    assert reversed_now() == {second.pk: third.pk}
    fourth = decide(here, verdict="now", reverses=first)
    assert reversed_now() == {second.pk: third.pk, first.pk: fourth.pk}
    assert [one.number for one in decisions_on("workspaces.team", first.subject_id)] == [4, 3, 2, 1]


def test_a_reversal_is_about_the_same_subject_and_says_something_else(here):
    first = decide(here, verdict="no")
    with pytest.raises(ValidationError) as refused:
        decide(here, subject(here, "Agenda mobile"), verdict="now", reverses=first)
    assert list(refused.value.message_dict) == ["reverses"]
    with pytest.raises(ValidationError) as refused:
        decide(here, verdict="no", reverses=first)
    assert list(refused.value.message_dict) == ["verdict"]


def test_who_decides_after_somebody_else_is_shown_what_they_decided(here):
    decide(here, seen=0)
    with pytest.raises(StaleDecision) as stale:
        decide(here, who="sacha", verdict="no", seen=0)
    assert stale.value.latest.number == 1
    assert decide(here, who="sacha", verdict="no", seen=1).number == 2


def test_the_quorum_is_kept_as_it_was_known(here):
    duty = Duty.objects.create(workspace=here.workspace, label="Trancher", code="")
    Assignment.objects.create(workspace=here.workspace, duty=duty, member=here.sacha, letter="A")
    alone = decide(here)
    assert not alone.has_quorum
    assert parsed(alone.record)["quorum"]["missing"] == ["business", "builders"]
    together = decide(here, present=[here.sacha, here.lou])
    assert together.has_quorum
    assert parsed(together.record)["quorum"]["present"] == sorted(
        f"@member:{one.pk}" for one in (here.camille, here.sacha, here.lou)
    )


def test_a_deputy_decides_as_whom_they_stand_in_for(here):
    Role.objects.filter(member=here.sacha, kind="sponsor").update(deputy=here.noa)
    assert decide(here, who="noa").signed_as == "sponsor"


def test_dates_to_review_come_back_until_somebody_decides_again(here):
    made = decide(here, verdict="later", review_on=IN_A_MONTH)
    assert list(due_for_review(IN_A_MONTH - timedelta(days=1))) == []
    assert list(due_for_review(IN_A_MONTH)) == [made]
    decide(here, verdict="now")
    assert list(due_for_review(IN_A_MONTH)) == []


@pytest.mark.parametrize("change", [lambda rows: rows.update(reason="forged"), lambda rows: rows.delete()])
def test_the_database_refuses_to_edit_or_remove(here, change):
    decide(here)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        change(Decision.objects.all())
    assert Decision.objects.get().reason == "La valeur est prouvée"


def test_plain_sql_is_refused_too(here):
    decide(here)
    statements = ["UPDATE decisions_decision SET verdict = 'no'", "DELETE FROM decisions_decision"]
    statements += ["TRUNCATE decisions_decision CASCADE"] if connection.vendor == "postgresql" else []
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # what is pending would refuse before the trigger does
    for statement in statements:
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def test_a_workspace_due_for_deletion_takes_its_register_with_it(here):
    decide(here, verdict="no")
    decide(here, verdict="now", reverses=Decision.objects.get())
    here.workspace.deletes_at = timezone.now() - timedelta(seconds=1)
    here.workspace.save()
    Decision.objects.all().delete()
    with scopes_disabled():
        assert not Decision.objects.exists()


def test_who_is_forgotten_is_forgotten_here_and_the_chain_holds(here):
    made = decide(here, said=[Said(member=here.noa, stance="dissent", words="Pas d’accord.")], present=[here.noa])
    assert "Noa" not in made.record
    person_erase(user=here.noa.user)
    [said] = details_of(made, people_in([made])).said
    assert (said.name, said.words) == ("Personne partie", "Pas d’accord.")
    assert check(links_of(Decision.objects.all())).is_whole


def test_the_columns_say_what_was_sealed(here):
    first = decide(here, verdict="later", review_on=IN_A_MONTH, is_override=True)
    decide(here, verdict="no", reverses=first)
    for one in Decision.objects.select_related("reverses"):
        assert told_of(one) == sealed_of(one.record) != ""
        one.reason = "forged"
        assert told_of(one) != sealed_of(one.record)


def test_numbers_and_chains_are_of_each_workspace(here):
    mine = decide(here)
    with scope(workspace=here.elsewhere):
        from tests.cast import Cast

        other = Cast(**{**here.__dict__, "workspace": here.elsewhere, "camille": here.stranger})
        theirs = decide(other)
        assert (theirs.number, theirs.previous) == (1, mine.previous)
    assert decide(here).previous == mine.seal
