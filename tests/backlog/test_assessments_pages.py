"""The pages of opinions, who is refused, and what the week says of them."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django_scopes import scope

from gouvernail.backlog.choices.assessments import Filter
from gouvernail.backlog.forms.assessments.rounds import RoundForm
from gouvernail.backlog.models import Opinion, Round
from gouvernail.backlog.services.assessments.rounds import round_reveal
from gouvernail.backlog.services.assessments.scales import calibration_edit
from gouvernail.followup.choices.words import Kind
from gouvernail.followup.selectors.expectations.opinions import expected
from gouvernail.followup.selectors.facts import Facts
from tests.backlog.assessments import a_round, in_teams, say
from tests.backlog.items import item

W = "/w/crm-ventes/backlog/"


@pytest.fixture
def opened(cast) -> Round:
    with scope(workspace=cast.workspace):
        in_teams(cast)
        return a_round(cast, "Relances de devis", "Agenda mobile")


def _sent(cast, one: Round, *levels: str) -> dict[str, str]:
    with scope(workspace=cast.workspace):
        items = list(one.items.order_by("number"))
    return {f"level-{one.pk}-{one.objective_id}": level for one, level in zip(items, levels, strict=False)}


def test_open_a_round_from_what_waits(signed_in, cast):
    with scope(workspace=cast.workspace):
        one = a_round(cast, "Relances")
        row = one.items.get()
        one.delete()
    page = signed_in("camille")
    assert "Relances" in page.get(f"{W}rounds/new").content.decode()
    given = {"title": "Avis", "closes_on": "2030-01-05", "items": [row.pk], "raters": [cast.sacha.pk, cast.lou.pk]}
    refused = page.post(f"{W}rounds/new", {**given, "items": []})
    assert (refused.status_code, 'class="errors"' in refused.content.decode()) == (422, True)
    shown = page.post(f"{W}rounds/new", given, follow=True).content.decode()
    assert "Sacha Martin" in shown


def test_items_are_offered_in_the_order_in_which_they_wait_and_no_other_is_taken(cast):
    with scope(workspace=cast.workspace):
        first, second, other = (item(cast, title=title) for title in ("Un", "Deux", "Trois"))
        given = {"title": "Avis", "closes_on": "2030-01-05", "raters": [cast.sacha.pk]}
        asked = {"items": [second, first], "raters": [cast.sacha], "reasons": {first.pk: "never"}}
        form = RoundForm({**given, "items": [first.pk, second.pk]}, **asked)
        assert [key for key, _label in form.fields["items"].choices] == [second.pk, first.pk]
        assert (form.is_valid(), set(form.cleaned_data["items"])) == (True, {first, second})
        assert "items" in RoundForm({**given, "items": [other.pk]}, **asked).errors


def test_a_sheet_is_filled_without_script_and_leads_on(signed_in, cast, opened):
    page = signed_in("sacha")
    address = f"{W}rounds/{opened.pk}/score"
    assert "Relances de devis" in page.get(address).content.decode()
    half = page.post(address, _sent(cast, opened, "4"))
    assert half["Location"].endswith("/score#value")
    done = page.post(address, _sent(cast, opened, "4", "unknown"), follow=True).content.decode()
    assert "il ne manque rien" in done
    with scope(workspace=cast.workspace):
        assert list(Opinion.objects.order_by("pk").values_list("level", flat=True)) == [4, None]


def test_an_answer_out_of_the_scale_is_said_beside_it_and_the_others_are_kept(signed_in, cast, opened):
    answer = signed_in("sacha").post(f"{W}rounds/{opened.pk}/score", _sent(cast, opened, "9", "2"))
    assert (answer.status_code, "de 0 à 5" in answer.content.decode()) == (422, True)
    with scope(workspace=cast.workspace):
        assert list(Opinion.objects.values_list("level", flat=True)) == [2]


def test_no_page_shows_a_level_before_the_reveal(signed_in, cast, opened):
    with scope(workspace=cast.workspace):
        say(cast.sacha, opened, 5, comment="Secret de Sacha")
        row = opened.items.order_by("number").first()
    page = signed_in("camille")
    for address in (f"{W}rounds/{opened.pk}/", f"{W}rounds/{opened.pk}/score", f"{W}items/{row.pk}/", f"{W}rounds/"):
        assert "Secret de Sacha" not in page.get(address).content.decode()
    assert "Secret de Sacha" not in page.get("/w/crm-ventes/trail/").content.decode()


def test_the_reveal_names_who_says_what(signed_in, cast, opened):
    with scope(workspace=cast.workspace):
        for actor, level in ((cast.camille, 5), (cast.sacha, 5), (cast.noa, 1)):
            say(actor, opened, level, comment=f"Avis de {actor}")
        say(cast.lou, opened, 3, on=Filter.COMPLEXITY)
    page = signed_in("camille")
    shown = page.post(f"{W}rounds/{opened.pk}/reveal", follow=True).content.decode()
    assert "Ventes : 5" in shown
    assert "Service : 1" in shown
    assert "Avis de Noa Bernard" in shown
    assert "Complexité" in shown
    again = page.post(f"{W}rounds/{opened.pk}/again", follow=True).content.decode()
    assert "Second passage" in again
    assert "Clos" in page.post(f"{W}rounds/{opened.pk}/close", follow=True).content.decode()


def test_a_late_answer_is_refused_in_words(signed_in, cast, opened):
    with scope(workspace=cast.workspace):
        say(cast.camille, opened, 3)
        round_reveal(actor=cast.camille, round=opened)
    answer = signed_in("sacha").post(f"{W}rounds/{opened.pk}/score", _sent(cast, opened, "4"))
    assert answer.status_code == 422
    with scope(workspace=cast.workspace):
        assert Opinion.objects.count() == 1


def test_scales_are_read_by_all_and_changed_with_a_reason(signed_in, cast, opened):
    assert "une semaine d’une personne" in signed_in("robin").get(f"{W}scales/").content.decode()
    page = signed_in("camille")
    texts = {f"level_{level}": f"Repère {level}" for level in range(6)}
    assert page.post(f"{W}scales/value/edit", texts).status_code == 422
    shown = page.post(f"{W}scales/value/edit", {**texts, "reason": "Plus clair"}, follow=True).content.decode()
    assert "Repère 3" in shown
    page.post(f"{W}scales/value/known/1", {"title": "Le salon de mai", "level": "3"})
    with scope(workspace=cast.workspace):
        known = calibration_edit(actor=cast.camille, scale="value", position=1, title="Le salon de mai", level=3)
    assert "Gardé" in signed_in("noa").post(f"{W}known/{known.pk}/rate", {"level": "4"}, follow=True).content.decode()
    assert page.get(f"{W}scales/beauty/edit").status_code == 404


@pytest.mark.parametrize("name", ["score", "reveal", "again", "close", "cancel", "resume"])
def test_each_act_on_a_round_refuses_four_times(client, signed_in, opened, name):
    address = f"{W}rounds/{opened.pk}/{name}"
    assert client.post(address).status_code == 302
    assert signed_in("stranger").post(address).status_code == 404
    assert signed_in("maxime").post(address).status_code == 403
    assert signed_in("camille").put(address).status_code == 405


@pytest.mark.parametrize("path", ["rounds/new", "scales/value/edit", "scales/value/known/1"])
def test_each_form_refuses_four_times(client, signed_in, opened, path):
    assert client.post(W + path).status_code == 302
    assert signed_in("stranger").post(W + path).status_code == 404
    assert signed_in("maxime").post(W + path).status_code == 403
    assert signed_in("camille").put(W + path).status_code == 405


def test_the_week_asks_raters_then_who_opened_the_round(cast, opened):
    with scope(workspace=cast.workspace):
        now = timezone.now()
        facts = Facts(cast.workspace, [cast.sacha, cast.robin, cast.camille], now)
        [asked] = expected(cast.sacha, facts)
        assert (asked.kind, asked.due_on) == (Kind.OPINION, opened.closes_on)
        assert expected(cast.robin, facts) == []
        say(cast.sacha, opened, 3)
        say(cast.camille, opened, 3)
        later = Facts(cast.workspace, [cast.sacha, cast.camille], now + timedelta(days=9))
        assert expected(cast.sacha, later) == []
        assert [one.key for one in expected(cast.camille, later)] == [f"reveal:{opened.pk}"]
