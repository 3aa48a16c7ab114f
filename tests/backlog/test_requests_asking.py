"""Ask, say it better, take it back: what is kept, who may, who is told."""

import threading
from typing import Any

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django_scopes import scope

from gouvernail.backlog.choices.requests import RequestState
from gouvernail.backlog.models import Attachment, Document, Request
from gouvernail.backlog.services.comments import comment_add
from gouvernail.backlog.services.requests.asking import StaleRequest, request_edit, request_remove
from gouvernail.backlog.services.requests.voices import voice_add
from gouvernail.decisions.models import Change
from gouvernail.strategy.models import Objective
from gouvernail.workspaces.models import Team
from gouvernail.workspaces.services.door import Forbidden
from tests.backlog.requests_scene import ask


@pytest.fixture
def here(cast, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    with scope(workspace=cast.workspace):
        yield cast


def a_file(name: str = "ecran.png", content: bytes = b"x") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def test_a_request_is_numbered_searched_and_told_in_the_trail(here):
    first, second = ask(here.robin), ask(here.noa, "Exporter les devis")
    assert [first.key, second.key] == ["D-1", "D-2"]
    assert first.requester == first.author == here.robin
    assert first.state == RequestState.RECEIVED
    assert Document.objects.filter(request=first).exists()
    verbs = set(Change.objects.filter(subject_id=str(first.pk)).values_list("verb", "field"))
    assert ("request_add", "title") in verbs


def test_each_workspace_counts_for_itself(here):
    ask(here.robin)
    with scope(workspace=here.elsewhere):
        assert ask(here.stranger).key == "D-1"


def test_a_reviewer_reads_and_does_not_ask(here):
    with pytest.raises(Forbidden):
        ask(here.maxime)
    assert not Request.objects.exists()


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"title": ""}, "title"),
        ({"title": "x" * 141}, "title"),
        ({"need": "   "}, "need"),
        ({"need": "x" * 10_001}, "need"),
        ({"people_count": -1}, "people_count"),
        ({"frequency": "sometimes"}, "frequency"),
        ({"claimed_urgency": 6}, "claimed_urgency"),
        ({"claimed_urgency": 3}, "urgency_reason"),
        ({"claimed_urgency": 5, "urgency_reason": "  "}, "urgency_reason"),
    ],
    ids=lambda value: value if isinstance(value, str) else "-".join(value),
)
def test_what_cannot_be_kept_is_named(here, fields: dict[str, Any], name: str):
    with pytest.raises(ValidationError) as refused:
        ask(here.robin, **fields)
    assert name in refused.value.message_dict
    assert not Request.objects.exists()


def test_a_low_claim_needs_no_reason_and_a_high_one_is_kept_with_its_own(here):
    assert ask(here.robin, claimed_urgency=2).claimed_urgency == 2
    assert ask(here.robin, claimed_urgency=4, urgency_reason="Salon en mars").urgency_reason == "Salon en mars"


def test_what_is_of_another_workspace_or_archived_cannot_be_chosen(here):
    gone = Team.objects.create(workspace=here.workspace, name="Dissoute", is_active=False)
    old = Objective.objects.create(workspace=here.workspace, label="Ancien", is_active=False)
    with scope(workspace=here.elsewhere):
        theirs = Team.objects.create(workspace=here.elsewhere, name="La leur")
    for name, value in (("team", gone), ("objective", old), ("team", theirs), ("requester", here.stranger)):
        with pytest.raises(ValidationError) as refused:
            ask(here.robin, **{name: value})
        assert name in refused.value.message_dict


def test_somebody_asked_for_is_the_requester_and_is_told(here):
    row = ask(here.camille, "Voir <b>les</b> devis\nBcc: x@y.example", requester=here.robin)
    assert (row.requester, row.author) == (here.robin, here.camille)
    (letter,) = mail.outbox
    assert letter.to == [here.robin.user.email]
    assert "\n" not in letter.subject
    assert f"/requests/{row.pk}/" in letter.body


def test_asking_for_oneself_writes_to_nobody(here):
    ask(here.robin)
    assert mail.outbox == []


def test_files_are_kept_with_the_request(here):
    row = ask(here.robin, files=[a_file(), a_file("../../etc/passwd")])
    names = list(Attachment.objects.filter(request=row).order_by("pk").values_list("name", flat=True))
    assert names == ["ecran.png", "passwd"]
    for one in Attachment.objects.all():
        assert default_storage.exists(one.path)
        assert "passwd" not in one.path


