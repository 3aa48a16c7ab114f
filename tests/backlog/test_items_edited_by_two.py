"""Two people change the same item: the second sees both versions, and nobody writes over anybody."""

import pytest
from django_scopes import scope

from gouvernail.backlog.models import Item
from gouvernail.backlog.services.items.items import StaleItem, item_edit
from tests.backlog.items import W, item, objective, team


@pytest.fixture
def made(cast):
    with scope(workspace=cast.workspace):
        return item(cast)


def sent(version: int, **fields: object) -> dict[str, object]:
    return {"version": version, "title": "Fiche client unique", **fields}


def test_the_second_is_told_what_both_wrote(cast, made):
    with scope(workspace=cast.workspace):
        who = team(cast)
        item_edit(actor=cast.camille, item=made, version=1, title="Fiche 360", teams=[who])
        with pytest.raises(StaleItem) as stale:
            item_edit(actor=cast.camille, item=made, version=1, title="Fiche client", teams=[], claimed_urgency=3)
        assert [(one.name, one.theirs, one.mine) for one in stale.value.differences] == [
            ("title", "Fiche 360", "Fiche client"),
            ("teams", "Ventes Sud", "–"),
            ("claimed_urgency", "–", "3"),
        ]
        assert Item.objects.get().title == "Fiche 360"


def test_who_wanted_the_same_is_not_bothered(cast, made):
    with scope(workspace=cast.workspace):
        item_edit(actor=cast.camille, item=made, version=1, title="Fiche 360")
        assert item_edit(actor=cast.camille, item=made, version=1, title="Fiche 360").version == 2


def test_the_page_shows_both_and_writes_what_is_chosen(cast, made, signed_in):
    client = signed_in("camille")
    with scope(workspace=cast.workspace):
        aim = objective(cast)
        item_edit(actor=cast.camille, item=made, version=1, title="Fiche 360", text="Une seule.")
    mine = sent(1, title="Fiche client", objective=aim.pk, text="Deux.")
    answer = client.post(f"{W}{made.pk}/edit", mine)
    page = answer.content.decode()
    assert (answer.status_code, "Fiche 360" in page, "Fiche client" in page) == (409, True, True)
    kept = mine | {"version": 2, "keep-title": "mine", "keep-text": "theirs", "keep-objective": "mine"}
    assert client.post(f"{W}{made.pk}/resolve", kept).status_code == 302
    with scope(workspace=cast.workspace):
        row = Item.objects.get()
        assert (row.title, row.text, row.objective, row.version) == ("Fiche client", "Une seule.", aim, 3)


def test_a_third_who_came_between_is_shown_too(cast, made, signed_in):
    with scope(workspace=cast.workspace):
        item_edit(actor=cast.camille, item=made, version=1, title="Fiche 360")
        item_edit(actor=cast.camille, item=made, version=2, title="Fiche 361")
    kept = sent(2, title="Fiche client") | {"keep-title": "mine"}
    answer = signed_in("camille").post(f"{W}{made.pk}/resolve", kept)
    assert (answer.status_code, "Fiche 361" in answer.content.decode()) == (409, True)


@pytest.mark.parametrize("version", ["", "x", "-1", "9" * 30], ids=["none", "word", "negative", "huge"])
def test_a_forged_version_writes_nothing(cast, made, signed_in, version):
    answer = signed_in("camille").post(f"{W}{made.pk}/edit", {"version": version, "title": "Autre"})
    assert answer.status_code == 409
    with scope(workspace=cast.workspace):
        assert Item.objects.get().title == "Fiche client unique"
