"""Write the permission matrix from the one table of rights: `make docs`.

A test fails when the pages in the tree differ from what this gives.
"""

import os
import sys
from pathlib import Path

REFERENCE = Path(__file__).parent / "reference"
PAGES = {"en": "rights.md", "fr": "droits.md"}

WORDS = {"en": ("Right", "yes"), "fr": ("Droit", "oui")}
HEADS = {
    "en": """# Who may do what

[En français](droits.md). Written by `make docs` from the one table of rights; do not edit.

A person may hold several roles and may then do what any of them may. A role counts from its first day to its last; a
deputy may do what the role may. Pages and services ask the same table.
""",
    "fr": """# Qui a le droit de faire quoi

[In English](rights.md). Page écrite par `make docs` d’après l’unique table des droits ; ne pas la modifier.

Une personne peut tenir plusieurs rôles et peut alors ce que peut l’un d’eux. Un rôle compte de son premier à son
dernier jour ; un suppléant peut ce que peut le rôle. Les pages et les services lisent la même table.
""",
}


def page(language: str) -> str:
    """Give the whole page in one language; Django is set up by the caller."""
    from django.utils import translation

    from gouvernail.workspaces.choices.rights import RIGHTS
    from gouvernail.workspaces.choices.words import RoleKind

    right_head, yes = WORDS[language]
    with translation.override(language):
        columns = [right_head, *(str(kind.label) for kind in RoleKind)]
        rows = [
            [str(right.label), *(yes if kind in holders else "" for kind in RoleKind)]
            for right, holders in RIGHTS.items()
        ]
    lines = [columns, ["---", *("---" for _kind in RoleKind)], *rows]
    table = "\n".join("| " + " | ".join(cells) + " |" for cells in lines)
    return f"{HEADS[language]}\n{table}\n"


def main() -> None:
    """Write both pages."""
    import django

    os.environ.setdefault("GOUVERNAIL_DEBUG", "1")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gouvernail.config.settings")
    django.setup()
    for language, name in PAGES.items():
        (REFERENCE / name).write_text(page(language), encoding="utf-8")
        sys.stdout.write(f"{name}\n")


if __name__ == "__main__":
    main()
