"""Settings of the tests: those of the product, on a database of their own, with cheap hashes and plain static files."""

import os
import tempfile

os.environ.setdefault("GOUVERNAIL_SECRET_KEY", "only-for-tests-" * 4)
os.environ.setdefault("GOUVERNAIL_DATA", tempfile.mkdtemp(prefix="gouvernail-tests-"))
# A file, as in production: in memory, the server under test would share the connection of the test itself, and each
# would see, or lose, what the other has not committed.
os.environ.setdefault(
    "GOUVERNAIL_DATABASE_URL",
    os.environ.get("GOUVERNAIL_TEST_DATABASE_URL") or f"sqlite:///{os.environ['GOUVERNAIL_DATA']}/base.sqlite3",
)

from gouvernail.config.settings import *  # noqa: F403  # the product's own, then what differs

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    # Hashed names are made by collectstatic, which a live test server does not run.
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_AUTOREFRESH = True
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):  # noqa: F405
    DATABASES["default"]["TEST"] = {"NAME": f"{DATA}/tests.sqlite3"}  # noqa: F405
    DATABASES["default"]["OPTIONS"]["init_command"] += ";PRAGMA synchronous=OFF"  # noqa: F405  # nothing is to outlive it
# One line a request and ten a letter would drown the traceback of a failure; pytest shows what is left.
LOGGING["root"]["handlers"] = []  # noqa: F405
LOGGING["loggers"] = {name: {"level": "WARNING"} for name in ("gouvernail.access", "mail.log")}  # noqa: F405
ALLOWED_HOSTS = ["*"]
