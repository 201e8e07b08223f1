"""Settings, from the environment. A bad value is named with what it should be.

DATABASE_URL   default SQLite under var/;  PORT  default 8000
PIAOJUE_MODE   development (default) | production;  production refuses the demo sign-in and a missing SECRET_KEY
PIAOJUE_VAR    folder of the embedded database, uploads and keys; default var/
PIAOJUE_TRACEBACKS   1: a page that breaks shows where (make dev); never in production
"""

import re
from ipaddress import ip_network
from pathlib import Path

import environ
from django.core.exceptions import ImproperlyConfigured

from piaojue.config.logs import logging_of
from piaojue.config.storages import bucket_options, storages_of

env = environ.Env()
ROOT = Path(__file__).resolve().parents[2]
VAR = Path(env.str("PIAOJUE_VAR", default=str(ROOT / "var")))

MODE = env.str("PIAOJUE_MODE", default="development")
if MODE not in ("development", "production"):
    raise ImproperlyConfigured(f"PIAOJUE_MODE={MODE!r}: write development or production")
PRODUCTION = MODE == "production"
DEBUG = env.bool("PIAOJUE_TRACEBACKS", default=False)
if DEBUG and PRODUCTION:
    raise ImproperlyConfigured(
        "PIAOJUE_TRACEBACKS=1 cannot be used with PIAOJUE_MODE=production: a traceback shows what nobody outside may see"
    )
SECRET_KEY = env.str("SECRET_KEY", default="" if PRODUCTION else "development-only-not-a-secret")
if not SECRET_KEY:
    raise ImproperlyConfigured(
        "SECRET_KEY is missing: set it to a long random text, for example `openssl rand -hex 32`"
    )
SECRET_KEY_FALLBACKS = env.list(
    "SECRET_KEY_FALLBACKS", default=[]
)  # earlier ones, while sessions and sealed values still have them
DATA_KEYS = env.list("DATA_KEYS", default=[])  # the first seals phones and second factors, see commons/sealing.py
if not all(re.fullmatch(r"[0-9a-fA-F]{64}", key) for key in DATA_KEYS):
    raise ImproperlyConfigured(
        "DATA_KEYS: write keys of 64 hexadecimal digits (openssl rand -hex 32), the newest first"
    )
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[] if PRODUCTION else ["*"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

# 以…身份进入: only where sample data lives, never in production.
DEMO_SIGN_IN = env.bool("PIAOJUE_DEMO", default=not PRODUCTION)
if DEMO_SIGN_IN and PRODUCTION:
    raise ImproperlyConfigured(
        "PIAOJUE_DEMO=1 cannot be used with PIAOJUE_MODE=production: demo sign-in lets anyone in"
    )

COMMONS = [
    "tallies",
    "places",
    "people",
    "privacy",
    "record",
    "instruments",
    "years",
    "sittings",
    "decisions",
    "drafting",
    "notify",
    "ladder",
    "diary",
    "views",
    "evidence",
    "jobs",
    "corrections",
    "intake",
    "health",
    "wordindex",
    "limits",
    "ui",
]
STAGES = ["suggest", "group", "shortlist", "consult", "deliberate", "vote", "deliver", "supervise", "evaluate"]
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",  # for the pages of allauth
    "django.contrib.sitemaps",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    *(f"piaojue.commons.{name}" for name in COMMONS),
    *(f"piaojue.stages.{name}" for name in STAGES),
    "piaojue.journey",
    "piaojue.world",
    "piaojue.rehearsal",
    "booth",
    "allauth",  # after ours, so that our templates come first
    "allauth.account",
    "allauth.mfa",
    "axes",
    "django_htmx",
    "django.forms",  # after ours: ui/ has its own look of a widget's option
]

# Proxies of our own in front of the server, each appending to X-Forwarded-For; 0: REMOTE_ADDR is the browser's.
TRUSTED_PROXIES = env.int("TRUSTED_PROXIES", default=0)
if not 0 <= TRUSTED_PROXIES <= 9:
    raise ImproperlyConfigured(
        f"TRUSTED_PROXIES={TRUSTED_PROXIES}: write how many proxies stand before the server, 0 to 9"
    )
