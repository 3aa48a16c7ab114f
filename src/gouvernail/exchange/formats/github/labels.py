import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from gouvernail.exchange.values.folding import fold


@cache
def _lexicon() -> dict[str, Any]:
    return tomllib.loads((files(__package__) / "labels.toml").read_text(encoding="utf-8"))


@cache
def meaning(label: str) -> tuple[str, str] | None:
    """Give the field that a label carries, and its value: `priority: high` is ("priority", "high"), `P1` is its own."""
    folded = fold(label)
    for field, words in _lexicon().items():
        if field == "separators":
            continue
        if folded in words["alone"]:
            return field, label.strip()
        for prefix in words["prefixes"]:
            value = _after(folded, prefix)
            if value is not None:
                return field, label.strip()[-len(value) :]
    return None


def first_value(labels: list[str], field: str) -> str | None:
    """Give the value of the first label that carries `field`."""
    found = (meaning(label) for label in labels)
    return next((carried[1] for carried in found if carried is not None and carried[0] == field), None)


def _after(folded: str, prefix: str) -> str | None:
    if not folded.startswith(prefix):
        return None
    rest = folded[len(prefix) :].lstrip()
    if not rest or (rest[0] not in _lexicon()["separators"] and not folded[len(prefix)].isspace()):
        return None
    return rest.lstrip("".join(_lexicon()["separators"])) or None
