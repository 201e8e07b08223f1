"""What happens to people, bodies and seats."""

import secrets
from dataclasses import dataclass, replace
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from engines.writing import name_key
from piaojue.commons.acting import acting
from piaojue.commons.moves import NotYours, Refused
from piaojue.commons.people.bodies import unfit
from piaojue.commons.people.holds import two_must_act
from piaojue.commons.people.models import Body, BodyKind, Person, Seat, Term
from piaojue.commons.people.moves import MOVES
from piaojue.commons.people.office import Beginning, Ending
from piaojue.commons.people.offices import objections
from piaojue.commons.people.queries import term_on
from piaojue.commons.people.sides import (
    held_for_a_vote,
    is_none_of_theirs,
    of_two,
    takes_two,
    tell_of,
)
from piaojue.commons.people.usual import ONE_OF_A_KIND, ROLES_IN, usual_bodies
from piaojue.commons.places.actions import find_region, import_places
from piaojue.commons.places.models import Level, Place
from piaojue.commons.roles import Role, word_for

MADE_UP = ("phone-", "u-")  # how names for signing in begin that nobody chose
OF_A_CONGRESS = (Role.DEPUTY, Role.PRESIDIUM, Role.COMMITTEE, Role.CONGRESS_CHAIR)


@transaction.atomic
def welcome_resident(*, phone: str, sample: bool = False) -> Person:
    """The person behind a verified phone; a new one becomes a resident (任何人都可参加)."""
    person, _new = Person.objects.get_or_create(
        phone=phone, defaults={"username": f"phone-{secrets.token_hex(8)}", "sample": sample}
    )
    if not person.phone_verified or not person.password:
        person.phone_verified = True
        if not person.password:
            person.set_unusable_password()
        person.save(update_fields=["phone_verified", "password"])
    if not person.seats.in_office().exists():
        with acting(MOVES["join_as_resident"], _resident_seat(person), None):
            pass
    return person


def _resident_seat(person: Person) -> Seat:
    home = Place.objects.filter(level=Level.CITY).first() or Place.objects.order_by("code").first()
    if home is None:
        raise Refused("系统还没有导入地区，请联系管理员")
    body, _new = Body.objects.get_or_create(place=home, kind=BodyKind.RESIDENTS, name=f"{home.name}居民")
    return Seat(person=person, body=body, place=home, role=Role.RESIDENT)


@transaction.atomic
def first_administrator(*, username: str, name: str, password: str, prefix: str) -> Person:
    """On an empty database only: the first administrator and the region the installation is for.

    prefix: the region's code or name, e.g. 1501 or 呼和浩特市; raises Refused once anybody exists
    """
    if Person.objects.exists():
        raise Refused("系统已有用户，请由管理员登录后操作")
    prefix = find_region(prefix)
    import_places(prefix=prefix)
    person = Person.objects.create_user(username=username, password=password, name=name)
    with acting(MOVES["become_first_administrator"], _administrator(person, Place.objects.get(code=prefix)), None):
        return person


@transaction.atomic
def add_region(*, region: str, by: Seat) -> Place:
    """Import another region (code or name); outside the administrator's own, the administrator gets a seat there, too.

    raises: NotYours, Refused (no such region, or several of that name)
    """
    code = find_region(region)
    import_places(prefix=code, by=by)
    place = Place.objects.get(code=code)
    if not by.place.covers(place):
        with acting(MOVES["administer_region"], _administrator(by.person, place), by):
            pass
    return place


def _administrator(person: Person, place: Place) -> Seat:
    """The person's seat as administrator of a place, saved or not."""
    body, _new = Body.objects.get_or_create(place=place, kind=BodyKind.OPERATIONS, name="系统运维")
    seat = Seat.objects.in_office().filter(person=person, body=body, role=Role.ADMIN).first()
    return seat or Seat(person=person, body=body, role=Role.ADMIN, place=place)


@dataclass(frozen=True)
class Particulars:
    """What else is known of somebody who is appointed.

    username: the name for signing in, of a person who has none of their own yet
    card_no:  代表证号; delegation: 代表团; term: 届, of a deputy
    begins:   when the office begins (aware); None: now
    begun_by: a value of `Beginning`; evidence: what says so (公告、任免文件)
    agreed:   two people have agreed on it: the number of members may change although a ballot rests on it
    person:   who it is, where that is known; None: whoever has the phone, or somebody new
    """

    username: str = ""
    card_no: str = ""
    delegation: Body | None = None
    term: Term | None = None
    begins: datetime | None = None
    begun_by: str = ""
    evidence: str = ""
    agreed: bool = False
    person: Person | None = None


