"""The pages of requests: two minutes without script, refusals, hostile texts and files, as many queries for many."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django_scopes import scope

from gouvernail.backlog.models import Answer, Attachment, Item, Request, Voice
from gouvernail.strategy.models import Compass, Objective
from gouvernail.workspaces.models import Team
from tests.backlog.requests_scene import ask, typed

HTMX = {"HX-Request": "true"}
MARKUP = "<script>alert(1)</script>"
SignIn = Callable[[str], Client]


@pytest.fixture
def here(cast, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return cast


def at(cast, name: str, *keys: int) -> str:
    return reverse(f"backlog:{name}", args=[cast.workspace.slug, *keys])


def written(cast, who: str = "noa", **fields: Any) -> Request:
    with scope(workspace=cast.workspace):
        return ask(getattr(cast, who), **fields)


def all_of(cast, model: Any) -> list[Any]:
    with scope(workspace=cast.workspace):
        return list(model.objects.order_by("pk"))


def send(cast, client: Client, **fields: Any):
    return client.post(at(cast, "request_new"), typed(cast.robin, **fields))


def test_the_form_stands_beside_the_compass(here, signed_in):
    with scope(workspace=here.workspace):
        Compass.objects.create(workspace=here.workspace, number=1, purpose="Vendre <b>mieux</b>")
        Objective.objects.create(workspace=here.workspace, label="Connaître le client")
    page = signed_in("robin").get(at(here, "request_new")).content.decode()
    assert "Vendre &lt;b&gt;mieux&lt;/b&gt;" in page
    assert "Connaître le client" in page


def test_without_compass_the_form_says_so_and_asks_for_no_objective(here, signed_in):
    page = signed_in("robin").get(at(here, "request_new"))
    assert "objective" not in page.context["form"].fields


def test_a_request_is_sent_and_its_page_says_what_comes_next(here, signed_in):
    answer = signed_in("robin").post(at(here, "request_new"), typed(here.robin, claimed_urgency=""), follow=True)
    (row,) = all_of(here, Request)
    assert answer.redirect_chain[-1][0] == at(here, "request_detail", row.pk)
    assert at(here, "request_remove", row.pk) in answer.content.decode()  # the undo of the toast


def test_what_was_typed_is_not_lost_on_an_error(here, signed_in):
    answer = send(here, signed_in("robin"), title="", people="Les 12 commerciaux", claimed_urgency=4)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Les 12 commerciaux" in page
    assert set(answer.context["form"].errors) == {"title", "urgency_reason"}
    assert all_of(here, Request) == []


def test_what_exists_is_shown_once_before_it_is_sent(here, signed_in):
    known = written(here)
    client = signed_in("robin")
    answer = send(here, client)
    assert answer.status_code == 422
    assert answer.context["asks"]
    assert at(here, "request_voice", known.pk) in answer.content.decode()
    assert len(all_of(here, Request)) == 1
    again = send(here, client, seen=[known.key])
    assert again.status_code == 302
    assert len(all_of(here, Request)) == 2


def test_what_is_not_close_is_sent_at_once(here, signed_in):
    written(here)
    answer = send(here, signed_in("robin"), title="Synchroniser l'agenda", need="Mon téléphone ne le connaît pas.")
    assert answer.status_code == 302


def test_files_come_with_the_request_and_only_leave_as_downloads(here, signed_in):
    client = signed_in("robin")
    hostile = SimpleUploadedFile("../../evil<b>.html", b"<script>alert(1)</script>", content_type="text/html")
    assert send(here, client, files=[hostile]).status_code == 302
    (kept,) = all_of(here, Attachment)
    answer = client.get(at(here, "attachment", kept.pk))
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["Content-Disposition"].startswith("attachment;")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert b"".join(answer.streaming_content) == b"<script>alert(1)</script>"
    page = client.get(at(here, "request_detail", kept.request_id)).content.decode()
    assert "evil<b>" not in page
    assert ".." not in kept.name


@pytest.mark.parametrize(
    ("files", "limit"),
    [([SimpleUploadedFile("vide.txt", b"")], 200), ([SimpleUploadedFile("gros.bin", b"x" * 1_500_000)], 1)],
    ids=["nothing in it", "too large"],
)
def test_a_file_that_cannot_be_kept_is_named_beside_its_field(here, signed_in, settings, files, limit):
    settings.UPLOAD_LIMIT_MB = limit
    for one in files:
        one.seek(0)
    answer = send(here, signed_in("robin"), files=files)
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["files"]
    assert all_of(here, Request) == []


def test_an_envelope_too_large_is_refused_before_its_files_are_written(here, signed_in, settings):
    settings.UPLOAD_LIMIT_MB = 1
    answer = send(here, signed_in("robin"), files=[SimpleUploadedFile("gros.bin", b"x" * 3_000_000)])
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["files"]


def test_similar_ones_appear_while_typing(here, signed_in):
    known = written(here)
    answer = signed_in("robin").post(at(here, "request_similar"), {"title": "réclamations"}, headers=HTMX)
    page = answer.content.decode()
    assert "<html" not in page
    assert f'name="seen" value="{known.key}" form="ask"' in page
    assert at(here, "request_voice", known.pk) in page


@pytest.mark.parametrize(
    "text", ["", "\x00", "a" * 20_000, MARKUP, "%_'\""], ids=["none", "nul", "long", "markup", "sql"]
)
def test_whatever_is_typed_finds_or_does_not(here, signed_in, text):
    answer = signed_in("robin").post(at(here, "request_similar"), {"title": text, "need": text}, headers=HTMX)
    assert answer.status_code == 200
    assert MARKUP not in answer.content.decode()


def test_me_too_in_place_and_back(here, signed_in):
    row, client = written(here), signed_in("robin")
    given = client.post(at(here, "request_voice", row.pk), headers=HTMX).content.decode()
    assert at(here, "request_voice_remove", row.pk) in given
    assert len(all_of(here, Voice)) == 1
    client.post(at(here, "request_voice_remove", row.pk), headers=HTMX)
    assert all_of(here, Voice) == []


def test_me_too_without_script_leads_to_the_request_with_an_undo(here, signed_in):
    row = written(here)
    answer = signed_in("robin").post(at(here, "request_voice", row.pk), follow=True)
    assert answer.redirect_chain[-1][0] == at(here, "request_detail", row.pk)
    assert at(here, "request_voice_remove", row.pk) in answer.content.decode()


def test_me_too_on_ones_own_request_says_that_it_counts(here, signed_in):
    row = written(here)
    signed_in("noa").post(at(here, "request_voice", row.pk))
    assert all_of(here, Voice) == []


def test_words_are_added_to_a_voice(here, signed_in):
    row, client = written(here), signed_in("robin")
    client.post(at(here, "request_voice", row.pk))
    (voice,) = all_of(here, Voice)
    refused = client.post(at(here, "voice_edit", voice.pk), {"note": "", "claimed_urgency": 5})
    assert refused.status_code == 422
    assert "note" in refused.context["forms"]["voice"].errors
    client.post(at(here, "voice_edit", voice.pk), {"note": "Chaque matin", "claimed_urgency": 1})
    assert "Chaque matin" in client.get(at(here, "request_detail", row.pk)).content.decode()


def test_the_page_tells_everything_and_lets_no_markup_through(here, signed_in):
    with scope(workspace=here.workspace):
        team = Team.objects.create(workspace=here.workspace, name=MARKUP)
        fields = dict.fromkeys(("title", "need", "people", "workaround", "effect", "urgency_reason"), MARKUP)
        row = ask(here.noa, claimed_urgency=5, people_count=12, frequency="daily", team=team, **fields)
        other = ask(here.lou, title=MARKUP, need=MARKUP)
        Request.objects.filter(pk=other.pk).update(merged_into=row, state="merged")
        item = Item.objects.create(workspace=here.workspace, number=3, title=MARKUP)
        item.origins.create(workspace=here.workspace, request=row)
        Answer.objects.create(
            workspace=here.workspace, request=row, old="received", new="declined", reason=MARKUP, author=here.camille
        )
        Voice.objects.create(workspace=here.workspace, request=other, member=here.robin, note=MARKUP)
    page = signed_in("robin").get(at(here, "request_detail", row.pk)).content.decode()
    assert MARKUP not in page
    for known in ("Lou Moreau", "Robin Garcia", "CRM-3", other.key):
        assert known in page


def test_what_was_merged_shows_where_it_went(here, signed_in):
    row, target = written(here), written(here, "lou", title="Fiche client")
    with scope(workspace=here.workspace):
        Request.objects.filter(pk=row.pk).update(merged_into=target, state="merged")
    page = signed_in("noa").get(at(here, "request_detail", row.pk)).content.decode()
    assert at(here, "request_detail", target.pk) in page
    assert at(here, "request_voice", row.pk) not in page


def test_comments_and_files_are_added_from_the_page(here, signed_in):
    row, client = written(here), signed_in("robin")
    client.post(at(here, "request_comment", row.pk), {"text": "Chez nous aussi"})
    client.post(at(here, "request_attach", row.pk), {"file": [SimpleUploadedFile("a.txt", b"x")]})
    page = client.get(at(here, "request_detail", row.pk)).content.decode()
    assert "Chez nous aussi" in page
    assert "a.txt" in page
    assert client.post(at(here, "request_comment", row.pk), {"text": ""}).status_code == 422
    assert client.post(at(here, "request_attach", row.pk), {}).status_code == 422


def test_a_request_is_said_better_and_the_second_writer_is_told(here, signed_in):
    row = written(here)
    client = signed_in("noa")
    fields = typed(here.noa, title="Voir les litiges", version=1)
    assert client.post(at(here, "request_edit", row.pk), fields).status_code == 302
    late = client.post(at(here, "request_edit", row.pk), fields | {"title": "Autre chose"})
    assert late.status_code == 409
    assert "Autre chose" in late.content.decode()
    assert 'name="version" value="2"' in late.content.decode()
    assert all_of(here, Request)[0].title == "Voir les litiges"


def test_the_undo_of_sending_and_its_own_undo(here, signed_in):
    row, client = written(here), signed_in("noa")
    client.post(at(here, "request_remove", row.pk))
    assert client.get(at(here, "request_detail", row.pk)).status_code == 404
    client.post(at(here, "request_restore", row.pk))
    assert client.get(at(here, "request_detail", row.pk)).status_code == 200


WRITES = ("new", "edit", "remove", "restore", "voice", "voice_remove", "comment", "attach")


def address_of(cast, name: str, row: Request) -> str:
    return at(cast, f"request_{name}", *([] if name == "new" else [row.pk]))


@pytest.mark.parametrize("name", WRITES)
def test_each_write_refuses_whom_it_must(here, signed_in, name):
    row = written(here)
    where, data = address_of(here, name, row), typed(here.robin, version=1, text="x")
    assert Client().post(where, data).headers["Location"].startswith("/account/login/")
    assert signed_in("stranger").post(where, data).status_code == 404
    reader = signed_in("maxime").post(where, data)
    assert reader.status_code == (302 if name == "comment" else 403)  # to comment is everybody's
    wrong = signed_in("camille").delete(where)
    assert wrong.status_code == 405
    assert len(all_of(here, Request)) == 1


def test_somebody_elses_voice_is_not_changed(here, signed_in):
    row = written(here)
    signed_in("robin").post(at(here, "request_voice", row.pk))
    (voice,) = all_of(here, Voice)
    assert signed_in("noa").post(at(here, "voice_edit", voice.pk), {"note": "x"}).status_code == 403
    assert signed_in("maxime").post(at(here, "voice_edit", voice.pk), {"note": "x"}).status_code == 403
    assert signed_in("stranger").post(at(here, "voice_edit", voice.pk), {"note": "x"}).status_code == 404
    assert signed_in("robin").get(at(here, "voice_edit", voice.pk)).status_code == 405
