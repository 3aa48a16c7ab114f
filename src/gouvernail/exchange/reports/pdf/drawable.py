"""Which characters the fonts of the audit can draw: a PDF/UA refuses a text that it cannot show."""

import json
import re
from collections import deque
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from typst import Fonts

_PROBE: Final = b'#set document(title: "probe")\n#set text(font: "Inter")\n#json(bytes(sys.inputs.text))'
_SQUARE: Final = "□"
_PROBES: Final = 200
"""At most so many compilations of a few milliseconds; what is still not proved by then is drawn as a square."""

_LONG_WORD: Final = re.compile(r"\S{24}(?=\S{4})")


def drawable(value: Any, fonts: "Fonts") -> Any:
    """Give the same tree with every text drawable, and long words made breakable.

    Parameters
    ----------
    value
        Dictionaries, lists, tuples, texts and numbers, as they will be in JSON.
    fonts
        The only fonts that the document may use.
    """
    missing = undrawable(frozenset("".join(_texts(value))), fonts)
    table = str.maketrans(dict.fromkeys(missing, _SQUARE))
    return _mapped(value, table)


def undrawable(characters: frozenset[str], fonts: "Fonts") -> frozenset[str]:
    """Find the characters that cannot be drawn, by trying them all, then halves of those that fail."""
    missing: set[str] = set()
    waiting = deque([sorted(character for character in characters if not character.isascii())])
    for _ in range(_PROBES):
        if not waiting:
            return frozenset(missing)
        some = waiting.popleft()
        if _draws("".join(some), fonts):
            continue
        if len(some) == 1:
            missing.update(some)
        else:
            half = len(some) // 2
            waiting.extend((some[:half], some[half:]))
    return frozenset(missing.union(*waiting))


def _draws(text: str, fonts: "Fonts") -> bool:
    import typst  # an extra: only the PDF needs it

    inputs = {"text": json.dumps(f"A{text}")}
    try:
        typst.compile(
            _PROBE,
            font_paths=fonts,
            sys_inputs=inputs,
            pdf_standards="ua-1",
            format="pdf",
        )
    except typst.TypstError:
        return False
    return True


def _texts(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [text for part in value.values() for text in _texts(part)]
    if isinstance(value, list | tuple):
        return [text for part in value for text in _texts(part)]
    return []


def _mapped(value: Any, table: dict[int, str]) -> Any:
    if isinstance(value, str):
        return _LONG_WORD.sub("\\g<0>\N{ZERO WIDTH SPACE}", value.translate(table))
    if isinstance(value, dict):
        return {key: _mapped(part, table) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_mapped(part, table) for part in value]
    return value
