from collections.abc import Callable
from datetime import date, datetime

import pytest

from gouvernail.exchange.problems import BadInput
from gouvernail.exchange.reading import Reading

Read = Callable[..., Reading]

_ITEMS = "Key,Title,Status,Assignee,Sprint\nA-1,one,Done,ana,12\nA-2,two,To Do,ana,13\n"


def test_comments_join_by_key_and_strangers_are_counted(read_texts: Read) -> None:
    comments = "key,created,author,body\nA-1,2025-01-02T10:00:00Z,zoe,hello\nZ-9,2025-01-03,zoe,lost\n"
    reading = read_texts(tickets=_ITEMS, comments=comments)
    assert reading.history.touches.select("key", "person", "side", "kind", "text").rows() == [
        ("A-1", "zoe", "business", "comment", "hello")
    ]
    assert [(each.code, each.params["n"]) for each in reading.notices] == [("unknown_keys_touches", 1)]


def test_a_kind_that_the_source_gives_is_kept(read_texts: Read) -> None:
    votes = "clé,date,personne,type\nA-1,02/01/2025,zoe,vote\nA-1,13/01/2025,zoe,Workshop\nA-1,13/01/2025,zoe,café\n"
    kinds = read_texts(tickets=_ITEMS, participation=votes).history.touches["kind"].to_list()
    assert kinds == ["vote", "workshop", "comment"]


def test_sprint_ids_become_names(read_texts: Read) -> None:
    sprints = (
        "sprint_id,name,state,start,end,complete\n"
        "12,Sprint janvier,closed,2025-01-06T08:00:00Z,2025-01-20T08:00:00Z,2025-01-21T09:00:00Z\n"
        "13,Sprint février,active,2025-01-20T08:00:00Z,2025-02-03T08:00:00Z,\n"
    )
    history = read_texts(tickets=_ITEMS, sprints=sprints).history
    assert history.items["iterations"].to_list() == [["Sprint janvier"], ["Sprint février"]]
    assert history.calendar.rows() == [
        ("Sprint janvier", "iteration", date(2025, 1, 6), date(2025, 1, 20), datetime(2025, 1, 21, 9)),
        ("Sprint février", "iteration", date(2025, 1, 20), date(2025, 2, 3), None),
    ]


def test_a_released_version_was_closed_on_its_date(read_texts: Read) -> None:
    versions = "version_id,name,released,release_date\n1,1.0,True,2025-02-01\n2,1.1,False,2025-03-01\n"
    calendar = read_texts(tickets=_ITEMS, versions=versions).history.calendar
    assert calendar["kind"].to_list() == ["release", "release"]
    assert calendar["closed_at"].to_list() == [datetime(2025, 2, 1), None]


def test_a_status_closes_a_release(read_texts: Read) -> None:
    versions = "Version;Statut;Date de livraison\nLot 1;Livrée;13/03/2024\nLot 2;Planifiée;22/05/2026\n"
    calendar = read_texts(tickets=_ITEMS, livraisons=versions).history.calendar
    assert calendar["closed_at"].to_list() == [datetime(2024, 3, 13), None]


def test_links_say_which_end_acts(read_texts: Read) -> None:
    links = "key,link type,direction text,other key\nA-1,Blocks,is blocked by,A-2\nA-2,Blocks,blocks,A-1\n"
    assert read_texts(tickets=_ITEMS, links=links).history.links.rows() == [("A-2", "blocks", "A-1")]


_LOG = (
    "key,date,author,field,old,new\n"
    "A-1,2025-01-02T10:00:00Z,ana,Statut,À faire,En cours\n"
    "A-1,2025-01-09T10:00:00Z,ana,Statut,En cours,Terminé\n"
    "A-1,2025-01-05T10:00:00Z,bob,Échéance,T1 2025,avril 2025\n"
    "A-1,2025-01-06T10:00:00Z,bob,Priorité,Haute,Basse\n"
    "A-1,2025-01-06T10:00:00Z,bob,Couleur,bleu,rouge\n"
    "A-2,2025-01-06T10:00:00Z,bob,Responsable,zoe,ana\n"
)


