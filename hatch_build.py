"""Builds what the wheel ships and git does not hold: the letters of Inter (32 kB) and the compiled catalogues."""

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

FONTS = ("src/gouvernail/exchange/reports/html/inter.woff2", "src/gouvernail/web/static/web/fonts/inter.woff2")
LETTERS = (
    *range(0x20, 0x7F),  # ASCII
    *range(0xA0, 0x180),  # Latin-1 and Latin Extended-A
    *(ord(sign) for sign in "\u2009\u200a\u202f‐‑‒–—‘’“”•…′€™←↑→↓−≈≠≤≥□τ×"),
)
FEATURES = ("kern", "liga", "calt", "ccmp", "mark", "locl", "tnum", "cv11", "ss03")


class LettersHook(BuildHookInterface):  # type: ignore[type-arg]  # hatchling's own base is untyped
    """Runs for wheels and editable installs alike."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002  # hatchling's signature
        lacking = [path for path in map(Path(self.root).joinpath, FONTS) if not path.exists()]
        letters = _letters() if lacking else b""
        for path in lacking:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(letters)
        build_data["artifacts"].extend(FONTS)
        for catalogue in sorted((Path(self.root) / "src" / "gouvernail").glob("*/locale/*/LC_MESSAGES/*.po")):
            _compile(catalogue)
        build_data["artifacts"].append("src/gouvernail/*/locale/*/LC_MESSAGES/*.mo")


def _compile(path: Path) -> None:
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    with path.open("rb") as given, path.with_suffix(".mo").open("wb") as written:
        write_mo(written, read_po(given, locale=path.parts[-3]))


def _letters() -> bytes:
    import io

    import fontpkg_inter
    from fontTools import subset
    from fontTools.ttLib import TTFont
    from fontTools.varLib import instancer

    source = next(path for path in Path(fontpkg_inter.__file__).parent.rglob("Inter*.ttf") if "Italic" not in path.name)
    options = subset.Options(layout_features=list(FEATURES), hinting=False)
    letters = subset.Subsetter(options)
    letters.populate(unicodes=LETTERS)
    font = TTFont(source)
    letters.subset(font)
    font = instancer.instantiateVariableFont(font, {"opsz": 14, "wght": (400, 700)})
    font.flavor = "woff2"
    written = io.BytesIO()
    font.save(written)
    return written.getvalue()
