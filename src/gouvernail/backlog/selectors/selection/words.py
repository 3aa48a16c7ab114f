"""What is impossible, in words."""

from collections.abc import Mapping

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from gouvernail.backlog.bridge.selection.choosing import Refused


def days_said(days: object) -> str:
    """Write days as the reader does, no digit too many."""
    rounded = round(float(str(days)), 1)
    return number_format(rounded, decimal_pos=0 if rounded == int(rounded) else 1)


def refusal_said(refused: Refused, teams: Mapping[str, str]) -> tuple[str, str]:
    """Give the field that a contradiction is about ("" for the whole), and what to do about it."""
    params = refused.params
    match refused.code:
        case "cycle":
            text = _("Prerequisites go round in a circle: %(cycle)s. Take one of these links away.")
            return "", text % {"cycle": params["cycle"]}
        case "cost_huge":
            text = _("All items together take %(total)s person-days: check the unit of the efforts.")
            return "", text % {"total": days_said(params["total"])}
        case "forced_both_ways" if refused.subject == refused.found:
            return "exclude", _("%(item)s is kept in and left out at once: choose.") % {"item": refused.subject}
        case "forced_both_ways":
            text = _("%(item)s is kept in and needs %(other)s, which is left out: choose.")
            return "exclude", text % {"item": refused.subject, "other": refused.found}
        case "forced_too_large" if refused.subject:
            text = _(
                "What is kept in takes %(days)s person-days of %(team)s, with its prerequisites: there are %(there)s."
            )
            days = {"days": days_said(params["needed"]), "there": days_said(params["available"])}
            return f"team_{refused.subject}", text % {**days, "team": teams.get(refused.subject, "")}
        case "forced_too_large":
            text = _("What is kept in takes %(days)s person-days, with its prerequisites: there are %(there)s.")
            return "capacity", text % {"days": days_said(params["needed"]), "there": days_said(params["available"])}
        case _:
            return "include", _("“%(item)s” cannot be chosen from: look at what it lacks below.") % {
                "item": refused.subject
            }
