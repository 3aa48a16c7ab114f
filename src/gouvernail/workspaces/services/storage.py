"""Files of a workspace in Django's storage."""

from django.core.files.storage import default_storage


def folder_remove(folder: str) -> None:
    """Remove all the files of a folder, and the folder where the storage has such a thing; an absent one is done."""
    try:
        folders, files = default_storage.listdir(folder)
    except (FileNotFoundError, NotADirectoryError):
        return
    for name in folders:
        folder_remove(f"{folder}/{name}")
    for name in files:
        default_storage.delete(f"{folder}/{name}")
    default_storage.delete(folder)
