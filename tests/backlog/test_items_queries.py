"""Pages of items ask as much of the database for five thousand items as for fifty."""

from decimal import Decimal

import pytest
from django.core.files.base import ContentFile
from django_scopes import scope

from gouvernail.backlog.models import Effort, Item
from gouvernail.backlog.services.attachments import attachment_add
from gouvernail.backlog.services.comments import comment_add
from gouvernail.backlog.services.items.items import item_edit
from gouvernail.backlog.services.items.links import link_add
from gouvernail.backlog.services.items.needs import prerequisite_add
from tests.backlog.items import W, asked, item, objective, team


def fill(cast, count: int) -> None:
    """Write items with their efforts at once."""
    with scope(workspace=cast.workspace):
        aims = [objective(cast, f"Objectif {number}") for number in range(4)]
        build, sales = team(cast, "Intégration"), team(cast)
        rows = Item.objects.bulk_create(
            Item(
                workspace=cast.workspace,
                number=number,
                title=f"Élément {number}",
                objective=[*aims, None][number % 5],
                owner=[cast.noa, cast.lou, None][number % 3],
            )
            for number in range(1, count + 1)
        )
        Effort.objects.bulk_create(
            Effort(workspace=cast.workspace, item=row, team=who, low=Decimal(1), high=Decimal(3))
            for row in rows
            for who in (build, sales)
        )


def asked_by(client, path: str, django_assert_max_num_queries) -> int:
    client.get(path)
    with django_assert_max_num_queries(60) as found:
        assert client.get(path).status_code == 200
    return len(found.captured_queries)


@pytest.mark.parametrize(
    ("path", "most"),
    [
        ("", 22),
        ("?sort=-effort&page=2", 22),
        ("?objective=off&q=element", 22),
        ("tree", 22),
        ("alignment", 22),
        ("off-compass", 20),
    ],
    ids=["list", "sorted", "filtered", "tree", "alignment", "off"],
)
def test_five_thousand_items_cost_as_many_queries_as_fifty(cast, signed_in, django_assert_max_num_queries, path, most):
    fill(cast, 50)
    client = signed_in("camille")
    few = asked_by(client, W + path, django_assert_max_num_queries)
    with scope(workspace=cast.workspace):
        Item.objects.bulk_create(
            Item(workspace=cast.workspace, number=number, title=f"Élément {number}") for number in range(51, 5001)
        )
    assert asked_by(client, W + path, django_assert_max_num_queries) == few <= most


def test_a_long_story_costs_as_many_queries_as_a_short_one(
    cast, signed_in, django_assert_max_num_queries, settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path

    def story(times: int) -> Item:
        made = item(cast, requests=[asked(cast, 100 * times + number) for number in range(times)])
        for number in range(times):
            prerequisite_add(actor=cast.camille, item=made, needs=item(cast))
            prerequisite_add(actor=cast.camille, item=item(cast), needs=made)
            link_add(actor=cast.camille, item=made, address=f"https://a.example/{number}")
            comment_add(actor=cast.noa, item=made, text="@camille.leroy vu")
            attachment_add(actor=cast.noa, item=made, file=ContentFile(b"x", "a.txt"))
            item_edit(
                actor=cast.camille,
                item=made,
                version=number + 1,
                title=f"Titre {number}",
                owner=[cast.noa, cast.lou][number % 2],
            )
        return made

    with scope(workspace=cast.workspace):
        short, long = story(1), story(12)
    client = signed_in("camille")
    few = asked_by(client, f"{W}{short.pk}/", django_assert_max_num_queries)
    assert (
        asked_by(client, f"{W}{long.pk}/", django_assert_max_num_queries) == few <= 52
    )  # the panels of urgency, opinions and rank included
    few = asked_by(client, f"{W}{short.pk}/history", django_assert_max_num_queries)
    assert asked_by(client, f"{W}{long.pk}/history", django_assert_max_num_queries) == few <= 16
