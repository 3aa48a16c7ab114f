"""Every sentence of the web rooms has its French."""

import re
from pathlib import Path

import pytest

from messages import missing_in, read, rooms


@pytest.mark.parametrize("room", rooms(), ids=lambda room: room.name)
def test_everything_is_said_in_french(room: Path) -> None:
    assert missing_in(room) == []


def _said(room: Path) -> list[str]:
    return [
        text
        for message in read(room)
        if message.id
        for text in (message.string if isinstance(message.string, tuple) else (message.string,))
    ]


FAULTS = {
    "a narrow no-break space before ; ! ?": re.compile(r"(?<=[^\s\u202f&])[;!?](?=\s|$)|[ \u00a0][;!?]"),
    "a no-break space before :": re.compile(r"[^\s\u00a0\u202f]:(?=\s|$)| :(?=\s|$)"),
    "no-break spaces inside « »": re.compile(r"«[^\u00a0\u202f]|[^\u00a0\u202f]»"),
    "a curly apostrophe": re.compile(r"(?<=[a-zA-Zéà])'(?=[a-zA-Zéàêh])"),
}


@pytest.mark.parametrize("room", rooms(), ids=lambda room: room.name)
def test_french_is_set_as_french_is(room: Path) -> None:
    found = {rule: [text for text in _said(room) if fault.search(text)] for rule, fault in FAULTS.items()}
    assert {rule: texts for rule, texts in found.items() if texts} == {}
