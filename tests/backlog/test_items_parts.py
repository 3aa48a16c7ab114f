"""What an item takes, where more is said of it, and who asked for it."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django_scopes import scope

from gouvernail.backlog.models import Effort, Voice
from gouvernail.backlog.selectors.items.asked import demand_for
from gouvernail.backlog.services.items.efforts import effort_edit
from gouvernail.backlog.services.items.links import link_add, link_remove
from gouvernail.backlog.services.items.origins import origin_add, origin_remove
from gouvernail.decisions.models import Change
from tests.backlog.items import asked, item, team


@pytest.fixture(autouse=True)
def here(cast):
    with scope(workspace=cast.workspace):
        yield


def test_a_builder_says_a_range_changes_it_and_takes_it_away(cast):
    made, who = item(cast), team(cast, "Intégration")
    for low, high in ((2, 5), (3, 5), (None, None)):
        ends = {"low": Decimal(low) if low else None, "high": Decimal(high) if high else None}
        effort_edit(actor=cast.lou, item=made, team=who, **ends)
    rows = Change.objects.filter(verb="effort_edit").order_by("pk")
    assert [(row.old, row.new) for row in rows] == [
        ("", "Intégration: 2–5"),
        ("Intégration: 2–5", "Intégration: 3–5"),
        ("Intégration: 3–5", ""),
    ]
    assert not Effort.objects.exists()


@pytest.mark.parametrize(
    ("low", "high", "field"),
    [("5", "2", "high"), (None, "2", "low"), ("2", None, "high"), ("-1", "2", "low"), ("1", "10001", "high")],
    ids=["reversed", "no low", "no high", "negative", "endless"],
)
def test_a_range_that_makes_no_sense_is_refused_beside_its_end(cast, low, high, field):
    ends = {"low": Decimal(low) if low else None, "high": Decimal(high) if high else None}
    with pytest.raises(ValidationError) as refusal:
        effort_edit(actor=cast.lou, item=item(cast), team=team(cast), **ends)
    assert list(refusal.value.error_dict) == [field]


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "data:text/html,x", "ftp://a.example", "//a.example", "exemple", "", "https://"],
)
def test_only_addresses_of_the_web_are_links(cast, address):
    with pytest.raises(ValidationError) as refusal:
        link_add(actor=cast.camille, item=item(cast), address=address)
    assert list(refusal.value.error_dict) == ["address"]


def test_a_link_comes_and_goes(cast):
    row = link_add(actor=cast.camille, item=item(cast), address=" https://docs.example/crm ", label=" Cadrage ")
    assert (row.address, row.label) == ("https://docs.example/crm", "Cadrage")
    link_remove(actor=cast.camille, link=row)
    verbs = list(Change.objects.filter(field="links").order_by("pk").values_list("verb", flat=True))
    assert verbs == ["link_add", "link_remove"]


def test_people_are_counted_once_over_requests_and_what_was_merged_into_them(cast):
    sales, service = team(cast, "Ventes"), team(cast, "Service")
    first = asked(cast, 1, team=sales)
    second = asked(cast, 2, who=cast.noa, team=service)
    merged = asked(cast, 3, who=cast.noa, state="merged", merged_into=first)
    deep = asked(cast, 4, who=cast.lou, team=service, state="merged", merged_into=merged)
    Voice.objects.create(workspace=cast.workspace, request=first, member=cast.sacha, team=sales)
    Voice.objects.create(workspace=cast.workspace, request=deep, member=cast.robin)  # asked for the first already
    made = item(cast, requests=[first, second])
    demand = demand_for(made)
    assert [(one.request.number, one.voices) for one in demand.requests] == [(1, 4), (2, 1)]
    assert (demand.people, demand.teams) == (4, (("Service", 2), ("Ventes", 2)))


def test_a_merged_request_leads_to_its_target(cast):
    target = asked(cast, 1)
    merged = asked(cast, 2, state="merged", merged_into=target)
    made = item(cast)
    with pytest.raises(ValidationError, match="D-1"):
        origin_add(actor=cast.camille, item=made, request=merged)
    origin_add(actor=cast.camille, item=made, request=target)
    origin_remove(actor=cast.camille, item=made, request=target)
    assert demand_for(made).requests == ()