if TRUSTED_PROXIES:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "piaojue.config.static_files.Compressed",
    "piaojue.config.static_files.StaticFiles",
    "piaojue.config.booth_apart.BoothApart",
    "piaojue.config.headers.Headers",
    "piaojue.config.overload.Overload",
    "piaojue.config.proxies.TrustedProxies",  # after the booth, which need not know
    "piaojue.commons.web.shared.SharedPages",
    "piaojue.config.sessions.Sessions",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "axes.middleware.AxesMiddleware",
    "piaojue.commons.people.seats.SeatMiddleware",
    "piaojue.commons.writing.WritingMiddleware",
    "piaojue.commons.second_tap.SecondTapMiddleware",
    "piaojue.world.insides.InsideBrowsers",
    "piaojue.config.refusals.RefusalMiddleware",
]

# Of one server process, which has more threads than that (deploy/supervise.py): the others are for forms and ballots.
READS_AT_ONCE = env.int("READS_AT_ONCE", default=6)
LONG_READS_AT_ONCE = env.int("LONG_READS_AT_ONCE", default=2)
WAIT_SECONDS = env.int("WAIT_SECONDS", default=4)
if not 1 <= LONG_READS_AT_ONCE <= READS_AT_ONCE:
    raise ImproperlyConfigured(
        "LONG_READS_AT_ONCE and READS_AT_ONCE: write at least 1, and not more long reads than reads"
    )

ROOT_URLCONF = "piaojue.config.urls"
WSGI_APPLICATION = "piaojue.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "piaojue.commons.ui.context.page_furniture",
            ],
            "builtins": [
                "piaojue.commons.ui.templatetags.ui",
                "piaojue.commons.corrections.templatetags.corrections",
            ],
        },
    }
]
FORM_RENDERER = "piaojue.commons.web.forms.Renderer"

DATABASES = {"default": env.db_url("DATABASE_URL", default=f"sqlite:///{VAR / 'piaojue.sqlite3'}")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    VAR.mkdir(parents=True, exist_ok=True)
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
    }
else:
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DATABASES["default"]["CONN_MAX_AGE"] = 600  # seconds; a hall's burst need not open the file anew for each ballot

# Shared by all worker processes: what was sent and waits for a sign-in (deploy: `createcachetable`).
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "shared_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

# How long one page made for a visitor is shown to all others, too (commons/web/shared.py); 0: each is made anew.
SHARED_SECONDS = env.int("SHARED_SECONDS", default=15 if PRODUCTION else 0)
if not 0 <= SHARED_SECONDS <= 60:
    raise ImproperlyConfigured(f"SHARED_SECONDS={SHARED_SECONDS}: write a whole number of seconds, 0 to 60")

AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "piaojue.commons.people.passwords.LongEnough", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
CSRF_FAILURE_VIEW = "piaojue.config.refusals.csrf_failed"
LOGIN_URL = "/enter/staff/"
LOGIN_REDIRECT_URL = "/today/"
# Password + TOTP (or passkey) through allauth; residents' phone codes are commons/people/phone_code.py.
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_ADAPTER = "piaojue.commons.people.adapter.Adapter"
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
MFA_ADAPTER = "piaojue.commons.people.adapter.SecondFactors"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "票决"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not PRODUCTION
# Staff without a second factor can do nothing but set one up.
SECOND_FACTOR_REQUIRED = env.bool("SECOND_FACTOR_REQUIRED", default=PRODUCTION)
# Whether deputies may sign in by phone code, as residents do.
DEPUTIES_BY_PHONE = env.bool("DEPUTIES_BY_PHONE", default=not PRODUCTION)
MFA_FORMS = {"add_webauthn": "piaojue.commons.people.passkeys.AddPasskeyForm"}
AXES_FAILURE_LIMIT = 8
AXES_COOLOFF_TIME = 1  # hour
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_CLIENT_IP_CALLABLE = (
    "piaojue.commons.people.devices.address_of"  # a hall has one address: the device counts instead
)
AXES_LOCKOUT_CALLABLE = "piaojue.commons.people.devices.locked_out"
AXES_RESET_ON_SUCCESS = True
ACCOUNT_RATE_LIMITS = {"login": None}  # per address; too many wrong passwords are django-axes' business

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
LOCALE_PATHS = [ROOT / "piaojue" / "locale"]
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
VENDOR = [
    "htmx.org/dist",
    "echarts/dist",
    "leaflet/dist",
    "@noble/hashes",
]  # npm packages the browser needs, under /static/vendor/
STATICFILES_DIRS = [
    (f"vendor/{package}", ROOT / "node_modules" / package)
    for package in VENDOR
    if (ROOT / "node_modules" / package).exists()
]
WITNESS_URLS = env.list(
    "WITNESS_URLS", default=[]
)  # who keeps the heads of the log outside: addresses that take a POST
WITNESS_FROM = env.json("WITNESS_FROM", default={})  # whose heads this site keeps: {"name": "public key"}
if not isinstance(WITNESS_FROM, dict) or not all(isinstance(key, str) for key in WITNESS_FROM.values()):
    raise ImproperlyConfigured('WITNESS_FROM: write {"name of the other site": "its public key in base64"}')
