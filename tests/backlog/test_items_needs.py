"""What must come first: no circle ever, however long the way round and whoever writes at the same time."""

from itertools import pairwise
from threading import Barrier, Thread

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, connections
from django_scopes import scope
from hypothesis import given
from hypothesis import strategies as st

from gouvernail.backlog.models import Prerequisite
from gouvernail.backlog.selectors.items.needs import shortest_way, without_circles
from gouvernail.backlog.services.items.needs import prerequisite_add, prerequisite_remove
from gouvernail.backlog.services.items.states import item_remove
from gouvernail.decisions.models import Change
from tests.backlog.items import item

_EDGES = st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), max_size=24)


@given(_EDGES)
def test_refusing_what_has_a_way_back_keeps_a_graph_without_circle(edges):
    kept: dict[int, list[int]] = {}
    for start, end in edges:
        if not shortest_way(kept, end, start):  # what the service refuses
            kept.setdefault(start, []).append(end)
    assert _can_be_put_in_order(kept)


@given(_EDGES, st.integers(0, 6), st.integers(0, 6))
def test_a_way_goes_from_need_to_need_and_is_found_where_there_is_one(edges, start, goal):
    graph: dict[int, list[int]] = {}
    for one, other in edges:
        graph.setdefault(one, []).append(other)
    way = shortest_way(graph, start, goal)
    if way:
        assert (way[0], way[-1], len(set(way))) == (start, goal, len(way))
        assert all(after in graph[before] for before, after in pairwise(way))
    assert bool(way) == (goal in _reached(graph, start))


@given(_EDGES, _EDGES)
def test_of_many_needs_only_those_that_close_a_circle_are_left_out_and_each_circle_is_one(there, wanted):
    known: dict[int, list[int]] = {}
    for start, end in there:
        if not shortest_way(known, end, start):
            known.setdefault(start, []).append(end)
    before = [(start, end) for start, ends in known.items() for end in ends]
    kept, circles = without_circles(before, wanted)
    one_by_one = []
    for start, end in wanted:
        if not shortest_way(known, end, start):
            known.setdefault(start, []).append(end)
            one_by_one.append((start, end))
    assert (kept, len(circles)) == (one_by_one, len(wanted) - len(kept))
    for circle in circles:
        assert circle[0] == circle[-1]
        assert {*pairwise(circle)} <= {*before, *wanted}


def _reached(graph, start):
    seen, waiting = {start}, [start]
    while waiting:
        for there in graph.get(waiting.pop(), ()):
            if there not in seen:
                seen.add(there)
                waiting.append(there)
    return seen


def _can_be_put_in_order(graph):
    left = {one: set(needs) for one, needs in graph.items()}
    while left:
        free = [one for one, needs in left.items() if not needs & set(left)]
        if not free:
            return False
        for one in free:
            del left[one]
    return True


def test_a_circle_is_refused_and_printed(cast):
    with scope(workspace=cast.workspace):
        one, two, three = (item(cast, title) for title in ("Un", "Deux", "Trois"))
        prerequisite_add(actor=cast.camille, item=one, needs=two)
        prerequisite_add(actor=cast.camille, item=two, needs=three)
        with pytest.raises(ValidationError, match="CRM-3 → CRM-1 → CRM-2 → CRM-3"):
            prerequisite_add(actor=cast.camille, item=three, needs=one)
        with pytest.raises(ValidationError, match="CRM-1 → CRM-1"):
            prerequisite_add(actor=cast.camille, item=one, needs=one)
        assert Prerequisite.objects.count() == 2


def test_a_circle_through_a_removed_item_is_refused_too(cast):
    with scope(workspace=cast.workspace):
        one, two = item(cast, "Un"), item(cast, "Deux")
        prerequisite_add(actor=cast.camille, item=one, needs=two)
        item_remove(actor=cast.camille, item=one)
        with pytest.raises(ValidationError, match="CRM-2 → CRM-1 → CRM-2"):
            prerequisite_add(actor=cast.camille, item=two, needs=one)


def test_said_twice_is_said_once_and_taken_back_once(cast):
    with scope(workspace=cast.workspace):
        one, two = item(cast, "Un"), item(cast, "Deux")
        for _time in range(2):
            prerequisite_add(actor=cast.camille, item=one, needs=two)
        for _time in range(2):
            prerequisite_remove(actor=cast.camille, item=one, needs=two)
        rows = Change.objects.filter(field="needs").order_by("pk")
        assert [(row.verb, row.old, row.new) for row in rows] == [
            ("prerequisite_add", "", "CRM-2 · Deux"),
            ("prerequisite_remove", "CRM-2 · Deux", ""),
        ]


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif("sqlite" in connection.vendor, reason="the tests' SQLite is in memory: one connection, no race")
def test_two_people_do_not_close_a_circle_that_neither_sees(cast):
    with scope(workspace=cast.workspace):
        one, two = item(cast, "Un"), item(cast, "Deux")
    start, refused = Barrier(2), []

    def add(first, second) -> None:
        try:
            with scope(workspace=cast.workspace):
                start.wait(timeout=30)
                prerequisite_add(actor=cast.camille, item=first, needs=second)
        except ValidationError as refusal:
            refused.append(refusal.messages[0])
        finally:
            connections.close_all()

    threads = [Thread(target=add, args=pair) for pair in ((one, two), (two, one))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    with scope(workspace=cast.workspace):
        assert (len(refused), Prerequisite.objects.count()) == (1, 1)


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif("sqlite" in connection.vendor, reason="the tests' SQLite is in memory: one connection, no race")
def test_items_written_in_the_same_instant_have_different_numbers(cast):
    start, keys, errors = Barrier(4), [], []

    def write() -> None:
        try:
            with scope(workspace=cast.workspace):
                start.wait(timeout=30)
                keys.append(item(cast).number)
        except Exception as error:  # noqa: BLE001  # told below
            errors.append(error)
        finally:
            connections.close_all()

    threads = [Thread(target=write) for _one in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert (sorted(keys), errors) == ([1, 2, 3, 4], [])
