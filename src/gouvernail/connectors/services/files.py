"""Files in Django's storage, by whole contents: nothing of one process is needed by another."""

from collections.abc import Callable

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage


def file_put(path: str, content: bytes) -> None:
    """Write a file under exactly this name; one that was there is replaced."""
    if default_storage.exists(path):
        default_storage.delete(path)
    kept = default_storage.save(path, ContentFile(content))
    if kept != path:  # another process wrote between the two calls: its content is the same, ours is one too many
        default_storage.delete(kept)


def file_get(path: str) -> bytes:
    """Read a file.

    Raises
    ------
    FileNotFoundError
        When it is not there any more.
    """
    with default_storage.open(path, "rb") as file:
        content: bytes = file.read()
    return content


def getter(folder: str) -> Callable[[str], bytes]:
    """Give a function that reads one file of a folder by its name."""
    return lambda name: file_get(f"{folder}/{name}")
