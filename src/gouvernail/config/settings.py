"""The one settings file. Every variable of the environment is read here and listed in docs/reference/settings.md."""

from pathlib import Path
from urllib.parse import urlsplit

import django_stubs_ext
from csp.constants import NONE, SELF

from gouvernail.config import env

django_stubs_ext.monkeypatch()

PACKAGE = Path(__file__).resolve().parents[1]
DEBUG = env.flag("GOUVERNAIL_DEBUG")
DEMO = env.flag("GOUVERNAIL_DEMO")  # one-click personas; refused below where the service is public
DATA = env.folder("GOUVERNAIL_DATA", Path.cwd() / "var")

SECRET_KEY = env.secret(
    "GOUVERNAIL_SECRET_KEY", default="not-a-secret-for-demonstrations-only" if DEBUG or DEMO else ""
)

# --- where the service answers
PUBLIC_URL = env.address("GOUVERNAIL_URL", "http://localhost:8000")
ALLOWED_HOSTS = env.words("GOUVERNAIL_HOSTS", f"{urlsplit(PUBLIC_URL).hostname},localhost,127.0.0.1,[::1]")
if DEMO:
    env.keep_private(url=PUBLIC_URL, hosts=ALLOWED_HOSTS)
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]
IS_HTTPS = PUBLIC_URL.startswith("https://")
SECURE_SSL_REDIRECT = IS_HTTPS and env.flag("GOUVERNAIL_HTTPS_REDIRECT", default=True)
SECURE_REDIRECT_EXEMPT = [r"^health/"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.flag("GOUVERNAIL_BEHIND_PROXY") else None
SECURE_HSTS_SECONDS = env.number("GOUVERNAIL_HSTS_SECONDS", 31_536_000 if IS_HTTPS else 0)
SECURE_HSTS_INCLUDE_SUBDOMAINS = IS_HTTPS
SECURE_HSTS_PRELOAD = IS_HTTPS
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_HTTPS
SESSION_COOKIE_HTTPONLY = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "gouvernail.web.views.csrf_failure"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

# --- rooms, from the top of the house to its ground
INSTALLED_APPS = [
    "gouvernail.followup",
    "gouvernail.diagnosis",
    "gouvernail.connectors",
    "gouvernail.roadmap",
    "gouvernail.backlog",
    "gouvernail.strategy",
    "gouvernail.decisions",
    "gouvernail.jobs",
    "gouvernail.workspaces",
    "gouvernail.web",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django_htmx",
    "template_partials.apps.SimpleAppConfig",
    "lucide",
    "csp",
    "django_tasks",
    "django_tasks_db",
    "allauth",
    "allauth.account",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.mfa",
    "allauth.usersessions",
]
MIDDLEWARE = [
    "gouvernail.web.middleware.RequestId",
    "gouvernail.web.middleware.AccessLog",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "gouvernail.workspaces.middleware.ReaderLocale",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "gouvernail.web.middleware.Fragments",
    "allauth.account.middleware.AccountMiddleware",
    "gouvernail.workspaces.middleware.DeviceSeen",
    "gouvernail.workspaces.middleware.CurrentWorkspace",
]
ROOT_URLCONF = "gouvernail.config.urls"
WSGI_APPLICATION = "gouvernail.config.wsgi.application"
# What a low room needs from a higher one is named here and nowhere else (docs/decisions/0006).
HOME_PAGE = "me:home"  # where the way home and signing in lead
TRAIL_WRITER = "gouvernail.decisions.services.trail.changes_append"
DATA_TOLD = "gouvernail.followup.services.data_news.data_owners_tell"  # an item, to who answers for its data
ANSWERS_TOLD = "gouvernail.followup.services.news.answer_tell"  # what becomes of a request, to those who asked
DECISIONS_TOLD = "gouvernail.followup.services.decision_news.decision_tell"  # on an item, to those who asked for it
MENTIONS_TOLD = "gouvernail.followup.services.news.mentions_tell"  # a comment, to whom it names
MEETINGS_JUDGED = (
    "gouvernail.decisions.bridge.meetings_judged"  # by the rules on governance: do rituals keep their dates
)
DECISIONS_JUDGED = "gouvernail.backlog.bridge.governance.decisions_judged"  # by the same rules: quorum, separation
PERSONAL_DATA = [  # what each room knows of a person: `function(user)` gives the name of a file to its rows
    "gouvernail.workspaces.selectors.personal.known_here",
    "gouvernail.decisions.selectors.personal.known_to_the_trail",
    "gouvernail.decisions.selectors.personal.known_to_the_register",
    "gouvernail.followup.selectors.personal.known_to_followup",
    "gouvernail.diagnosis.selectors.personal.known_to_the_diagnoses",
    "gouvernail.connectors.selectors.personal.known_to_the_imports",
    "gouvernail.strategy.selectors.personal.known_to_the_compass",
    "gouvernail.jobs.selectors.personal.known_to_the_jobs",
    "gouvernail.backlog.selectors.personal.known_to_the_backlog",
]
FORGET_PERSON = [  # what a room must forget of a person: `function(user=, addresses=)`, called while the name is known
    "gouvernail.followup.services.erasure.notices_forget",
    "gouvernail.jobs.services.erasure.letters_forget",
    "gouvernail.backlog.services.requests.erasure.asked_by_forget",
]
PERIODIC = [  # dotted path of a callable without argument, every so many seconds; run by each worker, once for all
    ("gouvernail.jobs.services.post.messages_send", 3),
    ("gouvernail.jobs.services.reaper.jobs_reap", 30),
    ("gouvernail.decisions.services.planning.rituals_plan_ahead", 3600),
    ("gouvernail.jobs.services.forgetting.jobs_forget", 86_400),
    ("gouvernail.workspaces.services.deletion.workspaces_purge", 3600),
    ("gouvernail.connectors.services.workspace_export.exports_forget", 86_400),
    ("gouvernail.followup.services.letters.letters_send", 60),
    ("gouvernail.followup.services.watch.weeks_watch", 1800),
    ("gouvernail.followup.services.watch.weeks_forget", 86_400),
    ("gouvernail.diagnosis.services.purge.removed_purge", 3600),
    ("gouvernail.backlog.services.ranking.computing.rankings_refresh", 600),
    ("gouvernail.backlog.services.forgetting.removed_forget", 86_400),
]

_LOADERS = ["django.template.loaders.filesystem.Loader", "django.template.loaders.app_directories.Loader"]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "loaders": [
                (
                    "template_partials.loader.Loader",
                    _LOADERS if DEBUG else [("django.template.loaders.cached.Loader", _LOADERS)],
                )
            ],
            "builtins": [
                "template_partials.templatetags.partials",
                "django.templatetags.i18n",
                "django.templatetags.static",
                "gouvernail.web.templatetags.shell",
                "gouvernail.web.templatetags.figures",
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "gouvernail.web.context.shell",
            ],
        },
    }
]

