"""微信公众号: who somebody is for the account, and messages to those who follow it. Settings: WECHAT (docs/operations.md#wechat).

The provider's errors are read by their code. What comes too often or by an old token may be tried again. What a person does
not want is not. A person's number at the account (openid) is personal data and stands in no log.
"""

import hashlib
import json
import secrets
import time
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any
from urllib.parse import quote, urlencode

import requests
from django.conf import settings
from django.core.cache import cache

from piaojue.commons.approved import Kind, filled, parts_of
from piaojue.commons.sms import Undeliverable, Unsure

SECONDS = 8
"""How long the provider may take for an answer."""
TOKEN, TICKET = "wechat-token", "wechat-ticket"
MOST_ONCE = 200
"""Characters of a message that was allowed once."""
OLD_TOKEN = (40001, 40014, 42001)
UNWANTED = (40003, 43004, 43101, 50005, 47003, 40016, 40017, 40018, 40019, 40054, 40055)
"""Not a follower, refused such messages, left the account; or the template does not take the text: another try makes no sense. 400…: a menu that the provider does not take."""


class Busy(Exception):
    """The provider did not take it now: too often, or a fault of its own. code: the provider's number of it, as text."""

    def __init__(self, code: object) -> None:
        self.code = str(code)
        super().__init__(f"errcode {self.code}")


class Unknown(Exception):
    """The provider does not say who this is: the code is old, or was used."""


def is_there() -> bool:
    """Whether the installation has an official account."""
    return bool(settings.WECHAT["app"] and settings.WECHAT["secret"])


def is_its_browser(agent: str) -> bool:
    """Whether a page is shown in WeChat. agent: what the browser says of itself."""
    return "MicroMessenger" in agent


def sends() -> bool:
    """Whether it can tell people something."""
    return is_there() and bool(templates())


def templates() -> dict[str, Any]:
    """The account's templates by kind of message (commons/approved.py)."""
    chosen = settings.WECHAT
    own = {"code": chosen["template"], "variables": {chosen["field"]: "text"}}
    return ({Kind.NOTICE.value: own} if chosen["template"] else {}) | chosen.get("templates", {})


def sign_in_address(back: str, state: str) -> str:
    """Where WeChat's browser is sent so that it says who holds it. back: the address it comes back to."""
    asked = f"appid={settings.WECHAT['app']}&redirect_uri={quote(back, safe='')}&response_type=code"
    return f"{settings.WECHAT['door']}?{asked}&scope=snsapi_base&state={state}#wechat_redirect"


def openid_of(code: str) -> str:
    """Who came back with this code. raises: Unknown; OSError, Busy: the provider cannot say now."""
    chosen = settings.WECHAT
    asked = {"appid": chosen["app"], "secret": chosen["secret"], "code": code, "grant_type": "authorization_code"}
    answer = _read(requests.get(f"{chosen['api']}/sns/oauth2/access_token", params=asked, timeout=SECONDS))
    if not isinstance(answer.get("openid"), str):
        raise Unknown
    return answer["openid"]


def send(openid: str, text: str, url: str, kind: str = Kind.NOTICE) -> str:
    """One message by the account's template for its kind. Returns the provider's number of it.

    raises: Undeliverable: this person cannot or will not be told; Unsure: no answer came; Busy: to be tried again
    """
    template = filled(templates(), kind, parts_of(text, url))
    body = {
        "touser": openid,
        "template_id": template.code,
        "url": url,
        "data": {name: {"value": value} for name, value in template.values},
    }
    return str(_call("cgi-bin/message/template/send", body).get("msgid", ""))


def asks_once() -> bool:
    """Whether people can let the account tell them one step (一次性订阅消息)."""
    return is_there() and bool(settings.WECHAT.get("once"))


def consent_address(back: str, scene: int, mark: str) -> str:
    """Where WeChat's browser is sent so that its owner allows one message. scene: a number that this person has not used; mark: comes back."""
    chosen = settings.WECHAT
    asked = {
        "appid": chosen["app"],
        "scene": scene,
        "template_id": chosen["once"],
        "redirect_url": back,
        "reserved": mark,
    }
    return f"{chosen['ask']}?action=get_confirm&{urlencode(asked)}#wechat_redirect"


