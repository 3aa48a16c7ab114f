import re
from typing import Final

from gouvernail.exchange.values.lexicon import lexicon

_MINUTE: Final = 60_000_000
_OFFSET: Final = re.compile(r"(?:utc|gmt)?([+-])(\d{1,2})(?::?(\d\d))?")
_FURTHEST: Final = 14 * 60  # minutes: Kiribati


def offset_micros(zone: str) -> int | None:
    """Give the microseconds east of UTC of a zone, written in lower case.

    Parameters
    ----------
    zone
        Empty (taken as UTC), `z`, `+0100`, `+01:00`, `+01`, `gmt+1`, `cet`...

    Returns
    -------
    int or None
        None when it is no zone.
    """
    if not zone:
        return 0
    found = _OFFSET.fullmatch(zone)
    if found is None:
        minutes = lexicon("calendar")["zones"].get(zone)
        return None if minutes is None else minutes * _MINUTE
    minutes = int(found[2]) * 60 + int(found[3] or 0)
    if minutes > _FURTHEST:
        return None
    return (minutes if found[1] == "+" else -minutes) * _MINUTE
