"""Settings of the tests: quick password hashes, files and keys in a folder of their own."""

import atexit
import shutil
import tempfile
from pathlib import Path

from piaojue.config.settings import *  # noqa: F403
from piaojue.config.settings import CACHES, DATABASES, STORAGES

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
MEDIA_ROOT = Path(tempfile.mkdtemp(prefix="piaojue-test-"))
VAR = Path(tempfile.mkdtemp(prefix="piaojue-test-var-"))  # keys
for folder in (MEDIA_ROOT, VAR):
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
SMS_GATEWAY = "piaojue.commons.sms.Silent"
DEMO_SIGN_IN = True
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # a file, not memory: browser tests serve from threads
    DATABASES["default"]["TEST"] = {"NAME": tempfile.mktemp(suffix=".sqlite3", prefix="piaojue-test-")}
    DATABASES["default"]["OPTIONS"] = {
        **DATABASES["default"]["OPTIONS"],
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF; PRAGMA foreign_keys=ON;",
    }
# who is signed in is no subject of most tests, and asking the database for it was a fifth of each refused request
SESSION_ENGINE = "django.contrib.sessions.backends.cache"
SESSION_CACHE_ALIAS = "sessions"
CACHES = {
    **CACHES,
    "sessions": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "OPTIONS": {"MAX_ENTRIES": 100_000}},
}
JOBS_IN_THREAD = False  # tests run jobs themselves
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
WHITENOISE_AUTOREFRESH = True  # look a file up when it is asked for: every test client would scan all of them
OUTBOX = "at once"  # messages leave when the transaction is committed, whatever the hour
QUIET_HOURS = ()
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
