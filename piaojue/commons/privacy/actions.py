"""A place names its controller; somebody closes the account."""

import re

from django.utils import timezone

from engines.writing import half_width, read_phones
from piaojue.commons.acting import acting
from piaojue.commons.moves import Refused
from piaojue.commons.people.models import Person, RollPast, Seat
from piaojue.commons.people.office import Ending
from piaojue.commons.places.models import Place
from piaojue.commons.privacy.erasing import ERASERS
from piaojue.commons.privacy.models import Controller
from piaojue.commons.privacy.moves import MOVES

LONGEST_MONTHS = 60
ASKED_PUBLIC_PHONE = "联系电话请填手机号、带区号的座机，或者 12345 这样 5–6 位的公开号码"
_SHORT = re.compile(r"[19][0-9]{4,5}")


def public_phone(typed: str) -> str:
    """The number to call, as it is dialled: one mobile, one landline with its area code, or a short public one; else empty."""
    text = half_width(typed)
    if _SHORT.fullmatch(text):
        return text
    phones = read_phones(typed)
    number = phones.contact
    free_call = number.isdecimal() and len(number) == 10  # 400…, 800…: without area
    return number if phones.is_clear and (phones.mobiles or number.startswith("0") or free_call) else ""


def set_controller(
    *, place: Place, name: str, phone: str, by: Seat, address: str = "", officer: str = "", kept_months: int
) -> Controller:
    """Name who answers for personal data in the own place.

    kept_months: how long contacts are kept after a year was archived (月), 0 to 60
    raises:      NotYours; Refused: no name or phone, a time without an end
    """
    controller = Controller.objects.filter(place=place).first() or Controller(place=place)
    with acting(MOVES["set_controller"], place, by, makes=controller):
        controller.name, controller.phone = name.strip(), phone.strip()
        controller.address, controller.officer, controller.kept_months = address.strip(), officer.strip(), kept_months
        if not controller.name or not controller.phone:
            raise Refused("请填写名称和联系电话：居民要知道找谁（个人信息保护法第十七条）")
        if not (number := public_phone(phone)):
            raise Refused(ASKED_PUBLIC_PHONE)
        controller.phone = number
        if not 0 <= kept_months <= LONGEST_MONTHS:
            raise Refused(
                f"保留期限请填 0 到 {LONGEST_MONTHS} 个月：只保留实现目的所必要的最短时间（个人信息保护法第十九条）"
            )
    return controller


def close_account(*, seat: Seat, by: Seat) -> Seat:
    """Erase who somebody is, everywhere; what was said and counted stays without a name.

    raises: NotYours: somebody else's account; Refused: the person holds an office
    """
    with acting(MOVES["close_account"], seat, by) as act:
        person = Person.objects.select_for_update().get(pk=act.thing.person_id)
        for erase in ERASERS:
            erase(person, act)
        act.thing.ends, act.thing.ended_by = timezone.now(), Ending.CLOSED
        _make_nameless(person)
    return act.thing


def _make_nameless(person: Person) -> None:
    """The account's row stays, because seats point at it; nothing in it leads to anybody."""
    person.name, person.phone, person.landline, person.email = "", None, "", ""
    RollPast.objects.filter(seat__person=person).delete()
    person.username, person.phone_verified, person.is_active = f"closed-{person.pk}", False, False
    person.last_login = None
    person.set_unusable_password()
    person.save()
