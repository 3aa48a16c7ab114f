"""The eight duties to start from."""

import re
from dataclasses import replace

import pytest

from gouvernail.method.governance import Holding, RoleKind, crm_template, propose
from tests.method.governance.cast import HOLDINGS, OBJECTS

DUTIES = [pytest.param(duty, id=duty.id) for duty in crm_template()]


def test_there_are_eight_of_them():
    assert [duty.id for duty in crm_template()] == [
        "hold_compass",
        "arbitrate_priorities",
        "qualify_requests",
        "prove_value",
        "own_customer_data",
        "involve_business",
        "deliver_increments",
        "measure_benefits",
    ]


@pytest.mark.parametrize("duty", DUTIES)
def test_both_languages_are_there_and_french_is_well_set(duty):
    for words in (duty.label, duty.description):
        assert set(words) == {"fr", "en"}
        assert all(text.strip() for text in words.values())
        assert not re.search(r"'| [:;!?»]|« ", words["fr"])


def test_the_proposal_follows_the_roles():
    duties, cells = propose(crm_template(), holdings=HOLDINGS, data_objects=OBJECTS)
    accountable = {cell.duty: cell.person for cell in cells if cell.letter == "A"}
    assert len(duties) == 9
    assert (accountable["hold_compass"], accountable["own_customer_data:contacts"]) == ("sophie", "nour")


def test_nobody_is_chosen_between_two_holders():
    second = Holding(RoleKind.SPONSOR, "lea")
    _, cells = propose(crm_template(), holdings=(*HOLDINGS, second))
    assert [cell for cell in cells if cell.duty == "hold_compass" and cell.letter == "A"] == []


def test_a_data_owner_of_everything_owns_what_nobody_else_does():
    wide = tuple(replace(one, scope=None) if one.scope == "accounts" else one for one in HOLDINGS)
    _, cells = propose(crm_template(), holdings=wide, data_objects=OBJECTS)
    assert {cell.duty: cell.person for cell in cells if cell.duty.startswith("own_")} == {
        "own_customer_data:accounts": "ada",
        "own_customer_data:contacts": "nour",
    }
