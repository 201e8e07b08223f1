"""What happens in 征集: one function, one transaction, one record each."""

import secrets
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from engines.matching import hints, mask
from piaojue.commons.evidence.models import Upload
from piaojue.commons.moves import NotYours, Refused
from piaojue.commons.notify.tell import tell, tell_phones
from piaojue.commons.people.models import Seat
from piaojue.commons.places.models import Place
from piaojue.commons.record.log import record
from piaojue.commons.years.models import Year
from piaojue.stages.suggest.models import Alarm, Campaign, Channel, ProposerType, Suggestion, Support
from piaojue.stages.suggest.moves import MOVES, ON_DUTY
from piaojue.stages.suggest.tickets import Ticket

CONSENT_VERSION = "2026-11"
MORE = frozenset(
    {
        "beneficiary_group",
        "suggested_owner",
        "funding_source",
        "starts_in",
        "done_in",
        "org",
        "post",
        "mail_address",
        "anonymize",
    }
)
CONTACT = ("proposer_name", "proposer_phone", "address", "org", "post", "mail_address")
TICKET_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # no 0/O, 1/I: read aloud on the phone


@transaction.atomic
def open_campaign(
    *, year: Year, title: str, text: str, opens_on: date, closes_on: date, by: Seat, contact: str = ""
) -> Campaign:
    """Publish the year's call. Raises NotYours, Refused when it closes before it opens."""
    MOVES.take("open_campaign", year, by)
    if closes_on <= opens_on:
        raise Refused("截止日期要晚于开始日期")
    campaign = Campaign.objects.create(
        place=year.place,
        year=year,
        title=title,
        text=text,
        opens_on=opens_on,
        closes_on=closes_on,
        contact=contact,
        created_by=by,
    )
    record("suggest.campaign_opened", campaign, by)
    return campaign


@transaction.atomic
def suggest(
    *,
    year: Year,
    title: str,
    content: str,
    spot: Place,
    by: Seat,
    category: str = "",
    rationale: str = "",
    address: str = "",
    beneficiaries: int | None = None,
    est_cost_yuan: int | None = None,
    channel: str = Channel.WEB,
    on_behalf: bool = False,
    proposer_name: str = "",
    proposer_phone: str = "",
    proposer_type: str = ProposerType.RESIDENT,
    photos: list[Upload] = (),
    negative_hits: list[str] = (),
    lng: float | None = None,
    lat: float | None = None,
    source_ref: str = "",
    source: str = "",
    by_sms: bool = False,
    background: str = "",
    files: list[Upload] = (),
    **more: Any,
) -> Suggestion:
    """Take one suggestion and give it a 查询码.

    on_behalf: entered by a deputy or clerk for somebody without a phone; then the proposer's name is required
    spot:      must lie inside the year's region
    source:    mark of where it came from (sources.py); by_sms: later steps are told by SMS, too
    more:      what else the form asks (docs/domain.md#suggestion-fields): MORE
    raises:    NotYours, Refused (not the season, place outside, nothing said)
    """
    MOVES.take("enter_for" if on_behalf else "suggest", year, by)
    if unknown := set(more) - MORE:
        raise TypeError(f"suggest() knows no {sorted(unknown)}")
    problems = []
    if not year.place.covers(spot):
        problems.append(_("所在地要选%(place)s范围内的地方") % {"place": year.place.name})
    if len(title.strip()) < 4:
        problems.append("名称请至少写 4 个字，说清要做什么")
    if on_behalf and not proposer_name.strip():
        problems.append("代他人登记时，请填写建议人姓名")
    if problems:
        raise Refused(*problems)
    suggestion = Suggestion(
        place=year.place,
        year=year,
        campaign=Campaign.objects.filter(year=year).order_by("-pk").first(),
        ticket_no=new_ticket_no(),
        category=category,
        **covered(title=title.strip(), content=content.strip(), rationale=rationale, background=background),
        **more | _covered_plan(more),
        spot=spot,
        address=address,
        beneficiaries=beneficiaries,
        est_cost_yuan=est_cost_yuan,
        lng=lng,
        lat=lat,
        proposer=None if on_behalf else by.person,
        proposer_name=proposer_name if on_behalf else by.person.name,
        proposer_phone=proposer_phone if on_behalf else by.person.phone or "",
        proposer_type=proposer_type,
        channel=channel,
        source_ref=source_ref,
        source=source,
        by_sms=by_sms,
        consent_version=CONSENT_VERSION,
        negative_hits=list(negative_hits),
        created_by=by,
    )
    suggestion.save()
    if photos:
        suggestion.photos.set(photos)
    if files:
        suggestion.files.set(files)
    record(
        "suggest.suggested", suggestion, by, channel=channel, on_behalf=on_behalf, photos=len(photos), files=len(files)
    )
    raise_alarm(suggestion, by)
    told = f"您的建议“{suggestion.title}”已收到，查询码 {suggestion.ticket_no}。"
    if suggestion.proposer_id:
        tell([suggestion.proposer_id], told, suggestion.get_absolute_url())
    else:
        tell_phones([proposer_phone], told)
    return suggestion


