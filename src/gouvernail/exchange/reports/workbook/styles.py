"""How a cell looks, by what it holds."""

from typing import TYPE_CHECKING, Any, Final, Literal

if TYPE_CHECKING:
    from gouvernail.method.diagnosis.finding import Unit

Kind = Literal[
    "text", "long", "share", "count", "number", "decimal", "signed", "day", "moment", "head", "title", "note", "link"
]

_FORMATS: "Final[dict[Kind, dict[str, Any]]]" = {
    "text": {},
    "long": {"text_wrap": True},
    "share": {"num_format": "0.0%"},
    "count": {"num_format": "#,##0"},
    "number": {"num_format": "#,##0.0"},
    "decimal": {"num_format": "0.00"},
    "signed": {"num_format": "+#,##0.0;-#,##0.0;0"},
    "day": {"num_format": "dd/mm/yyyy", "align": "left"},
    "moment": {"num_format": "dd/mm/yyyy hh:mm", "align": "left"},
    "head": {"bold": True, "bg_color": "#0D6B64", "font_color": "#FFFFFF", "text_wrap": True},
    "title": {"bold": True, "font_size": 16},
    "note": {"text_wrap": True, "font_color": "#55606E"},
    "link": {"font_color": "#0D6B64", "underline": 1},
}

_OF_UNIT: "Final[dict[Unit, Kind]]" = {
    "share": "share",
    "share_per_month": "share",
    "days": "number",
    "tau": "decimal",
    "hhi": "decimal",
    "ratio": "decimal",
    "per_builder": "number",
    "levels": "decimal",
    "count": "count",
    "persons": "count",
    "items": "number",
}


def kind_of_unit(unit: "Unit") -> Kind:
    """Give how a value of this unit is shown."""
    return _OF_UNIT[unit]


def formats_of(book: Any) -> "dict[Kind, Any]":
    """Declare every look once in a workbook."""
    return {kind: book.add_format({"valign": "top", **look}) for kind, look in _FORMATS.items()}
