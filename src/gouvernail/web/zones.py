"""Time zones: one field in which to type a city, with the list of all of them to choose from."""

import zoneinfo
from functools import cache
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

_NO_CITY = ("Etc/", "posix/", "right/", "SystemV/")
_FIRST = (  # [choice] where French is the language of work, then where its partners often are
    "Europe/Paris", "Europe/Brussels", "Europe/Luxembourg", "Europe/Zurich", "Europe/London", "Europe/Berlin",
    "Europe/Madrid", "Europe/Rome", "Europe/Lisbon", "America/Toronto", "America/New_York", "Africa/Casablanca",
    "Africa/Tunis", "Africa/Algiers", "Africa/Dakar", "Africa/Abidjan", "Indian/Reunion", "Indian/Mayotte",
    "America/Martinique", "America/Guadeloupe", "America/Cayenne", "Pacific/Noumea", "Pacific/Tahiti", "UTC",
)  # fmt: skip
_UNKNOWN = _("This is not a known time zone: type a city, such as Paris, and choose in the list.")


@cache
def zones() -> tuple[str, ...]:
    """List the names that clocks know, the most usual first, then by alphabet."""
    known = zoneinfo.available_timezones()
    cities = {name for name in known if "/" in name and not name.startswith(_NO_CITY)}
    return (*(name for name in _FIRST if name in known), *sorted(cities.difference(_FIRST)))


def zone_named(text: str) -> str:
    """Find the zone that a person means: its name, or its city where only one has it, in any case.

    Raises
    ------
    ValidationError
        When no zone, or more than one, is called so.
    """
    asked = "_".join(text.split()).casefold()
    found = [name for name in zones() if asked in (name.casefold(), name.rpartition("/")[2].casefold())]
    exact = [name for name in found if name.casefold() == asked]
    if len(exact or found) != 1:
        raise ValidationError(_UNKNOWN, code="invalid")
    return (exact or found)[0]


def zone_check(name: str) -> None:
    """Refuse a name that no clock knows, before it is written.

    Raises
    ------
    ValidationError
        Under `time_zone`.
    """
    if name not in zoneinfo.available_timezones():
        raise ValidationError({"time_zone": _UNKNOWN})


class ZoneInput(forms.TextInput):
    """A line to type in, with the browser's own list: no script."""

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:
        """Draw the line and its list."""
        names = f"{(attrs or {}).get('id', name)}_zones"
        line = super().render(name, value, {**(attrs or {}), "list": names, "autocomplete": "off"}, renderer)
        options = format_html_join("", '<option value="{}"></option>', ((zone,) for zone in zones()))
        return format_html('{}<datalist id="{}">{}</datalist>', line, names, options)


class ZoneField(forms.CharField):
    """The name of a time zone."""

    widget = ZoneInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=64, **{"label": _("Time zone"), **kwargs})

    def clean(self, value: Any) -> str:
        """Give the name that clocks know."""
        text = super().clean(value)
        return zone_named(text) if text else ""
