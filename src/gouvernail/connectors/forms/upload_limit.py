"""Refuse a request that is too large before its files are written anywhere."""

from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler, SkipFile

MEGABYTE = 2**20
_ENVELOPE = MEGABYTE  # names and boundaries around the files


class UploadLimit(FileUploadHandler):
    """First of the handlers: it keeps what fits and marks the request where it does not."""

    def handle_raw_input(
        self,
        input_data: Any,  # noqa: ARG002  # Django's signature
        META: Any,  # noqa: ARG002, N803  # Django's signature
        content_length: int,
        boundary: Any,  # noqa: ARG002  # Django's signature
        encoding: str | None = None,  # noqa: ARG002  # Django's signature
    ) -> None:
        """Compare what the request says of itself with the limit."""
        self.is_refused = content_length > settings.UPLOAD_LIMIT_MB * MEGABYTE + _ENVELOPE
        if self.is_refused and self.request is not None:
            self.request.refused_bytes = content_length  # type: ignore[attr-defined]  # read by the form

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Skip the file of a refused request: its bytes are read and forgotten."""
        super().new_file(*args, **kwargs)
        if self.is_refused:
            raise SkipFile

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:  # noqa: ARG002  # Django's signature
        """Leave the rest to the handlers that follow."""
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """Leave the file to the handlers that follow."""
