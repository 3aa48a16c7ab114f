"""A user's file laid over the defaults: only keys that exist, of the same kind, that may be changed."""

from difflib import get_close_matches
from typing import Any, Final

from gouvernail.method.diagnosis.settings.fault import SettingsError, line_of

_FIXED: Final = {"number", "beyond", "range", "indicators", "own", "exits", "name", "alone"}
_WORDED: Final = "links"  # a link is one of the words of strength, or a number
_OWN_SOURCE: Final = "--thresholds"  # the option, which is the same in every language


def laid_over(defaults: dict[str, Any], given: dict[str, Any], text: str) -> dict[str, Any]:
    """Give the defaults with what is given in their place.

    Raises
    ------
    SettingsError
        For a key that does not exist, may not be changed, or holds something of another kind.
    """
    return _Overlay(text).table(defaults, given, ())


class _Overlay:
    def __init__(self, text: str) -> None:
        self._text = text

    def table(self, defaults: dict[str, Any], given: dict[str, Any], path: tuple[str, ...]) -> dict[str, Any]:
        merged = dict(defaults)
        for key, value in given.items():
            here = (*path, key)
            merged[key] = self._value(self._known(defaults, here, value), value, here)
        if "threshold" in given and "source" not in given:
            merged["source"] = _OWN_SOURCE  # a changed threshold no longer comes from where the default did
        return merged

    def _known(self, defaults: dict[str, Any], path: tuple[str, ...], value: Any) -> Any:
        key = path[-1]
        linked = len(path) > 1 and path[-2] == _WORDED
        if linked:
            return defaults.get(key, 0.0)
        if key not in defaults:
            near = get_close_matches(key, defaults, n=1)
            raise self._fault("thresholds_unknown_key", path, key, near[0] if near else ", ".join(defaults))
        if path[:-1] == ("symptoms",) or (key in _FIXED and not isinstance(defaults[key], dict)):
            raise self._fault("thresholds_fixed_key", path, value, str(defaults[key]))
        return defaults[key]

    def _value(self, default: Any, value: Any, path: tuple[str, ...]) -> Any:
        if isinstance(default, dict):
            if not isinstance(value, dict):
                raise self._fault("thresholds_wrong_kind", path, value, "[table]")
            return self.table(default, value, path)
        if _kind(default) != _kind(value) and not (path[-2] == _WORDED and isinstance(value, str | int | float)):
            raise self._fault("thresholds_wrong_kind", path, value, _kind(default))
        return value

    def _fault(self, code: str, path: tuple[str, ...], found: Any, expected: str) -> SettingsError:
        return SettingsError(
            code, key=".".join(path), line=line_of(self._text, path), found=str(found), expected=expected
        )


def _kind(value: Any) -> str:
    if isinstance(value, bool):
        return "true | false"
    if isinstance(value, int | float):
        return "0.5"
    return '["…"]' if isinstance(value, list) else '"…"'
