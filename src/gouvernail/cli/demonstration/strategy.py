"""The compass is written, said anew once, and its measures are read."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from typing import Any, Final

from gouvernail.cli.demonstration.wishes import Course
from gouvernail.strategy.models import Objective
from gouvernail.strategy.selectors.compass import compass_now
from gouvernail.strategy.services.compass import Line, compass_write
from gouvernail.strategy.services.objectives import objective_edit, reading_add
from gouvernail.workspaces.models import Member

Act = Callable[[], object]
_COMPASS_WEEK: Final = 28
_MEASURES_WEEK: Final = 29


def acts_of(week: int, told: Course, members: dict[str, Member], start: date) -> Iterator[Act]:
    """Say what the sponsor and those who answer for an objective do in one week."""
    if week == _COMPASS_WEEK:
        yield partial(_write, told, members["philippe"])
    if week == _MEASURES_WEEK:
        yield partial(_measure, told, members, start)
    for version in told.versions:
        if version["week"] == week:
            yield partial(_say_anew, told, version, members["philippe"])
    for given in told.objectives:
        for when, value in given.get("readings", ()):
            owner = members.get(given["owner"])
            if when == week and owner is not None:
                yield partial(_read, given, owner, start + timedelta(weeks=week), Decimal(str(value)))


def objective_of(told: Course, key: str) -> Objective | None:
    """Find the objective that the script calls by a key."""
    label = next((one["label"] for one in told.objectives if one["key"] == key), "")
    return Objective.objects.filter(label=label).first() if label else None


def _write(told: Course, sponsor: Member) -> None:
    lines = [Line(label=one["label"], weight=one["weight"]) for one in told.objectives]
    compass_write(actor=sponsor, lines=lines, reason="", number=0, **told.compass)


def _measure(told: Course, members: dict[str, Member], start: date) -> None:
    for given in told.objectives:
        fields: dict[str, Any] = {"description": given["description"], "owner": members.get(given["owner"])}
        if "measure" in given:
            fields |= {name: given[name] for name in ("measure", "unit", "direction") if name in given}
            fields |= {name: Decimal(str(given[name])) for name in ("baseline", "target")}
            fields["baseline_on"] = start + timedelta(weeks=_COMPASS_WEEK)
            fields["target_on"] = start + timedelta(weeks=_COMPASS_WEEK + 78)
        row = objective_of(told, given["key"])
        assert row is not None  # noqa: S101  # the compass was written the week before
        reason = "Chaque objectif dit ce qui doit bouger, d’où à où, et pour quand."
        objective_edit(actor=members["philippe"], objective=row, version=row.version, reason=reason, **fields)


def _say_anew(told: Course, version: dict[str, Any], sponsor: Member) -> None:
    present = compass_now()
    assert present is not None  # noqa: S101  # written many weeks before
    weights = {one["label"]: version["weights"][one["key"]] for one in told.objectives}
    lines = [
        Line(key=row.pk, label=row.label, weight=weights[row.label]) for row in Objective.objects.filter(is_active=True)
    ]
    compass_write(
        actor=sponsor,
        purpose=present.purpose,
        excluded=present.excluded,
        lines=lines,
        reason=version["reason"],
        number=present.number,
    )


def _read(given: dict[str, Any], owner: Member, on: date, value: Decimal) -> None:
    row = Objective.objects.get(label=given["label"])
    reading_add(actor=owner, objective=row, on=on, value=value)
