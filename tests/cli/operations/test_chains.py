"""`gouvernail verify` finds what was done to the register behind our back: in the database, and in a file alone."""

import json
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
from tests.decisions.register import decide, forge


@pytest.fixture
def here(cast):
    with scope(workspace=cast.workspace):
        for number in range(4):
            decide(cast, reason=f"Raison {number}")
        yield cast


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


def test_what_is_decided_while_the_register_is_read_is_not_said_to_be_cut(here):
    """The chain is read, then columns (which join the decision gone back on): somebody decides in between."""
    made = []

    def meanwhile(execute, sql, params, *rest):
        if not made and 'JOIN "decisions_decision"' in sql and here.workspace.pk in params:
            made.append(None)
            made.append(decide(here, reason="Entre-temps"))
        return execute(sql, params, *rest)

    with connection.execute_wrapper(meanwhile):
        assert found() == []
    assert made[1].number == 5


def test_a_file_of_the_export_of_a_workspace_is_refused_once(here, tmp_path):
    path = tmp_path / "decisions.decision.jsonl"
    rows = Decision.objects.values("id", "number", "record", "previous", "seal")
    path.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
    with pytest.raises(Refusal) as refused:
        verify_file(path, head="")
    assert refused.value.code == "not_a_chain"


def test_a_head_is_not_looked_for_in_a_backup(run, tmp_path):
    path = tmp_path / "backup.zip"
    path.write_bytes(b"PK\x03\x04")
    told = run("verify", str(path), "--head", "7" * 64, "--lang", "en")
    assert told.returncode == 2
    assert "--head is looked for in a chain of decisions" in told.stderr


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
