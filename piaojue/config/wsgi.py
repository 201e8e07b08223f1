"""The site and, apart from it, the booth (config/booth_apart.py)."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "piaojue.config.settings")
application = get_wsgi_application()

from piaojue.commons.people.first_token import announce  # noqa: E402  models are there only now
from piaojue.config import deadline  # noqa: E402

deadline.begin()
announce()
