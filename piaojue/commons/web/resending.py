"""What was sent and could not be taken is kept, to be sent once more: nothing typed is lost.

Each form carries `_who`, the person it was made for, signed. When the session has ended meanwhile, what was sent waits a
day for that person, and for nobody else.
"""

import re
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core import signing
from django.core.cache import cache
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode

from piaojue.commons.web.holding import LIMIT_BYTES, LONGEST, MOST_FILES, held, hold
from piaojue.commons.web.request import Request

SALT = "web.who"
SECRET = re.compile(r"pass|secret|token|^code$|^credential$")
"""Fields that stand on no page again."""
WORDS = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]|.{20}", re.S)
MOST_CHARACTERS = 400_000


@dataclass(frozen=True)
class Sent:
    """A form as it was sent. path: its address; fields: (name, value) in their order, files as tokens (web/holding.py)."""

    path: str
    fields: tuple[tuple[str, str], ...]

    @property
    def words(self) -> list[str]:
        """What a person wrote, to be recognised: not choices, numbers and what the form carries for itself."""
        return [value for name, value in self.fields if not name.startswith("_") and WORDS.search(value)]

    @property
    def files(self) -> list[str]:
        """Names of the files that wait with it."""
        waiting = (held(value) for name, value in self.fields if name.endswith("-held"))
        return [file.name or "" for file in waiting if file]


def signature(person: Any) -> str:
    """What a form carries of whom it was made for; empty for a visitor."""
    return signing.Signer(salt=SALT).sign(str(person.pk)) if person and person.is_authenticated else ""


def author(request: Request) -> int | None:
    """Whom the form was made for, as its own signature says."""
    try:
        return int(signing.Signer(salt=SALT).unsign(request.POST.get("_who", "")))
    except (signing.BadSignature, ValueError):
        return None


def sent_by(request: Request, *, visitors: bool = False) -> Sent | None:
    """What was sent, to be shown again; None when it holds a secret or is larger than any form of ours.

    visitors: files of somebody who is not known are held, too; whoever asks for it bounds how often
    """
    fields = [(name, value) for name, values in request.POST.lists() for value in values]
    if any(SECRET.search(name) for name, _value in fields if name != "csrfmiddlewaretoken"):
        return None
    if sum(len(value) for _name, value in fields) > MOST_CHARACTERS:
        return None
    fields = [(name, value) for name, value in fields if name not in ("csrfmiddlewaretoken", "_who", "_kept")]
    return Sent(request.get_full_path(), (*fields, *_files(request, visitors)))


def _files(request: Request, visitors: bool) -> list[tuple[str, str]]:
    """The files that came along, held; as a rule only of somebody who is known."""
    if not visitors and author(request) is None and not request.user.is_authenticated:
        return []
    chosen = [
        (name, file) for name, files in request.FILES.lists() for file in files if 0 < (file.size or 0) <= LIMIT_BYTES
    ]
    return [(f"{name}-held", hold(file).token) for name, file in chosen[:MOST_FILES]]


def _key(person: int) -> str:
    return f"sent:{person}"


def waiting(person: int) -> Sent | None:
    """What waits for this person."""
    return cache.get(_key(person))


def forget(person: int) -> None:
    """It was sent, or is not wanted any more."""
    cache.delete(_key(person))


def park(request: Request, key: str) -> str:
    """Keep what a visitor has sent in the session, under this key. Returns the way to the sign-in, which leads back to it.

    Files are held, too: whoever parks bounds how often.
    """
    if sent := sent_by(request, visitors=True):
        request.session[key] = [request.path, [list(field) for field in sent.fields]]
    return f"{reverse('enter')}?{urlencode({'next': f'{request.path}?draft=1'})}"


def parked(request: Request, key: str) -> HttpResponse | None:
    """What a visitor sent before the sign-in, with a button that hands it in; None: nothing waits here."""
    if request.method != "GET" or "draft" not in request.GET or key not in request.session:
        return None
    path, fields = request.session[key]
    sent = Sent(path, tuple((name, value) for name, value in fields))
    reasons = ["手机号已经验证。看一看写得对不对，再按一次就交上去了。"]
    return resend_page(request, sent, heading="就差一步", reasons=reasons, status=202)


def to_sign_in(request: Request) -> HttpResponse:
    """To the sign-in page, which says why, and from there back to where one was; what was sent waits."""
    goal, why = request.get_full_path(), "expired" if _has_ended(request) else ""
    if request.method == "POST":
        person, goal = author(request), _page_before(request)
        sent = sent_by(request) if person else None
        why = "expired" if person else why
        if person and sent and (sent.words or sent.files):
            cache.set(_key(person), sent, LONGEST.total_seconds())
            goal, why = reverse("kept_post"), "kept"
    answer = redirect(f"{reverse('enter')}?{urlencode({'next': goal} | ({'why': why} if why else {}))}")
    answer.was_refused = True  # type: ignore[attr-defined]  # the second tap knows that nothing was done
    return answer


def _has_ended(request: Request) -> bool:
    """Whether the browser still has the cookie of a session that is over."""
    return settings.SESSION_COOKIE_NAME in request.COOKIES and request.session.is_empty()


def _page_before(request: Request) -> str:
    """The page of ours that the form stood on; an address that only takes forms is no place to come back to."""
    before = request.headers.get("Referer", "")
    return before if url_has_allowed_host_and_scheme(before, {request.get_host()}) else reverse("today")


def is_from_here(request: Request) -> bool:
    """Whether a page of ours sent it. Elsewhere somebody may have made the form to be confirmed by others."""
    source = request.headers.get("Origin") or request.headers.get("Referer") or ""
    return url_has_allowed_host_and_scheme(source, {request.get_host()})


def resend_page(request: Request, sent: Sent, *, heading: str, reasons: list[str], status: int = 200) -> HttpResponse:
    """A page that shows what was sent, with a button that sends it again. heading, reasons: Chinese sentences."""
    shown = {"sent": sent, "heading": heading, "reasons": reasons, "status": status, "who": signature(request.user)}
    return render(request, "ui/resend.html", shown, status=status)


def busy(request: Request) -> HttpResponse:
    """The database is locked, or the same form is being worked on: nothing was done, and the form can be sent again."""
    reasons = ["系统正忙，刚才的操作没有保存，也没有做一半。您写的内容还在，请稍等几秒再提交一次；不会重复提交。"]
    sent = sent_by(request) or Sent(request.get_full_path(), ())
    answer = resend_page(request, sent, heading="系统正忙，请再按一次", reasons=reasons, status=503)
    answer["Retry-After"] = "5"
    return answer


LOCKS = frozenset({"55P03", "40P01", "40001", "57014"})
"""PostgreSQL's codes: lock not available, deadlock, serialization failure, timeout."""


def is_locked(error: Exception) -> bool:
    """Whether a database says that others hold what it needs, and that nothing is broken."""
    return (
        any(word in str(error) for word in ("database is locked", "interrupted"))
        or getattr(error.__cause__, "sqlstate", None) in LOCKS
    )
