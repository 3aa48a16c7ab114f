"""Write the reference of what the ranking takes for granted, from its file and its words: `make docs`.

A test fails when the pages in the tree differ from what this gives.
"""

import os
import sys
from pathlib import Path

REFERENCE = Path(__file__).parent / "reference"
PAGES = {"en": "thresholds.md", "fr": "seuils.md"}

WORDS = {"en": ("What", "Figure", "Source", "Key"), "fr": ("Quoi", "Valeur", "Source", "Clé")}
HEADS = {
    "en": """# What the ranking takes for granted

[En français](seuils.md). Written by `make docs` from the one file of thresholds; do not edit.

These figures are the same for every workspace of an installation. They live in one file,
`gouvernail/method/thresholds/thresholds.toml`. To change one: change its `value`, say why in its `source`, start again.
A value that makes no sense stops the start, with its key and what could stand there. Ranks follow at the next
computation; each keeps the figures that it was computed with. An upgrade brings the file anew: keep yours.

Weights, places and expiry are set by each workspace on its page of rules. The diagnosis has
[a file of its own](indicators.md).
""",
    "fr": """# Ce que le classement tient pour acquis

[In English](thresholds.md). Page écrite par `make docs` d’après l’unique fichier de seuils ; ne pas la modifier.

Ces valeurs sont les mêmes pour tous les espaces d’une installation. Elles tiennent dans un seul fichier,
`gouvernail/method/thresholds/thresholds.toml`. Pour en changer une : changez sa `value`, dites pourquoi dans sa
`source`, redémarrez. Une valeur qui n’a pas de sens arrête le démarrage, avec sa clé et ce qui pourrait y figurer. Les
rangs suivent au calcul suivant ; chacun garde les valeurs avec lesquelles il fut calculé. Une mise à jour apporte un
fichier neuf : gardez le vôtre.

Poids, places et expiration se règlent dans chaque espace, sur sa page de règles. Le diagnostic a
[son propre fichier](indicateurs.md).
""",
}


def page(language: str) -> str:
    """Give the whole page in one language; Django is set up by the caller."""
    from django.utils import translation

    from gouvernail.backlog.selectors.ranking.thresholds import thresholds_said

    heads = WORDS[language]
    with translation.override(language):
        parts = [HEADS[language]]
        for part in thresholds_said():
            lines: list[tuple[str, ...]] = [heads, ("---",) * len(heads)]
            for one in part.rows:
                source = f"{one.mark} ({one.reference})"
                lines.append((str(one.text), one.value, source if one.reference else str(one.mark), f"`{one.key}`"))
            table = "\n".join("| " + " | ".join(cells) + " |" for cells in lines)
            parts.append(f"## {part.label}\n\n{table}\n")
    return "\n".join(parts)


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
