"""An answer in sentences. Values are said as shares of the value of all that could be chosen."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gouvernail.backlog.selectors.selection.words import days_said

_NAMED: Final = 4  # items in one sentence; beyond, they are counted
_ALL: Final = 100.0


def share_said(share: float) -> str:
    """Write a share out of 100 with the digits that show."""
    digits = 0 if abs(share) >= 10 else 1  # two digits are enough
    return number_format(round(share, digits), decimal_pos=digits)


@dataclass(frozen=True, kw_only=True)
class Phrases:
    """What sentences need to know: titles by key of item, names by key of team, value of everything."""

    titles: Mapping[str, str]
    teams: Mapping[str, str]
    total: float

    def share(self, value: float) -> float:
        """Give a value out of 100 of the whole."""
        return _ALL * value / self.total if self.total else 0.0

    def proof(self, chosen: Mapping[str, Any]) -> str:
        """Say what is proved of an answer."""
        if chosen["proved"]:
            return _("Proved: no other choice that fits brings more.")
        if not chosen["value"]:
            return _("Not proved: the search ended before it found anything. Ask again, or leave items out.")
        gap = share_said(_ALL * (chosen["bound"] / chosen["value"] - 1))
        return _(
            "Not proved: another choice could bring up to %(gap)s %% more, and no better one than that exists."
        ) % {"gap": gap}

    def increment(self, one: Mapping[str, Any]) -> str:
        """Say what to add next."""
        given = {
            "names": self.names(one["keys"]),
            "share": share_said(self.share(one["value"])),
            "days": days_said(one["days"].get("", 0.0)),
            "missing": self._amounts(one["missing"]),
        }
        if one["missing"]:
            return _("%(names)s: +%(share)s %% of the value for %(days)s person-days; missing: %(missing)s.") % given
        return _("%(names)s: +%(share)s %% of the value for %(days)s person-days, which are left.") % given

    def one_more(self, team: str, change: Mapping[str, Any]) -> str:
        """Say what one more day would change."""
        whose = self.teams.get(team, "–") if team else ""
        if change["value"] <= 0:
            if whose:
                return _("One more day of %(team)s changes nothing: an item is taken whole.") % {"team": whose}
            return _("One more day changes nothing: an item is taken whole.")
        given = {"team": whose, "what": self._exchange(change)}
        if whose:
            return _("One more day of %(team)s: %(what)s.") % given
        return _("One more day: %(what)s.") % given

    def why(self, one: Mapping[str, Any]) -> str:
        """Say why an item is out."""
        given = {
            "days": days_said(one["days"].get("", 0.0)),
            "missing": self._amounts(one["missing"]),
            "because": self.names(one["because"]),
            "exchange": self._exchange(one["exchange"], (one["key"], *one["brings"]), is_even=one["reason"] == "equal")
            if one["exchange"]
            else "",
            "with": self._with(one["brings"]),
        }
        match one["reason"]:
            case "refused":
                return _("It needs %(because)s, which is left out by hand.") % given
            case "too_large":
                return _("It takes %(days)s person-days%(with)s: even alone, it does not fit.") % given
            case "no_value":
                return _("It brings nothing by itself, and opens nothing.") % given
            case "equal":
                return _("Worth as much as what is in (%(exchange)s): the choice between them is arbitrary.") % given
            case "better":
                return _("The search was cut short: keep it in and ask again (%(exchange)s).") % given
            case _:
                text = _(
                    "It takes %(days)s person-days%(with)s; missing: %(missing)s. In its place at once: %(exchange)s."
                )
                return text % given

    def names(self, keys: Iterable[str]) -> str:
        """Name a few items; beyond, count them."""
        found = list(keys)
        text = ", ".join(f"{key} {self.titles.get(key, '')}".strip() for key in found[:_NAMED])
        rest = len(found) - _NAMED
        if rest <= 0:
            return text
        return ngettext("%(names)s and %(n)s other", "%(names)s and %(n)s others", rest) % {"names": text, "n": rest}

    def _with(self, keys: list[str]) -> str:
        return _(" with %(names)s") % {"names": self.names(keys)} if keys else ""

    def _exchange(self, change: Mapping[str, Any], besides: Collection[str] = (), *, is_even: bool = False) -> str:
        """Say a difference of value unless it is even, and what enters (besides what was named already) and leaves."""
        share = self.share(change["value"])
        parts = [
            _("%(sign)s%(share)s %% of the value")
            % {"sign": "−" if share < 0 else "+", "share": share_said(abs(share))}
        ]
        entered = [key for key in change["entered"] if key not in besides]
        if entered:
            parts.append(_("in: %(names)s") % {"names": self.names(entered)})
        if change["left"]:
            parts.append(_("out: %(names)s") % {"names": self.names(change["left"])})
        return ", ".join(parts[1:] if is_even and len(parts) > 1 else parts)

    def _amounts(self, days: Mapping[str, float]) -> str:
        """Write days of each capacity: `12 in all, 3 of Data`."""
        parts = []
        for team, amount in days.items():
            given = {"days": days_said(amount), "team": self.teams.get(team, "–")}
            parts.append(_("%(days)s of %(team)s") % given if team else _("%(days)s in all") % given)
        return ", ".join(parts) or days_said(0)