def test_a_change_log_is_put_in_canonical_words(read_texts: Read) -> None:
    reading = read_texts(tickets=_ITEMS, journal=_LOG)
    changes = reading.history.changes.select("key", "field", "old", "new").rows()
    assert ("A-1", "state", "started", "done") in changes
    assert ("A-1", "due_on", "2025-Q1", "2025-04") in changes
    assert ("A-1", "priority", "Haute", "Basse") in changes
    assert ("A-2", "owner", "zoe", "ana") in changes
    assert reading.history.coverage.tracked == {"state", "due_on", "priority", "owner"}
    assert [(each.code, each.found) for each in reading.notices] == [("fields_left", "Couleur")]


def test_the_change_log_gives_the_instants_that_the_table_does_not(read_texts: Read) -> None:
    items = read_texts(tickets=_ITEMS, journal=_LOG).history.items
    assert items["started_at"].to_list() == [datetime(2025, 1, 2, 10), None]
    assert items["done_at"].to_list() == [datetime(2025, 1, 9, 10), None]


def test_instants_of_the_table_stay(read_texts: Read) -> None:
    items = "Key,Title,Status,Started\nA-1,one,Done,2024-12-01\nA-2,two,To Do,\n"
    assert read_texts(tickets=items, journal=_LOG).history.items["started_at"].to_list() == [
        datetime(2024, 12, 1), None,
    ]  # fmt: skip


def test_a_change_log_alone_makes_items(read_texts: Read) -> None:
    reading = read_texts(journal=_LOG)
    items = reading.history.items
    assert items["key"].to_list() == ["A-1", "A-2"]
    assert items["state"].to_list() == ["done", None]
    assert items["due_on"].to_list() == ["2025-04", None]
    assert items["done_at"].to_list() == [datetime(2025, 1, 9, 10), None]
    assert items["owner"].to_list() == [None, "ana"]
    assert "items_from_changes" in {each.code for each in reading.guesses}


def test_an_owner_of_the_past_is_a_builder(read_texts: Read) -> None:
    comments = "key,created,author\nA-1,2025-01-02,zoe\nA-1,2025-01-02,max\n"
    touches = read_texts(tickets=_ITEMS, journal=_LOG, comments=comments).history.touches
    assert dict(touches.select("person", "side").rows()) == {"zoe": "builder", "max": "business"}


def test_a_shipped_date_in_a_log_is_an_end_and_no_announcement(read_texts: Read) -> None:
    log = (
        "feature_slug,feature_title,commit_date,field,old,new\n"
        "f,F,2020-01-01,ADDED,,\n"
        "f,F,2020-01-02,ga,2020-04,2020-05\n"
        "f,F,2020-05-20,ga,2020-05,2020-05-18\n"
        "f,F,2020-05-20,ga_shipped,0,1\n"
        "g,G,2020-01-01,ADDED,,\n"
        "g,G,2020-02-01,REMOVED,,\n"
    )
    history = read_texts(events=log).history
    due = history.changes.filter(history.changes["field"] == "due_on")
    assert due.select("old", "new").rows() == [("2020-04", "2020-05")]
    items = history.items.select("key", "title", "state", "created_at", "done_at", "dropped_at", "due_on").rows()
    assert items == [
        ("f", "F", "done", datetime(2020, 1, 1), datetime(2020, 5, 18), None, "2020-05"),
        ("g", "G", "dropped", datetime(2020, 1, 1), None, datetime(2020, 2, 1), None),
    ]


def test_a_bad_instant_in_a_log_stops_with_its_place(read_texts: Read) -> None:
    with pytest.raises(BadInput) as caught:
        read_texts(tickets=_ITEMS, journal=_LOG.replace("2025-01-09T10:00:00Z", "hier"))
    problem = caught.value.problem
    assert (problem.code, problem.file, problem.line, problem.found) == ("unreadable_date", "journal.csv", 3, "hier")
