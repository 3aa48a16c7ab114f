"""Answers and mentions are told at once, to those concerned, in their language, once."""

import uuid
from datetime import timedelta

import pytest
from django_scopes import scope

from gouvernail.backlog.models import Item, Request
from gouvernail.backlog.services.comments import comment_add, comment_edit
from gouvernail.backlog.services.items.decisions import item_decide
from gouvernail.backlog.services.requests.imports import RequestRow, requests_import
from gouvernail.backlog.services.requests.merge import request_merge
from gouvernail.backlog.services.requests.states import Into, request_accept, request_decline, request_snooze
from gouvernail.backlog.services.requests.triage_undo import answers_undo
from gouvernail.backlog.services.requests.voices import voice_add
from gouvernail.decisions.services.drafts import Draft
from gouvernail.followup.models import Notice
from gouvernail.followup.services.news import answer_tell, mentions_tell
from gouvernail.workspaces.models import Member, User
from tests.backlog.requests_scene import ask
from tests.cast import Cast
from tests.followup.scenes import TUESDAY


@pytest.fixture(autouse=True)
def _here(cast: Cast):
    with scope(workspace=cast.workspace):
        yield


def told(member: Member) -> list[tuple[str, str, str]]:
    rows = Notice.objects.filter(member=member).order_by("pk")
    return [(one.kind, one.title, one.text) for one in rows]


def fresh(member: Member) -> Member:
    return Member.objects.select_related("workspace", "user").get(pk=member.pk)


def test_the_requester_and_every_voice_are_told_each_in_their_language(cast: Cast) -> None:
    User.objects.filter(pk=cast.lou.user_id).update(language="en")
    row, other = ask(cast.robin), ask(cast.sacha, "La même chose", "Autrement dit")
    voice_add(actor=cast.lou, request=other)
    voice_add(actor=cast.camille, request=row)
    request_merge(actor=cast.camille, request=other, version=1, target=row)
    assert [told(one) for one in (cast.robin, cast.camille)] == [[], []]
    answer = request_decline(actor=cast.camille, request=row, version=1, reason="Hors du cap")
    answer_tell(answer=answer)  # said again, told once
    assert [(kind, title, text) for kind, title, text in told(cast.robin)] == [
        ("answered", "D-1 · Voir les réclamations", "Refusée.\nHors du cap")
    ]
    assert len(told(cast.sacha)) == 2
    merged, declined = told(cast.lou)
    assert merged[2] == "The same need was asked for already: it goes on as D-1, where every voice counts."
    assert declined[2] == "Declined.\nHors du cap"
    assert told(cast.camille) == []  # who answers knows


def test_what_is_taken_back_is_told_and_a_snooze_is_not(cast: Cast) -> None:
    row = ask(cast.robin)
    request_snooze(actor=cast.camille, request=row, version=1, until=(TUESDAY + timedelta(days=5)).date())
    assert told(cast.robin) == []
    answer = request_decline(actor=cast.camille, request=row, version=2, reason="Non")
    answers_undo(actor=cast.camille, batch=answer.batch)
    assert [text.split("\n")[0] for _kind, _title, text in told(cast.robin)] == [
        "Refusée.",
        "La dernière réponse a été reprise\xa0: elle en attend une autre.",
    ]


def test_whoever_left_is_not_told(cast: Cast) -> None:
    row = ask(cast.robin)
    Member.objects.filter(pk=cast.robin.pk).update(is_active=False)
    request_decline(actor=cast.camille, request=row, version=1, reason="Non")
    assert told(cast.robin) == []


def test_whom_a_comment_names_is_told_once_without_its_words(cast: Cast) -> None:
    row = ask(cast.robin)
    comment = comment_add(actor=cast.noa, request=row, text="@Lou Moreau, le secret ? @Noa Bernard")
    [(kind, title, text)] = told(cast.lou)
    assert (kind, title, text) == ("mentioned", str(row), "Noa Bernard vous cite dans un commentaire.")
    assert told(cast.noa) == []
    comment_edit(actor=cast.noa, comment=comment, text="@Lou Moreau et @Sacha Martin")
    mentions_tell(comment=comment)
    assert (len(told(cast.lou)), len(told(cast.sacha))) == (1, 1)
    assert Notice.objects.get(member=cast.sacha).url.endswith(f"#comment-{comment.pk}")


def test_who_imported_a_request_is_told_of_neither_its_answer_nor_its_decision(cast: Cast) -> None:
    rows = [RequestRow(foreign_key="J-1", title="Venue d’ailleurs", need="…", requester_id=cast.robin.pk)]
    [row] = requests_import(actor=cast.camille, origin=uuid.UUID(int=7), rows=rows)
    Request.objects.update(author=cast.noa)  # who imported it no longer steers: somebody else answers and decides
    request_accept(actor=cast.camille, request=row, version=1, into=Into(titles=["Fiche du client"]))
    item_decide(actor=cast.camille, item=Item.objects.get(), draft=Draft(verdict="no", reason="Hors du cap"))
    assert [kind for kind, _title, _text in told(cast.robin)] == ["answered", "decided"]
    assert told(cast.noa) == []
