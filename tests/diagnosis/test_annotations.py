"""Reviewers write beside the figures; only the author changes a note."""

from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import translation
from django_scopes import scope

from gouvernail.decisions.models import Change
from gouvernail.diagnosis.models import Annotation, Report
from gouvernail.diagnosis.services.annotations import annotation_add, annotation_edit, annotation_remove
from gouvernail.workspaces.services.door import Forbidden
from tests.cast import Cast

Made = Callable[..., Report]


def test_a_note_stands_beside_what_it_is_about(cast: Cast, made: Made, signed_in: Callable[[str], Client]) -> None:
    report = made()
    address = f"/w/crm-ventes/diagnosis/{report.pk}/notes/indicator/on_time_rate/"
    client = signed_in("maxime")
    assert "Dates tenues" in client.get(address).content.decode()
    response = client.post(address, {"text": "<b>À revoir</b> avec la DSI"})
    assert response.headers["Location"].endswith("#indicator-on_time_rate")
    page = signed_in("robin").get(f"/w/crm-ventes/diagnosis/{report.pk}/").content.decode()
    assert "&lt;b&gt;À revoir&lt;/b&gt; avec la DSI" in page
    assert "Maxime Roux" in page


def test_only_its_author_changes_it(cast: Cast, made: Made, signed_in: Callable[[str], Client]) -> None:
    report = made()
    with scope(workspace=cast.workspace):
        note = annotation_add(actor=cast.maxime, report=report, about="report", part="", text="Un")
        with pytest.raises(Forbidden):
            annotation_edit(actor=cast.camille, note=note, text="Deux")
        with pytest.raises(Forbidden):
            annotation_remove(actor=cast.camille, note=note)
        annotation_edit(actor=cast.maxime, note=note, text="Deux")
    base = f"/w/crm-ventes/diagnosis/{report.pk}/note/{note.pk}/"
    assert signed_in("camille").post(base, {"text": "Trois"}).status_code == 403
    assert signed_in("maxime").post(base, {"text": "Trois"}).status_code == 302
    with scope(workspace=cast.workspace):
        note.refresh_from_db()
    assert (note.text, note.edited_at is not None) == ("Trois", True)


def test_a_removed_note_is_brought_back(cast: Cast, made: Made, signed_in: Callable[[str], Client]) -> None:
    report = made()
    with scope(workspace=cast.workspace):
        note = annotation_add(actor=cast.maxime, report=report, about="report", part="", text="Note fugace")
    base = f"/w/crm-ventes/diagnosis/{report.pk}/"
    client = signed_in("maxime")
    client.post(f"{base}note/{note.pk}/remove/")
    assert "Note fugace" not in client.get(base).content.decode()
    client.post(f"{base}note/{note.pk}/restore/")
    assert "Note fugace" in client.get(base).content.decode()


@pytest.mark.parametrize(("about", "part"), [("cause", "no_such"), ("indicator", "no_such"), ("thing", "x")])
def test_what_the_report_does_not_hold_cannot_be_annotated(
    cast: Cast, made: Made, signed_in: Callable[[str], Client], about: str, part: str
) -> None:
    report = made()
    with scope(workspace=cast.workspace), pytest.raises(ValidationError):
        annotation_add(actor=cast.maxime, report=report, about=about, part=part, text="x")
    address = f"/w/crm-ventes/diagnosis/{report.pk}/notes/{about}/{part}/"
    assert signed_in("maxime").get(address).status_code == 404


@pytest.mark.parametrize("text", ["", "   ", "x" * 4001], ids=["empty", "blank", "too_long"])
def test_a_note_says_something(cast: Cast, made: Made, signed_in: Callable[[str], Client], text: str) -> None:
    response = signed_in("maxime").post(f"/w/crm-ventes/diagnosis/{made().pk}/notes/report/", {"text": text})
    assert response.status_code == 422
    with scope(workspace=cast.workspace):
        assert not Annotation.objects.exists()


@pytest.mark.parametrize(
    ("about", "part", "language", "said"),
    [
        ("indicator", "on_time_rate", "fr", "Dates tenues"),
        ("indicator", "on_time_rate", "en", "Dates kept"),
        ("report", "", "fr", "L’ensemble du rapport"),
    ],
    ids=["french", "english", "whole"],
)
def test_the_trail_says_in_words_what_a_note_is_about(
    cast: Cast, made: Made, about: str, part: str, language: str, said: str
) -> None:
    report = made()
    with scope(workspace=cast.workspace), translation.override(language):
        note = annotation_add(actor=cast.maxime, report=report, about=about, part=part, text="Vu")
        annotation_edit(actor=cast.maxime, note=note, text="Revu")
        labels = set(Change.objects.filter(verb__startswith="annotation_").values_list("subject_label", flat=True))
    assert labels == {f"{report.title} · {said}"}
