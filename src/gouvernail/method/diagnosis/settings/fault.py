import re

_TABLE = re.compile(r"^\s*\[\[?\s*(?P<name>[^\]]+?)\s*\]\]?\s*(#.*)?$")


class SettingsError(ValueError):
    """Raised when a file of thresholds cannot be used.

    Attributes
    ----------
    code
        `thresholds_unreadable`, `thresholds_unknown_key`, `thresholds_fixed_key`, `thresholds_wrong_kind` or
        `thresholds_out_of_range`.
    key
        Where, dotted: `indicators.on_time_rate.threshold`; empty for an unreadable file.
    line
        Counted from 1; None when it cannot be told.
    found
        What was written there.
    expected
        What could stand there: the range, the kind, or the nearest known key; empty when nothing is near.
    """

    def __init__(self, code: str, *, key: str, line: int | None, found: str, expected: str = "") -> None:
        super().__init__(f"{code}: {key} (line {line}): {found!r}, expected {expected}")
        self.code = code
        self.key = key
        self.line = line
        self.found = found
        self.expected = expected


def line_of(text: str, path: tuple[str, ...]) -> int | None:
    """Find the line on which a key is written, as near as the text lets one tell.

    Parameters
    ----------
    text
        A TOML text that was parsed.
    path
        Keys from the outermost table inwards.
    """
    best: int | None = None
    best_depth = 0
    table: tuple[str, ...] = ()
    for number, line in enumerate(text.splitlines(), start=1):
        header = _TABLE.match(line)
        table = _keys(header["name"]) if header else table
        here = table if header else (*table, *_key_of(line))
        depth = _shared(path, here)
        if depth > best_depth:
            best, best_depth = number, depth
    return best


def _shared(path: tuple[str, ...], here: tuple[str, ...]) -> int:
    pairs = enumerate(zip(path, here, strict=False))
    return next((depth for depth, (one, other) in pairs if one != other), min(len(path), len(here)))


def _key_of(line: str) -> tuple[str, ...]:
    """Give the key that a line sets, or one that is nobody's."""
    key, equals, _ = line.partition("=")
    return _keys(key) if equals and not key.lstrip().startswith("#") else ("",)


def _keys(dotted: str) -> tuple[str, ...]:
    return tuple(part.strip().strip("\"'") for part in dotted.split("."))
