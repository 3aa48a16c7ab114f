"""Items are written, aimed, and move from one state to the next; each step can be taken back."""

import pytest
from django.core.exceptions import ValidationError
from django_scopes import scope

from gouvernail.backlog.choices.items import ItemState
from gouvernail.backlog.models import Item
from gouvernail.backlog.services.items import states
from gouvernail.backlog.services.items.items import item_aim, item_create, item_edit
from gouvernail.decisions.models import Change
from gouvernail.strategy.models import Objective
from gouvernail.workspaces.models import DataObject
from tests.backlog.items import asked, item, objective, team


@pytest.fixture(autouse=True)
def here(cast):
    with scope(workspace=cast.workspace):
        yield


def test_items_are_numbered_one_after_the_other_and_a_removed_one_keeps_its_number(cast):
    first, second = item(cast), item(cast, "Relances")
    states.item_remove(actor=cast.camille, item=second)
    assert [first.key, second.key, item(cast, "Agenda").key] == ["CRM-1", "CRM-2", "CRM-3"]


def test_each_workspace_has_its_own_numbers(cast):
    item(cast)
    with scope(workspace=cast.elsewhere):
        assert item_create(actor=cast.stranger, title="Ailleurs").number == 1


def test_an_item_says_all_that_it_was_given_and_the_trail_too(cast):
    aim, also, who = objective(cast), objective(cast, "Connaître le client"), team(cast)
    made = item(
        cast,
        text="  Une seule fiche.  ",
        objective=aim,
        also_serves=[also],
        teams=[who],
        owner=cast.noa,
        claimed_urgency=4,
        claimed_by=who,
        requests=[asked(cast)],
    )
    made.refresh_from_db()
    assert (made.text, made.objective, made.owner, made.author) == ("Une seule fiche.", aim, cast.noa, cast.camille)
    assert (list(made.also_serves.all()), list(made.teams.all()), made.requests.get().number) == ([also], [who], 1)
    rows = {row.field: row.new for row in Change.objects.filter(verb="item_create")}
    assert rows["objective"] == "Vendre mieux"
    assert rows["owner"] == f"@member:{cast.noa.pk}"
    assert rows["origins"] == "D-1 · Besoin 1"
    assert rows["also_serves"] == "Connaître le client"


def _elsewhere(cast):
    with scope(workspace=cast.elsewhere):
        return Objective.objects.create(workspace=cast.elsewhere, label="Ailleurs")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("title", "  "),
        ("objective", lambda cast: objective(cast, "Ancien", is_active=False)),
        ("objective", _elsewhere),
        ("owner", lambda cast: cast.stranger),
        ("data_object", lambda cast: DataObject.objects.create(workspace=cast.workspace, name="X", is_active=False)),
        ("also_serves", lambda cast: [_elsewhere(cast)]),
        ("claimed_urgency", 6),
    ],
    ids=["title", "archived", "objective-elsewhere", "stranger", "archived-data", "also-elsewhere", "level"],
)
def test_what_an_item_may_not_say_is_named_and_nothing_is_written(cast, name, value):
    given = {"title": "Fiche", name: value(cast) if callable(value) else value}
    with pytest.raises(ValidationError) as refusal:
        item(cast, **given)
    assert list(refusal.value.error_dict) == [name]
    assert not Item.objects.exists()


def test_a_team_claims_an_urgency_or_is_not_named(cast):
    with pytest.raises(ValidationError) as refusal:
        item(cast, claimed_by=team(cast))
    assert list(refusal.value.error_dict) == ["claimed_urgency"]


def test_the_first_objective_is_not_also_served(cast):
    aim = objective(cast)
    with pytest.raises(ValidationError) as refusal:
        item(cast, objective=aim, also_serves=[aim])
    assert list(refusal.value.error_dict) == ["also_serves"]


def test_an_item_whose_objective_was_archived_can_still_be_changed(cast):
    aim = objective(cast)
    made = item(cast, objective=aim)
    type(aim).objects.update(is_active=False)
    changed = item_edit(actor=cast.camille, item=made, version=1, title="Fiche client")
    assert (changed.title, changed.objective, changed.version) == ("Fiche client", aim, 2)


def test_nothing_changed_writes_nothing(cast):
    made = item(cast)
    item_edit(actor=cast.camille, item=made, version=1, title=made.title, teams=[])
    made.refresh_from_db()
    assert (made.version, Change.objects.filter(verb="item_edit").exists()) == (1, False)


def test_an_objective_in_one_click_and_back(cast):
    aim, also = objective(cast), objective(cast, "Connaître le client")
    made = item(cast, also_serves=[aim])
    item_aim(actor=cast.camille, item=made, objective=aim)
    made.refresh_from_db()
    assert (made.objective, list(made.also_serves.all())) == (aim, [])
    item_aim(actor=cast.camille, item=made, objective=also)
    item_aim(actor=cast.camille, item=made, objective=None)
    made.refresh_from_db()
    assert made.objective is None
    assert [row.new for row in Change.objects.filter(verb="item_aim", field="objective")] == [
        "",
        "Connaître le client",
        "Vendre mieux",
    ]


def test_states_follow_one_another_and_each_step_is_taken_back(cast):
    made = item(cast)
    steps = []
    for act in (states.item_start, states.item_finish, states.item_reopen, states.item_reopen):
        made = act(actor=cast.camille, item=made)
        steps.append((made.state, made.started_at is not None, made.done_at is not None))
    assert steps == [
        (ItemState.STARTED, True, False),
        (ItemState.DONE, True, True),
        (ItemState.STARTED, True, False),
        (ItemState.OPEN, False, False),
    ]


@pytest.mark.parametrize("again", [states.item_start, states.item_finish], ids=["start", "finish"])
def test_what_is_done_is_neither_started_nor_done_again(cast, again):
    made = states.item_finish(actor=cast.camille, item=item(cast))
    with pytest.raises(ValidationError, match="CRM-1"):
        again(actor=cast.camille, item=made)


def test_an_item_is_dropped_for_a_reason_only(cast):
    made = item(cast)
    with pytest.raises(ValidationError) as refusal:
        states.item_drop(actor=cast.camille, item=made, reason=" ")
    assert list(refusal.value.error_dict) == ["reason"]
    states.item_drop(actor=cast.camille, item=made, reason=" Plus personne ne le demande. ")
    row = Change.objects.get(verb="item_drop")
    assert (row.field, row.old, row.new, row.reason) == ("state", "open", "dropped", "Plus personne ne le demande.")


def test_a_removed_item_is_found_no_more_until_it_comes_back(cast):
    made = item(cast)
    states.item_remove(actor=cast.camille, item=made)
    with pytest.raises(ValidationError, match="CRM-1"):
        item_edit(actor=cast.camille, item=made, version=1, title="Autre")
    assert states.item_restore(actor=cast.camille, item=made).removed_at is None
    assert [row.verb for row in Change.objects.order_by("pk") if row.verb.startswith("item_re")] == [
        "item_remove",
        "item_restore",
    ]
