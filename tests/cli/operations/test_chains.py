"""`gouvernail verify` finds what was done to the register behind our back: in the database, and in a file alone."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.utils import timezone
from django_scopes import scope

from gouvernail.cli.operations.chains import is_chain, verify_database, verify_file
from gouvernail.cli.refusals import Refusal
from gouvernail.decisions.models import Change, Decision
from gouvernail.decisions.selectors.register import links_of
from gouvernail.exchange.chain import canonical, lines_of, parsed, seal
from tests.decisions.register import decide

_OFF = {
    "sqlite": ("DROP TRIGGER IF EXISTS register_refuses_update", "DROP TRIGGER IF EXISTS register_refuses_delete"),
    "postgresql": ("ALTER TABLE decisions_decision DISABLE TRIGGER register_refuses_edits",),
}


@pytest.fixture
def here(cast):
    with scope(workspace=cast.workspace):
        for number in range(4):
            decide(cast, reason=f"Raison {number}")
        yield cast


def forge(statement: str) -> None:
    """Do what only somebody with the keys of the database can do; the test's transaction takes it back."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for off in _OFF[connection.vendor]:
            cursor.execute(off)
        cursor.execute(statement)


def found(head: str = "") -> list[tuple[str, int]]:
    [checked] = [one.checked for one in verify_database(head=head) if one.name == "crm-ventes"]
    return [(fault.code.value, fault.number) for fault in checked.faults]


def test_an_untouched_register_holds_and_knows_a_head_of_the_past(here):
    assert found() == []
    second = Decision.objects.get(number=2)
    [one] = verify_database(head=second.seal)
    assert (one.name, one.checked.reaches, one.checked.is_whole) == ("crm-ventes", 2, True)


@pytest.mark.parametrize(
    ("statement", "faults"),
    [
        ("UPDATE decisions_decision SET reason = 'forged' WHERE number = 2", [("mistold", 2)]),
        ("UPDATE decisions_decision SET verdict = 'no' WHERE number = 3", [("mistold", 3)]),
        ("UPDATE decisions_decision SET record = replace(record, 'Raison 1', 'forged') WHERE number = 2",
         [("altered", 2), ("mistold", 2)]),
        ("UPDATE decisions_decision SET record = '{' WHERE number = 2",
         [("altered", 2), ("mistold", 2), ("unreadable", 2)]),
        ("DELETE FROM decisions_decisionterm; DELETE FROM decisions_decision WHERE number = 2",
         [("cut", 2), ("missing", 2)]),
        ("DELETE FROM decisions_decisionterm; DELETE FROM decisions_decision WHERE number > 2",
         [("cut", 3), ("cut", 4)]),
    ],
    ids=["column", "verdict", "record", "no record", "removed", "end"],
)  # fmt: skip
def test_what_was_done_in_the_database_is_found_at_its_place(here, statement, faults):
    for one in statement.split("; "):
        forge(one)
    assert found() == faults


def test_a_register_sealed_again_as_a_whole_is_found_by_the_trail_or_by_a_head_of_elsewhere(here):
    printed = Decision.objects.get(number=4).seal
    head = "0" * 64
    for one in Decision.objects.order_by("number"):
        record = canonical(parsed(one.record) | {"reason": "forged"})
        sealed = seal(head, record)
        forge(
            f"UPDATE decisions_decision SET record = '{record.replace(chr(39), chr(39) * 2)}', previous = '{head}', "
            f"seal = '{sealed}', reason = 'forged' WHERE id = {one.pk}"
        )
        head = sealed
    assert found() == [("cut", number) for number in (1, 2, 3, 4)]
    assert ("head_unknown", 5) in found(printed)


def test_the_trail_holds_every_seal(here):
    told = set(Change.objects.filter(field="seal").values_list("new", flat=True))
    assert told == set(Decision.objects.values_list("seal", flat=True))


def test_a_file_is_enough_and_a_cut_end_takes_a_head_of_elsewhere(here, tmp_path):
    links = list(links_of(Decision.objects.all()))
    path = tmp_path / "chain.jsonl"
    path.write_text("".join(f"{line}\n" for line in lines_of(links)), encoding="ascii")
    assert is_chain(path)
    assert verify_file(path, head=links[-1].seal).checked.is_whole
    path.write_text("".join(f"{line}\n" for line in lines_of(links[:2])), encoding="ascii")
    assert verify_file(path, head="").checked.is_whole  # the limit that the documentation states
    assert [one.code.value for one in verify_file(path, head=links[-1].seal).checked.faults] == ["head_unknown"]
    path.write_bytes(b"\xff\xfe\n" * 3)
    assert not verify_file(path, head="").checked.is_whole


def test_a_file_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(Refusal) as refused:
        is_chain(tmp_path / "nowhere.jsonl")
    assert refused.value.code == "missing_file"


def test_days_and_instants_come_back_from_the_database_as_they_were_sealed(here):
    made = decide(here, verdict="later", review_on=timezone.localdate() + timedelta(days=9))
    again = Decision.objects.get(pk=made.pk)
    assert again.at == made.at
    assert isinstance(again.review_on, date)
    assert found() == []
