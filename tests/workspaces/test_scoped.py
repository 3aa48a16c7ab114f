"""Outside a scope nothing of a workspace can be read, changed or counted."""

import pytest
from django_scopes import scope, scopes_disabled
from django_scopes.exceptions import ScopeError

from gouvernail.workspaces.models import Member, Team


@pytest.mark.parametrize(
    "read",
    [
        list,
        len,
        bool,
        lambda rows: rows.count(),
        lambda rows: rows.first(),
        lambda rows: rows.exists(),
        lambda rows: list(rows.exclude(pk=1)),
        lambda rows: list(rows.select_related("team")),
        lambda rows: rows.select_related().exists(),
        lambda rows: rows.filter(pk=1),
        lambda rows: rows.update(title="x"),
        lambda rows: rows.delete(),
        lambda rows: list(rows.iterator()),
        lambda rows: rows.in_bulk(),
        lambda rows: list(rows.values("pk")),
        lambda rows: rows[0],
    ],
    ids=[
        "list", "len", "bool", "count", "first", "exists", "exclude", "select_related", "select_related exists",
        "filter", "update", "delete", "iterator", "in_bulk", "values", "index",
    ],
)  # fmt: skip
@pytest.mark.parametrize("start", [Member.objects.all, Member.objects.get_queryset], ids=["all", "set"])
def test_every_query_is_refused(cast, start, read):
    with pytest.raises(ScopeError):
        read(start())


def test_inside_a_scope_only_its_rows_are_found(cast):
    with scope(workspace=cast.workspace):
        assert {str(member) for member in Member.objects.all()} == {
            "Camille Leroy", "Sacha Martin", "Dominique Petit", "Noa Bernard", "Lou Moreau", "Robin Garcia",
            "Maxime Roux",
        }  # fmt: skip
    with scope(workspace=cast.elsewhere):
        assert [str(member) for member in Member.objects.all()] == ["Stéphane Faure"]
    with scopes_disabled():
        assert Member.objects.count() == 8


def test_rows_reached_from_a_row_stay_in_the_scope(cast):
    with scope(workspace=cast.elsewhere):
        team = Team.objects.create(workspace=cast.elsewhere, name="Ventes")
        cast.camille.team = team  # wrong on purpose
        assert list(team.members.all()) == []