WEBHOOK_NETS = env.list("WEBHOOK_NETS", default=[])  # inner networks that partners may be told in, like 10.20.0.0/16
try:
    WEBHOOK_NETS = [str(ip_network(net)) for net in WEBHOOK_NETS]
except ValueError as error:
    raise ImproperlyConfigured(f"WEBHOOK_NETS: {error}; write networks like 10.20.0.0/16,192.168.3.0/24") from error
TIANDITU_KEY = env.str("TIANDITU_KEY", default="")  # browser key of 天地图: tiles under the map on which one taps
DATA_LICENCE = env.str("DATA_LICENCE", default="CC-BY-4.0")  # SPDX identifier of what open data is given under
METRICS_TOKEN = env.str("METRICS_TOKEN", default="")  # Prometheus on another machine shows it
BACKUP_FOLDER = env.str("BACKUP_FOLDER", default=str(VAR / "backups"))
STREAM_TO = env.str("STREAM_TO", default="")  # where litestream copies each change of an SQLite database
STREAM_BUCKET = bucket_options("STREAM_TO", STREAM_TO) if "://" in STREAM_TO else {}
BACKUP_KEY = env.str("BACKUP_KEY", default="" if PRODUCTION else "00" * 32)  # 64 hexadecimal digits
BACKUP_KEY_OF_KEYS = env.str("BACKUP_KEY_OF_KEYS", default="" if PRODUCTION else "11" * 32)
MEDIA_ROOT = VAR / "files"
STORAGES = {
    **storages_of(env.str("STORAGE", default=""), env.str("STORAGE_KEYS", default="")),
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "piaojue.config.static_files.NamedByContent"
    },
}
WHITENOISE_USE_FINDERS = True
if PRODUCTION:
    WHITENOISE_MAX_AGE = 600  # seconds, of what is asked for by its plain name; the others are kept for good
FILE_UPLOAD_MAX_MEMORY_SIZE = 5 * 2**20
DATA_UPLOAD_MAX_MEMORY_SIZE = 30 * 2**20

