"""Read the chains of decisions again: those of the database, or one that was exported, and say what does not hold."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from gouvernail.cli.refusals import Refusal
from gouvernail.exchange.chain import Checked, Fault, FaultCode, Link, check, check_lines, is_another

if TYPE_CHECKING:
    from gouvernail.workspaces.models import Workspace

_ZIP: Final = b"PK"


@dataclass(frozen=True, kw_only=True)
class Verified:
    """One chain: what it is called, and what was found."""

    name: str
    checked: Checked


def is_chain(path: Path) -> bool:
    """Tell an exported chain from the archive of a backup: the archive is a zip.

    Raises
    ------
    Refusal
        It cannot be read.
    """
    try:
        with path.open("rb") as file:
            return file.read(2) != _ZIP and path.suffix.lower() in {".jsonl", ".ndjson", ".json"}
    except OSError as error:
        code = "missing_file" if isinstance(error, FileNotFoundError) else "unreadable_file"
        raise Refusal(code, path=str(path), reason=error.strerror or "") from error


def verify_file(path: Path, *, head: str) -> Verified:
    """Check an exported chain from the file alone; `head` is a seal that was printed elsewhere.

    Raises
    ------
    Refusal
        It is another file, such as one of the export of a workspace.
    """
    lines = path.read_bytes().decode("ascii", errors="backslashreplace").split("\n")
    if is_another(lines):
        raise Refusal("not_a_chain", path=str(path))
    return Verified(name=str(path), checked=check_lines(lines, head=head))


def verify_database(*, head: str) -> list[Verified]:
    """Check the chain of every workspace in the database, and what its columns and its trail say of it.

    With a head, only the chain that has it is looked for: where none has it, each of them says so.
    """
    from gouvernail.workspaces.models import Workspace

    found = [_verified(workspace, head) for workspace in Workspace.objects.order_by("slug")]
    holding = [one for one in found if one.checked.reaches]
    return holding if head and holding else found


def _verified(workspace: "Workspace", head: str) -> Verified:
    from django_scopes import scope

    from gouvernail.decisions.models import Decision
    from gouvernail.decisions.selectors.register import links_of

    with scope(workspace=workspace):
        told = _told()  # before the chain: what is decided meanwhile is then in the chain, or told of nowhere yet
        links = list(links_of(Decision.objects.all()))
        checked = check(links, head=head)
        said = sorted({*checked.faults, *_mistold(), *_cut(links, told)}, key=lambda fault: (fault.number, fault.code))
    return Verified(
        name=workspace.slug,
        checked=Checked(count=checked.count, head=checked.head, faults=tuple(said), reaches=checked.reaches),
    )


def _mistold() -> Iterator[Fault]:
    """Find the decisions whose columns, which pages show, say something else than what was sealed."""
    from gouvernail.decisions.models import Decision
    from gouvernail.decisions.selectors.register import sealed_of, told_of

    rows = Decision.objects.select_related("reverses").order_by("number")
    for one in rows.iterator(chunk_size=1000):
        if told_of(one) != sealed_of(one.record):
            yield Fault(code=FaultCode.MISTOLD, number=one.number)


def _told() -> list[tuple[str, str]]:
    """Read the seals that the trail was told of, with the keys of their decisions."""
    from gouvernail.decisions.models import Change

    told = Change.objects.filter(verb="decision_record", field="seal").order_by("pk")
    return list(told.values_list("new", "decision"))


def _cut(links: list[Link], told: list[tuple[str, str]]) -> Iterator[Fault]:
    """Find the seals that the trail was told of and that the register does not have any more."""
    kept = {link.seal for link in links}
    for seal, key in told:
        number = key.removeprefix("DEC-")
        if seal not in kept:
            yield Fault(code=FaultCode.CUT, number=int(number) if number.isdecimal() else len(links) + 1)
