"""Styles and scripts under a name that says their content, so that a browser keeps them for good and never shows an old one.

`ui/base.css` is served as `/static/ui/base.3f6c01ab92de.css` besides its plain name. Nothing has to be collected first: the
name is worked out from the file when the server starts. What fetches further files by itself (ui.js) is told their names by
the page. `make dev` and the tests use plain names (`StaticFilesStorage`).
"""

import functools
import hashlib
from os import stat_result
from pathlib import Path, PurePosixPath
from typing import Any

from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import StaticFilesStorage, staticfiles_storage
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from whitenoise.middleware import WhiteNoiseMiddleware

from piaojue.config.headers import SIGNED_IN

DIGITS = 12


class NamedByContent(StaticFilesStorage):
    """Addresses that change with the file."""

    def url(self, name: str | None) -> str:
        return super().url(named_by_content(name) if name else name)


@functools.cache
def named_by_content(name: str) -> str:
    """`ui/base.css` → `ui/base.3f6c01ab92de.css`; a name without a file, or of a source map, stays as it is."""
    found = None if name.endswith(".map") else finders.find(name)
    if not isinstance(found, str) or not Path(found).is_file():
        return name
    path = PurePosixPath(name)
    digits = hashlib.sha256(Path(found).read_bytes()).hexdigest()[:DIGITS]
    return str(path.with_name(f"{path.stem}.{digits}{path.suffix}"))


class StaticFiles(WhiteNoiseMiddleware):
    """Serves each file under both names. One that is named by its content is kept for good, the other `WHITENOISE_MAX_AGE`."""

    def add_file_to_dictionary(self, url: str, path: str, stat_cache: dict[str, stat_result] | None = None) -> None:
        super().add_file_to_dictionary(url, path, stat_cache=stat_cache)
        named = staticfiles_storage.url(url.removeprefix(self.static_prefix))
        if named != url:
            super().add_file_to_dictionary(named, path, stat_cache=stat_cache)

    def candidate_paths_for_url(self, url: str) -> Any:
        yield from super().candidate_paths_for_url(url)
        plain = self.get_name_without_hash(url)
        if plain != url and staticfiles_storage.url(plain.removeprefix(self.static_prefix)) == url:
            yield from super().candidate_paths_for_url(plain)


class Compressed(GZipMiddleware):
    """Fewer bytes for who has a bad connection: styles, scripts, and pages of visitors.

    A page of the booth is as long as every other on purpose, and stays so. A page of who is signed in holds what its length
    must not tell (BREACH), too.
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if request.path.startswith("/booth/") or SIGNED_IN in getattr(request, "session", ()):
            return response
        return super().process_response(request, response)
