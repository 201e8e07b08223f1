"""SMS by Alibaba Cloud's own SDK: SMS_GATEWAY=piaojue.commons.notify.aliyun.Aliyun.

The provider sends registered templates only. Two are needed: one with ${text} for a notice, one with ${code} for a code. It tells
nobody in one answer which messages arrived, so there are no receipts.
"""

import json
from functools import lru_cache
from typing import Any

from django.conf import settings

from piaojue.commons.sms import Undeliverable, Unsure

MILLISECONDS = 8000
"""How long the provider may take for an answer."""
NEVER = ("isv.MOBILE_NUMBER_ILLEGAL", "isv.BLACK_KEY_CONTROL_LIMIT", "isv.MOBILE_COUNT_OVER_LIMIT")


class NotTaken(Exception):
    """The provider refused it now. code: its own word for why."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


@lru_cache(1)
def _client() -> Any:
    from alibabacloud_dysmsapi20170525.client import Client
    from alibabacloud_tea_openapi.models import Config

    chosen = settings.SMS_ALIYUN
    scheme, _, host = chosen["endpoint"].rpartition("://")
    config = Config(
        access_key_id=chosen["id"], access_key_secret=chosen["key"], endpoint=host, protocol=scheme or "https"
    )
    return Client(config)


class Aliyun:
    """The gateway. Settings: SMS_ALIYUN (docs/operations.md)."""

    def send(self, phone: str, text: str) -> str:
        return _send(phone, settings.SMS_ALIYUN["notice"], {"text": text})

    def send_code(self, phone: str, code: str, minutes: int) -> str:
        return _send(phone, settings.SMS_ALIYUN["code"], {"code": code})


def _send(phone: str, template: str, values: dict[str, str]) -> str:
    """The provider's number of the message. raises: Undeliverable, Unsure; NotTaken: to be tried again."""
    from alibabacloud_dysmsapi20170525.models import SendSmsRequest
    from darabonba.runtime import RuntimeOptions

    request = SendSmsRequest(
        phone_numbers=phone,
        sign_name=settings.SMS_ALIYUN["sign"],
        template_code=template,
        template_param=json.dumps(values, ensure_ascii=False),
    )
    once = RuntimeOptions(autoretry=False, read_timeout=MILLISECONDS, connect_timeout=MILLISECONDS)
    try:
        answer = _client().send_sms_with_options(request, once).body
    except Exception as error:  # the SDK's own kinds have no common one
        if "Read timed out" in str(error):
            raise Unsure from None
        raise NotTaken(str(getattr(error, "code", "") or type(error).__name__)) from None  # its words hold the number
    if answer.code == "OK":
        return str(answer.biz_id)
    raise Undeliverable(answer.code) if answer.code in NEVER else NotTaken(str(answer.code))