def send_once(openid: str, text: str, url: str, scene: int) -> str:
    """The one message that was allowed under this number. Raises as `send`; Undeliverable, too, where it was used or never allowed."""
    body = {
        "touser": openid,
        "template_id": settings.WECHAT["once"],
        "url": url,
        "scene": str(scene),
        "title": "民生实事有了进展",
        "data": {"content": {"value": text[:MOST_ONCE]}},
    }
    _call("cgi-bin/message/template/subscribe", body)
    return ""


def script() -> str:
    """Address of the account's script (JS-SDK); empty: pages load none."""
    return str(settings.WECHAT.get("sdk", ""))


def set_menu(menu: Mapping[str, Any]) -> None:
    """The buttons below the account's conversation. raises: Undeliverable: it is not as the provider wants it; Busy, Unsure."""
    _call("cgi-bin/menu/create", menu)


def signed_for_page(url: str) -> dict[str, Any]:
    """What a page hands to the account's script so that it may ask WeChat for a place, a camera, a share card (JS-SDK).

    url: of the page, without what follows #. raises: Busy, Unsure: not now
    """
    nonce, moment = secrets.token_hex(8), int(time.time())
    words = f"jsapi_ticket={_ticket()}&noncestr={nonce}&timestamp={moment}&url={url}"
    signature = hashlib.sha1(words.encode(), usedforsecurity=False).hexdigest()
    return {"appId": settings.WECHAT["app"], "timestamp": moment, "nonceStr": nonce, "signature": signature}


def _ticket() -> str:
    """The account's ticket for pages, kept once for all workers until it is old."""
    if ticket := cache.get(TICKET):
        return str(ticket)
    answer = _call("cgi-bin/ticket/getticket", None, {"type": "jsapi"})
    cache.set(TICKET, answer["ticket"], max(int(answer.get("expires_in", 7200)) - 300, 60))
    return str(answer["ticket"])


def _call(path: str, body: Mapping[str, Any] | None, asked: Mapping[str, str] = MappingProxyType({})) -> dict[str, Any]:
    """Ask the account's interface; an old token is renewed once. body: None: nothing is sent. Raises as `send`."""
    for attempt in (1, 2):
        answer = _answered(path, body, asked)
        code = answer.get("errcode", 0)
        if not code:
            return answer
        if code in UNWANTED:
            raise Undeliverable(str(code))
        if code in OLD_TOKEN and attempt == 1:
            cache.delete(TOKEN)
            continue
        raise Busy(code)
    raise AssertionError("unreachable")


def _answered(path: str, body: Mapping[str, Any] | None, asked: Mapping[str, str]) -> dict[str, Any]:
    values = {"access_token": _token(), **asked}
    words = (
        None if body is None else json.dumps(body, ensure_ascii=False).encode()
    )  # the menu is shown as it is written
    try:
        answer = requests.request(
            "GET" if body is None else "POST",
            f"{settings.WECHAT['api']}/{path}",
            params=values,
            data=words,
            headers={"Content-Type": "application/json"},
            timeout=SECONDS,
        )
    except requests.ReadTimeout:
        raise Unsure from None  # the address holds the token: no word of it goes on
    except requests.RequestException as error:
        raise Busy(type(error).__name__) from None
    return _read(answer)


def _token() -> str:
    """The account's access token, shared by all workers until it is old."""
    if token := cache.get(TOKEN):
        return str(token)
    chosen = settings.WECHAT
    asked = {"grant_type": "client_credential", "appid": chosen["app"], "secret": chosen["secret"]}
    try:
        answer = _read(requests.post(f"{chosen['api']}/cgi-bin/stable_token", json=asked, timeout=SECONDS))
    except requests.RequestException as error:
        raise Busy(type(error).__name__) from None
    if "access_token" not in answer:
        raise Busy(answer.get("errcode", "no token"))
    cache.set(TOKEN, answer["access_token"], max(int(answer.get("expires_in", 7200)) - 300, 60))
    return str(answer["access_token"])


def _read(answer: requests.Response) -> dict[str, Any]:
    try:
        read = answer.json()
    except ValueError:
        raise Busy(f"HTTP {answer.status_code}") from None
    return read if isinstance(read, dict) else {}
