"""Text from a foreign file, made safe to lay out: nothing invisible that could reorder or break what is around it."""

import re
from typing import Final

_CONTROLS: Final = re.compile(
    "["
    "\x00-\x08\x0e-\x1f\x7f-\x9f"  # control characters
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # marks that change the direction of what follows
    "\ufeff\ufff9-\ufffb"  # byte order mark, interlinear annotations
    "\ud800-\udfff"  # halves of a pair, that UTF-8 cannot write
    "\ufdd0-\ufdef\ufffe\uffff"  # not characters
    "]|[\U0001fffe\U0001ffff\U000e0000-\U000e007f\U0010fffe\U0010ffff]"
)
_BLANKS: Final = re.compile(r"[\s\u2028\u2029]+")
_LONGEST: Final = 300


def printable(text: object) -> str:
    """Give `text` on one line, without control, direction or non-characters, cut at 300 characters."""
    clean = _collapsed(_CONTROLS.sub("", str(text))).strip()
    return clean if len(clean) <= _LONGEST else f"{clean[:_LONGEST].rstrip()}…"


def _collapsed(text: str) -> str:
    # No-break spaces are typography, not blanks to collapse.
    return _BLANKS.sub(
        lambda found: found[0] if found[0] in "\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}" else " ", text
    )
