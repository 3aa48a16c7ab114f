"""What was typed of a ranking: how many items fit, what the filters weigh, how many samples."""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from gouvernail.cli.refusals import Refusal
from gouvernail.method.thresholds import number

FILTERS: Final = ("value", "urgency", "complexity")
_NAMES: Final = {
    "value": "value",
    "valeur": "value",
    "urgency": "urgency",
    "urgence": "urgency",
    "complexity": "complexity",
    "complexite": "complexity",
    "complexité": "complexity",
}
_LEAST_SAMPLES: Final = 100
_MOST_SAMPLES: Final = 1_000_000
_MOST_SEED: Final = 2**63


@dataclass(frozen=True)
class Asking:
    """The question, as typed and checked.

    Attributes
    ----------
    capacity
        None when it was not said.
    weights
        Of value, urgency and complexity.
    """

    capacity: int | None = None
    weights: tuple[float, ...] = (1.0, 1.0, 1.0)
    samples: int = 10_000
    seed: int = 1
    why: tuple[str, str] | None = None
    top: int = 30
    exact: bool = False


def asking_of(typed: Mapping[str, str | None], *, why: tuple[str, str] | None = None, exact: bool = False) -> Asking:
    """Read the options of a ranking: `capacity`, `weights`, `samples`, `seed` and `top`, as typed.

    Raises
    ------
    Refusal
        When a number is none, or is out of range; when weights are no weights.
    """
    capacity = typed.get("capacity")
    weights = typed.get("weights")
    return Asking(
        capacity=None if capacity is None else whole("--capacity", capacity, 1, 10**9),
        weights=(1.0, 1.0, 1.0) if weights is None else _weights(weights),
        samples=whole(
            "--samples", typed.get("samples") or str(int(number("robustness.samples"))), _LEAST_SAMPLES, _MOST_SAMPLES
        ),
        seed=whole("--seed", typed.get("seed") or "1", 0, _MOST_SEED),
        why=why,
        top=whole("--top", typed.get("top") or "30", 0, 10**9),
        exact=exact,
    )


def whole(option: str, text: str, least: int, most: int) -> int:
    """Read a whole number typed for an option, within its range.

    Raises
    ------
    Refusal
        When it is none, or is out of range.
    """
    plain = re.sub(r"[\s\u00a0\u202f_]", "", text)
    if not re.fullmatch(r"\d{1,19}", plain) or not least <= int(plain) <= most:
        raise Refusal("whole_number", option=option, found=text, least=least, most=most)
    return int(plain)


def _weights(text: str) -> tuple[float, ...]:
    parts = [part.strip() for part in re.split(r"[;\s]+" if ";" in text else r"[,\s]+", text.strip()) if part.strip()]
    named = [part.partition("=") for part in parts]
    if all(equals for _, equals, _ in named):
        given = {_name(name.strip(), text): _weight(weight, text) for name, _, weight in named}
        if len(given) != len(named):
            raise Refusal("weights", found=text)
        weights = tuple(given.get(name, 1.0) for name in FILTERS)
    elif len(parts) == len(FILTERS):
        weights = tuple(_weight(part, text) for part in parts)
    else:
        raise Refusal("weights", found=text)
    if not any(weights):
        raise Refusal("weights_zero", found=text)
    return weights


def _name(name: str, text: str) -> str:
    found = _NAMES.get(name.casefold())
    if found is None:
        raise Refusal("weights", found=text)
    return found


def _weight(part: str, text: str) -> float:
    try:
        weight = float(part.replace(",", "."))
    except ValueError:
        raise Refusal("weights", found=text) from None
    if not math.isfinite(weight) or weight < 0:
        raise Refusal("weights", found=text)
    return weight
