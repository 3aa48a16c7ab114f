"""Import checks do not see foreign keys written as text: they too go downhill."""

import tomllib
from pathlib import Path

from django.apps import apps

PROJECT = Path(__file__).resolve().parents[2] / "pyproject.toml"


def _heights() -> dict[str, int]:
    contracts = tomllib.loads(PROJECT.read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"]
    layers = next(contract for contract in contracts if contract["id"] == "rooms")["layers"]
    return {room.strip(" ()"): height for height, layer in enumerate(reversed(layers)) for room in layer.split("|")}


def test_foreign_keys_go_downhill() -> None:
    heights = _heights()
    uphill = [
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if model._meta.app_label in heights
        and field.is_relation
        and not field.auto_created
        and getattr(field.related_model, "_meta", None) is not None
        and heights.get(field.related_model._meta.app_label, -1) > heights[model._meta.app_label]
    ]
    assert uphill == []


def test_a_key_inside_a_workspace_never_forbids_deleting_it() -> None:
    protected = [
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if getattr(getattr(field, "remote_field", None), "on_delete", None).__class__.__name__ != "NoneType"
        and getattr(field.remote_field.on_delete, "__name__", "") == "PROTECT"
        and field.related_model._meta.label != "workspaces.User"
        and model._meta.app_label in _heights()
    ]
    assert protected == []
