"""Nonsense in the environment stops the start with a sentence that names the variable."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from gouvernail.config import env

SECRET = "a long text drawn at random, which nobody else knows"


@pytest.fixture(autouse=True)
def _english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GOUVERNAIL_LANG", "en")
    for name in ("X", "X_FILE", "X_URL", "X_CLIENT_ID", "X_SECRET", "X_NAME"):
        monkeypatch.delenv(name, raising=False)


def give(monkeypatch: pytest.MonkeyPatch, **values: str) -> None:
    for name, value in values.items():
        monkeypatch.setenv(name, value)


def test_a_text_is_trimmed(monkeypatch: pytest.MonkeyPatch) -> None:
    assert env.text("X", "otherwise") == "otherwise"
    give(monkeypatch, X=" here \n")
    assert env.text("X", "otherwise") == "here"


def test_a_secret_may_stand_in_a_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    file = tmp_path / "secret"
    file.write_text(f"{SECRET}\n", encoding="utf-8")
    give(monkeypatch, X_FILE=str(file), X="not this one")
    assert env.secret("X") == SECRET


@pytest.mark.parametrize("given", ["1", "yes", "TRUE", "on", "oui"])
def test_a_yes(monkeypatch: pytest.MonkeyPatch, given: str) -> None:
    give(monkeypatch, X=given)
    assert env.flag("X") is True


@pytest.mark.parametrize("given", ["0", "no", "False", "off", "non", ""])
def test_a_no(monkeypatch: pytest.MonkeyPatch, given: str) -> None:
    give(monkeypatch, X=given)
    assert env.flag("X", default=True) is False


def test_words(monkeypatch: pytest.MonkeyPatch) -> None:
    give(monkeypatch, X="a.example, b.example,,")
    assert env.words("X") == ["a.example", "b.example"]


def test_a_folder_is_made(tmp_path: Path) -> None:
    assert env.folder("X", tmp_path / "deep" / "er").is_dir()


def test_sqlite_keeps_its_measured_options(monkeypatch: pytest.MonkeyPatch) -> None:
    give(monkeypatch, X="sqlite:////srv/data/our%20base.sqlite3")
    found = env.database("X", "")
    assert found["NAME"] == "/srv/data/our base.sqlite3"
    assert found["OPTIONS"] == env.SQLITE_OPTIONS


def test_postgresql_with_letters_that_addresses_reserve(monkeypatch: pytest.MonkeyPatch) -> None:
    give(monkeypatch, X="postgresql://us%40er:p%2Fw%3A%40@db.example:5433/gou%20v?sslmode=require")
    found = env.database("X", "")
    assert [found[key] for key in ("NAME", "USER", "PASSWORD", "HOST", "PORT")] == [
        "gou v",
        "us@er",
        "p/w:@",
        "db.example",
        "5433",
    ]
    assert found["OPTIONS"] == {"sslmode": "require"}


@pytest.mark.parametrize(
    ("given", "port", "ssl", "tls"),
    [
        ("smtp://mail.example", 25, False, False),
        ("smtps://mail.example", 465, True, False),
        ("smtp+tls://mail.example:2525", 2525, False, True),
    ],
)
def test_mail(monkeypatch: pytest.MonkeyPatch, given: str, port: int, ssl: bool, tls: bool) -> None:
    give(monkeypatch, X=given)
    found = env.mail("X")
    assert (found["EMAIL_PORT"], found["EMAIL_USE_SSL"], found["EMAIL_USE_TLS"]) == (port, ssl, tls)


def test_no_mail_server_is_an_answer() -> None:
    assert env.mail("X") == {}


def test_single_sign_on(monkeypatch: pytest.MonkeyPatch) -> None:
    assert env.openid("X") == {}
    give(monkeypatch, X_URL="https://sso.example", X_CLIENT_ID="us", X_SECRET="s", X_NAME="Our company")
    (provider,) = env.openid("X")["openid_connect"]["APPS"]
    assert (provider["name"], provider["settings"]["server_url"]) == ("Our company", "https://sso.example")


READERS: dict[str, Callable[[], object]] = {
    "flag": lambda: env.flag("X"),
    "number": lambda: env.number("X", 1, least=1),
    "choice": lambda: env.choice("X", "a", ("a", "b")),
    "address": lambda: env.address("X", "http://localhost:8000"),
    "time zone": lambda: env.time_zone("X", "Europe/Paris"),
    "folder": lambda: env.folder("X", Path()),
    "database": lambda: env.database("X", ""),
    "mail": lambda: env.mail("X"),
    "secret": lambda: env.secret("X"),
    "single sign-on": lambda: env.openid("X"),
    "text": lambda: env.text("X"),
}
NONSENSE = [
    ("flag", {"X": "maybe"}, "X: “maybe” is neither yes nor no"),
    ("number", {"X": "ten"}, "X: “ten” is not a whole number"),
    ("number", {"X": "1.5"}, "X: “1.5” is not a whole number"),
    ("number", {"X": "-3"}, "X: -3 is too small: at least 1"),
    ("choice", {"X": "c"}, "X: “c” is not one of a, b"),
    ("address", {"X": "roadmap.example.org"}, "X: “roadmap.example.org” is not an address"),
    ("address", {"X": "https://example.org/roadmap"}, "X: “https://example.org/roadmap” is not an address"),
    ("time zone", {"X": "Paris"}, "X: “Paris” is not a time zone"),
    ("folder", {"X": "/dev/null/here"}, "X: the folder /dev/null/here cannot be made"),
    ("database", {"X": "mysql://u@h/n"}, "X: “mysql” is not a known kind of database"),
    ("database", {"X": "postgresql://u@h/"}, "X: the name of the database is missing"),
    ("database", {"X": "postgresql://u@h:port/n"}, "X: the port is not a number"),
    ("database", {"X": "postgresql://u@h:99999/n"}, "X: the port is not a number"),
    ("database", {"X": "sqlite://"}, "X: write sqlite:///"),
    ("mail", {"X": "mail.example"}, "X: write smtp://"),
    ("mail", {"X": "smtp://mail.example:ten"}, "X: the port is not a number"),
    ("secret", {}, "X is missing"),
    ("secret", {"X": "short"}, "X is too short (5 characters): at least 50"),
    ("secret", {"X": "x" * 60}, "X repeats the same few characters"),
    ("single sign-on", {"X_URL": "https://sso", "X_CLIENT_ID": "us"}, "X_SECRET is missing: X_URL is set"),
    ("text", {"X_FILE": "/nowhere/secret"}, "X_FILE: the file /nowhere/secret cannot be read"),
]


@pytest.mark.parametrize(("reader", "given", "sentence"), NONSENSE, ids=[f"{one[0]} {one[1]}" for one in NONSENSE])
@pytest.mark.parametrize("language", ["en", "fr"])
def test_nonsense_is_named(
    monkeypatch: pytest.MonkeyPatch, language: str, reader: str, given: dict[str, str], sentence: str
) -> None:
    give(monkeypatch, **given, GOUVERNAIL_LANG=language)
    with pytest.raises(ImproperlyConfigured) as refusal:
        READERS[reader]()
    said = str(refusal.value)
    assert said.startswith(sentence if language == "en" else sentence.split(" ")[0].rstrip(":"))


@pytest.mark.parametrize(
    ("url", "hosts", "name"),
    [
        ("https://localhost", ["localhost"], "GOUVERNAIL_URL"),
        ("http://roadmap.example.org", ["localhost"], "GOUVERNAIL_URL"),
        ("http://localhost:8000", ["localhost", "roadmap.example.org"], "GOUVERNAIL_HOSTS"),
        ("http://localhost:8000", ["*"], "GOUVERNAIL_HOSTS"),
    ],
)
def test_the_demonstration_stays_on_this_machine(url: str, hosts: list[str], name: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=name):
        env.keep_private(url=url, hosts=hosts)


def test_the_demonstration_runs_on_this_machine() -> None:
    env.keep_private(url="http://localhost:8000", hosts=["localhost", "127.0.0.1", "[::1]"])
