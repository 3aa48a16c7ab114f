"""Write the reference of the 36 indicators from the wording and the thresholds: `make docs`.

A test fails when the pages in the tree differ from what this gives.
"""

from pathlib import Path

from gouvernail.exchange.reports.contents.findings import threshold_source
from gouvernail.exchange.wording import Language, Words
from gouvernail.method.diagnosis import settings
from gouvernail.method.diagnosis.indicator import REGISTRY
from gouvernail.method.diagnosis.indicators import measure_all

REFERENCE = Path(__file__).parent / "reference"
PAGES: dict[Language, str] = {"en": "indicators.md", "fr": "indicateurs.md"}
assert measure_all  # importing it registers the indicators

HEADS = {
    "en": (
        "# The 36 indicators\n\n[En français](indicateurs.md). Written by `make docs` from the code; do not edit.\n",
        "Formula", "Data needed", "Red", "below", "above", "at least", "observations", "Source",
    ),
    "fr": (
        "# Les 36 indicateurs\n\n[In English](indicators.md). Page écrite par `make docs` d’après le code.\n",
        "Formule", "Données nécessaires", "Rouge", "au-dessous de", "au-dessus de", "au moins", "observations",
        "Source",
    ),
}  # fmt: skip


def page(language: Language) -> str:
    """Give the whole page in one language."""
    words = Words(language)
    title, formula, data, red, below, above, least, observations, source = HEADS[language]
    parts = [title]
    for indicator in sorted(REGISTRY.values(), key=lambda one: one.number):
        threshold = settings.load().threshold(indicator.id)
        say = {key: words.say(f"indicators.{indicator.id}.{key}") for key in ("name", "question", "formula", "data")}
        side = below if indicator.beyond == "below" else above
        parts.append(
            f"## {indicator.number}. {say['name']} (`{indicator.id}`)\n\n{say['question']}\n\n"
            f"- **{formula}**: {say['formula']}\n- **{data}**: {say['data']}\n"
            f"- **{red}**: {side} {threshold.value:g}, {least} {threshold.minimum} {observations}. "
            f"**{source}**: {threshold_source(words, indicator.id, threshold.source)}\n"
        )
    return "\n".join(parts)


if __name__ == "__main__":
    for language, name in PAGES.items():
        (REFERENCE / name).write_text(page(language), encoding="utf-8")
