"""Findings in words, with the people and duties that they are about, and the door that leads to their fix."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gouvernail.workspaces.bridge import Finding, Subject
from gouvernail.workspaces.choices.findings import FIXES, SEATS, WORDS, FindingLevel
from gouvernail.workspaces.choices.words import RoleKind
from gouvernail.workspaces.models import Member
from gouvernail.workspaces.selectors.findings import digest_of
from gouvernail.workspaces.selectors.fixes import Doors, doors_for
from gouvernail.workspaces.selectors.subjects import KINDS

NAMED = 6  # of a list: the rest is counted
TONES = {"error": "bad", "warning": "warn", "info": "plain", "question": "question"}
_ICONS = {"error": "circle-alert", "warning": "triangle-alert", "info": "info", "question": "circle-question-mark"}
Names = Mapping[Subject, str]


@dataclass(frozen=True)
class Link:
    """A word that leads somewhere; without address, a word."""

    label: str
    href: str = ""


@dataclass(frozen=True)
class Said:
    """One finding as a page shows it."""

    finding: Finding
    digest: str
    level: str
    tone: str
    icon: str
    title: str
    reason: str
    links: list[Link]
    fix: str
    door: str


def say(findings: Iterable[Finding], member: Member) -> list[Said]:
    """Word some findings for a reader, with the doors that this reader may open: five queries at most."""
    rows = list(findings)
    names, doors = names_of(rows), doors_for(rows, member)
    return [_said(one, names, doors, member) for one in rows]


def title_of(finding: Finding, names: Names) -> str:
    """Say what is wrong, in one line."""
    return str(WORDS[finding.code, finding.variant].title) % _Parts(finding, names)


def names_of(findings: Iterable[Finding]) -> dict[Subject, str]:
    """Find the names of what findings are about, one query a kind; what is gone, or unknown here, keeps its id."""
    wanted: dict[str, set[Subject]] = {}
    for one in findings:
        for subject in one.subjects:
            wanted.setdefault(subject.kind, set()).add(subject)
    names = {subject: subject.id for subjects in wanted.values() for subject in subjects}
    for kind in KINDS.keys() & wanted.keys():
        rows = KINDS[kind].rows().filter(pk__in=[int(one.id) for one in wanted[kind]])
        found = {str(row.pk): str(row) for row in rows}
        names |= {subject: found.get(subject.id, subject.id) for subject in wanted[kind]}
    names |= {subject: str(RoleKind(subject.id).label) for subject in wanted.get("role", ())}
    return names | {subject: str(SEATS.get(subject.id, subject.id)) for subject in wanted.get("seat", ())}


class _Parts(dict[str, str]):
    """Gives a sentence the parts that it asks for: a name, a list of names, a figure."""

    def __init__(self, finding: Finding, names: Names) -> None:
        super().__init__({name: _figure(value) for name, value in finding.values.items()})
        self._finding, self._names = finding, names

    def __missing__(self, part: str) -> str:
        if part == "role":
            return self._role()
        if part == "matter":
            return self._matter()
        named = [self._names[one] for one in self._finding.subjects if one.kind == part.removesuffix("_list")]
        if part == "duty_list":  # what a duty says is a sentence of its own
            named = [_("“%(name)s”") % {"name": name} for name in named]
        return _listed(named) if part.endswith("_list") else named[0]

    def _role(self) -> str:
        role = next(self._names[one] for one in self._finding.subjects if one.kind == "role")
        scope = next((self._names[one] for one in self._finding.subjects if one.kind in {"data_object", "team"}), "")
        return f"{role} – {scope}" if scope else role

    def _matter(self) -> str:
        subject = self._finding.subjects[0]
        words = {
            "data_object": _("the data object “%(name)s”"),
            "objective": _("the objective “%(name)s”"),
            "item": _("the item “%(name)s”"),
        }
        return words[subject.kind] % {"name": self._names[subject]}


def _said(finding: Finding, names: Names, doors: Doors, member: Member) -> Said:
    wording, level = WORDS[finding.code, finding.variant], FindingLevel(finding.level.value)
    parts = _Parts(finding, names)
    return Said(
        finding=finding,
        digest=digest_of(finding.key),
        level=str(level.label),
        tone=TONES[level],
        icon=_ICONS[level],
        title=str(wording.title) % parts,
        reason=str(wording.reason) % parts,
        links=_links(finding, names, member.workspace.slug),
        fix=str(FIXES[finding.fix]),
        door=doors.of(finding),
    )


def _links(finding: Finding, names: Names, slug: str) -> list[Link]:
    pages = {name: kind.page for name, kind in KINDS.items() if kind.page}
    return [
        Link(names[one], reverse(pages[one.kind], args=[slug, one.id])) for one in finding.subjects if one.kind in pages
    ][: NAMED + 1]


def _listed(names: list[str]) -> str:
    if len(names) <= NAMED:
        return ", ".join(names)
    left = len(names) - NAMED
    return ", ".join(names[:NAMED]) + ngettext(" and %(left)d other", " and %(left)d others", left) % {"left": left}


def _figure(value: str | float) -> str:
    if isinstance(value, str):
        return value
    return number_format(int(value) if value == int(value) else round(value, 1))
