"""Answers to requests: each state has its service, each answer is kept, nothing is overwritten, each is taken back."""

import uuid
from datetime import date, timedelta
from functools import partial

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from django_scopes import scope

from gouvernail.backlog.models import Answer, Item, Request
from gouvernail.backlog.services.items.items import item_edit
from gouvernail.backlog.services.requests.asking import StaleRequest, request_edit
from gouvernail.backlog.services.requests.merge import request_merge, request_unmerge
from gouvernail.backlog.services.requests.states import (
    Into,
    request_accept,
    request_decline,
    request_defer,
    request_reopen,
    request_review,
    request_snooze,
)
from gouvernail.backlog.services.requests.triage_many import accepted_each, requests_answer
from gouvernail.backlog.services.requests.triage_undo import answers_undo
from gouvernail.workspaces.services.door import Forbidden
from tests.backlog.items import item, objective
from tests.backlog.requests_scene import ask

SOON = date.today() + timedelta(days=30)  # noqa: DTZ011


@pytest.fixture(autouse=True)
def here(cast):
    with scope(workspace=cast.workspace):
        yield


def now(row: Request) -> Request:
    return Request.objects.get(pk=row.pk)


def states(row: Request) -> list[tuple[str, str]]:
    return list(row.answers.values_list("old", "new"))


def test_a_request_goes_from_review_to_an_item_of_its_own(cast):
    row = ask(cast.robin, claimed_urgency=2)
    request_review(actor=cast.camille, request=row, version=1)
    aim = objective(cast)
    answer = request_accept(
        actor=cast.camille,
        request=row,
        version=2,
        into=Into(titles=["Réclamations  sur la fiche", ""], objective=aim),
        reason="Oui",
    )
    made = Item.objects.get()
    assert (made.title, made.objective, made.text, made.claimed_urgency) == (
        "Réclamations sur la fiche",
        aim,
        row.need,
        2,
    )
    assert list(made.requests.all()) == [row]
    assert (list(answer.made.all()), answer.reason, answer.author) == ([made], "Oui", cast.camille)
    assert states(row) == [("received", "in_review"), ("in_review", "accepted")]
    row = now(row)
    assert row.first_answer_at is not None
    assert row.decided_at is not None
    assert row.first_answer_at < row.decided_at


def test_a_request_is_accepted_into_several_items_new_and_known(cast):
    row, known = ask(cast.robin), item(cast, "Fiche client unique")
    answer = request_accept(
        actor=cast.camille, request=row, version=1, into=Into(titles=["Un", "Deux", "Un"], items=[known])
    )
    assert {one.title for one in Item.objects.filter(origins__request=row)} == {"Fiche client unique", "Un", "Deux"}
    assert (answer.made.count(), list(answer.linked.all())) == (2, [known])


@pytest.mark.parametrize(
    ("act", "field"),
    [
        (partial(request_accept, into=Into()), "titles"),
        (partial(request_decline, reason="  "), "reason"),
        (partial(request_decline, reason="x" * 2001), "reason"),
        (partial(request_defer, until=SOON, reason=""), "reason"),
        (partial(request_defer, until=date(2020, 1, 1), reason="Plus tard"), "until"),
        (partial(request_defer, until=date(2090, 1, 1), reason="Plus tard"), "until"),
        (partial(request_snooze, until=date(2020, 1, 1)), "until"),
    ],
    ids=["no-item", "no-reason", "long-reason", "defer-no-reason", "past", "too-far", "snooze-past"],
)
def test_what_lacks_is_said_beside_its_field(cast, act, field):
    row = ask(cast.robin)
    with pytest.raises(ValidationError) as refusal:
        act(actor=cast.camille, request=row, version=1)
    assert list(refusal.value.error_dict) == [field]
    assert (now(row).version, Answer.objects.count()) == (1, 0)


def test_an_archived_objective_is_refused_and_nothing_is_written(cast):
    row, aim = ask(cast.robin), objective(cast, is_active=False)
    with pytest.raises(ValidationError) as refusal:
        request_accept(actor=cast.camille, request=row, version=1, into=Into(titles=["Un"], objective=aim))
    assert list(refusal.value.error_dict) == ["objective"]
    assert (Item.objects.count(), now(row).state) == (0, "received")


def test_the_second_of_two_sees_what_the_first_answered(cast):
    row = ask(cast.robin)
    request_decline(actor=cast.camille, request=row, version=1, reason="Hors du cap")
    with pytest.raises(StaleRequest):
        request_accept(actor=cast.camille, request=row, version=1, into=Into(titles=["Un"]))
    assert (now(row).state, Item.objects.count(), Answer.objects.count()) == ("declined", 0, 1)


def test_an_edit_of_its_author_meanwhile_is_seen_first(cast):
    row = ask(cast.robin)
    request_edit(actor=cast.robin, request=row, version=1, title="Autre chose")
    with pytest.raises(StaleRequest):
        request_decline(actor=cast.camille, request=row, version=1, reason="Non")


def test_who_does_not_sort_answers_nothing(cast):
    row = ask(cast.robin)
    for act in (
        partial(request_review, version=1),
        partial(request_accept, version=1, into=Into(titles=["Un"])),
        partial(request_defer, version=1, until=SOON, reason="Non"),
        partial(request_decline, version=1, reason="Non"),
        partial(request_reopen, version=1, reason="Non"),
        partial(request_snooze, version=1, until=SOON),
        partial(request_merge, version=1, target=row),
        partial(request_unmerge, version=1),
    ):
        with pytest.raises(Forbidden):
            act(actor=cast.robin, request=row)
    assert now(row).version == 1