@transaction.atomic
def import_tickets(*, year: Year, tickets: Iterable[Ticket], by: Seat) -> dict[str, int]:
    """Take hotline tickets that were checked by tickets.read: all or none; a ticket known already is left as it is.

    returns: {"new": 条, "known": 条}
    """
    MOVES.take("import_tickets", year, by)
    tickets = list(tickets)
    known = set(
        Suggestion.objects.filter(
            year=year, channel=Channel.HOTLINE, source_ref__in=[t.source_ref for t in tickets]
        ).values_list("source_ref", flat=True)
    )
    fresh = [ticket for ticket in tickets if ticket.source_ref not in known]
    for ticket in fresh:
        suggestion = Suggestion.objects.create(
            place=year.place,
            year=year,
            ticket_no=new_ticket_no(),
            **covered(title=ticket.title, content=ticket.content),
            spot_id=ticket.spot,
            address=ticket.address,
            proposer_name=ticket.proposer_name,
            proposer_phone=ticket.proposer_phone,
            channel=Channel.HOTLINE,
            source_ref=ticket.source_ref,
            consent_version="hotline",
            created_by=by,
        )
        record("suggest.imported", suggestion, by, source_ref=ticket.source_ref)
        raise_alarm(suggestion, by)
    record("suggest.tickets_imported", year, by, new=len(fresh), known=len(known))
    return {"new": len(fresh), "known": len(tickets) - len(fresh)}


@transaction.atomic
def count_scan(*, campaign: Campaign) -> None:
    """Somebody came by the QR code; a mere counter, not an act of office."""
    Campaign.objects.filter(pk=campaign.pk).update(hits=F("hits") + 1)


@transaction.atomic
def correct_contact(*, suggestion: Suggestion, by: Seat, version: int | None = None, **contact: str) -> Suggestion:
    """Put right, or with empty texts erase, who proposed it and how to reach them; what they said stays as it is.

    contact: values of CONTACT
    raises:  NotYours, Refused (stale form)
    """
    suggestion = (
        Suggestion.objects.select_for_update(of=("self",)).select_related("place", "year").get(pk=suggestion.pk)
    )
    MOVES.take("correct_contact", suggestion, by, version=version)
    if unknown := set(contact) - set(CONTACT):
        raise TypeError(f"correct_contact() knows no {sorted(unknown)}")
    for name, value in contact.items():
        setattr(suggestion, name, value.strip())
    suggestion.save(update_fields=[*contact, "version"])
    record("suggest.contact_corrected", suggestion, by, fields=sorted(contact))
    return suggestion


@transaction.atomic
def withdraw(*, suggestion: Suggestion, by: Seat, version: int | None = None) -> Suggestion:
    """The proposer takes it back before it was dealt with. Raises NotYours for anybody else."""
    suggestion = Suggestion.objects.select_for_update().select_related("place", "year").get(pk=suggestion.pk)
    if suggestion.proposer_id != by.person_id:
        raise NotYours("withdraw")
    MOVES.take("withdraw", suggestion, by, version=version)
    suggestion.save(update_fields=["state", "version"])
    record("suggest.withdrawn", suggestion, by)
    return suggestion


