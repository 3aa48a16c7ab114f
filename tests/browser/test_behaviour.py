"""The modules of the shell: shortcuts, palette, toasts, dialogs, unsaved words, relative time."""

import pytest
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template import engines
from django.urls import path
from playwright.sync_api import Page, expect

from gouvernail.config.urls import *  # noqa: F403  # the product's map and its error pages
from gouvernail.config.urls import urlpatterns as product
from gouvernail.web.fragments import answer
from gouvernail.web.showcase import style
from gouvernail.web.toasts import said
from tests.browser.conftest import PageAs, assert_accessible

pytestmark = pytest.mark.browser
SEARCH = "/w/crm-ventes/search"
removed: list[str] = []

TRYOUT = """{% extends "web/base.html" %}{% block title %}Essai{% endblock %}{% block main %}
<h1>Essai</h1>
<a class="btn" href="/try/remove" data-dialog>Retirer</a>
<form method="post" data-unsaved>{% csrf_token %}<label>Mot <input name="word"></label><button>Garder</button></form>
<button class="btn" hx-post="/try/fragment" hx-target="#there" hx-confirm="Vraiment ?">Faire</button>
<button class="btn" hx-post="/try/broken" hx-target="#there">Casser</button>
<p id="there">Rien</p>
<time datetime="{{ then }}" data-relative>jadis</time>
<div class="drop"><label for="files">Fichiers</label><input id="files" type="file" multiple></div>
{% endblock %}"""
REMOVE = """{% extends "web/confirm.html" %}{% block question %}Retirer cette ligne ?{% endblock %}
{% block consequences %}<p>Elle ne comptera plus.</p>{% endblock %}"""


def _page(request: HttpRequest) -> HttpResponse:
    from datetime import timedelta

    from django.utils import timezone

    if request.method == "POST":
        return redirect("/try")
    then = (timezone.now() - timedelta(days=3)).isoformat()
    return HttpResponse(engines["django"].from_string(TRYOUT).render({"then": then}, request))


