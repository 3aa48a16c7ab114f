"""A real OpenID Connect provider, in a process of its own on the loopback."""

import json
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.error import URLError
from urllib.request import urlopen

PEOPLE = {
    "ida": {"email": "Ida@New.example", "email_verified": True, "name": "Ida Weber"},
    "robin": {"email": "robin.garcia@crm-ventes.example", "email_verified": True, "name": "Robin at work"},
    "unproved": {"email": "robin.garcia@crm-ventes.example", "email_verified": False, "name": "Eve"},
    "in words": {"email": "robin.garcia@crm-ventes.example", "email_verified": "false", "name": "Eve"},
    "endless": {"email": "long@new.example", "email_verified": True, "name": "x" * 10_000},
    "nameless": {"email": "nameless@new.example", "email_verified": True, "given_name": "Zoé", "family_name": "Œil"},
}
_PATIENCE_S = 30.0


@contextmanager
def provider() -> Iterator[str]:
    """Run the provider; give its address."""
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        port = asked.getsockname()[1]
    people = [f"--user-claims={json.dumps({'sub': sub, **claims})}" for sub, claims in PEOPLE.items()]
    command = [sys.executable, "-W", "ignore", "-m", "oidc_provider_mock", "--port", str(port), *people]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait(f"http://127.0.0.1:{port}/.well-known/openid-configuration", process)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(timeout=_PATIENCE_S)


def _wait(address: str, process: "subprocess.Popen[bytes]") -> None:
    end = time.monotonic() + _PATIENCE_S
    while time.monotonic() < end and process.poll() is None:
        try:
            with urlopen(address, timeout=1):
                return
        except (URLError, OSError):
            time.sleep(0.1)
    raise AssertionError("the OpenID provider did not start")