@pytest.mark.parametrize(
    "files", [[a_file(content=b"")], [a_file() for _n in range(21)]], ids=["nothing in it", "too many"]
)
def test_a_file_that_cannot_be_kept_keeps_the_request_back(here, files, tmp_path):
    with pytest.raises(ValidationError) as refused:
        ask(here.robin, files=files)
    assert "file" in refused.value.message_dict
    assert not Request.objects.exists()
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def test_files_too_large_together_are_refused(here, settings):
    settings.UPLOAD_LIMIT_MB = 1
    with pytest.raises(ValidationError) as refused:
        ask(here.robin, files=[a_file(content=b"x" * 700_000), a_file(content=b"x" * 700_000)])
    assert "file" in refused.value.message_dict


def test_a_request_refused_after_its_files_leaves_none_behind(here, tmp_path, monkeypatch):
    from gouvernail.backlog.services.requests import asking

    def fails(_request: Request) -> None:
        raise RuntimeError("the letter cannot be written")

    monkeypatch.setattr(asking, "_tell", fails)
    with pytest.raises(RuntimeError):
        ask(here.camille, requester=here.robin, files=[a_file()])
    assert not Request.objects.exists()
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


@pytest.mark.parametrize("who", ["robin", "camille"])
def test_who_needs_it_and_who_sorts_may_say_it_better(here, who):
    row = ask(here.noa, requester=here.robin)
    saved = request_edit(actor=getattr(here, who), request=row, version=row.version, title="Voir les litiges")
    assert (saved.title, saved.version) == ("Voir les litiges", row.version + 1)
    assert Change.objects.filter(verb="request_edit", field="title", new="Voir les litiges").exists()
    assert "litig" in Document.objects.get(request=row).title


def test_others_may_not(here):
    row = ask(here.noa)
    with pytest.raises(Forbidden):
        request_edit(actor=here.robin, request=row, version=row.version, title="À moi")


def test_two_writers_at_once_the_second_writes_nothing(here):
    row = ask(here.noa)
    request_edit(actor=here.noa, request=row, version=1, title="Le premier")
    with pytest.raises(StaleRequest) as stale:
        request_edit(actor=here.camille, request=row, version=1, title="Le second")
    assert stale.value.request.title == "Le premier"


def test_nothing_changed_leaves_no_trace(here):
    row = ask(here.noa)
    before = Change.objects.count()
    request_edit(actor=here.noa, request=row, version=1, title=row.title)
    assert Change.objects.count() == before


def test_what_was_answered_stays_as_it_was_read(here):
    row = ask(here.noa)
    Request.objects.update(state=RequestState.IN_REVIEW)
    with pytest.raises(ValidationError):
        request_edit(actor=here.noa, request=row, version=1, title="Trop tard")


def test_what_was_archived_since_stays(here):
    team = Team.objects.create(workspace=here.workspace, name="Ventes")
    row = ask(here.noa, team=team)
    Team.objects.update(is_active=False)
    assert request_edit(actor=here.noa, request=row, version=1, title="Autrement", team=team).team == team


def test_what_was_just_sent_is_taken_back_and_sent_again(here):
    row = ask(here.noa)
    request_remove(actor=here.noa, request=row)
    assert not Document.objects.filter(request=row).exists()
    request_remove(actor=here.noa, request=row)  # twice changes nothing
    request_remove(actor=here.noa, request=row, is_undone=True)
    assert Document.objects.filter(request=row).exists()
    verbs = list(Change.objects.filter(verb__startswith="request_re").order_by("pk").values_list("verb", flat=True))
    assert verbs == ["request_remove", "request_restore"]


def test_only_who_sent_it_takes_it_back(here):
    row = ask(here.noa)
    for actor in (here.robin, here.camille):
        with pytest.raises(Forbidden):
            request_remove(actor=actor, request=row)


@pytest.mark.parametrize("part", ["voice", "comment", "answer"])
def test_what_others_took_part_in_is_not_taken_back(here, part):
    row = ask(here.noa)
    if part == "voice":
        voice_add(actor=here.robin, request=row)
    elif part == "comment":
        comment_add(actor=here.robin, request=row, text="Chez nous aussi")
    else:
        Request.objects.update(state=RequestState.DEFERRED)
    with pytest.raises(ValidationError):
        request_remove(actor=here.noa, request=row)
    assert Request.objects.get().removed_at is None


@pytest.mark.skipif("sqlite" in connection.vendor, reason="SQLite lets one writer in at a time by itself")
@pytest.mark.django_db(transaction=True)
def test_writers_at_once_never_share_a_number(cast):
    def write() -> None:
        try:
            with scope(workspace=cast.workspace):
                ask(cast.robin)
        finally:
            connection.close()

    writers = [threading.Thread(target=write) for _n in range(6)]
    for one in writers:
        one.start()
    for one in writers:
        one.join()
    with scope(workspace=cast.workspace):
        assert sorted(Request.objects.values_list("number", flat=True)) == [1, 2, 3, 4, 5, 6]
