"""手机验证码: six digits, five minutes, five tries, good on the device that asked for it; kept only as a keyed digest.

Numbers are kept in the database and counted down there, so that many tries at once are counted one by one, and a limit lasts
as long as it says. Who asks for codes for somebody else's phone uses up no tries of the owner.
"""

import secrets
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from piaojue.commons import sms
from piaojue.commons.moves import Refused
from piaojue.commons.people.models import PhoneLine, SentCode

VALID = timedelta(seconds=300)
PAUSE = timedelta(seconds=60)
DAY = timedelta(days=1)
TRIES = 5
PER_DAY = 10
"""Codes a day for one phone, asked for from devices that it does not know; and again from each that it does."""


def send_code(phone: str, device: str, *, known: bool = False) -> None:
    """Send a new code by SMS.

    device: whatever tells who asks (a session's key); known: the phone's owner was let in from it before
    raises: Refused when asked too often
    """
    if sms.is_missing():
        raise Refused("短信还没有接通，暂时不能用验证码登录。请找代表之家或社区工作人员代您登记。")
    code = f"{secrets.randbelow(10**6):06d}"
    with transaction.atomic():
        line = _line(phone)
        now, asked = timezone.now(), _digest("device", device)
        line.codes.filter(at__lt=now - DAY).delete()
        mine = line.codes.filter(device=asked) if known else line.codes.filter(known=False)
        if mine.filter(at__gt=now - PAUSE, device=asked).exists():
            raise Refused("验证码刚刚发出，请等一分钟再要新的")
        if mine.count() >= PER_DAY:
            raise Refused("今天要的验证码太多了，请明天再试，或请社区工作人员、代表帮您登记")
        line.codes.filter(device=asked).update(tries=0)
        line.codes.create(device=asked, known=known, digest=_digest(phone, code), tries=TRIES, at=now)
    sms.send_code(phone, code, int(VALID.total_seconds()) // 60)


def _line(phone: str) -> PhoneLine:
    key = _digest("phone", phone)
    PhoneLine.objects.get_or_create(key=key)
    return PhoneLine.objects.select_for_update().get(key=key)


def check_code(phone: str, code: str, device: str) -> None:
    """Accept a code once, on the device that asked for it. Raises Refused: wrong, used up, or out of date."""
    rows = SentCode.objects.filter(line__key=_digest("phone", phone), device=_digest("device", device))
    sent = rows.filter(at__gt=timezone.now() - VALID).order_by("-at").first()
    if sent is None:
        raise Refused("验证码已过期，请重新获取")
    if not SentCode.objects.filter(pk=sent.pk, tries__gt=0).update(tries=F("tries") - 1):
        raise Refused("验证码错了太多次，请重新获取")
    if constant_time_compare(sent.digest, _digest(phone, code)):
        if not SentCode.objects.filter(pk=sent.pk).exclude(digest="").update(tries=0, digest=""):
            raise Refused("验证码已过期，请重新获取")
        return
    left = SentCode.objects.values_list("tries", flat=True).get(pk=sent.pk)
    if not left:
        raise Refused("验证码错了太多次，请重新获取")
    raise Refused(_("验证码不对，还可以再试 %(n)s 次") % {"n": left})


def _digest(word: str, code: str) -> str:
    return salted_hmac("phone-code", f"{word}:{code}", secret=settings.SECRET_KEY).hexdigest()
