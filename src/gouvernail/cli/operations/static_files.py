"""Gather the static files under names that browsers may keep for ever; again only when one of them changed."""

import hashlib
import os
import sys
from pathlib import Path
from typing import Final

STAMP: Final = ".gathered"


def gather() -> bool:
    """Gather the static files where they changed since the last time; tell whether they had."""
    from django.conf import settings
    from django.core.management import call_command

    if settings.DEBUG:  # served from where they are written
        return False
    root = Path(settings.STATIC_ROOT)
    stamp = _fingerprint()
    kept = root / STAMP
    if kept.is_file() and kept.read_text(encoding="utf-8") == stamp:
        return False
    if kept.is_file() and not os.access(root, os.W_OK):  # gathered while an image was built, closed since
        return False
    call_command("collectstatic", interactive=False, verbosity=0)
    kept.write_text(stamp, encoding="utf-8")
    return True


def _fingerprint() -> str:
    """Name the state of all static files by their sizes and dates: reading them all would slow each start."""
    from django.contrib.staticfiles.finders import get_finders

    seen = hashlib.blake2s()
    for finder in get_finders():
        for path, storage in finder.list([]):
            found = Path(storage.path(path)).stat()
            seen.update(f"{path}\0{found.st_size}\0{int(found.st_mtime)}\n".encode())
    return seen.hexdigest()


if __name__ == "__main__":  # while an image is built
    from gouvernail.cli.operations.opening import open_product

    open_product()
    sys.stdout.write("gathered\n" if gather() else "nothing changed\n")