LOGGING = logging_of(PRODUCTION, env.str("PIAOJUE_LOGS", default="text") == "json")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 60 * 60 * 12
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PRODUCTION and env.bool("HTTPS", default=True)
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 365 * 86400 if SESSION_COOKIE_SECURE else 0
X_FRAME_OPTIONS = "DENY"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
SITE_URL = env.str("SITE_URL", default=f"http://127.0.0.1:{env.str('PORT', default='8000')}")
HALL_WIFI = env.str("HALL_WIFI", default="")  # name of the hall's Wi-Fi, printed on slips (deploy/hall.sh)
SMS_GATEWAY = env.str("SMS_GATEWAY", default=f"piaojue.commons.sms.{'Missing' if PRODUCTION else 'Console'}")
SMS_TENCENT = {
    "id": env.str("SMS_TENCENT_ID", default=""),
    "key": env.str("SMS_TENCENT_KEY", default=""),
    "app": env.str("SMS_TENCENT_APP", default=""),
    "sign": env.str("SMS_TENCENT_SIGN", default=""),
    "notice": env.str("SMS_TENCENT_NOTICE", default=""),  # template with {1}
    "code": env.str("SMS_TENCENT_CODE", default=""),  # template with {1} code and {2} minutes
    "region": env.str("SMS_TENCENT_REGION", default="ap-guangzhou"),
    "endpoint": env.str("SMS_TENCENT_ENDPOINT", default="sms.tencentcloudapi.com"),
}
SMS_ALIYUN = {
    "id": env.str("SMS_ALIYUN_ID", default=""),
    "key": env.str("SMS_ALIYUN_KEY", default=""),
    "sign": env.str("SMS_ALIYUN_SIGN", default=""),
    "notice": env.str("SMS_ALIYUN_NOTICE", default=""),  # template with ${text}
    "code": env.str("SMS_ALIYUN_CODE", default=""),  # template with ${code}
    "endpoint": env.str("SMS_ALIYUN_ENDPOINT", default="dysmsapi.aliyuncs.com"),
}
SMS_TEMPLATES = env.json("SMS_TEMPLATES", default={})  # kind of message → template, see commons/approved.py
WECHAT = {
    "app": env.str("WECHAT_APP", default=""),
    "secret": env.str("WECHAT_SECRET", default=""),
    "template": env.str("WECHAT_TEMPLATE", default=""),  # registered template of the official account
    "field": env.str("WECHAT_FIELD", default="thing1"),  # its field that takes the words
    "once": env.str("WECHAT_ONCE", default=""),  # template of messages that people allow one by one (一次性订阅)
    "ask": env.str("WECHAT_ASK", default="https://mp.weixin.qq.com/mp/subscribemsg"),
    "sdk": env.str("WECHAT_SDK", default=""),  # address of the account's script; empty: pages load none
    "templates": env.json("WECHAT_TEMPLATES", default={}),  # kind of message → template, see commons/approved.py
    "api": env.str("WECHAT_API", default="https://api.weixin.qq.com"),
    "door": env.str("WECHAT_DOOR", default="https://open.weixin.qq.com/connect/oauth2/authorize"),
}
ROBOT_HOSTS = env.list("ROBOT_HOSTS", default=["https://qyapi.weixin.qq.com", "https://oapi.dingtalk.com"])
# Sign-in of offices: [{"id", "name", "place", "kind": "oidc" or "cas", "server", …}], see docs/operations.md#sign-in
SIGN_IN_BY = env.json("SIGN_IN_BY", default=[])
for _line in SIGN_IN_BY:
    if not {"id", "name", "place", "kind", "server"} <= set(_line) or _line["kind"] not in ("oidc", "cas"):
        raise ImproperlyConfigured("SIGN_IN_BY: each line needs id, name, place, server and kind (oidc or cas)")
    if PRODUCTION and not _line["server"].startswith("https://"):
        raise ImproperlyConfigured(f"SIGN_IN_BY: the server of {_line['id']} must begin with https://")
_mail = env.email_url("EMAIL_URL", default="dummymail://" if PRODUCTION else "consolemail://")
EMAIL_BACKEND = _mail["EMAIL_BACKEND"]
EMAIL_HOST, EMAIL_PORT = _mail["EMAIL_HOST"] or "localhost", _mail["EMAIL_PORT"] or 25
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _mail["EMAIL_HOST_USER"] or "", _mail["EMAIL_HOST_PASSWORD"] or ""
EMAIL_USE_TLS, EMAIL_USE_SSL = _mail.get("EMAIL_USE_TLS", False), _mail.get("EMAIL_USE_SSL", False)
EMAIL_TIMEOUT = 10  # seconds
DEFAULT_FROM_EMAIL = env.str("MAIL_FROM", default=EMAIL_HOST_USER or "piaojue@localhost")
QUIET_HOURS = tuple(
    env.list("QUIET_HOURS", cast=int, default=[21, 8])
)  # no message between 21:00 and 8:00 but urgent ones
if len(QUIET_HOURS) not in (0, 2) or not all(0 <= hour <= 24 for hour in QUIET_HOURS):
    raise ImproperlyConfigured(f"QUIET_HOURS={QUIET_HOURS}: write the hours between which nothing leaves, like 21,8")
GROUPING_CLUSTER = env.str("GROUPING_CLUSTER", default="")  # tcp://scheduler:8786 of Dask workers for batch grouping
JOBS_IN_THREAD = env.bool("JOBS_IN_THREAD", default=True)  # 0: only `manage.py jobs` works off the queue
OUTBOX = "thread" if JOBS_IN_THREAD else "worker"  # who sends messages after the commit
# The only thing the vote room knows of the booth: a name a level, handed over as text.
BALLOT_BOXES = {"L1": "booth.box.Box", "L2": "booth.sealed.box.SealedBox"}
SILENCED_SYSTEM_CHECKS = ["axes.W003"]
