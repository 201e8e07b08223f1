"""The voter's pages: scan → read and choose → review in plain words → put into the box → tracking code.

They work without script, session, cookie or sign-in. What the voter has typed travels in the form from page to page; the
slip's secret only in the body of a POST, so that no address and no access log ever holds it. Every answer is padded to a
multiple of 4096 bytes, so that its length tells nothing to the hall's network.
"""

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from booth import box as ballot_box
from booth import marks as markings
from booth import page_files
from booth.models import Box
from booth.sealed import casting
from booth.sealed.page import opened_page as page_to_check
from booth.sealed.page import padded, voters_page
from booth.sealed.pages import open_for_test
from booth.slips import SECRET_LETTERS, typed
from booth.unlogged import UnloggedPage

logger = logging.getLogger("booth")
POLICY = "default-src 'none'; style-src 'self'; script-src 'self'; worker-src 'self' blob:; connect-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"


def shown(template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    """A page, padded. Rendered without the request: nothing of the voter's device can reach a template."""
    return _answer(padded(template, context), status)


def _answer(body: bytes, status: int = 200) -> HttpResponse:
    headers = {"Content-Security-Policy": POLICY, "X-Content-Type-Options": "nosniff"}
    return UnloggedPage(body, status=status, headers=headers)


@require_GET
def page_file(request: HttpRequest, name: str) -> HttpResponse:
    """A file that the page of a sealed box loads. Its name holds its hash, so that a phone asks for it once."""
    found = next((one for one in map(page_files.page_file, page_files.NAMES) if one.name == name), None)
    if found is None:
        return HttpResponse(
            "没有这个文件。请重新扫描票签上的二维码。", status=404, content_type="text/plain; charset=utf-8"
        )
    headers = {"Cache-Control": "public, max-age=31536000, immutable", "X-Content-Type-Options": "nosniff"}
    return UnloggedPage(found.content, content_type=found.media_type, headers=headers)


def page(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Finds the box; whatever breaks, the voter is told what holds and what to do, and the log learns only the kind."""

    @wraps(view)
    def guarded(request: HttpRequest, uuid: UUID) -> HttpResponse:
        try:
            box = Box.objects.get(pk=uuid)
        except Box.DoesNotExist:
            return shown("no_box.html", {}, 404)
        try:
            return view(request, box)
        except Exception as error:
            logger.error("booth page failed: %s", type(error).__name__)
            return shown("unsure.html", {"box": box, "again": _again(request)}, 503)

    return guarded


def drawn_slips_only(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The pages that send marks in the clear belong to level L1; of a sealed box one is led back to its page."""

    @wraps(view)
    def guarded(request: HttpRequest, box: Box) -> HttpResponse:
        return view(request, box) if box.level == "L1" else HttpResponseRedirect(f"/booth/{box.uuid}/")

    return guarded


def _again(request: HttpRequest) -> dict[str, str]:
    """The fields of a ballot that was being sent, so that the very same can be sent again."""
    return {name: str(value) for name, value in request.POST.items()} if request.path.endswith("/cast/") else {}


@require_GET
@page
def enter(request: HttpRequest, box: Box) -> HttpResponse:
    """First page: the script takes the secret from the scanned address; without script it is typed from the slip.

    Of a sealed box it is the only page: everything happens on the phone.
    """
    if box.level == "L1":
        return shown("enter.html", {"box": box})
    return _answer(voters_page(box.board))


@require_GET
def phone(request: HttpRequest) -> HttpResponse:
    """手机检查: whether this phone can vote in the hall; looked at the day before. It needs no box and tells nobody."""
    return shown("phone.html", {})


@require_http_methods(["GET", "POST"])
def opened(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    """GET: another device checks a ballot that was opened for a test. POST: the voter's phone opens one."""
    return open_for_test(request, uuid) if request.method == "POST" else opened_page(request, uuid)


@require_GET
@page
def opened_page(request: HttpRequest, box: Box) -> HttpResponse:
    if box.level == "L1":
        return shown("enter.html", {"box": box})
    return _answer(page_to_check(box.board))


@require_POST
@page
@drawn_slips_only
def ballot(request: HttpRequest, box: Box) -> HttpResponse:
    """The ballot to read and fill; or what holds for this slip."""
    secret = typed(request.POST.get("slip", ""))
    if len(secret) != SECRET_LETTERS:
        problem = f"票签上的号码是 {SECRET_LETTERS} 位字母和数字，现在是 {len(secret)} 位。请对照票签重新输入。"
        return shown("enter.html", {"box": box, "problems": [problem], "typed": secret}, 422)
    answer = ballot_box.look(box.uuid, secret)
    if answer.state != ballot_box.UNUSED:
        return _state(box, answer)
    marks, _ = markings.read(box.question_list, request.POST)
    return _form(box, secret, marks, request.POST.get("page") or ballot_box.new_page(), [])


@require_POST
@page
@drawn_slips_only
def review(request: HttpRequest, box: Box) -> HttpResponse:
    """What was chosen, in plain words, before it is sent."""
    secret, number = typed(request.POST.get("slip", "")), request.POST.get("page") or ballot_box.new_page()
    answer = ballot_box.look(box.uuid, secret)
    if answer.state != ballot_box.UNUSED:
        return _state(box, answer)
    marks, problems = markings.read(box.question_list, request.POST)
    if problems:
        return _form(box, secret, marks, number, problems)
    lines = markings.in_words(box.question_list, marks)
    blank = sum(line.blank for line in lines)
    context = {
        "box": box,
        "election": box.question_list,
        "slip": secret,
        "page": number,
        "lines": lines,
        "blank": blank,
        "chosen": len(lines) - blank,
        "short": markings.in_short(box.question_list, marks),
    }
    return shown("review.html", context)


@require_POST
@page
@drawn_slips_only
def cast(request: HttpRequest, box: Box) -> HttpResponse:
    """Into the box. Sending again — a second tap, a lost connection — is answered, never counted twice."""
    secret, number = typed(request.POST.get("slip", "")), request.POST.get("page", "")
    marks, problems = markings.read(box.question_list, request.POST)
    if problems:
        return _form(box, secret, marks, number or ballot_box.new_page(), problems)
    return _state(box, ballot_box.cast(box.uuid, secret, marks, number))


@require_http_methods(["GET", "POST"])
@page
def check(request: HttpRequest, box: Box) -> HttpResponse:
    """Is the ballot with this tracking code in the box? Anybody may ask, from any device."""
    code = request.POST.get("code", "")
    present = ballot_box.present if box.level == "L1" else casting.present
    inside = present(box.uuid, code) if code.strip() else None
    return shown("check.html", {"box": box, "election": box.question_list, "code": code[:40], "found": inside})


def _form(box: Box, secret: str, marks: markings.Marks, number: str, problems: list[str]) -> HttpResponse:
    context = {
        "box": box,
        "election": box.question_list,
        "slip": secret,
        "page": number,
        "lines": markings.in_words(box.question_list, marks),
        "problems": problems,
    }
    return shown("ballot.html", context, 422 if problems else 200)


STATUS = {ballot_box.STORED: 201, ballot_box.SAME: 200, ballot_box.OTHER: 200}


def _state(box: Box, answer: ballot_box.Answer) -> HttpResponse:
    """What holds for the slip, with the tracking code when a ballot is in the box."""
    context = {"box": box, "election": box.question_list, "answer": answer, "inside": bool(answer.code)}
    return shown("state.html", context, STATUS.get(answer.state, 409))
