"""SMS by Tencent Cloud's own SDK: SMS_GATEWAY=piaojue.commons.notify.tencent.Tencent.

The provider sends registered templates only. Two are needed: one with {1} for a notice, one with {1} code and {2} minutes.
"""

from functools import lru_cache
from typing import Any

from django.conf import settings

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
        return _send(phone, settings.SMS_TENCENT["notice"], [text])

    def send_code(self, phone: str, code: str, minutes: int) -> str:
        return _send(phone, settings.SMS_TENCENT["code"], [code, str(minutes)])

    def receipts(self) -> dict[str, bool]:
        from tencentcloud.sms.v20210111.models import PullSmsSendStatusRequest

        request = PullSmsSendStatusRequest()
        request.Limit, request.SmsSdkAppId = AT_ONCE, settings.SMS_TENCENT["app"]
        answer = _client().PullSmsSendStatus(request)
        return {one.SerialNo: one.ReportStatus == DELIVERED for one in answer.PullSmsSendStatusSet or ()}


def _send(phone: str, template: str, values: list[str]) -> str:
    """The provider's number of the message. Raises Undeliverable, Unsure, and the SDK's own exception when it was not taken."""
    from tencentcloud.common.exception.tencent_cloud_sdk_exception import TencentCloudSDKException
    from tencentcloud.sms.v20210111.models import SendSmsRequest

    request, chosen = SendSmsRequest(), settings.SMS_TENCENT
    request.PhoneNumberSet = [f"+86{phone}"]
    request.SmsSdkAppId, request.SignName = chosen["app"], chosen["sign"]
    request.TemplateId, request.TemplateParamSet = template, values
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
