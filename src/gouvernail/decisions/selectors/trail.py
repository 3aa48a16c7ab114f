"""Read the trail: newest first, by pages that start where the last one ended."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import groupby
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db.models import BooleanField, DateField, DateTimeField, Field, Q, QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from gouvernail.decisions.choices.verbs import PARTS, VERBS
from gouvernail.decisions.models import Change
from gouvernail.workspaces.models import Invitation, Member, Workspace
from gouvernail.workspaces.selectors.contents import own_models

if TYPE_CHECKING:
    from django.db.models import Model

PAGE = 50
_REFERENCE = re.compile(r"@(member|invitation|user):(\d+)")
_AS = {
    "roles": ("workspaces.role", "kind"),
    "verdict": ("decisions.decision", "verdict"),
    "review_on": ("decisions.decision", "review_on"),
}
_LAST_DAY = re.compile(r"\d{4}-\d{2}-\d{2}$")  # a meeting prints as its ritual and its day


@dataclass(frozen=True)
class Line:
    """One row of the trail in words."""

    at: datetime
    who: str
    act: str
    subject: str
    field: str
    old: str
    new: str
    reason: str
    batch: str


@dataclass(frozen=True)
class Act:
    """All that one act changed: what the page shows as one."""

    first: Line
    lines: tuple[Line, ...]


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What the reader looks for; nothing means everything."""

    text: str = ""
    who: str = ""
    verb: str = ""
    subject_type: str = ""
    since: date | None = None
    until: date | None = None


def changes_wanted(wanted: Wanted) -> QuerySet[Change]:
    """Find what the reader looks for, newest first."""
    rows = Change.objects.select_related("actor__user")
    if wanted.who:
        rows = rows.filter(actor__in=Member.objects.filter(user__name__icontains=wanted.who))
    if wanted.verb:
        rows = rows.filter(verb=wanted.verb)
    if wanted.subject_type:
        rows = rows.filter(subject_type=wanted.subject_type)
    if wanted.since:
        rows = rows.filter(at__gte=_midnight(wanted.since))
    if wanted.until:
        rows = rows.filter(at__lt=_midnight(wanted.until + timedelta(days=1)))
    for word in wanted.text.split():
        rows = rows.filter(
            Q(subject_label__icontains=word)
            | Q(old__icontains=word)
            | Q(new__icontains=word)
            | Q(reason__icontains=word)
            | Q(actor__user__name__icontains=word)
        )
    return rows


def changes_after(rows: QuerySet[Change], cursor: str) -> tuple[list[Change], str]:
    """Give one page and the cursor of the next; no row is counted, so the last page costs what the first does.

    An act is not cut between two pages, unless it fills one alone.
    """
    if match := re.fullmatch(r"(\d+)", cursor):
        last = Change.objects.filter(pk=int(match[1])).only("at").first()
        if last is not None:
            rows = rows.filter(Q(at__lt=last.at) | Q(at=last.at, pk__lt=last.pk))
    found = list(rows[: PAGE + 1])
    if len(found) <= PAGE:
        return found, ""
    whole = [row for row in found if row.batch != found[PAGE].batch] or found[:PAGE]
    return whole, str(whole[-1].pk)


def in_words(rows: Iterable[Change], names: dict[str, str] | None = None) -> Iterator[Line]:
    """Say each row in the reader's language, with the names that people have today (`names_of` the rows by default)."""
    rows = list(rows)
    names = names_of(rows) if names is None else names

    def resolved(text: str) -> str:
        return _REFERENCE.sub(lambda found: names.get(found[0], _("somebody who left")), text)

    for row in rows:
        field = field_of(row.subject_type, row.field)
        yield Line(
            at=row.at,
            who=str(row.actor) if row.actor else _("Gouvernail"),
            act=str(VERBS.get(row.verb, row.verb)),
            subject=_LAST_DAY.sub(_day, resolved(row.subject_label)),
            field=str(field.verbose_name) if field else str(PARTS.get(row.field, row.field)),
            old=shown(resolved(row.old), field or _as_field(row.field)),
            new=shown(resolved(row.new), field or _as_field(row.field)),
            reason=row.reason,
            batch=str(row.batch),
        )


def in_acts(lines: Iterable[Line]) -> list[Act]:
    """Put together the rows that one act wrote; they follow one another."""
    groups = (tuple(group) for _batch, group in groupby(lines, key=lambda line: line.batch))
    return [Act(group[0], group[::-1]) for group in groups]


def field_of(subject_type: str, name: str) -> Field[Any, Any] | None:
    """Find the field of a model that a row names; None where it names something else, or a model that is gone."""
    try:
        found = apps.get_model(subject_type)._meta.get_field(name)  # noqa: SLF001  # Django's public door to fields
    except (LookupError, ValueError, FieldDoesNotExist):
        return None
    return found if isinstance(found, Field) else None


def _as_field(part: str) -> Field[Any, Any] | None:
    """Find the field whose words a part of an act uses: the roles given to who joins, the verdict of a decision."""
    model, name = _AS.get(part, ("", ""))
    return field_of(model, name) if model else None


def _day(found: re.Match[str]) -> str:
    try:
        return date_format(date.fromisoformat(found[0]), "SHORT_DATE_FORMAT")
    except ValueError:
        return found[0]


def shown(value: str, field: Field[Any, Any] | None) -> str:
    """Say a kept value as pages say it: the words of a choice, yes and no, a date in the reader's format."""
    if field is None or not value:
        return value
    choices = {str(key): str(label) for key, label in field.flatchoices}
    if choices:
        return ", ".join(choices.get(part, part) for part in value.split(", "))
    try:
        match field:
            case BooleanField():
                return _("yes") if value == "true" else _("no")
            case DateTimeField():
                return date_format(timezone.localtime(datetime.fromisoformat(value)), "SHORT_DATETIME_FORMAT")
            case DateField():
                return date_format(date.fromisoformat(value), "SHORT_DATE_FORMAT")
            case _:
                return value
    except ValueError:
        return value


def subject_types() -> list[tuple[str, str]]:
    """List the kinds of row that a trail may name: those of a workspace, and the workspace itself."""
    told = [model for model in own_models() if model is not Change]
    models: list[type[Model]] = [Workspace, *told]
    names = {model._meta.label_lower: str(model._meta.verbose_name) for model in models}  # noqa: SLF001
    return sorted(names.items(), key=lambda pair: pair[1])


def names_of(rows: list[Change] | None = None) -> dict[str, str]:
    """Give the names behind the references of these rows, or all of the workspace's."""
    wanted: dict[str, set[int]] = {"member": set(), "invitation": set(), "user": set()}
    for row in rows or ():
        for kind, key in _REFERENCE.findall(f"{row.subject_label} {row.old} {row.new}"):
            wanted[kind].add(int(key))
    names = {}
    if rows is None or wanted["member"] or wanted["user"]:
        members = Member.objects.select_related("user")
        if rows is not None:
            members = members.filter(Q(pk__in=wanted["member"]) | Q(user__in=wanted["user"]))
        for member in members:
            names[f"@member:{member.pk}"] = names[f"@user:{member.user_id}"] = str(member)
    if rows is None or wanted["invitation"]:
        invitations = (
            Invitation.objects.all() if rows is None else Invitation.objects.filter(pk__in=wanted["invitation"])
        )
        names |= {f"@invitation:{invitation.pk}": invitation.email for invitation in invitations}
    return names


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
