"""Files to import, several at once."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gouvernail.connectors.services.imports import too_large
from gouvernail.web.file_fields import FilesField


class UploadForm(forms.Form):
    """One import."""

    exports = FilesField(
        label=_("Files"),
        max_length=None,
        allow_empty_file=True,  # the service names the empty one
    )

    def __init__(self, *args: Any, refused_bytes: int = 0, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.refused_bytes = refused_bytes

    def clean(self) -> dict[str, Any]:
        """Say that a request was too large, rather than that it holds no file."""
        if self.refused_bytes:
            self.errors.pop("exports", None)
            self.add_error("exports", too_large(self.refused_bytes))
        return self.cleaned_data
