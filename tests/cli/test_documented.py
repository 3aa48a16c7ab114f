"""The reference pages name every command and every option, with the words of the help."""

from pathlib import Path

import pytest

from gouvernail.cli.app import program
from gouvernail.exchange.wording import Language, Words

_REFERENCE = Path(__file__).resolve().parents[2] / "docs" / "reference"


@pytest.mark.parametrize(("language", "page"), [("fr", "commandes.md"), ("en", "cli.md")])
def test_every_option_is_on_the_page(language: Language, page: str) -> None:
    text = (_REFERENCE / page).read_text(encoding="utf-8")
    group = program(Words(language))
    sections = text.split("\n## ")
    for name, command in {
        "gouvernail": group,
        **{f"gouvernail {key}": one for key, one in group.commands.items()},
    }.items():
        section = next((part for part in sections if part.startswith(f"`{name}`")), "")
        assert section, f"{name} is not documented in {page}"
        for param in command.params:
            names = [f"`{option}`" for option in (*param.opts, *param.secondary_opts) if option.startswith("-")]
            assert [option for option in names if option not in section] == []
            assert param.help.translate({0xA0: " ", 0x202F: " "}) in section


def test_the_page_of_the_json_report_names_every_field() -> None:
    import json

    from gouvernail.exchange.reports.json_report import schema_text

    text = (_REFERENCE / "json-report.md").read_text(encoding="utf-8")
    definitions = json.loads(schema_text())["$defs"]
    for name in ("diagnosis_report", "input", "promises", "symptom", "indicator", "cause"):
        assert [field for field in definitions[name]["properties"] if f"`{field}`" not in text] == []
