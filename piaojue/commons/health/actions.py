"""Trying whether messages arrive."""

from django.utils import timezone

from piaojue.commons import sms
from piaojue.commons.acting import acting
from piaojue.commons.health.moves import MOVES
from piaojue.commons.moves import Refused
from piaojue.commons.notify.tell import tell
from piaojue.commons.people.models import Seat


def try_message(*, seat: Seat, by: Seat) -> Seat:
    """Send one SMS to who asks for it. Raises NotYours; Refused where none can be sent or there is no number."""
    with acting(MOVES["try_message"], seat, by):
        if sms.is_missing():
            raise Refused("短信服务还没有接通，请管理员设置 SMS_GATEWAY")
        if not by.person.phone or not by.person.phone_verified:
            raise Refused("您还没有用手机验证码登录过，没有可以发的手机号")
        words = f"试发一条短信，收到就说明接通了（{timezone.localtime():%m-%d %H:%M}）。"
        tell([by.person_id], words, by_sms=True, urgent=True)
    return seat
