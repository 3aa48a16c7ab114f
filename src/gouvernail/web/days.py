"""A field of a form that takes a day to look at, or to look from."""

from datetime import date
from typing import Any, Final

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator

FIRST: Final = date(1900, 1, 1)  # [choice] the day after, the quarter before and midnight exist for all in between
LAST: Final = date(2999, 12, 31)


class DayAskedField(forms.DateField):
    """A day that may stay empty; one out of all that a workspace can hold is an error, as an unreadable one is."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("required", False)
        kwargs.setdefault("widget", forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
        super().__init__(validators=[MinValueValidator(FIRST), MaxValueValidator(LAST)], **kwargs)
