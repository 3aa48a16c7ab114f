"""What the web process imports before its first page: nothing that only the worker or a long computation needs."""

import os
import subprocess
import sys
from pathlib import Path

HEAVY = {"ortools", "scipy", "polars", "pandas"}
SCRIPT = """
import sys
import django
django.setup()
from django.core.wsgi import get_wsgi_application
get_wsgi_application()
from importlib import import_module
from django.conf import settings
from django.urls import get_resolver
import_module(settings.ROOT_URLCONF)
assert get_resolver().url_patterns
print(*sorted({name.partition(".")[0] for name in sys.modules}))
"""


def test_the_web_process_starts_without_the_heavy_parts(tmp_path: Path) -> None:
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith(("GOUVERNAIL_", "DJANGO_"))},
        "DJANGO_SETTINGS_MODULE": "gouvernail.config.settings",
        "GOUVERNAIL_DEBUG": "1",
        "GOUVERNAIL_DATA": str(tmp_path),
    }
    answer = subprocess.run(
        [sys.executable, "-c", SCRIPT], env=environment, capture_output=True, text=True, check=False
    )
    assert answer.returncode == 0, answer.stderr
    assert HEAVY & set(answer.stdout.split()) == set()
