"""Robots of work groups: 企业微信, 钉钉 and its family (浙政钉). Staff put the address of their group's robot into 怎样收到消息.

Only hosts of these providers are asked (settings.ROBOT_HOSTS), so nobody makes this server ask what it should not.
"""

from typing import Any
from urllib.parse import urlsplit

import requests
from django.conf import settings

from piaojue.commons.moves import Refused
from piaojue.commons.sms import Undeliverable, Unsure

SECONDS = 8
"""How long the provider may take for an answer."""
LONGEST = 254
"""Characters of an address: what a message's row takes."""
GONE = (93000, 300001, 400101, 400102)
"""The robot was taken out of its group, or its address is wrong."""


class Busy(Exception):
    """The provider did not take it now. code: its number of the fault, as text."""

    def __init__(self, code: object) -> None:
        self.code = str(code)
        super().__init__(f"errcode {self.code}")


def check_robot(url: str) -> str:
    """The address, where it is one of a robot that this site may write to. raises: Refused."""
    parts = urlsplit(url)
    asked = f"{parts.scheme}://{parts.netloc}"
    if asked not in settings.ROBOT_HOSTS or len(url) > LONGEST:
        known = "、".join(host.partition("://")[2] for host in settings.ROBOT_HOSTS)
        raise Refused(f"只能填企业微信、钉钉工作群机器人的地址（{known}）")
    return url


def send(url: str, text: str, page: str) -> str:
    """Write into the group. Both families take the same kind of text.

    raises: Undeliverable: no such robot; Unsure: no answer came; Busy: to be tried again
    """
    try:
        check_robot(url)
    except Refused:
        raise Undeliverable("host") from None
    body: dict[str, Any] = {"msgtype": "text", "text": {"content": f"票决：{text}\n{page}"}}
    try:
        answer = requests.post(url, json=body, timeout=SECONDS, allow_redirects=False)
        code = answer.json().get("errcode", 0)
    except requests.ReadTimeout:
        raise Unsure from None  # the address is the group's key: no word of it goes on
    except (requests.RequestException, ValueError, AttributeError) as error:
        raise Busy(type(error).__name__) from None
    if code in GONE:
        raise Undeliverable(str(code))
    if code:
        raise Busy(code)
    return ""
