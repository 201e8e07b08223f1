"""SMS by Alibaba Cloud's own SDK: SMS_GATEWAY=piaojue.commons.notify.aliyun.Aliyun.

The provider sends registered templates only (commons/approved.py). At least two are needed: one with ${text} for a notice, one with
${code} for a code. It says of each message alone whether it arrived.
"""

import json
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from django.conf import settings

from piaojue.commons.approved import Filled, Kind, filled, parts_of
from piaojue.commons.sms import Undeliverable, Unsure

MILLISECONDS = 8000
"""How long the provider may take for an answer."""
ARRIVED = {2: False, 3: True}
"""What the provider says of a message → whether it arrived; what it does not know yet is none of these."""
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
        return self.send_as(phone, Kind.NOTICE, text, settings.SITE_URL)

    def send_as(self, phone: str, kind: str, text: str, page: str) -> str:
        return _send(phone, filled(self.templates(), kind, parts_of(text, page)))

    def send_code(self, phone: str, code: str, minutes: int) -> str:
        return _send(phone, filled(self.templates(), Kind.CODE, {"code": code, "minutes": str(minutes)}))

    def templates(self) -> Mapping[str, Any]:
        chosen = settings.SMS_ALIYUN
        own = {
            Kind.NOTICE: {"code": chosen["notice"], "variables": {"text": "text"}},
            Kind.CODE: {"code": chosen["code"], "variables": {"code": "code"}},
        }
        return {kind.value: line for kind, line in own.items() if line["code"]} | settings.SMS_TEMPLATES

    def receipt_of(self, number: str, phone: str, day: date) -> bool | None:
        from alibabacloud_dysmsapi20170525.models import QuerySendDetailsRequest

        asked = QuerySendDetailsRequest(
            biz_id=number, phone_number=phone, send_date=f"{day:%Y%m%d}", page_size=1, current_page=1
        )
        try:
            answer = _client().query_send_details_with_options(asked, _once()).body
        except Exception as error:  # the SDK's own kinds have no common one
            raise NotTaken(str(getattr(error, "code", "") or type(error).__name__)) from None
        rows = answer.sms_send_detail_dtos.sms_send_detail_dto if answer.sms_send_detail_dtos else None
        return ARRIVED.get(rows[0].send_status) if rows else None


def _once() -> Any:
    from darabonba.runtime import RuntimeOptions

    return RuntimeOptions(autoretry=False, read_timeout=MILLISECONDS, connect_timeout=MILLISECONDS)


def _send(phone: str, template: Filled) -> str:
    """The provider's number of the message. raises: Undeliverable, Unsure; NotTaken: to be tried again."""
    from alibabacloud_dysmsapi20170525.models import SendSmsRequest

    request = SendSmsRequest(
        phone_numbers=phone,
        sign_name=settings.SMS_ALIYUN["sign"],
        template_code=template.code,
        template_param=json.dumps(dict(template.values), ensure_ascii=False),
    )
    try:
        answer = _client().send_sms_with_options(request, _once()).body
    except Exception as error:  # the SDK's own kinds have no common one
        if "Read timed out" in str(error):
            raise Unsure from None
        raise NotTaken(str(getattr(error, "code", "") or type(error).__name__)) from None  # its words hold the number
    if answer.code == "OK":
        return str(answer.biz_id)
    raise Undeliverable(answer.code) if answer.code in NEVER else NotTaken(str(answer.code))
