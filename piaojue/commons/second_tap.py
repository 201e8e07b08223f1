"""A second tap is the same tap: a form sent twice acts once, and both get the same answer."""

import time
from collections.abc import Callable
from hashlib import sha256

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

KEPT_SECONDS = 3600
WAIT_SECONDS = 10


class SecondTapMiddleware:
    """Forms carry a hidden `_tap`. The first POST with it acts; a repeat gets the first one's redirect.

    Only redirects (acts that succeeded) are kept: a form that came back with errors may be sent again.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        tap = request.POST.get("_tap", "")[:40] if request.method == "POST" else ""
        if not tap:
            return self.get_response(request)
        key = f"tap:{sha256(f'{request.user.pk}:{request.path}:{tap}'.encode()).hexdigest()}"
        if not cache.add(key, "", KEPT_SECONDS):
            return self._same_answer(key) or self.get_response(request)
        try:
            response = self.get_response(request)
        except Exception:
            cache.delete(key)
            raise
        if response.status_code in (301, 302, 303):
            cache.set(key, response["Location"], KEPT_SECONDS)
        else:
            cache.delete(key)
        return response

    def _same_answer(self, key: str) -> HttpResponse | None:
        """Wait for the first tap's answer; None when it failed, so that this one may act."""
        for _ in range(WAIT_SECONDS * 10):
            answer = cache.get(key)
            if answer is None:
                return None
            if answer:
                return HttpResponseRedirect(answer)
            time.sleep(0.1)
        return None
