"""微信公众号: who somebody is for the account, and messages to those who follow it. Settings: WECHAT (docs/operations.md#wechat).

The provider's errors are read by their code. What comes too often or by an old token may be tried again. What a person does
not want is not. A person's number at the account (openid) is personal data and stands in no log.
"""

from typing import Any
from urllib.parse import quote

import requests
from django.conf import settings
from django.core.cache import cache

from piaojue.commons.sms import Undeliverable, Unsure

SECONDS = 8
"""How long the provider may take for an answer."""
TOKEN = "wechat-token"
OLD_TOKEN = (40001, 40014, 42001)
UNWANTED = (40003, 43004, 43101, 50005, 47003)
"""Not a follower, refused such messages, left the account; or the template does not take the text: another try makes no sense."""
LONGEST = 20
"""Characters that a field of a template takes."""


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


def sends() -> bool:
    """Whether it can tell people something."""
    return is_there() and bool(settings.WECHAT["template"])


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


def send(openid: str, text: str, url: str) -> str:
    """One message by the account's template. Returns the provider's number of it.

    raises: Undeliverable: this person cannot or will not be told; Unsure: no answer came; Busy: to be tried again
    """
    for attempt in (1, 2):
        answer = _told(openid, text, url)
        code = answer.get("errcode", 0)
        if not code:
            return str(answer.get("msgid", ""))
        if code in UNWANTED:
            raise Undeliverable(str(code))
        if code in OLD_TOKEN and attempt == 1:
            cache.delete(TOKEN)
            continue
        raise Busy(code)
    raise AssertionError("unreachable")


def _told(openid: str, text: str, url: str) -> dict[str, Any]:
    chosen, token = settings.WECHAT, _token()
    body = {
        "touser": openid,
        "template_id": chosen["template"],
        "url": url,
        "data": {chosen["field"]: {"value": text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"}},
    }
    try:
        sent = requests.post(
            f"{chosen['api']}/cgi-bin/message/template/send", params={"access_token": token}, json=body, timeout=SECONDS
        )
    except requests.ReadTimeout:
        raise Unsure from None  # the address holds the token: no word of it goes on
    except requests.RequestException as error:
        raise Busy(type(error).__name__) from None
    return _read(sent)


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
