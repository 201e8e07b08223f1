"""A place names its controller and enters what it has assessed; somebody closes the account."""

import re
from dataclasses import asdict, dataclass
from datetime import date, timedelta

from allauth.mfa.models import Authenticator
from django.utils import timezone

from engines.writing import half_width, read_phones
from piaojue.commons.acting import acting
from piaojue.commons.moves import Refused
from piaojue.commons.people.models import Person, RollPast, Seat
from piaojue.commons.people.office import Ending
from piaojue.commons.places.models import Place
from piaojue.commons.privacy.erasing import ERASERS
from piaojue.commons.privacy.models import Assessment, Conclusion, Controller
from piaojue.commons.privacy.moves import MOVES
from piaojue.commons.privacy.notice import OCCASIONS

LONGEST_MONTHS = 60
LONGEST_YEARS = 3
"""How long an assessment may be relied on at most 〔本站〕; what has changed is assessed anew in any case."""
SHORTEST_PART = 10
"""What is shorter says nothing (characters)."""
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


@dataclass(frozen=True)
class Findings:
    """An assessment as it is typed; see `Assessment` for what each means."""

    title: str
    covers: tuple[str, ...]
    made_on: date
    made_by: str
    until: date
    lawful: str
    risks: str
    measures: str
    conclusion: str
    doc_no: str = ""


def enter_assessment(*, place: Place, findings: Findings, by: Seat) -> Assessment:
    """Enter an assessment of the own place (个人信息保护法 55、56 条). It is never deleted.

    raises: NotYours; Refused with everything that is missing or cannot be
    """
    row = Assessment(place=place, **asdict(findings) | {"covers": list(findings.covers)})
    with acting(MOVES["enter_assessment"], place, by, makes=row):
        if reasons := [*_unnamed(row), *wrong_days(row), *too_short(row)]:
            raise Refused(*reasons)
    return row


def _unnamed(row: Assessment) -> list[str]:
    problems = []
    if not row.covers or not set(row.covers) <= set(OCCASIONS):
        problems.append("请选择评估情形：属于法律写明要评估的哪一种（个人信息保护法第五十五条）")
    if row.conclusion not in Conclusion.values:
        problems.append("请选择结论")
    if not row.title.strip() or not row.made_by.strip():
        problems.append("请填写名称、评估机构和人员")
    return problems


def wrong_days(row: Assessment) -> list[str]:
    """Why its days cannot be."""
    if row.made_on > timezone.localdate():
        return ["评估日期不能晚于今天：评估要先做"]
    if not row.made_on < row.until <= row.made_on + timedelta(days=366 * LONGEST_YEARS):
        return [f"“适用到”要晚于评估日期，最长 {LONGEST_YEARS} 年；用途、方式、种类有变化的要重新评估"]
    return []


def too_short(row: Assessment) -> list[str]:
    """Which of the three parts that the law names says nothing (个人信息保护法 56 条)."""
    return [
        f"请写明“{heading}”（个人信息保护法第五十六条）"
        for heading, text in row.parts
        if len(text.strip()) < SHORTEST_PART
    ]


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
    Authenticator.objects.filter(user=person).delete()
    person.username, person.phone_verified, person.is_active = f"closed-{person.pk}", False, False
    person.last_login = None
    person.set_unusable_password()
    person.save()
