"""A file called .json that holds no object is said to be wrong as JSON, not as a table."""

import pytest

from gouvernail.exchange.formats.records import is_records, record_format
from gouvernail.exchange.problems import BadInput
from gouvernail.exchange.sources.source import of_bytes


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("null", "json_unknown"),
        ("42", "json_unknown"),
        ('"x"', "json_unknown"),
        ("hello", "json_broken"),
        ("{}", "json_unknown"),
    ],
)
def test_what_is_no_object(text: str, code: str) -> None:
    source = of_bytes("export.json", text.encode())
    assert is_records(source)
    with pytest.raises(BadInput) as caught:
        record_format(source)
    assert caught.value.problem.code == code
    assert caught.value.problem.found != ""


def test_a_table_called_json_is_a_table() -> None:
    assert not is_records(of_bytes("export.json", b"Key,Title\nA-1,x\n"))
