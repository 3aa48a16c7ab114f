"""What people say of an item or a request, and the files that they add."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from gouvernail.backlog.services.attachments import files_check, too_large
from gouvernail.web.file_fields import FilesField


class CommentForm(forms.Form):
    """One comment."""

    text = forms.CharField(
        label=_("Comment"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Name somebody with @: @Camille, or the beginning of their address. They will be told."),
    )


class AttachForm(forms.Form):
    """Files to add."""

    file = FilesField(label=_("Files"), allow_empty_file=True)  # the service names the empty one

    def __init__(self, *args: Any, refused_bytes: int = 0, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.refused_bytes = refused_bytes

    def clean(self) -> dict[str, Any]:
        """Say that a request was too large, rather than that it holds no file; check all files before any is kept."""
        if self.refused_bytes:
            self.errors.pop("file", None)
            self.add_error("file", too_large(self.refused_bytes))
        elif self.cleaned_data.get("file"):
            try:
                files_check(self.cleaned_data["file"])
            except ValidationError as refusal:
                self.add_error(None, refusal)
        return self.cleaned_data
