"""Typed readers of the environment. Nonsense stops the start with a sentence that names the variable."""

import os
import zoneinfo
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

from gouvernail.cli.language import language_of
from gouvernail.exchange.wording import Words

_YES = {"1", "true", "yes", "on", "oui"}
_NO = {"0", "false", "no", "off", "non", ""}
SQLITE_OPTIONS = {
    # WAL and IMMEDIATE: eight busy writers lose no transaction; without both, half of them fail.
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": (
        "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA mmap_size=134217728;"
        "PRAGMA journal_size_limit=27103364;PRAGMA cache_size=-20000;PRAGMA temp_store=MEMORY"
    ),
}


def bad(code: str, **params: object) -> ImproperlyConfigured:
    """Word what is wrong with a variable, in the language of the command (GOUVERNAIL_LANG, then the system's)."""
    return ImproperlyConfigured(Words(language_of((), os.environ)).say(f"settings.{code}", **params))


def text(name: str, default: str = "") -> str:
    """Read a text; `NAME_FILE` may name a file that holds it, so that secrets stay out of the environment."""
    file = os.environ.get(f"{name}_FILE")
    if file:
        try:
            return Path(file).read_text(encoding="utf-8").strip()
        except OSError as error:
            raise bad("file", name=f"{name}_FILE", path=file, reason=error.strerror or "?") from error
    return os.environ.get(name, default).strip()


def flag(name: str, *, default: bool = False) -> bool:
    """Read a yes or a no."""
    given = text(name, "1" if default else "0").lower()
    if given in _YES:
        return True
    if given in _NO:
        return False
    raise bad("flag", name=name, found=given)


def number(name: str, default: int, *, least: int = 0) -> int:
    """Read a whole number that is at least `least`."""
    given = text(name, str(default))
    try:
        value = int(given)
    except ValueError as error:
        raise bad("number", name=name, found=given) from error
    if value < least:
        raise bad("least", name=name, found=str(value), least=str(least))
    return value


def words(name: str, default: str = "") -> list[str]:
    """Read a list separated by commas."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def choice(name: str, default: str, among: tuple[str, ...]) -> str:
    """Read one of a few words."""
    given = text(name, default)
    if given not in among:
        raise bad("choice", name=name, found=given, known=", ".join(among))
    return given


def address(name: str, default: str) -> str:
    """Read the address of the service, `https://roadmap.example.org`, without what follows the host."""
    given = text(name, default).rstrip("/")
    url = urlsplit(given)
    if url.scheme not in {"http", "https"} or not url.hostname or url.path or url.query:
        raise bad("address", name=name, found=given)
    return given


def time_zone(name: str, default: str) -> str:
    """Read the name of a time zone."""
    given = text(name, default)
    if given not in zoneinfo.available_timezones():
        raise bad("time_zone", name=name, found=given)
    return given


def folder(name: str, default: Path) -> Path:
    """Read the path of a folder, made where it is missing."""
    path = Path(text(name, str(default))).expanduser().resolve()
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise bad("folder", name=name, path=path, reason=error.strerror or "?") from error
    return path


def database(name: str, default: str) -> dict[str, object]:
    """Read `sqlite:///path` or `postgresql://user:password@host:port/name`."""
    given = text(name, default)
    url = urlsplit(given)
    if url.scheme == "sqlite":
        path = unquote(given.removeprefix("sqlite:///"))
        if not path or path.startswith("sqlite:"):
            raise bad("sqlite", name=name)
        return {"ENGINE": "django.db.backends.sqlite3", "NAME": path, "OPTIONS": dict(SQLITE_OPTIONS)}
    if url.scheme in {"postgresql", "postgres"}:
        if not url.path.strip("/"):
            raise bad("database_name", name=name)
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(url.path.strip("/")),
            "USER": unquote(url.username or ""),
            "PASSWORD": unquote(url.password or ""),
            "HOST": url.hostname or "",
            "PORT": str(_port(name, url.netloc) or ""),
            "OPTIONS": dict(parse_qsl(url.query)),
            "CONN_MAX_AGE": 60,
            "CONN_HEALTH_CHECKS": True,
        }
    raise bad("database", name=name, found=url.scheme)


def mail(name: str) -> dict[str, object]:
    """Read `smtp://user:password@host:port`, `smtps://…` or `smtp+tls://…`; nothing means no mail server."""
    given = text(name)
    if not given:
        return {}
    url = urlsplit(given)
    if url.scheme not in {"smtp", "smtps", "smtp+tls"} or not url.hostname:
        raise bad("mail", name=name)
    usual = {"smtp": 25, "smtps": 465, "smtp+tls": 587}[url.scheme]
    return {
        "EMAIL_HOST": url.hostname,
        "EMAIL_PORT": _port(name, url.netloc) or usual,
        "EMAIL_HOST_USER": unquote(url.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(url.password or ""),
        "EMAIL_USE_SSL": url.scheme == "smtps",
        "EMAIL_USE_TLS": url.scheme == "smtp+tls",
    }


def _port(name: str, netloc: str) -> int | None:
    try:
        return urlsplit(f"//{netloc}").port
    except ValueError as error:
        raise bad("port", name=name) from error


def openid(prefix: str) -> dict[str, object]:
    """Read one OpenID Connect provider: `PREFIX_URL`, `PREFIX_CLIENT_ID`, `PREFIX_SECRET`, `PREFIX_NAME`.

    `PREFIX_TRUST_EMAIL` says that the provider gives verified addresses only, for those that do not say so themselves.
    """
    server = text(f"{prefix}_URL")
    if not server:
        return {}
    client, secret = text(f"{prefix}_CLIENT_ID"), text(f"{prefix}_SECRET")
    for name, value in ((f"{prefix}_CLIENT_ID", client), (f"{prefix}_SECRET", secret)):
        if not value:
            raise bad("openid", name=name, because=f"{prefix}_URL")
    more: dict[str, object] = {"verified_email": True} if flag(f"{prefix}_TRUST_EMAIL") else {}
    provider = {
        "provider_id": "sso",
        "name": text(f"{prefix}_NAME", "SSO"),
        "client_id": client,
        "secret": secret,
        "settings": {"server_url": server.rstrip("/"), **more},
    }
    return {"openid_connect": {"APPS": [provider], "OAUTH_PKCE_ENABLED": True}}


SECRET_LENGTH, SECRET_VARIETY = 50, 5  # what `check --deploy` of Django asks for
_PRIVATE_HOSTS = {"localhost", "127.0.0.1", "::1", "[::1]"}


def secret(name: str, *, default: str = "") -> str:
    """Read the key that signs sessions and links: long, or the service does not start."""
    given = text(name, default)
    if not given:
        raise bad("secret_missing", name=name, least=str(SECRET_LENGTH))
    if given != default and len(given) < SECRET_LENGTH:
        raise bad("secret_short", name=name, found=str(len(given)), least=str(SECRET_LENGTH))
    if given != default and len(set(given)) < SECRET_VARIETY:
        raise bad("secret_plain", name=name)
    return given


def keep_private(*, url: str, hosts: list[str]) -> None:
    """Refuse the demonstration, where anybody is anybody, anywhere but on this machine."""
    host = urlsplit(url).hostname or ""
    if host not in _PRIVATE_HOSTS or url.startswith("https://"):
        raise bad("demo_public", name="GOUVERNAIL_URL", found=url)
    public = [host for host in hosts if host not in _PRIVATE_HOSTS]
    if public:
        raise bad("demo_public", name="GOUVERNAIL_HOSTS", found=", ".join(public))