@transaction.atomic
def support(*, suggestion: Suggestion, by: Seat, source: str = "") -> Support:
    """附议 a suggestion that is in no demand yet. Raises NotYours, Refused (one's own, seconded already, grouped)."""
    suggestion = (
        Suggestion.objects.select_for_update(of=("self",)).select_related("place", "year").get(pk=suggestion.pk)
    )
    MOVES.take("support", suggestion, by)
    if suggestion.proposer_id == by.person_id:
        raise Refused("这件事您自己已经提过，不用再附议")
    made, new = Support.objects.get_or_create(suggestion=suggestion, person=by.person, defaults={"source": source})
    if not new:
        raise Refused("您已经附议过")
    record("suggest.supported", suggestion, by)
    return made


@transaction.atomic
def handle_alarm(*, alarm: Alarm, note: str, by: Seat) -> Alarm:
    """Somebody dealt with it and says how. Raises NotYours, Refused (done already, nothing said)."""
    alarm = (
        Alarm.objects.select_for_update(of=("self",))
        .select_related("place", "year", "suggestion__spot")
        .get(pk=alarm.pk)
    )
    MOVES.take("handle_alarm", alarm, by)
    if not (alarm.place.covers(by.place) and (by.place_id == alarm.place_id or by.place.covers(alarm.suggestion.spot))):
        raise NotYours("handle_alarm")
    if alarm.handled_at:
        raise Refused("别人已经处置过了")
    if len(note.strip()) < 4:
        raise Refused("请写明怎样处置的（至少 4 个字），例如：已电话核实并转消防")
    alarm.handled_at, alarm.handled_by, alarm.note = timezone.now(), by, note.strip()
    alarm.save(update_fields=["handled_at", "handled_by", "note"])
    record("suggest.alarm_handled", alarm, by)
    return alarm


def raise_alarm(suggestion: Suggestion, by: Seat) -> Alarm | None:
    """Words of danger: the clerks of the place and of the street it lies in hear of it now, by notice and SMS."""
    said = f"{suggestion.content}。{suggestion.rationale}。{suggestion.background}"
    urgent = [hint for hint in hints(suggestion.title, said) if hint.urgent]
    if not urgent:
        return None
    alarm = Alarm.objects.create(
        place=suggestion.place,
        year=suggestion.year,
        suggestion=suggestion,
        kinds=[hint.name for hint in urgent],
        words=[word for hint in urgent for word in hint.words],
    )
    record("suggest.alarm_raised", alarm, by, kinds=alarm.kinds)
    above = [suggestion.spot_id[:n] for n in (4, 6, 9, 12) if len(suggestion.place_id) <= n <= len(suggestion.spot_id)]
    on_duty = Seat.objects.filter(place__in={suggestion.place_id, *above}, role__in=ON_DUTY, active=True)
    told = f"紧急：一条建议可能涉及{'、'.join(alarm.kinds)}，请马上核实处置。"
    tell(
        set(on_duty.values_list("person_id", flat=True)),
        told,
        f"{suggestion.year.get_absolute_url()}alarms/",
        by_sms=True,
    )
    return alarm


def _covered_plan(more: dict[str, Any]) -> dict[str, str]:
    """What of the plan everybody may read, with personal numbers covered."""
    return covered(**{name: more[name] for name in ("beneficiary_group", "suggested_owner") if name in more})


def covered(**texts: str) -> dict[str, str]:
    """Texts with personal numbers covered."""
    return {name: mask(text).text for name, text in texts.items()}


def new_ticket_no() -> str:
    """查询码 of 8 letters (40 bits): not guessable, easy to read aloud."""
    return "".join(secrets.choice(TICKET_LETTERS) for _ in range(8))
