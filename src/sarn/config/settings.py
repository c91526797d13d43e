"""Django's settings. What can be set from outside is in environment.py."""

from __future__ import annotations

from sarn.config.sqlite import use_sound_library

use_sound_library()

from csp.constants import NONE, SELF  # noqa: E402

from sarn.config import databases, environment, logs  # noqa: E402
from sarn.config.environment import ROOT  # noqa: E402
from sarnkit import clock  # noqa: E402

SARN_HOME = environment.folder("SARN_HOME", ROOT / "var")
SARN_FILES = environment.folder("SARN_FILES", SARN_HOME / "files")
SARN_LAKE = environment.folder("SARN_LAKE", SARN_HOME / "lake")
SARN_PACKS = ROOT / "packs"
SARN_ORIGIN = environment.text("SARN_ORIGIN").rstrip("/")

clock.set_to(environment.moment("SARN_CLOCK", SARN_HOME / "demo" / "clock"))

SECRET_KEY = environment.secret(SARN_HOME, "session.key")
DEBUG = environment.flag("SARN_DEBUG")
ALLOWED_HOSTS = [host.strip() for host in environment.text("SARN_HOSTS").split(",")]
CSRF_TRUSTED_ORIGINS = [SARN_ORIGIN] if SARN_ORIGIN else []

_url = environment.text("DATABASE_URL")
DATABASES = {"default": databases.from_url(_url) if _url else databases.sqlite(SARN_HOME / "sarn.sqlite3")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_linear_migrations",
    "sarn.config",
    "sarn.demo",
    "sarn.portal",
    "sarn.planning",
    "sarn.indicators",
    "sarn.collection",
    "sarn.registry",
    "sarn.meetings",
    "sarn.accounts",
    "sarn.areas",
    "sarn.workflow",
    "sarn.thread",
    "sarn.access",
    "sarn.audit",
    "sarn.documents",
    "sarn.ui",
    # After ours, so that our templates stand before theirs.
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
]
FIRST_PARTY_APPS = [app for app in INSTALLED_APPS if app.startswith("sarn.")]

MIDDLEWARE = [
    "sarn.config.logs.RequestLogMiddleware",
    # Phones need none of what follows; what they get is settled in one place.
    "sarn.collection.surface.PhoneMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "sarn.access.middleware.ScopeMiddleware",
    "sarn.config.refusals.ProblemMiddleware",
]

ROOT_URLCONF = "sarn.config.urls"
WSGI_APPLICATION = "sarn.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "sarn.ui.context.page",
            ],
        },
    }
]
# The menu is wiring: `ui` draws it and knows no app.
SARN_MENU = [
    ("Front page", "portal:front"),
    ("News and reports", "portal:news"),
    ("Calendar of events", "portal:calendar"),
    ("Areas", "portal:areas"),
]
SARN_MENU_SIGNED_IN = [("My place", "mine"), ("Change password", "account_change_password")]

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_REDIRECT_URL = "mine"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "sarn.accounts.adapter.ClosedSignup"
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
# A village hall shares one address: the limit by address is wide, the one by account is narrow.
ACCOUNT_RATE_LIMITS = {"login": "120/m/ip", "login_failed": "60/m/ip,8/5m/key"}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_TOLERANCE = 1  # phones with a clock some seconds off
MFA_ADAPTER = "sarn.accounts.adapter.SealedMFA"
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = SARN_HOME / "mail"

# Rate limits must be shared by all workers, so the cache is a table.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"}}

LANGUAGE_CODE = "th"
LANGUAGES = [("th", "ไทย"), ("en", "English")]
LOCALE_PATHS = [ROOT / "locale"]
TIME_ZONE = "Asia/Bangkok"
USE_TZ = True
USE_I18N = True

STATIC_URL = "/static/"
STATIC_ROOT = SARN_HOME / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "font-src": [SELF],
        "img-src": [SELF, "data:"],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "manifest-src": [SELF],
    }
}
_https = environment.flag("SARN_HTTPS")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _https
SESSION_COOKIE_NAME = "__Host-session" if _https else "session"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_SAMESITE = "Lax"
SECURE_HSTS_SECONDS = 31_536_000 if _https else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _https else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
APPEND_SLASH = True

LOGGING = logs.configuration(environment.text("SARN_LOG"))
SILENCED_SYSTEM_CHECKS: list[str] = []