def appoint(
    *,
    body: Body,
    role: str,
    name: str,
    phone: str,
    by: Seat | None,
    title: str = "",
    more: Particulars = Particulars(),
    sample: bool = False,
) -> Seat:
    """Give a person (found by phone, or new) a seat in a body. One that is held stays; one that has ended stays ended,
    and a new one begins.

    title:  职务
    by:     None only from commands and imports that have checked already
    raises: NotYours; Refused: a role that the body or its region cannot have, a phone that is somebody else's, a name for
            signing in that is taken, another office of the person that excludes this one (`people.offices`)
    """
    if body.kind == BodyKind.CONGRESS and role == Role.DEPUTY and more.term is None:
        more = replace(more, term=term_on(body, timezone.localdate(more.begins)))
    with acting(MOVES["appoint"], body, by, unasked=by is None) as act:
        if problem := unfit_role(body, role, by) or _unfit_delegation(body, more.delegation):
            raise Refused(problem)
        person = more.person or _the_person(name, phone, more.username, sample)
        seat = Seat.objects.filter(person=person, body=body, role=role, term=more.term, ends=None).first()
        if seat is None:
            if not more.agreed and (problem := two_must_act(body, role, more.term)):
                raise Refused(problem)
            seat = _new_seat(person, body, role, more, title)
            reasons = [
                f"{person.name or name}{why}" for why in objections(person, body, role, seat.begins or timezone.now())
            ]
            if reasons := [*reasons, *_alone(by, person, body, role, more)]:
                raise Refused(*reasons)
        elif more.delegation is None or seat.delegation_id == more.delegation.pk:
            act.nothing()
        act.make(seat)
        seat.delegation = more.delegation or seat.delegation
    return seat


def _alone(by: Seat | None, person: Person, body: Body, role: str, more: Particulars) -> list[str]:
    """Why one person may not make this seat alone; empty: she may, or two have agreed on it."""
    if more.agreed or by is None:
        return []
    if person.pk == by.person_id:
        return ["不能任命自己，请由另一位工作人员办理"]
    if is_none_of_theirs(by, role, body.place):
        return [f"只能办理本方的人员，{word_for(role, body.place)}由他们自己的工作人员办理"]
    return [of_two(role, body.place)] if takes_two(by, role, body.place) else []


def _new_seat(person: Person, body: Body, role: str, more: Particulars, title: str = "") -> Seat:
    """A seat that begins, not saved yet."""
    usual = Beginning.ELECTION if role == Role.DEPUTY else Beginning.APPOINTMENT
    return Seat(
        person=person,
        body=body,
        place=body.place,
        role=role,
        title=title,
        card_no=more.card_no,
        term=more.term,
        begins=more.begins or timezone.now(),
        begun_by=more.begun_by or usual,
        evidence=more.evidence,
    )


def unfit_role(body: Body, role: str, by: Seat | None) -> str | None:
    """Why a body or its region cannot have this role (docs/domain.md#roles); None: it can."""
    place, label = body.place, word_for(role, body.place)
    if by is not None and role == Role.ADMIN and by.role != Role.ADMIN:
        return "系统管理员只能由系统管理员任命"
    if not place.has_congress and role in OF_A_CONGRESS:
        return f"{place.name}不设人民代表大会，没有{label}（地方组织法 7、59 条）"
    if place.is_township and role == Role.COMMITTEE:
        return f"{place.name}人大不设常委会，没有{label}；由主席团办理，请任命{Role.PRESIDIUM.label}（地方组织法 19、46 条）"
    if body.ends is not None:
        return f"“{body.name}”已经撤并，请选择承接它的机构"
    if role in ROLES_IN[body.kind]:
        return None
    fitting = "、".join(word_for(one, place) for one in Role if one in ROLES_IN[body.kind])
    instead = f"，可以任命：{fitting}" if fitting else "，它的成员随代表名册产生"
    return f"“{body.name}”是{body.get_kind_display()}，不能任命{label}{instead}"


def _unfit_delegation(body: Body, delegation: Body | None) -> str | None:
    if delegation is None or (delegation.kind == BodyKind.DELEGATION and delegation.place_id == body.place_id):
        return None
    return "请选择本级的代表团"


