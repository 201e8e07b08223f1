"""Turns refusals into pages, once for all: what is wrong, what to do, and the way back. Never a stack trace."""

import errno
import logging
import secrets
import sys
from collections.abc import Callable

from django.core.exceptions import (
    BadRequest,
    RequestDataTooBig,
    SuspiciousOperation,
    TooManyFieldsSent,
    TooManyFilesSent,
)
from django.db import OperationalError
from django.http import HttpResponse
from django.shortcuts import render

from piaojue.commons.finding import NoSuch
from piaojue.commons.moves import NotYours, Refused
from piaojue.commons.web import resending
from piaojue.commons.web.request import Request
from piaojue.config.storages import Away

logger = logging.getLogger("piaojue")


def page(request: Request, status: int, title: str, reasons: list[str]) -> HttpResponse:
    """The one refusal page. `reasons`: Chinese sentences saying what to do."""
    shown = {"heading": title, "reasons": reasons, "status": status, "failure": getattr(request, "failure", "")}
    return render(request, "ui/refused.html", shown, status=status)


class RefusalMiddleware:
    """Refused → 409 with the reasons; NotYours → sign-in for a visitor, 404 for anyone else."""

    def __init__(self, get_response: Callable[[Request], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Request) -> HttpResponse:
        response = self.get_response(request)
        if (
            response.status_code == 405 and not response.streaming and not response.content
        ):  # a form's address, opened or reloaded
            shown = page(request, 405, "这个地址不能直接打开", ["它只用来提交表单。请返回上一页再操作。"])
            shown["Allow"] = response["Allow"]
            return shown
        return response

    def process_exception(self, request: Request, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, Refused):
            return page(request, 409, "现在还不能这样做", exception.reasons)
        if isinstance(exception, NotYours):
            if not request.user.is_authenticated:
                return resending.to_sign_in(request)
            return not_found(request, exception)
        if isinstance(exception, OperationalError) and request.method == "POST" and resending.is_locked(exception):
            logger.warning("the database was locked at %s", request.path)
            return resending.busy(request)
        if is_full(exception) and request.method == "POST":
            logger.error("the disk is full at %s", request.path)
            reason = "刚才的操作没有保存，也没有做一半。请把这件事告诉系统管理员，腾出磁盘以后再做一次。"
            return page(request, 507, "服务器的磁盘满了", [reason])
        if isinstance(exception, Away):
            logger.error("the storage is away at %s", request.path)
            first = "刚才的操作没有保存，也没有做一半。" if request.method == "POST" else "这个文件现在打不开。"
            return page(request, 503, "存放文件的地方连不上", [first + "请过几分钟再试；一直这样，请告诉系统管理员。"])
        if too_large := _too_large(request, exception):
            return too_large
        # OverflowError: an id that no database number can hold, so a forged one
        if isinstance(exception, BadRequest | SuspiciousOperation | OverflowError):
            logger.warning("bad request at %s: %s", request.path, type(exception).__name__)
            return bad_request(request, exception)
        return None


def bad_request(request: Request, exception: Exception) -> HttpResponse | None:
    """A form that nobody filled in on a page, or an address that no page leads to."""
    if too_large := _too_large(request, exception):
        return too_large
    if request.method == "POST":
        return page(request, 400, "提交的内容有误", ["请返回上一页，检查填写的内容后重新提交。"])
    return not_found(request, exception) if isinstance(exception, OverflowError) else None


def _too_large(request: Request, exception: Exception) -> HttpResponse | None:
    """What is more than a form may bring. Django finds it before any page is asked, so it may come as a bad request."""
    if isinstance(exception, RequestDataTooBig):
        return page(request, 413, "提交的内容太大", ["请减少照片数量或换小一些的文件，再提交一次。"])
    if isinstance(exception, TooManyFieldsSent):
        return page(request, 413, "一次提交的项目太多", ["请少选一些，分几次提交。"])
    if isinstance(exception, TooManyFilesSent):
        return page(request, 413, "一次提交的文件太多", ["请分几次上传。"])
    return None


def refused_early(request: Request, exception: Exception) -> HttpResponse:
    """What a part before the pages refuses, such as a form that is too large for its token to be read."""
    said = bad_request(request, exception)
    return said or page(request, 400, "这个地址有误", ["请返回上一页，或者从首页重新打开。"])


NOT_FOUND = ["地址可能写错了，或者这项内容不对您的身份开放。", "可以返回首页，或者换一个身份再试。"]


def not_found(request: Request, exception: Exception | None = None) -> HttpResponse:
    ours = [str(exception)] if isinstance(exception, NoSuch) else NOT_FOUND
    return page(request, 404, "没有找到这一页", ours)


OPEN_TOO_LONG = "页面可能打开得太久了，或者您在别的窗口重新登录过。"


def forbidden(request: Request, exception: Exception | None = None) -> HttpResponse:
    return page(request, 403, "这次提交没有通过校验", [f"{OPEN_TOO_LONG}请返回刷新后再提交一次。"])


def csrf_failed(request: Request, reason: str = "") -> HttpResponse:
    """A form whose token is out of date: what was typed is shown again, to whoever typed it, with a fresh token."""
    person = resending.author(request)
    if person and not request.user.is_authenticated:
        return resending.to_sign_in(request)
    if not resending.is_from_here(request) or person not in (None, request.user.pk):
        return page(request, 403, "这次提交没有通过校验", ["这份表单不是您现在的身份打开的。请返回刷新后再填写。"])
    sent = resending.sent_by(request)
    if sent is None:
        return forbidden(request)
    reasons = [f"{OPEN_TOO_LONG}您写的内容还在，核对以后再提交一次就行。"]
    return resending.resend_page(request, sent, heading="还没有提交，请再按一次", reasons=reasons, status=403)


def broken(request: Request) -> HttpResponse:
    """The failure gets a number that stands on the page and in the server's log (config/logs.py).

    Django calls this while the failure is being handled, also for failures of the middleware around the pages (a session
    that cannot be saved), so the page can say what is true.
    """
    request.failure = secrets.token_hex(3).upper()
    error = sys.exc_info()[1]
    if isinstance(error, OperationalError) and resending.is_locked(error):
        shown = page(request, 503, "系统正忙", [f"这一页没有打开。{LOOK_FIRST}"])
        shown["Retry-After"] = "5"
        return shown
    if is_full(error):
        return page(request, 507, "服务器的磁盘满了", [f"这一页没有打开。{LOOK_FIRST}请同时把这件事告诉系统管理员。"])
    return page(
        request, 500, "系统出了点问题", ["刚才的操作没有保存。请稍后再试；如果一直这样，请把下面的编号告诉系统管理员。"]
    )


LOOK_FIRST = "请过几秒返回刷新，先看看刚才的操作是不是已经完成，没有完成再做一次。"


def is_full(error: BaseException | None) -> bool:
    """Whether there was no room left to write."""
    if isinstance(error, OSError):
        return error.errno in (errno.ENOSPC, errno.EDQUOT)
    return isinstance(error, OperationalError) and (
        "disk is full" in str(error) or getattr(error.__cause__, "sqlstate", None) == "53100"
    )
