"""Requests in a browser: asked in two minutes with what exists beside, with and without script."""

from pathlib import Path
from typing import Any

import pytest
from django_scopes import scope
from playwright.sync_api import Page, expect

from gouvernail.backlog.models import Answer, Item, Request, Voice
from gouvernail.backlog.services.requests.voices import voice_add, voice_edit
from gouvernail.strategy.services.compass import Line, compass_write
from gouvernail.workspaces.models import Team
from tests.backlog.requests_scene import ask
from tests.browser.conftest import assert_accessible, assert_fits

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
HOME = "/w/crm-ventes/requests/"
NEED = "Avant d'appeler un client, voir ses réclamations ouvertes sans ouvrir un autre outil."


@pytest.fixture
def known(cast: Any, settings: Any, tmp_path: Path) -> Request:
    """Write a compass, three requests, voices of two teams, and an answer."""
    settings.MEDIA_ROOT = tmp_path
    with scope(workspace=cast.workspace):
        compass_write(
            actor=cast.camille,
            purpose="Ce CRM aide chaque commercial à tenir sa promesse : un devis relancé, un client reconnu.",
            excluded="La paie, la facturation.",
            lines=[Line(label="Relancer chaque devis", weight=60), Line(label="Connaître le client", weight=40)],
            reason="",
            number=0,
        )
        for name, members in (("Ventes", (cast.noa, cast.sacha)), ("Service", (cast.lou,))):
            team = Team.objects.create(workspace=cast.workspace, name=name)
            for one in members:
                one.team = team
                one.save()
        row = ask(
            cast.noa,
            "Voir les réclamations ouvertes avant un appel",
            NEED,
            team=cast.noa.team,
            people="Les commerciaux du siège",
            people_count=24,
            frequency="daily",
            workaround="On demande au service par téléphone.",
            claimed_urgency=4,
            urgency_reason="Le salon de mars.",
        )
        merged = ask(cast.dominique, "Réclamations sur la fiche client", "Les voir d'un coup d'œil.")
        Request.objects.filter(pk=merged.pk).update(merged_into=row, state="merged")
        ask(cast.lou, "Exporter les contacts", "Pour les envois de l'agence.")
        voice_edit(
            actor=cast.lou,
            voice=voice_add(actor=cast.lou, request=row),
            note="Le service les saisit déjà : il manque l'affichage.",
            claimed_urgency=2,
        )
        voice_add(actor=cast.sacha, request=row)
        item = Item.objects.create(workspace=cast.workspace, number=14, title="Réclamations sur la fiche client")
        item.origins.create(workspace=cast.workspace, request=row)
        Answer.objects.create(
            workspace=cast.workspace,
            request=row,
            old="received",
            new="accepted",
            reason="Le besoin revient dans deux équipes.",
            author=cast.camille,
        )
        return row


def fill_in(page: Page, title: str, need: str) -> None:
    page.get_by_label("Que cherchez-vous à faire").fill(need)
    page.get_by_label("En quelques mots").fill(title)


def test_a_request_in_two_minutes_with_what_exists_beside(cast: Any, page_as: Any, known: Request) -> None:
    page = page_as("robin")
    page.goto(HOME)
    page.get_by_role("link", name="Faire une demande").first.click()
    expect(page.get_by_role("region", name="À quoi sert ce CRM")).to_contain_text("tenir sa promesse")
    page.get_by_label("En quelques mots").press_sequentially("Reclamation avant appel")  # no accent, no plural
    beside = page.get_by_role("region", name="Cela existe peut-être déjà")
    expect(beside).to_contain_text(known.key)
    beside.get_by_role("button", name=f"Moi aussi : {known.key}").click()
    expect(beside).to_contain_text("Votre voix compte")
    assert heard(cast) == 3
    expect(page.get_by_label("En quelques mots")).to_have_value(
        "Reclamation avant appel"
    )  # what is typed is still there
    beside.get_by_role("button", name=f"Retirer ma voix : {known.key}").click()
    expect(beside.get_by_role("button", name=f"Moi aussi : {known.key}")).to_be_visible()
    assert heard(cast) == 2

    fill_in(page, "Synchroniser l'agenda", "Mon téléphone ne connaît pas mes rendez-vous.")
    expect(beside).not_to_contain_text(known.key)
    page.get_by_role("radio", name="Connaître le client").check()
    page.get_by_label("L’urgence, selon vous").select_option(
        label="Attendre un mois fait perdre la moitié de ce que cela apporte"
    )
    page.get_by_role("button", name="Envoyer").click()
    expect(page.get_by_label("Pourquoi si urgent")).to_have_attribute("aria-invalid", "true")
    page.get_by_label("Pourquoi si urgent").fill("Je manque un rendez-vous par semaine.")
    page.get_by_role("button", name="Envoyer").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Synchroniser l'agenda")
    page.get_by_role("button", name="Défaire").click()
    expect(page.get_by_text("est reprise")).to_be_visible()
    with scope(workspace=cast.workspace):
        assert Request.objects.get(title="Synchroniser l'agenda").removed_at is not None


def test_without_script_what_exists_is_asked_before_it_is_sent(cast: Any, page_as: Any, known: Request) -> None:
    page = page_as("robin", script=False)
    page.goto(f"{HOME}new")
    fill_in(page, "Voir les réclamations avant d'appeler", NEED)
    page.get_by_role("button", name="Envoyer").click()
    asked = page.get_by_role("alert").filter(has_text="Existe déjà ?")
    expect(asked).to_contain_text(known.key)
    expect(page.get_by_label("En quelques mots")).to_have_value("Voir les réclamations avant d'appeler")
    asked.get_by_role("button", name="Envoyer la mienne quand même").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Voir les réclamations avant d'appeler")

    page.goto(f"{HOME}new")
    fill_in(page, "Réclamations ouvertes avant un appel", NEED)
    page.get_by_role("button", name="Envoyer").click()
    page.get_by_role("alert").get_by_role("button", name=f"Moi aussi : {known.key}").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(known.title)
    expect(page.get_by_role("region", name="personnes ont ce besoin")).to_contain_text("Robin Garcia")
    assert heard(cast) == 3


def heard(cast: Any) -> int:
    with scope(workspace=cast.workspace):
        return Voice.objects.count()


def test_the_list_is_found_by_keys_and_words(cast: Any, page_as: Any, known: Request) -> None:
    page = page_as("camille")
    page.goto("/w/crm-ventes/compass/")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.keyboard.press("g")
    page.keyboard.press("q")
    page.wait_for_url(f"**{HOME}")
    page.keyboard.press("/")
    page.keyboard.type("reclam")
    page.keyboard.press("Enter")
    expect(page.get_by_role("row")).to_have_count(3)
    page.get_by_role("link", name="Fusionnée").click()
    expect(page.get_by_role("row")).to_have_count(2)


@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("where", ["", "new", "{}/", "{}/edit", "?whose=mine"])
def test_every_page_fits_and_is_accessible(cast: Any, page_as: Any, known: Request, where: str, width: int) -> None:
    page = page_as("camille", width=width)
    page.goto(HOME + where.format(known.pk))
    assert_fits(page)
    assert_accessible(page)