def _the_person(name: str, phone: str, username: str, sample: bool) -> Person:
    """Whoever has this phone, or somebody new. A resident who came by phone code is given the name now."""
    person = Person.objects.filter(phone=phone).first() if phone else None
    if person is not None and person.name and name_key(person.name) != name_key(name):
        raise Refused(f"手机号 {phone} 已登记为“{masked_name(person.name)}”，与“{name}”不是同一个人，请核对")
    own = person is not None and not person.username.startswith(MADE_UP)
    if username and not own and Person.objects.filter(username=username).exists():
        raise Refused(f"登录名“{username}”已有人用，请换一个")
    if person is None:
        person = Person(username=username or f"u-{secrets.token_hex(6)}", name=name, phone=phone or None, sample=sample)
        person.set_unusable_password()
        person.save()
    elif not person.name or (username and not own):
        person.name, person.username = name, person.username if own or not username else username
        person.save(update_fields=["name", "username"])
    return person


def masked_name(name: str) -> str:
    """王秀英 → 王**."""
    return f"{name[:1]}{'*' * (len(name) - 1)}"


def end_seat(*, seat: Seat, by: Seat, ended_by: str = Ending.CLOSED, evidence: str = "", agreed: bool = False) -> Seat:
    """The person no longer acts in this seat. One cannot end the seat one acts from.

    ended_by: a value of `Ending`
    agreed:   two people have agreed on it: the number of members may change although a ballot rests on it
    raises:   NotYours, Refused: it has ended already; a ballot rests on the number of members
    """
    with acting(MOVES["end_seat"], seat, by) as act:
        if act.thing.ends is not None and act.thing.ends <= timezone.now():
            raise Refused("这个席位已经结束")
        if problem := held_for_a_vote([seat]):
            raise Refused(problem)
        if not agreed and takes_two(by, seat.role, seat.place):
            raise Refused(of_two(seat.role, seat.place))
        if not agreed and (problem := two_must_act(seat.body, seat.role, seat.term)):
            raise Refused(problem)
        act.thing.ends, act.thing.ended_by, act.thing.end_evidence = timezone.now(), ended_by, evidence.strip()
        tell_of([seat.person], f"您在{seat.body.name}的席位“{seat.get_role_display()}”已由{by.body.name}停用。")
    return act.thing


def password_changed(*, person: Person) -> None:
    """After the person has chosen a password."""
    Person.objects.filter(pk=person.pk).update(must_change_password=False)


def found_body(*, place: Place, kind: str, name: str, by: Seat, term_no: int | None = None) -> Body:
    """Register a body; one that is there already stays.

    raises: NotYours; Refused: a 街道 has neither congress nor presidium (地方组织法 59 条), a township no standing committee
    """
    there = Body.objects.filter(place=place, kind=kind, name=name).first()
    body = there or Body(place=place, kind=kind, name=name, term_no=term_no)
    with acting(MOVES["found_body"], place, by, makes=body) as act:
        if problem := unfit(kind, place):
            raise Refused(problem)
        if there:
            act.nothing()
    return body


@transaction.atomic
def found_usual(*, place: Place, by: Seat, term_no: int | None = None) -> list[Body]:
    """Register the bodies that a region of this kind usually has; those there already stay. Returns the new ones.

    term_no: 届次 of the congress
    raises:  NotYours, Refused
    """
    if place.is_leaf:
        raise Refused("社区、村不单设机构，请选择乡镇街道以上的地区")
    if not usual_bodies(place):
        raise Refused(f"{place.why_no_congress}。没有常用机构可以一次登记，需要的请逐个登记")
    standing = Body.objects.standing().filter(place=place)
    names, kinds = set(standing.values_list("name", flat=True)), set(standing.values_list("kind", flat=True))
    return [
        found_body(place=place, kind=kind, name=name, by=by, term_no=term_no if kind == BodyKind.CONGRESS else None)
        for kind, name in usual_bodies(place)
        if name not in names and not (kind in ONE_OF_A_KIND and kind in kinds)
    ]


def demo_seat(pk: int) -> Seat:
    """以…身份进入: a sample person's seat. Raises NotYours when demo sign-in is off or the person is real."""
    seat = Seat.objects.in_office().select_related("person").filter(pk=pk, person__sample=True).first()
    if not settings.DEMO_SIGN_IN or settings.PRODUCTION or seat is None:
        raise NotYours("demo")
    return seat


def mark_sample(*, person: Person) -> None:
    """Sample people may be entered by demo sign-in; refused in production."""
    if settings.PRODUCTION:
        raise Refused("正式环境不能有示例人物")
    Person.objects.filter(pk=person.pk).update(sample=True)


def set_large_text(*, person: Person, large: bool) -> None:
    """长辈版 on or off; a matter of taste, not of office: the log does not keep it."""
    Person.objects.filter(pk=person.pk).update(large_text=large)
