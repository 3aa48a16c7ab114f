"""The pages of the compass, and who is refused."""

import pytest
from django.urls import reverse
from django_scopes import scope

from gouvernail.strategy.models import Compass, Objective, Reading
from gouvernail.strategy.services.compass import Line, compass_write

W = "/w/crm-ventes/compass/"


@pytest.fixture
def compass(cast):
    with scope(workspace=cast.workspace):
        lines = [Line(label="Vendre mieux", weight=60), Line(label="Connaître le client", weight=40)]
        return compass_write(
            actor=cast.camille, purpose="Aider à vendre.", excluded="La paie.", lines=lines, reason="", number=0
        )


def _sent(*lines: dict[str, str], **words: str) -> dict[str, str]:
    given = {"purpose": "Aider à vendre.", "excluded": "", "number": "0", **words}
    given |= {"line-TOTAL_FORMS": str(len(lines)), "line-INITIAL_FORMS": "0"}
    for place, line in enumerate(lines):
        given |= {f"line-{place}-{name}": value for name, value in line.items()}
    return given


def test_an_empty_compass_teaches_and_offers_to_write_only_to_those_who_may(signed_in):
    assert "Écrire le cap" in signed_in("camille").get(W).content.decode()
    page = signed_in("robin").get(W).content.decode()
    assert "Personne n’a encore dit" in page
    assert "Écrire le cap" not in page


def test_write_then_say_anew(signed_in, cast):
    page = signed_in("camille")
    line = {"label": "Vendre mieux", "weight": "50", "is_active": "on"}
    shown = page.post(f"{W}edit", _sent(line, {"label": ""}), follow=True).content.decode()
    assert "Aider à vendre." in shown
    assert "100 %" in shown.replace("\xa0", " ")
    with scope(workspace=cast.workspace):
        key = str(Objective.objects.get().pk)
    refused = page.post(f"{W}edit", _sent(line | {"key": key}, number="1", purpose="Servir"))
    assert (refused.status_code, 'aria-invalid="true"' in refused.content.decode()) == (422, True)
    sent = _sent(line | {"key": key}, number="1", purpose="Servir", reason="Nouvelle direction")
    page.post(f"{W}edit", sent)
    versions = page.get(f"{W}versions").content.decode()
    assert "Nouvelle direction" in versions
    assert "Aider à vendre." in versions


def test_the_second_of_two_writers_sees_the_first_and_may_publish_again(signed_in, compass, cast):
    page = signed_in("camille")
    sent = _sent(number="0", purpose="Trop tard")
    answer = page.post(f"{W}edit", sent | {"reason": "Moi"})
    shown = answer.content.decode()
    assert (answer.status_code, "Trop tard" in shown, "Aider à vendre." in shown) == (409, True, True)
    with scope(workspace=cast.workspace):
        assert Compass.objects.count() == 1


def test_a_line_without_weight_says_so_beside_it(signed_in):
    answer = signed_in("camille").post(f"{W}edit", _sent({"label": "A", "weight": "", "is_active": "on"}))
    assert answer.status_code == 422
    assert "Donnez un poids" in answer.content.decode()


def test_note_a_reading_and_undo(signed_in, compass, cast):
    page = signed_in("camille")
    with scope(workspace=cast.workspace):
        row = Objective.objects.first()
        Objective.objects.filter(pk=row.pk).update(measure="Devis relancés", unit="%")
    address = f"{W}objectives/{row.pk}/"
    shown = page.post(address, {"on": "2026-01-05", "value": "41,5", "note": "Premier"}, follow=True).content.decode()
    assert "41,5" in shown
    with scope(workspace=cast.workspace):
        reading = Reading.objects.get()
    page.post(f"{W}readings/{reading.pk}/remove")
    assert "Premier" not in page.get(address).content.decode()
    page.post(f"{W}readings/{reading.pk}/restore")
    assert "Premier" in page.get(address).content.decode()


def test_a_wrong_reading_keeps_what_was_typed(signed_in, compass, cast):
    with scope(workspace=cast.workspace):
        row = Objective.objects.first()
    answer = signed_in("camille").post(f"{W}objectives/{row.pk}/", {"on": "hier", "value": "beaucoup"})
    assert (answer.status_code, "beaucoup" in answer.content.decode()) == (422, True)


def test_edit_an_objective_and_meet_somebody_else(signed_in, compass, cast):
    page = signed_in("camille")
    with scope(workspace=cast.workspace):
        row = Objective.objects.first()
    given = {"label": "Vendre plus", "weight": "50", "direction": "up", "version": "1", "reason": "Mieux dit"}
    assert page.post(f"{W}objectives/{row.pk}/edit", given).status_code == 302
    again = page.post(f"{W}objectives/{row.pk}/edit", given | {"label": "Autre"})
    assert (again.status_code, "Vendre plus" in again.content.decode()) == (409, True)


def _addresses(cast) -> dict[str, str]:
    with scope(workspace=cast.workspace):
        row = Objective.objects.first()
        reading = Reading.objects.create(workspace=cast.workspace, objective=row, on="2026-01-05", value=1)
    slug = cast.workspace.slug
    return {
        "compass_edit": reverse("strategy:compass_edit", args=[slug]),
        "objective": reverse("strategy:objective", args=[slug, row.pk]),
        "objective_edit": reverse("strategy:objective_edit", args=[slug, row.pk]),
        "reading_remove": reverse("strategy:reading_remove", args=[slug, reading.pk]),
        "reading_restore": reverse("strategy:reading_restore", args=[slug, reading.pk]),
    }


@pytest.mark.parametrize("name", ["compass_edit", "objective", "objective_edit", "reading_remove", "reading_restore"])
def test_each_write_refuses_four_times(client, signed_in, compass, cast, name):
    address = _addresses(cast)[name]
    given = {"on": "2026-01-06", "value": "1"}
    assert client.post(address, given).status_code == 302
    assert signed_in("stranger").post(address, given).status_code == 404
    assert signed_in("maxime").post(address, given).status_code == 403
    assert signed_in("camille").put(address).status_code == 405


def test_the_page_asks_the_same_whatever_the_number_of_objectives(
    signed_in, compass, cast, django_assert_max_num_queries
):
    with scope(workspace=cast.workspace):
        for number in range(9):
            row = Objective.objects.create(
                workspace=cast.workspace, label=f"O{number}", weight=1, owner=cast.noa, measure="m"
            )
            for day in range(1, 20):
                Reading.objects.create(workspace=cast.workspace, objective=row, on=f"2026-01-{day:02}", value=day)
    page = signed_in("camille")
    page.get(W)
    with django_assert_max_num_queries(16):
        assert page.get(W).status_code == 200