# --- what is kept
DATABASES = {"default": env.database("GOUVERNAIL_DATABASE_URL", f"sqlite:///{DATA / 'gouvernail.sqlite3'}")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {  # in the database: several web processes share the sign-in limits
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"}
}
SESSION_ENGINE = "django.contrib.sessions.backends.db"
MEDIA_ROOT = env.folder("GOUVERNAIL_UPLOADS", DATA / "uploads")
STATIC_URL = "static/"
STATIC_ROOT = env.folder("GOUVERNAIL_STATIC", DATA / "static")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
UPLOAD_LIMIT_MB = env.number("GOUVERNAIL_UPLOAD_LIMIT_MB", 200, least=1)
FILE_UPLOAD_HANDLERS = [
    "gouvernail.connectors.forms.upload_limit.UploadLimit",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 2**20
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# --- language and time
LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", "Français"), ("en", "English")]
LOCALE_PATHS = [PACKAGE / "web" / "locale"]
LANGUAGE_COOKIE_NAME = "gouvernail_language"
USE_I18N = USE_TZ = True
TIME_ZONE = env.time_zone("GOUVERNAIL_TIME_ZONE", "Europe/Paris")
FORMAT_MODULE_PATH = ["gouvernail.web.formats"]

# --- people
AUTH_USER_MODEL = "workspaces.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("name", "email")},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "workspaces:persona_list" if DEMO else "account_login"
LOGIN_REDIRECT_URL = "web:home"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_ADAPTER = "gouvernail.workspaces.services.sign_in.AccountAdapter"
ACCOUNT_SIGNUP_FORM_CLASS = "gouvernail.workspaces.forms.accounts.SignupForm"
ACCOUNT_FORMS = {
    "signup": "gouvernail.workspaces.forms.passwords.SignupForm",
    "change_password": "gouvernail.workspaces.forms.passwords.ChangePasswordForm",
    "set_password": "gouvernail.workspaces.forms.passwords.SetPasswordForm",
    "reset_password_from_key": "gouvernail.workspaces.forms.passwords.ResetPasswordKeyForm",
}
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True  # a password or a key that changes is told by mail
ACCOUNT_REAUTHENTICATION_REQUIRED = True  # a session left open changes no address
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if IS_HTTPS else "http"
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if SECURE_PROXY_SSL_HEADER else 0  # sign-in limits count visitors, not the proxy
ACCOUNT_EMAIL_SUBJECT_PREFIX = "Gouvernail – "
ACCOUNT_PREVENT_ENUMERATION = True
IS_SIGNUP_OPEN = env.flag("GOUVERNAIL_SIGNUP_OPEN", default=True)
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Gouvernail"
MFA_TOTP_TOLERANCE = 1  # half a minute of drift between two clocks
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not IS_HTTPS
USERSESSIONS_TRACK_ACTIVITY = True
SOCIALACCOUNT_ONLY = False
SOCIALACCOUNT_ADAPTER = "gouvernail.workspaces.services.sign_in.SingleSignOnAdapter"
SOCIALACCOUNT_EMAIL_AUTHENTICATION = SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True  # verified addresses only
SOCIALACCOUNT_PROVIDERS = env.openid("GOUVERNAIL_OIDC")

# --- mail: written to a queue in the transaction, sent by a worker
MAIL_SERVER = env.mail("GOUVERNAIL_MAIL_URL")
globals().update(MAIL_SERVER)
EMAIL_BACKEND = (
    "django.core.mail.backends.console.EmailBackend"
    if (DEBUG or DEMO) and not MAIL_SERVER
    else "gouvernail.jobs.services.mail.QueuedBackend"
)
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.text("GOUVERNAIL_MAIL_FROM", "Gouvernail <gouvernail@localhost>")

# --- logs: one JSON object a line, with the request they belong to
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"request": {"()": "gouvernail.web.logs.RequestFilter"}},
    "formatters": {
        "json": {
            "()": "pythonjsonlogger.json.JsonFormatter",
            "format": "%(asctime)s %(levelname)s %(name)s %(message)s %(request_id)s",
            "datefmt": "%Y-%m-%dT%H:%M:%S%z",
        },
        "plain": {"format": "%(levelname)s %(name)s: %(message)s"},
    },
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "filters": ["request"],
            "formatter": env.choice("GOUVERNAIL_LOG_FORMAT", "plain" if DEBUG or DEMO else "json", ("plain", "json")),
        }
    },
    "root": {
        "handlers": ["console"],
        "level": env.choice("GOUVERNAIL_LOG_LEVEL", "INFO", ("DEBUG", "INFO", "WARNING", "ERROR")),
    },
}
