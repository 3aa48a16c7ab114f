"""A field of a form that takes several files."""

from typing import Any

from django import forms
from django.core.files.base import File


class FilesInput(forms.FileInput):
    """A file input that takes several."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files, each cleaned as Django cleans one."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> list[File[bytes]]:
        """Clean each file; where none is given and none is wanted, there is none."""
        given = data if isinstance(data, list | tuple) else [data]
        cleaned = [super(FilesField, self).clean(one, initial) for one in given] or [super().clean(None, initial)]
        return [one for one in cleaned if one]
