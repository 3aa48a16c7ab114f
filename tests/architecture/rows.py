"""One row of every model of a workspace, whatever room keeps it, with markup in every text: a new model is found."""

import uuid
from datetime import date, time, timedelta
from decimal import Decimal
from typing import Any

from django.apps import apps
from django.db import models
from django.utils import timezone
from django_scopes import scope

from gouvernail.exchange.chain import canonical
from gouvernail.jobs.models import Message
from gouvernail.workspaces.models import Member, User, Workspace
from gouvernail.workspaces.selectors.contents import scoped_models

MARKUP = "<script>alert(1)</script>"
Rows = dict[str, models.Model]


def _another_item(rows: "Rows") -> models.Model:
    """Write a second item: none needs itself."""
    first = rows["backlog.Item"]
    return type(first)._default_manager.create(workspace=first.workspace, number=2, title=MARKUP)  # type: ignore[attr-defined]


def _sealed(rows: "Rows") -> str:
    """Write what a decision was sealed with: its pages read it."""
    somebody = f"@member:{rows['workspaces.Member'].pk}"
    quorum = {"reached": False, "missing": ["builders"], "present": [somebody], "voters": [somebody]}
    return canonical(
        {
            "number": 1,
            "roles": ["sponsor"],
            "facts": {MARKUP: MARKUP},
            "said": [{"who": somebody, "stance": "dissent", "words": MARKUP}],
            "quorum": quorum | {"voters_present": 1, "voters_needed": 2},
        }
    )


# What a plain value would contradict; a text of "" keeps the default, a function is given the rows that are there.
SPECIAL: dict[str, dict[str, Any]] = {
    "workspaces.Role": {"kind": "builder"},
    "workspaces.Duty": {"code": ""},
    "jobs.Message": {"state": "refused"},
    "jobs.Job": {"kind": "tests.jobs.works.nothing", "worker_id": "", "task_id": None},
    "backlog.Prerequisite": {"needs": _another_item},
    "backlog.Comment": {"item": lambda rows: rows["backlog.Item"]},
    "backlog.Attachment": {"item": lambda rows: rows["backlog.Item"]},
    "backlog.Evidence": {"kind": "law", "ends_on": date(2027, 3, 31), "address": "https://law.example/7"},
    "backlog.Opinion": {"item": lambda rows: rows["backlog.Item"]},
    "decisions.Decision": {
        "record": _sealed,
        "subject_type": "backlog.item",
        "subject_id": "1",
        "number": 1,
        "seal": "f" * 64,
    },
    "decisions.Change": {"subject_type": "workspaces.team", "verb": "team_edit", "field": "name"},
}


def fill(workspace: Workspace, members: list[Member], **made: models.Model) -> Rows:
    """Write one row of every model that belongs to a workspace, and put markup in what people are called.

    Parameters
    ----------
    made
        Rows that are there already, by the label of their model.
    """
    rows: Rows = {"workspaces.Member": members[0], "workspaces.User": members[0].user, **made}
    with scope(workspace=workspace):
        for model in [*reversed(scoped_models()), Message]:  # a letter may be of no workspace: it is not `Scoped`
            if model._meta.label not in rows:
                rows[model._meta.label] = _written(model, workspace, rows)
        for one in Member.objects.all():
            Member.objects.filter(pk=one.pk).update(title=MARKUP)
            User.objects.filter(pk=one.user_id).update(name=f"{MARKUP} {one.pk}")
    Workspace.objects.filter(pk=workspace.pk).update(name=MARKUP, product=MARKUP)
    return rows


def _written(model: type[models.Model], workspace: Workspace, rows: Rows) -> models.Model:
    special = SPECIAL.get(model._meta.label, {})
    values: dict[str, Any] = {"workspace": workspace}
    for field in model._meta.concrete_fields:
        if field.name in special:
            given = special[field.name]
            values[field.name] = given(rows) if callable(given) else given
        elif field.name not in values and not field.primary_key:
            value = _value(field, workspace, rows)
            if value is not None:
                values[field.name] = value
    return model._default_manager.create(**values)


def _value(field: models.Field[Any, Any], workspace: Workspace, rows: Rows) -> Any:
    """Give a value; None leaves the field to its default."""
    if isinstance(field, models.ForeignKey):
        return None if field.null else rows[field.related_model._meta.label]
    if field.choices or (field.has_default() and not isinstance(field, models.CharField | models.TextField)):
        return None if field.has_default() else field.choices[0][0]  # type: ignore[index]
    if field.null:
        return None
    return _plain(field, workspace)


def _plain(field: models.Field[Any, Any], workspace: Workspace) -> Any:
    for kind, value in PLAIN:
        if isinstance(field, kind):
            return value(field, workspace) if callable(value) else value
    raise AssertionError(f"tests/architecture/rows.py cannot fill {field}: add its kind to PLAIN or it to SPECIAL.")


def _address(field: models.Field[Any, Any], workspace: Workspace) -> str:
    return f"{field.model._meta.model_name}@{workspace.slug}.example"


def _text(field: models.Field[Any, Any], workspace: Workspace) -> str:
    text = f"{MARKUP} {workspace.pk}"
    return text if len(text) <= (field.max_length or len(text)) else f"x{workspace.pk}"


PLAIN: tuple[tuple[Any, Any], ...] = (  # the narrower kinds first
    (models.EmailField, _address),
    (models.SlugField, lambda _field, workspace: f"a-{workspace.pk}"),
    ((models.CharField, models.TextField), _text),
    (models.DateTimeField, lambda _field, _workspace: timezone.now()),
    (models.DateField, date(2026, 1, 5)),
    (models.TimeField, time(9)),
    (models.BooleanField, False),
    (models.DecimalField, Decimal(1)),
    ((models.IntegerField, models.FloatField), 1),
    (models.UUIDField, lambda _field, _workspace: uuid.uuid4()),
    (models.BinaryField, b"1"),
    (models.DurationField, timedelta(days=1)),
    (models.JSONField, lambda _field, _workspace: {}),
)


def known_models() -> set[str]:
    """Give the labels of every model, to check that the tables of `addresses` name real ones."""
    return {model._meta.label for model in apps.get_models()}
