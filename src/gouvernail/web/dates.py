"""Dates as French writes them: the first day of a month is `1er`, whoever prints the date."""

import re

from django.utils import dateformat, translation

_DAY_BEFORE_A_MONTH_IN_WORDS = re.compile(r"(?<!\\)j(?=\s+[bEFMN])")


class DateFormat(dateformat.DateFormat):
    """Django's own, with the one ordinal that French puts in a date. Days written in figures stay as they are."""

    def format(self, formatstr: str) -> str:
        """Write the date in the given format."""
        if getattr(self.data, "day", 0) == 1 and (translation.get_language() or "").startswith("fr"):
            formatstr = _DAY_BEFORE_A_MONTH_IN_WORDS.sub(r"j\\e\\r", formatstr)
        return super().format(formatstr)


def install() -> None:
    """Write every date in this way: filters, plain `{{ day }}`, Python, other applications.

    A format of Django's may only hold letters that mean the same every day, so there is no setting for this.
    """
    dateformat.DateFormat = DateFormat  # type: ignore[misc]  # the one place that all of Django goes through
