"""`gouvernail demo`: a product that already lived eighteen months, on this machine only."""

import logging
import os
import sys
import threading
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from gouvernail.cli import clock
from gouvernail.cli.operations.opening import database_at_hand, open_product
from gouvernail.cli.refusals import Refusal
from gouvernail.cli.screen.watch import progress_line
from gouvernail.cli.work.sampling import has_display

if TYPE_CHECKING:
    from gouvernail.cli.operations.serving import Server
    from gouvernail.exchange.wording import Words

_WAIT: Final = 30.0  # seconds until the page answers


@dataclass(frozen=True, kw_only=True)
class Demonstration:
    """Where the demonstration is kept and shown."""

    folder: Path
    port: int
    words: "Words"
    quiet: bool

    @property
    def address(self) -> str:
        """Give the address to open."""
        return f"http://localhost:{self.port}"

    def prepare(self) -> None:
        """Make the database and load the workspace, the first time; afterwards it goes on where it was.

        Raises
        ------
        Refusal
            The folder cannot be written, or a setting makes no sense.
        """
        self._settings()
        open_product()
        logging.disable(logging.INFO)  # what each job of the past did is nobody's concern
        self._server().prepare()
        from gouvernail.cli.demonstration.programme import is_loaded, load

        with database_at_hand():
            if not is_loaded():
                with progress_line(self.words.say("cli.demo.playing"), quiet=self.quiet) as say:
                    load(clock.now().date(), say=say)
        logging.disable(logging.NOTSET)

    def serve(self, *, open_page: bool) -> None:
        """Serve it until Ctrl-C."""
        if not self.quiet:
            sys.stderr.write(self.words.say("cli.demo.ready", address=self.address, folder=str(self.folder)) + "\n")
        if open_page and has_display():
            threading.Thread(target=_open, args=(self.address,), daemon=True).start()
        self._server().run()
        if not self.quiet:
            sys.stderr.write(self.words.say("cli.demo.stopped", folder=str(self.folder)) + "\n")

    def _server(self) -> "Server":
        from gouvernail.cli.operations.serving import Server

        return Server(host="127.0.0.1", port=self.port, processes=1, with_worker=True, migrate=True)

    def _settings(self) -> None:
        """Set what the demonstration needs; it never touches the database of a real service."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise Refusal("cannot_write", path=str(self.folder), reason=error.strerror or str(error)) from error
        for name in [name for name in os.environ if name.startswith("GOUVERNAIL_")]:
            if name not in {"GOUVERNAIL_LANG", "GOUVERNAIL_DEBUG"}:
                del os.environ[name]
        os.environ["GOUVERNAIL_DEMO"] = "1"
        os.environ["GOUVERNAIL_DATA"] = str(self.folder.resolve())
        os.environ["GOUVERNAIL_URL"] = self.address
        os.environ["GOUVERNAIL_LOG_LEVEL"] = "WARNING"


def _open(address: str) -> None:
    """Open the browser once the page answers."""
    import webbrowser

    until = time.monotonic() + _WAIT
    while time.monotonic() < until:
        try:
            urllib.request.urlopen(f"{address}/health/live", timeout=1).close()  # noqa: S310  # our own address
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
            continue
        webbrowser.open(address)
        return
