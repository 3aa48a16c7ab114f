"""Files stay small because ideas are separate: budgets of the whole tree, not of one file in a hurry."""

import ast
from pathlib import Path
from statistics import median, quantiles

import gouvernail

SOURCE = Path(gouvernail.__file__).parent
MODULES = sorted(path for path in SOURCE.rglob("*.py") if "migrations" not in path.parts)  # those are written by Django


def _lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def _functions() -> list[tuple[str, int]]:
    found = []
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef):
                docstring = ast.get_docstring(node, clean=False)
                length = (node.end_lineno or node.lineno) - node.lineno + 1
                found.append((f"{path.name}:{node.name}", length - (docstring.count("\n") + 1 if docstring else 0)))
    return found


def _nine_in_ten(lengths: list[int]) -> float:
    return quantiles(lengths, n=10)[-1]


def test_no_module_holds_two_ideas() -> None:
    lengths = [_lines(path) for path in MODULES]
    assert [(path.name, _lines(path)) for path in MODULES if _lines(path) > 400] == []
    assert (median(lengths) <= 90, _nine_in_ten(lengths) <= 220) == (True, True)


def test_no_function_needs_a_map() -> None:
    lengths = [length for _, length in _functions()]
    assert [(name, length) for name, length in _functions() if length > 50] == []
    assert (median(lengths) <= 9, _nine_in_ten(lengths) <= 25) == (True, True)


def test_no_file_of_tests_is_endless() -> None:
    tests = Path(__file__).resolve().parents[1]
    assert [(path.name, _lines(path)) for path in tests.rglob("*.py") if _lines(path) > 300] == []
