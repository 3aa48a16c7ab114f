"""One English sentence has one French: catalogues are merged, and the last room read would decide for all."""

from collections import defaultdict
from pathlib import Path

from babel.messages.pofile import read_po

import gouvernail

ROOMS = sorted(Path(gouvernail.__file__).parent.glob("*/locale/fr/LC_MESSAGES/django.po"))


def test_a_sentence_reads_the_same_in_every_room() -> None:
    said: dict[tuple[object, object], dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for path in ROOMS:
        with path.open("rb") as file:
            for message in read_po(file):
                if message.id and message.string:
                    said[message.context, message.id][str(message.string)].add(path.parts[-5])
    assert {key: dict(words) for key, words in said.items() if len(words) > 1} == {}
