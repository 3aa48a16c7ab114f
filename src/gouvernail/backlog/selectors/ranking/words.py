"""What a rank says in words."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.template.defaultfilters import floatformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from gouvernail.backlog.bridge.ranking.pairs import Pair
from gouvernail.backlog.bridge.ranking.ranks import Rank
from gouvernail.backlog.choices.items import RANKED
from gouvernail.backlog.choices.ranking import Flag, Zone
from gouvernail.backlog.models import Item, Standing

if TYPE_CHECKING:
    from django.utils.functional import Promise

FILTERS: tuple["str | Promise", ...] = (gettext_lazy("value"), gettext_lazy("urgency"), gettext_lazy("complexity"))
_GRAVE = (Flag.URGENCY_NOT_SHOWN, Flag.CONTRADICTED, Flag.DIVIDED, Flag.LATE, Flag.NO_OPINION)
_KINDS = {Zone.SURE: "good", Zone.GREY: "warn", Zone.OUT: ""}


@dataclass(frozen=True)
class Chip:
    """The state of an item: a colour (`good`, `warn`, `bad` or none), words, and the gravest thing said beside."""

    kind: str
    label: str
    note: str = ""
    is_grave: bool = False

    @property
    def text(self) -> str:
        """Give it all on one line, for files."""
        return f"{self.label} · {self.note.lower()}" if self.note else self.label


def standing_of(item: Item) -> Standing | None:
    """Give where an item stands, if it is ranked; nothing is asked where the row was read with it."""
    return getattr(item, "standing", None)


def chip_of(item: Item) -> Chip:
    """Say where an item stands, and the gravest thing about it."""
    standing = standing_of(item)
    if item.state not in RANKED:
        return Chip("good" if item.state == "done" else "", item.get_state_display())
    if item.objective is None or not item.objective.is_active:
        return Chip("bad", _("Off the compass"))
    if standing is None:
        return Chip("", _("Waits for its first rank"))
    flag = next((one for one in _GRAVE if one in standing.flags), None)
    zone = Zone(standing.zone)
    is_grave = flag in {Flag.URGENCY_NOT_SHOWN, Flag.CONTRADICTED}
    return Chip(_KINDS[zone], str(zone.label), str(flag.label) if flag else "", is_grave=is_grave)


def flags_of(codes: list[str] | tuple[str, ...]) -> list[Flag]:
    """Give what is said beside a rank, the gravest first; a code of an older version is left out."""
    return [flag for flag in Flag if flag.value in codes]


def said_of(pair: Pair) -> str:
    """Explain a pair: `+2 value, −1 urgency, +0.5 complexity = +1.5 points`."""
    parts = ", ".join(
        f"{signed(part)} {name}" for part, name in zip(pair.parts, FILTERS, strict=True) if round(part, 1)
    )
    size = round(abs(pair.points), 1)
    # A plural begins at 2 in French, and wherever it is not 1 in English.
    count = 1 if size == 1 else 0 if size < 2 else 2
    points = ngettext("%(points)s point", "%(points)s points", count) % {"points": signed(pair.points)}
    return f"{parts or _('nothing')} = {points}"


def ratio_of(pair: Pair) -> str:
    """Say how many times the return per week of work."""
    return floatformat(pair.ratio, 1 if pair.ratio < 10 else 0)  # 12 times, not 12.3


def signed(value: float) -> str:
    """Write a number with its sign, a true minus."""
    text = floatformat(abs(value), 1)
    if not round(value, 1):
        return text
    return f"+{text}" if value > 0 else f"\N{MINUS SIGN}{text}"


def clarified(rank: Rank) -> str:
    """Name the filter to clarify first; nothing where no score alone makes the doubt."""
    found = rank.clarify
    return "" if found is None else str(FILTERS[found[0]])