def _remove(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        removed.append("line")
        said(request, "La ligne est retirée.", undo="/try/undo")
        return redirect("/try")
    return HttpResponse(engines["django"].from_string(REMOVE).render({"back": "/try"}, request))


def _undo(request: HttpRequest) -> HttpResponse:
    removed.clear()
    messages.success(request, "La ligne est revenue.")
    return redirect(request.POST["next"])


def _fragment(request: HttpRequest) -> HttpResponse:
    said(request, "C’est fait.")
    return answer(request, "web/search.html", {"groups": [], "query": ""}, part="found")


def _broken(request: HttpRequest) -> HttpResponse:
    return render(request, "web/error.html", {"status": 500}, status=500)


urlpatterns = [
    path("try", _page),
    path("try/remove", _remove),
    path("try/undo", _undo),
    path("try/fragment", _fragment),
    path("try/broken", _broken),
    path("style", style),
    *product,
]


@pytest.fixture
def tryout(page_as: PageAs, settings) -> Page:
    settings.ROOT_URLCONF = __name__
    removed.clear()
    page = page_as("camille")
    page.goto("/try")
    return page


def test_question_mark_lists_the_shortcuts_and_escape_closes(page_as: PageAs) -> None:
    page = page_as("camille")
    page.goto(SEARCH)
    page.keyboard.press("?")
    listed = page.locator("#shortcuts")
    expect(listed).to_be_visible()
    expect(listed).to_contain_text("Journal")
    assert_accessible(page, languages=())
    page.keyboard.press("Escape")
    expect(listed).to_be_hidden()


def test_g_then_a_letter_goes(page_as: PageAs) -> None:
    page = page_as("camille")
    page.goto(SEARCH)
    page.keyboard.press("g")
    page.keyboard.press("t")
    page.wait_for_url("**/trail/")


def test_slash_puts_the_cursor_in_the_search(page_as: PageAs) -> None:
    page = page_as("camille")
    page.goto(SEARCH)
    page.keyboard.press("/")
    expect(page.locator("#q")).to_be_focused()
    page.keyboard.type("g?t/")  # letters typed in a field are letters
    expect(page.locator("#q")).to_have_value("g?t/")
    assert page.url.endswith(SEARCH)


def test_single_keys_can_be_turned_off_for_good(page_as: PageAs) -> None:
    page = page_as("camille")
    page.goto(SEARCH)
    page.keyboard.press("?")
    page.locator("[data-single-keys]").uncheck()
    page.goto(SEARCH)
    page.keyboard.press("?")
    expect(page.locator("#shortcuts")).to_be_hidden()
    page.keyboard.press("Control+k")
    expect(page.locator("#palette")).to_be_visible()


def test_the_palette_finds_and_opens_without_the_mouse(page_as: PageAs) -> None:
    page = page_as("camille")
    page.goto(SEARCH)
    page.keyboard.press("Control+k")
    field = page.get_by_role("combobox", name="Trouver une page ou une personne")
    expect(field).to_be_focused()
    page.keyboard.type("jour")
    option = page.get_by_role("option", name="Journal")
    expect(option).to_have_attribute("aria-selected", "true")
    expect(field).to_have_attribute("aria-activedescendant", option.get_attribute("id"))
    assert_accessible(page, languages=())
    page.keyboard.press("Enter")
    page.wait_for_url("**/trail/")


def test_the_arrows_go_round_the_palette(page_as: PageAs) -> None:
    page = page_as("camille")
    page.goto(SEARCH)
    page.keyboard.press("Control+k")
    options = page.locator("#palette-found [role=option]")
    expect(options.first).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowUp")
    expect(options.last).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    expect(page.locator("#palette-found [aria-selected=true]")).to_have_count(1)


def test_the_palette_says_that_it_found_nothing(page_as: PageAs) -> None:
    page = page_as("camille")
    page.goto(SEARCH)
    page.keyboard.press("Control+k")
    page.keyboard.type("zzzz")
    expect(page.locator("#palette [role=status]")).to_have_text("Rien trouvé")
    assert_accessible(page, languages=())


def test_the_palette_is_a_page_without_a_script(page_as: PageAs) -> None:
    page = page_as("camille", script=False)
    page.goto("/w/crm-ventes/trail/")
    page.get_by_role("link", name="Chercher").click()
    page.fill("#q", "jour")
    page.locator("main").get_by_role("button", name="Chercher").click()
    expect(page.locator("main .found")).to_contain_text("Journal")


def test_a_confirmation_opens_as_a_dialog_and_the_act_can_be_undone(tryout: Page) -> None:
    tryout.get_by_role("link", name="Retirer").click()
    dialog = tryout.get_by_role("dialog", name="Retirer cette ligne ?")
    expect(dialog).to_be_visible()
    assert_accessible(tryout, languages=())
    dialog.get_by_role("link", name="Annuler").click()
    expect(dialog).to_be_hidden()
    assert removed == []
    tryout.get_by_role("link", name="Retirer").click()
    dialog.get_by_role("button", name="Confirmer").click()
    toast = tryout.locator(".toast")
    expect(toast).to_contain_text("La ligne est retirée.")
    assert removed == ["line"]
    toast.get_by_role("button", name="Défaire").click()
    expect(toast).to_contain_text("La ligne est revenue.")
    assert removed == []


def test_a_confirmation_is_a_page_without_a_script(page_as: PageAs, settings) -> None:
    settings.ROOT_URLCONF = __name__
    page = page_as("camille", script=False)
    page.goto("/try")
    page.get_by_role("link", name="Retirer").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Retirer cette ligne ?")
    page.get_by_role("button", name="Confirmer").click()
    expect(page.locator(".toast")).to_contain_text("La ligne est retirée.")


def test_a_toast_can_be_dismissed(tryout: Page) -> None:
    tryout.goto("/style?toasts=1")
    expect(tryout.locator(".toast")).to_have_count(2)
    tryout.locator(".toast [data-dismiss]").first.click()
    expect(tryout.locator(".toast")).to_have_count(1)


def test_htmx_asks_first_then_swaps_and_says_what_was_done(tryout: Page) -> None:
    tryout.get_by_role("button", name="Faire").click()
    dialog = tryout.get_by_role("dialog", name="Vraiment ?")
    expect(dialog).to_be_visible()
    expect(tryout.locator("#there")).to_have_text("Rien")
    dialog.get_by_role("button", name="Confirmer").click()
    expect(tryout.locator("#there [data-said='Rien trouvé']")).to_be_attached()
    expect(tryout.locator(".toast")).to_contain_text("C’est fait.")


def test_a_failure_of_the_server_is_said_and_nothing_is_swapped(tryout: Page) -> None:
    tryout.get_by_role("button", name="Casser").click()
    expect(tryout.locator(".toast.error")).to_contain_text("Quelque chose s’est mal passé sur le serveur")
    expect(tryout.locator("#there")).to_have_text("Rien")


def test_a_server_that_does_not_answer_is_said(tryout: Page) -> None:
    tryout.route("**/try/broken", lambda route: route.abort())
    tryout.get_by_role("button", name="Casser").click()
    expect(tryout.locator(".toast.error")).to_contain_text("Le serveur ne répond pas")


def test_words_typed_are_not_lost_unasked(tryout: Page) -> None:
    asked = []
    tryout.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    tryout.get_by_label("Mot").fill("précieux")
    tryout.goto("/workspaces/")
    assert asked == ["beforeunload"]
    tryout.goto("/try")
    tryout.get_by_label("Mot").fill("gardé")
    with tryout.expect_navigation():
        tryout.get_by_role("button", name="Garder").click()
    tryout.goto("/workspaces/")
    assert asked == ["beforeunload"]


def test_time_is_said_as_people_say_it(tryout: Page) -> None:
    moment = tryout.locator("time")
    expect(moment).to_have_text("il y a 3 jours")
    expect(moment).to_have_attribute("title", "jadis")


def test_files_dropped_on_the_area_reach_the_field(tryout: Page) -> None:
    tryout.evaluate(
        """() => {
          const carried = new DataTransfer();
          carried.items.add(new File(["a;b"], "backlog.csv"));
          const area = document.querySelector(".drop");
          area.dispatchEvent(new DragEvent("drop", { bubbles: true, cancelable: true, dataTransfer: carried }));
        }"""
    )
    assert tryout.evaluate("document.getElementById('files').files[0].name") == "backlog.csv"


def test_a_session_that_ended_leads_to_sign_in_and_back(page_as: PageAs) -> None:
    page = page_as("camille")
    page.goto(SEARCH)
    page.context.clear_cookies(name="sessionid")
    page.keyboard.press("Control+k")
    page.wait_for_url(f"**/account/login/?next=*{SEARCH.rpartition('/')[2]}*")
