"""手机验证码: six digits, five minutes, five tries; kept only as a keyed digest."""

import secrets

from django.conf import settings
from django.core.cache import cache
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from piaojue.commons import sms
from piaojue.commons.moves import Refused

VALID_SECONDS = 300
TRIES = 5
PAUSE_SECONDS = 60
PER_DAY = 10


def send_code(phone: str) -> None:
    """Send a new code by SMS. Raises Refused when asked too often for this phone."""
    if sms.is_missing():
        raise Refused("短信还没有接通，暂时不能用验证码登录。请找代表之家或社区工作人员代您登记。")
    if not cache.add(f"code-pause:{phone}", 1, PAUSE_SECONDS):
        raise Refused("验证码刚刚发出，请等一分钟再要新的")
    key = f"code-day:{phone}"
    cache.add(key, 0, 86400)
    if cache.incr(key) > PER_DAY:
        raise Refused("今天要的验证码太多了，请明天再试，或请社区工作人员、代表帮您登记")
    code = f"{secrets.randbelow(10**6):06d}"
    cache.set(f"code:{phone}", (_digest(phone, code), TRIES), VALID_SECONDS)
    sms.send(phone, f"【票决】验证码 {code}，5 分钟内有效。如非本人操作请忽略。")


def check_code(phone: str, code: str) -> None:
    """Accept a code once. Raises Refused: wrong, used up, or out of date."""
    waiting = cache.get(f"code:{phone}")
    if waiting is None:
        raise Refused("验证码已过期，请重新获取")
    digest, tries = waiting
    if constant_time_compare(digest, _digest(phone, code)):
        cache.delete(f"code:{phone}")
        return
    if tries <= 1:
        cache.delete(f"code:{phone}")
        raise Refused("验证码错了太多次，请重新获取")
    cache.set(f"code:{phone}", (digest, tries - 1), VALID_SECONDS)
    raise Refused(_("验证码不对，还可以再试 %(n)s 次") % {"n": tries - 1})


def _digest(phone: str, code: str) -> str:
    return salted_hmac("phone-code", f"{phone}:{code}", secret=settings.SECRET_KEY).hexdigest()
