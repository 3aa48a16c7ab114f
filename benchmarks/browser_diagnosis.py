"""Diagnosis of a large history by the jobs of the web against the command on the same files.

    python benchmarks/browser_diagnosis.py [--items 100000] [--changes 1000000] [--touches 300000] [--runs 3]

The command is a whole process that writes the page that people read and the report that programs read. The jobs are
those that a browser starts: the files are read (dry run) and kept, then diagnosed and kept in both languages, by one
worker that is already running, on a database of its own. Files are sent to the storage before: a browser's upload is a
matter of network. Target: ratio at most 1.2.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from large_history import write_large_history

if TYPE_CHECKING:  # Django's models are imported once it is set up
    from gouvernail.workspaces.models import Member


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name, value in (("items", 100_000), ("changes", 1_000_000), ("touches", 300_000), ("runs", 3)):
        options.add_argument(f"--{name}", type=int, default=value)
    size = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        paths = write_large_history(
            Path(folder) / "files", items=size.items, changes=size.changes, touches=size.touches
        )
        member = _workspace(Path(folder))
        command = [str(Path(sys.executable).parent / "gouvernail"), "diagnose", *map(str, paths), "--quiet"]
        command += ["--json", str(Path(folder) / "report.json"), "--html", str(Path(folder) / "report.html")]
        ours: list[dict[str, float]] = []
        theirs: list[float] = []
        for _ in range(size.runs):
            began = time.perf_counter()
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
            theirs.append(time.perf_counter() - began)
            ours.append(_browser(member, paths))
    reference = statistics.median(theirs)
    print(f"{size.items} items, {size.changes} changes, {size.touches} touches (median of {size.runs})")
    print(f"  gouvernail diagnose       {reference:6.2f} s   (whole process)")
    for name in ("reading", "diagnosis"):
        print(f"  job: {name:20s} {statistics.median(one[name] for one in ours):6.2f} s")
    both = statistics.median(sum(one.values()) for one in ours)
    print(f"  both jobs                 {both:6.2f} s")
    print(f"ratio of the browser's jobs to the command: {both / reference:.2f} (target 1.2)")


def _workspace(folder: Path) -> "Member":
    os.environ.update(
        DJANGO_SETTINGS_MODULE="gouvernail.config.settings",
        GOUVERNAIL_DATA=str(folder / "data"),
        GOUVERNAIL_SECRET_KEY="a benchmark keeps no secret " * 3,
        GOUVERNAIL_LOG_LEVEL="ERROR",
        GOUVERNAIL_UPLOAD_LIMIT_MB="5000",
    )
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    from gouvernail.workspaces.models import User
    from gouvernail.workspaces.services.workspaces import workspace_create

    user = User.objects.create_user("benchmark@example.org", name="Benchmark")
    return workspace_create(user=user, name="Benchmark")


def _browser(member: "Member", paths: list[Path]) -> dict[str, float]:
    from django.core.files.base import File
    from django_scopes import scope

    from gouvernail.connectors.models import ImportRun
    from gouvernail.connectors.services.imports import import_create
    from gouvernail.diagnosis.services.reports import report_make
    from gouvernail.jobs.services.worker import queue_empty

    with scope(workspace=member.workspace):
        opened = [path.open("rb") for path in paths]
        run = import_create(actor=member, files=[File(file, file.name) for file in opened])
        for file in opened:
            file.close()
        read = _timed(queue_empty)
        found = ImportRun.objects.get(pk=run.pk)
        assert found.state == "ready", found.seen["words"]["en"]["fault"]
        report_make(actor=member, run=found)
        judged = _timed(queue_empty)
        assert ImportRun.objects.get(pk=run.pk).state == "applied"
    return {"reading": read, "diagnosis": judged}


def _timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
