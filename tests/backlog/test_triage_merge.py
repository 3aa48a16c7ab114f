"""Merges: every voice counted once wherever requests go, no circle ever, and each may be separated again."""

from threading import Barrier, Thread

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, connections, transaction
from django_scopes import scope
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gouvernail.backlog.models import Request, Voice
from gouvernail.backlog.selectors.requests.detail import page_of
from gouvernail.backlog.selectors.requests.merged import target_of, way_up
from gouvernail.backlog.selectors.requests.voices import counts_of
from gouvernail.backlog.services.requests.merge import request_merge, request_unmerge
from gouvernail.backlog.services.requests.states import Into, request_accept, request_decline
from gouvernail.backlog.services.requests.triage_undo import answers_undo
from gouvernail.backlog.services.requests.voices import voice_add
from tests.backlog.requests_scene import ask


def now(row):
    return Request.objects.get(pk=row.pk)


def merge(cast, row, target, **fields):
    return request_merge(actor=cast.camille, request=row, version=now(row).version, target=target, **fields)


def test_every_text_and_every_voice_stays_where_it_was_given(cast):
    with scope(workspace=cast.workspace):
        one, two = ask(cast.robin, "Un", "Texte un"), ask(cast.lou, "Deux", "Texte deux")
        for row in (one, two):
            voice_add(actor=cast.noa, request=row)  # who spoke twice counts once
        voice_add(actor=cast.sacha, request=two)
        merge(cast, two, one, reason="Le même besoin")
        page = page_of(now(one), cast.camille)
        assert (page.people, [each.need for each in page.merged]) == (4, ["Texte deux"])
        assert Voice.objects.filter(request=two).count() == 2
        assert target_of(now(two)) == one
        request_unmerge(actor=cast.camille, request=two, version=2, reason="Deux besoins")
        assert (now(two).state, now(two).merged_into) == ("received", None)
        assert (page_of(now(one), cast.camille).people, page_of(now(two), cast.camille).people) == (2, 3)


@pytest.mark.parametrize("length", [1, 2, 3])
def test_a_circle_is_refused_and_printed(cast, length):
    with scope(workspace=cast.workspace):
        rows = [ask(cast.robin, f"Besoin {n}", f"Texte {n}") for n in range(length)]
        for row, target in zip(rows[1:], rows, strict=False):
            merge(cast, row, target)
        with pytest.raises(ValidationError) as refusal:
            merge(cast, rows[0], rows[-1])
        [text] = refusal.value.message_dict["target"]
        assert ("D-1 → " + " → ".join(f"D-{n}" for n in range(length, 0, -1)) in text) is (length > 1)
        assert now(rows[0]).state == "received"


def test_what_is_merged_already_says_where_it_went(cast):
    with scope(workspace=cast.workspace):
        one, two, three = (ask(cast.robin, f"Besoin {n}", f"Texte {n}") for n in range(3))
        merge(cast, one, two)
        with pytest.raises(ValidationError, match="D-2"):
            merge(cast, one, three)
        with pytest.raises(ValidationError, match="D-2"):
            request_decline(actor=cast.camille, request=one, version=2, reason="Non")


def test_what_was_accepted_is_accepted_again_once_separated(cast):
    with scope(workspace=cast.workspace):
        one, two = ask(cast.robin, "Un", "a"), ask(cast.robin, "Deux", "b")
        request_accept(actor=cast.camille, request=one, version=1, into=Into(titles=["Un"]))
        decided = now(one).decided_at
        merge(cast, one, two)
        request_unmerge(actor=cast.camille, request=one, version=3)
        assert (now(one).state, now(one).decided_at) == ("accepted", decided)


def test_a_separation_is_taken_back_unless_it_would_close_a_circle(cast):
    with scope(workspace=cast.workspace):
        one, two = ask(cast.robin, "Un", "a"), ask(cast.robin, "Deux", "b")
        merge(cast, one, two)
        first = request_unmerge(actor=cast.camille, request=one, version=2)
        answers_undo(actor=cast.camille, batch=first.batch)
        assert now(one).merged_into == two
        second = request_unmerge(actor=cast.camille, request=one, version=4)
        merge(cast, two, one)
        done = answers_undo(actor=cast.camille, batch=second.batch)
        assert (done.answers, "D-1 → D-2 → D-1" in done.refused[0][1]) == ([], True)


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4), st.booleans()), max_size=14))
def test_whatever_is_merged_and_separated_there_is_no_circle_and_each_voice_counts_once(cast, steps):
    with transaction.atomic(), scope(workspace=cast.workspace):
        people = [cast.robin, cast.lou, cast.noa, cast.sacha, cast.dominique]
        rows = [ask(who, f"Besoin {n}", f"Texte {n}") for n, who in enumerate(people)]
        for n, row in enumerate(rows):
            voice_add(actor=people[n - 1], request=row)
        for source, target, is_merge in steps:
            _step(cast, rows[source], rows[target] if is_merge else None)
            _check(rows, people)
        transaction.set_rollback(True)  # what an example wrote is not there for the next one


def _step(cast, row, target):
    version = now(row).version
    try:
        if target is None:
            request_unmerge(actor=cast.camille, request=row, version=version)
        else:
            merge(cast, row, target)
    except ValidationError:
        assert now(row).version == version


def _check(rows, people):
    ends = [way_up(now(one))[-1] for one in rows]
    assert all(end.merged_into is None for end in ends)
    counts = counts_of({end.pk for end in ends})
    for key, count in counts.items():
        family = [n for n, end in enumerate(ends) if end.pk == key]
        assert count.people == len({people[n].pk for n in family} | {people[n - 1].pk for n in family})


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif("sqlite" in connection.vendor, reason="the tests' SQLite is in memory: one connection, no race")
def test_merges_at_once_never_close_a_circle_of_four(cast):
    with scope(workspace=cast.workspace):
        one, two, three, four = (ask(cast.robin, f"Besoin {n}", f"Texte {n}") for n in range(4))
        merge(cast, two, three)
        merge(cast, four, one)
    start, refused, errors = Barrier(2), [], []

    def go(row, target) -> None:
        try:
            with scope(workspace=cast.workspace):
                start.wait(timeout=30)
                merge(cast, row, target)
        except ValidationError as refusal:
            refused.append(refusal)
        except Exception as error:  # noqa: BLE001  # told below
            errors.append(error)
        finally:
            connections.close_all()

    threads = [Thread(target=go, args=pair) for pair in ((one, two), (three, four))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert (len(refused), errors) == (1, [])
