"""Who asks, how often, and how the API says no."""

from dataclasses import dataclass
from functools import partial
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI, Schema
from ninja.errors import AuthenticationError, HttpError, Throttled, ValidationError
from ninja.security import HttpBearer
from ninja.throttling import BaseThrottle

from piaojue.commons.limits.brief import MINUTE, count
from piaojue.commons.moves import NotYours, Refused
from piaojue.world.keys import partner_with
from piaojue.world.models import Partner

ANYBODY_PER_MINUTE = 120
"""Requests a minute from one address without a key."""


class Problem(Schema):
    """Why there is no answer. detail: in Chinese, what to do; fields: which values do not fit."""

    detail: str
    fields: list[str] = []


SAID: dict[type[HttpError], str] = {
    AuthenticationError: "这个地址要带密钥。请向登记接入的机构领取。",
    Throttled: "请求太多了，请稍后再试；常用的请登记接入单位取得密钥。",
}
PROBLEMS: dict[Any, Any] = {401: Problem, 404: Problem, 422: Problem, 429: Problem}
"""What every reading address may answer instead."""


@dataclass(frozen=True)
class Asker:
    """partner: whose key was sent; None: nobody's. name: who is counted; per_minute: requests that are free."""

    name: str
    per_minute: int
    partner: Partner | None = None


class Key(HttpBearer):
    """`Authorization: Bearer pj…`: an own, larger allowance. A key that is none is refused, not read as anybody."""

    def authenticate(self, request: HttpRequest, token: str) -> Asker:
        partner = partner_with(token)
        if partner is None:
            raise HttpError(401, "密钥不对，或者已经停用、更换。请向登记接入的机构核对。")
        return Asker(f"partner:{partner.pk}", partner.per_minute, partner)


def anybody(request: HttpRequest) -> Asker:
    """What is public may be read without a key, not too often."""
    return Asker(request.META.get("REMOTE_ADDR", ""), ANYBODY_PER_MINUTE)


class Allowance(BaseThrottle):
    """So many requests a minute for each asker, counted across all workers."""

    def allow_request(self, request: HttpRequest) -> bool:
        asker: Asker = request.auth  # type: ignore[attr-defined]  # ninja puts it there
        return count(f"api {asker.name}", MINUTE) <= asker.per_minute

    def wait(self) -> float | None:
        return MINUTE


def _answer(api: NinjaAPI, request: HttpRequest, status: int, detail: str, fields: list[str]) -> HttpResponse:
    return api.create_response(request, {"detail": detail, "fields": fields}, status=status)


def say_no(api: NinjaAPI) -> None:
    """Every refusal is a Problem."""
    answer = partial(_answer, api)

    @api.exception_handler(NotYours)
    @api.exception_handler(Http404)
    def missing(request: HttpRequest, error: Exception) -> HttpResponse:
        return answer(request, 404, "没有找到，或者没有公开。", [])

    @api.exception_handler(Refused)
    def refused(request: HttpRequest, error: Refused) -> HttpResponse:
        return answer(request, 409, "；".join(map(str, error.reasons)), [])

    @api.exception_handler(ValidationError)
    def unfit(request: HttpRequest, error: ValidationError) -> HttpResponse:
        fields = sorted({".".join(map(str, one["loc"][1:])) for one in error.errors})
        return answer(request, 422, "有的参数写得不对。", fields)

    @api.exception_handler(HttpError)
    def no(request: HttpRequest, error: HttpError) -> HttpResponse:
        said = next((words for kind, words in SAID.items() if isinstance(error, kind)), str(error))
        response = answer(request, error.status_code, said, [])
        if isinstance(error, Throttled) and error.wait:
            response["Retry-After"] = str(int(error.wait) + 1)
        return response
