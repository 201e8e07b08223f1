"""SMS by Tencent Cloud's own SDK: SMS_GATEWAY=piaojue.commons.notify.tencent.Tencent.

The provider sends registered templates only (commons/approved.py). At least two are needed: one with {1} for a notice, one with {1} code
and {2} minutes.
"""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from django.conf import settings

from piaojue.commons.approved import Filled, Kind, filled, parts_of
from piaojue.commons.sms import Undeliverable, Unsure

SECONDS = 10
"""How long the provider may take for an answer."""
NEVER = ("InvalidParameterValue.IncorrectPhoneNumber", "FailedOperation.PhoneNumberInBlacklist")
DELIVERED = "SUCCESS"
AT_ONCE = 100


@lru_cache(1)
def _client() -> Any:
    from tencentcloud.common.credential import Credential
    from tencentcloud.common.profile.client_profile import ClientProfile
    from tencentcloud.common.profile.http_profile import HttpProfile
    from tencentcloud.sms.v20210111.sms_client import SmsClient

    chosen = settings.SMS_TENCENT
    scheme, _, host = chosen["endpoint"].rpartition("://")
    profile = HttpProfile(protocol=scheme or "https", endpoint=host, reqTimeout=SECONDS)
    return SmsClient(Credential(chosen["id"], chosen["key"]), chosen["region"], ClientProfile(httpProfile=profile))


class Tencent:
    """The gateway. Settings: SMS_TENCENT (docs/operations.md)."""

    def send(self, phone: str, text: str) -> str:
        return self.send_as(phone, Kind.NOTICE, text, settings.SITE_URL)

    def send_as(self, phone: str, kind: str, text: str, page: str) -> str:
        return _send(phone, filled(self.templates(), kind, parts_of(text, page)))

    def send_code(self, phone: str, code: str, minutes: int) -> str:
        return _send(phone, filled(self.templates(), Kind.CODE, {"code": code, "minutes": str(minutes)}))

    def templates(self) -> Mapping[str, Any]:
        chosen = settings.SMS_TENCENT
        own = {
            Kind.NOTICE: {"code": chosen["notice"], "variables": ["text"]},
            Kind.CODE: {"code": chosen["code"], "variables": ["code", "minutes"]},
        }
        return {kind.value: line for kind, line in own.items() if line["code"]} | settings.SMS_TEMPLATES

    def receipts(self) -> dict[str, bool]:
        from tencentcloud.sms.v20210111.models import PullSmsSendStatusRequest

        request = PullSmsSendStatusRequest()
        request.Limit, request.SmsSdkAppId = AT_ONCE, settings.SMS_TENCENT["app"]
        answer = _client().PullSmsSendStatus(request)
        return {one.SerialNo: one.ReportStatus == DELIVERED for one in answer.PullSmsSendStatusSet or ()}


def _send(phone: str, template: Filled) -> str:
    """The provider's number of the message. Raises Undeliverable, Unsure, and the SDK's own exception when it was not taken."""
    from tencentcloud.common.exception.tencent_cloud_sdk_exception import TencentCloudSDKException
    from tencentcloud.sms.v20210111.models import SendSmsRequest

    request, chosen = SendSmsRequest(), settings.SMS_TENCENT
    request.PhoneNumberSet = [f"+86{phone}"]
    request.SmsSdkAppId, request.SignName = chosen["app"], chosen["sign"]
    request.TemplateId, request.TemplateParamSet = template.code, [value for _number, value in template.values]
    try:
        (status,) = _client().SendSms(request).SendStatusSet
    except TencentCloudSDKException as error:
        if error.get_code() == "ClientNetworkError" and "Read timed out" in str(error.get_message()):
            raise Unsure from error
        raise
    if status.Code == "Ok":
        return status.SerialNo
    if status.Code in NEVER:
        raise Undeliverable(status.Code)
    raise TencentCloudSDKException(status.Code, "not taken")
