"""What of people, mandates, terms and bodies can be corrected. A phone and a name never enter the log."""

from collections.abc import Iterable
from datetime import datetime, time

from django import forms
from django.utils import timezone

from engines.writing import read_phones
from piaojue.commons.correctable import SECONDS, Input, correctable
from piaojue.commons.moves import Reach
from piaojue.commons.people.models import Body, Person, Seat, Term
from piaojue.commons.people.moves import KEEPERS
from piaojue.commons.roles import Role


def is_known_here_alone(seat: Seat, by: Seat) -> bool:
    """A person who also acts elsewhere is corrected by who reaches everywhere; an administrator by administrators."""
    others = seat.person.seats.exclude(role=Role.RESIDENT)
    if by.role != Role.ADMIN and others.filter(role=Role.ADMIN).exists():
        return False
    return seat.role != Role.RESIDENT and not others.exclude(place__code__startswith=by.place_id).exists()


def has_signed_in(seat: Seat) -> str:
    return "本人已经登录使用过" if seat.person.last_login else ""


def unfit(seat: Seat) -> Iterable[str]:
    """Objections to a person's new name and phone."""
    person = seat.person
    if not person.name.strip():
        yield "姓名不能为空"
    if person.phone and not read_phones(person.phone).mobiles:
        yield "手机号须是 11 位：本人要用它登录、收短信，座机请写在别处"
    if person.phone and Person.objects.filter(phone=person.phone).exclude(pk=person.pk).exists():
        yield "这个手机号已经登记在另一个人名下，请核对"
    person.phone = person.phone or None


def unverified(act, seat: Seat, correction) -> None:
    """A new phone is nobody's until its owner has signed in with it."""
    if "phone" in correction.new:
        Person.objects.filter(pk=seat.person_id).update(phone_verified=False)


correctable(
    Seat,
    holder="person",
    held=("name", "phone", "landline"),
    fields=("title", "card_no"),
    roles=KEEPERS,
    reach=Reach.BELOW,
    whose=is_known_here_alone,
    frozen=has_signed_in,
    countersigners=SECONDS | KEEPERS,
    relied=lambda seat: [seat.person_id],
    objections=unfit,
    then=unverified,
)


def unlike_its_end(seat: Seat) -> Iterable[str]:
    """Objections to how an office is said to have begun and ended."""
    if seat.ends is None and (seat.ended_by or seat.end_evidence):
        yield "这个席位还没有结束，不写离任原因和依据"
    if seat.ends is not None and not seat.ended_by:
        yield "请选择离任原因"


correctable(
    Seat,
    part="mandate",
    label="更正任期",
    fields=("begun_by", "evidence", "ended_by", "end_evidence"),
    roles=KEEPERS,
    reach=Reach.BELOW,
    relied=lambda seat: [seat.person_id],
    objections=unlike_its_end,
)


def has_met(term: Term) -> str:
    return "这一届已经召开过会议" if term.sittings.exists() else ""


def out_of_order(term: Term) -> Iterable[str]:
    """Objections to a term's number and first day."""
    others = term.body.terms.exclude(pk=term.pk)
    if others.filter(number=term.number).exists():
        yield f"{term.body.name}已经有{term}"
    if term.begins and term.ends and term.begins >= term.ends:
        yield "开始的日期要在结束以前"
    for other in others.exclude(begins=None):
        if term.begins and other.begins and (other.number < term.number) != (other.begins < term.begins):
            yield f"届次和开始的日期要与{other}（{timezone.localdate(other.begins)} 开始）的先后一致"


correctable(
    Term,
    fields=("number", "begins"),
    roles=KEEPERS,
    reach=Reach.BELOW,
    frozen=has_met,
    countersigners=SECONDS | KEEPERS,
    objections=out_of_order,
    inputs={
        "begins": Input(
            lambda term: forms.DateField(
                label="开始", widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
            ),
            shown=lambda at: timezone.localdate(at) if at else None,
            read=lambda day: timezone.make_aware(datetime.combine(day, time.min)) if day else None,
        )
    },
)


def stands_in_years(body: Body) -> str:
    return (
        "这个机构已经用在公开的年度里"
        if body.place.years.filter(standing="real").exclude(stage="planned").exists()
        else ""
    )


def other_body(body: Body) -> Iterable[str]:
    if Body.objects.filter(place=body.place, kind=body.kind, name=body.name).exclude(pk=body.pk).exists():
        yield f"已经有一个同类的机构叫“{body.name}”"


correctable(
    Body,
    fields=("name", "term_no"),
    roles=KEEPERS,
    reach=Reach.BELOW,
    whose=lambda body, by: body.kind != "residents",
    frozen=stands_in_years,
    countersigners=SECONDS | KEEPERS,
    relied=lambda body: body.seats.in_office().values_list("person_id", flat=True),
    objections=other_body,
)