def test_what_is_decided_is_opened_again_with_a_reason(cast):
    row = ask(cast.robin)
    request_decline(actor=cast.camille, request=row, version=1, reason="Non")
    with pytest.raises(ValidationError, match="D-1"):
        request_defer(actor=cast.camille, request=row, version=2, until=SOON, reason="Plus tard")
    with pytest.raises(ValidationError):
        request_reopen(actor=cast.camille, request=row, version=2, reason="")
    request_reopen(actor=cast.camille, request=row, version=2, reason="La loi a changé")
    row = now(row)
    assert (row.state, row.decided_at, row.first_answer_at is None) == ("received", None, False)
    with pytest.raises(ValidationError):
        request_reopen(actor=cast.camille, request=row, version=3, reason="Encore")


def test_a_request_taken_back_is_answered_no_more(cast):
    row = ask(cast.robin)
    Request.objects.filter(pk=row.pk).update(removed_at=timezone.now())
    with pytest.raises(ValidationError, match="D-1"):
        request_decline(actor=cast.camille, request=row, version=1, reason="Non")


ACTS = {
    "review": partial(request_review),
    "accept": partial(request_accept, into=Into(titles=["Un"])),
    "defer": partial(request_defer, until=SOON, reason="Après le salon"),
    "decline": partial(request_decline, reason="Hors du cap"),
}


@pytest.mark.parametrize("name", ACTS)
def test_each_act_is_taken_back_by_a_new_answer(cast, name):
    row = ask(cast.robin)
    answer = ACTS[name](actor=cast.camille, request=row, version=1)
    done = answers_undo(actor=cast.camille, batch=answer.batch)
    after = now(row)
    assert (after.state, after.deferred_until, after.first_answer_at, after.decided_at) == (
        "received",
        None,
        None,
        None,
    )
    assert [one.undoes for one in row.answers.all()] == [None, answer.batch]
    assert (len(done.answers), done.refused) == (1, [])
    assert not Item.objects.filter(removed_at=None).exists()
    with pytest.raises(ValidationError):
        answers_undo(actor=cast.camille, batch=uuid.uuid4())
    again = answers_undo(actor=cast.camille, batch=done.answers[0].batch)
    assert (again.answers, len(again.refused)) == ([], 1)


def test_an_item_that_somebody_worked_on_stays(cast):
    row = ask(cast.robin)
    answer = request_accept(actor=cast.camille, request=row, version=1, into=Into(titles=["Un", "Deux"]))
    touched = Item.objects.get(title="Un")
    item_edit(actor=cast.camille, item=touched, version=1, text="Précisé")
    answers_undo(actor=cast.camille, batch=answer.batch)
    assert [one.title for one in Item.objects.filter(removed_at=None)] == ["Un"]
    assert not row.origins.exists()


def test_what_was_answered_again_since_is_not_taken_back(cast):
    row = ask(cast.robin)
    first = request_review(actor=cast.camille, request=row, version=1)
    request_decline(actor=cast.camille, request=row, version=2, reason="Non")
    done = answers_undo(actor=cast.camille, batch=first.batch)
    assert (done.answers, now(row).state) == ([], "declined")
    assert "Camille Leroy" in done.refused[0][1]


def test_taking_back_a_second_deferral_gives_the_first_day_again(cast):
    row, later = ask(cast.robin), SOON + timedelta(days=10)
    request_defer(actor=cast.camille, request=row, version=1, until=SOON, reason="Salon")
    second = request_defer(actor=cast.camille, request=row, version=2, until=later, reason="Encore")
    answers_undo(actor=cast.camille, batch=second.batch)
    assert (now(row).state, now(row).deferred_until) == ("deferred", SOON)


def test_a_snooze_tells_nobody_and_comes_back(cast):
    row = ask(cast.robin)
    request_snooze(actor=cast.camille, request=row, version=1, until=SOON)
    assert (now(row).snoozed_until, Answer.objects.count()) == (SOON, 0)
    request_snooze(actor=cast.camille, request=row, version=2, until=None)
    assert now(row).snoozed_until is None


def test_many_at_once_are_one_act_and_what_cannot_be_is_named(cast):
    rows = [ask(cast.robin, f"Besoin {n}", f"Texte {n}") for n in range(4)]
    request_review(actor=cast.camille, request=rows[1], version=1)  # somebody else was faster
    request_decline(actor=cast.camille, request=rows[2], version=1, reason="Non")
    seen = dict.fromkeys(rows[:2], 1) | {rows[2]: 2, rows[3]: 1}
    done = requests_answer(actor=cast.camille, seen=seen, act=partial(request_decline, reason="Hors du cap"))
    assert [one.request.key for one in done.answers] == ["D-1", "D-4"]
    assert [one.key for one, _why in done.refused] == ["D-2", "D-3"]
    assert len({one.batch for one in done.answers}) == 1
    answers_undo(actor=cast.camille, batch=done.answers[0].batch)
    assert [now(one).state for one in rows] == ["received", "in_review", "declined", "received"]


def test_each_of_many_may_have_its_own_item(cast):
    aim = objective(cast)
    rows = [ask(cast.robin, "Un", "a", objective=aim), ask(cast.robin, "Deux", "b")]
    requests_answer(actor=cast.camille, seen=dict.fromkeys(rows, 1), act=accepted_each)
    found = Item.objects.order_by("number").values_list("title", "objective")
    assert list(found) == [("Un", aim.pk), ("Deux", None)]


def test_too_many_at_once_are_refused(cast):
    row = ask(cast.robin)
    seen = {Request(pk=n, workspace=cast.workspace): 1 for n in range(1, 202)} | {row: 1}
    with pytest.raises(ValidationError, match="200"):
        requests_answer(actor=cast.camille, seen=seen, act=partial(request_decline, reason="Non"))
