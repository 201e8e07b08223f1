"""A call is published, suggestions come in, dangers are told at once."""

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.core.files.uploadedfile import UploadedFile
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from engines.dates import collection, unexplained
from engines.matching import cover_numbers
from engines.writing import clean_line, clean_text, is_seen
from piaojue.commons.acting import Doing, acting
from piaojue.commons.evidence.fields import kept
from piaojue.commons.evidence.models import Upload
from piaojue.commons.instruments.queries import least_collection_days
from piaojue.commons.moves import Refused
from piaojue.commons.notify.tell import tell
from piaojue.commons.people.models import Seat
from piaojue.commons.people.queries import is_deputy
from piaojue.commons.years.models import Year
from piaojue.stages.suggest.alarms import alarm_of, tell_on_duty
from piaojue.stages.suggest.doubts import at_first
from piaojue.stages.suggest.models import Alarm, Campaign, Channel, ProposerType, Suggestion, Support
from piaojue.stages.suggest.moves import MOVES
from piaojue.stages.suggest.publication import Publication
from piaojue.stages.suggest.queries import campaign_of
from piaojue.stages.suggest.telling import tell_proposer
from piaojue.stages.suggest.tickets import Ticket
from piaojue.stages.suggest.undoing import undo_tickets as undo_tickets
from piaojue.stages.suggest.values import (
    BY_WEB,
    NO_PLAN,
    NOTHING_ATTACHED,
    OWN_ACCOUNT,
    Attached,
    Known,
    Origin,
    Plan,
    Proposer,
    Spot,
    Words,
)

CONSENT_VERSION = "2026-12"
TICKET_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # no 0/O, 1/I: read aloud on the phone
TICKET_LENGTH = 8
SHORTEST_TITLE, SHORTEST_NOTE = 4, 4


def open_campaign(
    *,
    year: Year,
    title: str,
    text: str,
    opens_on: date,
    closes_on: date,
    by: Seat,
    contact: str = "",
    date_reason: str = "",
) -> Campaign:
    """Publish the year's call. Raises NotYours; Refused when it closes before it opens.

    date_reason: why it is shorter than the usual thirty days; kept in the log
    """
    campaign = Campaign(
        place=year.place, year=year, title=title, text=text, opens_on=opens_on, closes_on=closes_on, contact=contact
    )
    with acting(MOVES["open_campaign"], year, by, makes=campaign) as act:
        if wrong := unexplained(collection(opens_on, closes_on, least_collection_days(year.place)), date_reason):
            raise Refused(*wrong)
        if date_reason.strip():
            act.note(date_reason=date_reason.strip())
    return campaign


def count_scan(*, campaign: Campaign) -> None:
    """Somebody came by the QR code; a mere counter, not an act of office."""
    Campaign.objects.filter(pk=campaign.pk).update(hits=F("hits") + 1)


def suggest(
    *,
    year: Year,
    words: Words,
    spot: Spot,
    by: Seat,
    proposer: Proposer = OWN_ACCOUNT,
    plan: Plan = NO_PLAN,
    origin: Origin = BY_WEB,
    attached: Attached = NOTHING_ATTACHED,
) -> Suggestion:
    """Take one's own suggestion and give it a 查询码. Name and phone are those of the account.

    raises: NotYours; Refused: not the season, a place outside the year's region, nothing said
    """
    suggestion = Suggestion(place=year.place, year=year, ticket_no=new_ticket_no())
    with acting(MOVES["suggest"], year, by, makes=suggestion) as act:
        _demand(_unfit(year, words, spot))
        suggestion.proposer = by.person
        own = replace(proposer, name=by.person.name, phone=by.person.phone or "")
        _fill(suggestion, words, spot, own, plan, origin)
        alarm = _take(act, suggestion, attached)
        act.save()
        if alarm:
            tell_on_duty(alarm)
        inside = origin.known is not None and not origin.known.told_outside
        tell([by.person_id], _receipt(suggestion), suggestion.get_absolute_url(), inside=inside)
    return suggestion


def enter_for(
    *,
    year: Year,
    words: Words,
    spot: Spot,
    by: Seat,
    proposer: Proposer,
    plan: Plan = NO_PLAN,
    origin: Origin = BY_WEB,
    attached: Attached = NOTHING_ATTACHED,
) -> Suggestion:
    """A deputy or clerk enters what somebody else asks for, who hears of it by SMS if they agreed. The proposer's name is required.

    raises: NotYours; Refused: not the season, a place outside the year's region, nothing said, no name
    """
    suggestion = Suggestion(place=year.place, year=year, ticket_no=new_ticket_no())
    with acting(MOVES["enter_for"], year, by, makes=suggestion) as act:
        nameless = [] if is_seen(proposer.name) else ["代他人登记时，请填写建议人姓名"]
        _demand(_unfit(year, words, spot) + nameless)
        _fill(suggestion, words, spot, proposer, plan, origin)
        alarm = _take(act, suggestion, attached)
    if alarm:
        tell_on_duty(alarm)
    tell_proposer(suggestion, _receipt(suggestion), by_sms=True)
    return suggestion


def _demand(problems: Sequence[str]) -> None:
    if problems:
        raise Refused(*problems)


def _unfit(year: Year, words: Words, spot: Spot) -> list[str]:
    problems = []
    if not year.place.covers(spot.place):
        problems.append(_("所在地要选%(place)s范围内的地方") % {"place": year.place.name})
    if len(clean_line(words.title)) < SHORTEST_TITLE:
        problems.append("名称请至少写 4 个字，说清要做什么")
    return problems


def _kind_of(proposer: Proposer, person: int | None, known: Known | None) -> str:
    """A deputy who proposes counts as a deputy, signed in or known by the phone, whatever seat is acted from."""
    if proposer.type != ProposerType.RESIDENT:
        return proposer.type
    by_deputy = known.by_deputy if known else is_deputy(person, proposer.phone)
    return ProposerType.DEPUTY if by_deputy else ProposerType.RESIDENT


def _call_of(year: Year, known: Known | None) -> int | None:
    """Key of the year's latest call."""
    if known:
        return known.call
    campaign = campaign_of(year)
    return campaign.pk if campaign else None


def _fill(suggestion: Suggestion, words: Words, spot: Spot, proposer: Proposer, plan: Plan, origin: Origin) -> None:
    """Write the values into the row. Personal numbers are covered in everything that others may read."""
    covered_words = covered(
        title=clean_line(words.title),
        content=clean_text(words.content),
        rationale=words.rationale,
        background=words.background,
        beneficiary_group=plan.beneficiary_group,
        suggested_owner=plan.suggested_owner,
    )
    columns = covered_words | {
        "campaign_id": _call_of(suggestion.year, origin.known),
        "consent_version": CONSENT_VERSION,
        "category": words.category,
        "negative_hits": list(words.negative_hits),
        "spot": spot.place,
        "address": spot.address,
        "lng": spot.lng,
        "lat": spot.lat,
        "beneficiaries": plan.beneficiaries,
        "est_cost_yuan": plan.est_cost_yuan,
        "funding_source": plan.funding_source,
        "starts_in": plan.starts_in,
        "done_in": plan.done_in,
        "proposer_name": proposer.name,
        "proposer_phone": proposer.phone,
        "proposer_type": _kind_of(proposer, suggestion.proposer_id, origin.known),
        "org": proposer.org,
        "post": proposer.post,
        "mail_address": proposer.mail_address,
        "anonymize": proposer.anonymize or proposer.by_guardian,
        "by_sms": proposer.by_sms,
        "by_guardian": proposer.by_guardian,
        "channel": origin.channel,
        "source": origin.source,
    }
    for name, value in columns.items():
        setattr(suggestion, name, value)


def _take(act: Doing[Year], suggestion: Suggestion, attached: Attached) -> Alarm | None:
    """Keep the suggestion with what is attached. Returns the alarm that its words raise, if any."""
    suggestion.publication = at_first(suggestion)
    alarm = alarm_of(suggestion)
    given = {"photos": attached.photos, "files": attached.files}
    suggestion.without_links = frozenset(name for name, files in given.items() if not files)
    if alarm or attached.photos or attached.files:
        act.save()
    if attached.photos:
        suggestion.photos.set(_uploads(attached.photos, suggestion, act.by, photo=True))
    if attached.files:
        suggestion.files.set(_uploads(attached.files, suggestion, act.by, photo=False))
    act.note(channel=suggestion.channel, photos=len(attached.photos), files=len(attached.files))
    if alarm:
        alarm.save()
        act.also(MOVES["raise_alarm"], alarm, kinds=alarm.kinds)
    return alarm


def _uploads(files: Iterable[UploadedFile], suggestion: Suggestion, by: Seat | None, *, photo: bool) -> list[Upload]:
    """The files, kept for the inside only; personal numbers in their names are covered."""
    files = list(files)
    for file in files:
        file.name = cover_numbers(file.name or "").text
    return kept(files, place=suggestion.place, by=by, photo=photo, public=False)


def _receipt(suggestion: Suggestion) -> str:
    later = "" if suggestion.publication == Publication.PUBLISHED else "原文由工作人员看过后公开，归并和答复不受影响。"
    return f"您的建议“{suggestion.title}”已收到，查询码 {suggestion.ticket_no}。{later}"


@dataclass(frozen=True)
class Imported:
    """What an import did. new: tickets that became suggestions; known: tickets that were there already (条)."""

    new: int
    known: int


def import_tickets(*, year: Year, tickets: Iterable[Ticket], by: Seat) -> Imported:
    """Take hotline tickets that were checked by their preview: all or none; a ticket known already is left as it is.

    raises: NotYours, Refused
    """
    tickets = list(tickets)
    alarms = []
    with acting(MOVES["import_tickets"], year, by) as act:
        act.leave()
        numbers = [ticket.source_ref for ticket in tickets]
        rows = Suggestion.objects.filter(year=year, channel=Channel.HOTLINE, source_ref__in=numbers)
        known = set(rows.values_list("source_ref", flat=True))
        fresh = [ticket for ticket in tickets if ticket.source_ref not in known]
        for ticket in fresh:
            suggestion = _from_ticket(act.thing, ticket, by)
            act.also(MOVES["take_ticket"], suggestion, source_ref=ticket.source_ref)
            if alarm := alarm_of(suggestion):
                alarm.save()
                act.also(MOVES["raise_alarm"], alarm, kinds=alarm.kinds)
                alarms.append(alarm)
        act.note(new=len(fresh), known=len(known))
    for alarm in alarms:
        tell_on_duty(alarm)
    return Imported(len(fresh), len(tickets) - len(fresh))


def _from_ticket(year: Year, ticket: Ticket, by: Seat) -> Suggestion:
    return Suggestion.objects.create(
        place=year.place,
        year=year,
        ticket_no=new_ticket_no(),
        **covered(title=ticket.title, content=ticket.content),
        spot_id=ticket.spot,
        address=ticket.address,
        proposer_name=ticket.proposer_name,
        proposer_phone=ticket.proposer_phone,
        by_sms=ticket.by_sms,
        channel=Channel.HOTLINE,
        source_ref=ticket.source_ref,
        consent_version="hotline",
        created_by=by,
    )


def support(*, suggestion: Suggestion, by: Seat, source: str = "") -> Support:
    """附议 a suggestion that is in no demand yet. Raises NotYours, Refused (one's own, seconded already, grouped)."""
    with acting(MOVES["support"], suggestion, by) as act:
        act.leave()
        if act.thing.supports.filter(person=by.person).exists():
            raise Refused("您已经附议过")
        return Support.objects.create(suggestion=act.thing, person=by.person, source=source)


def handle_alarm(*, alarm: Alarm, note: str, by: Seat) -> Alarm:
    """Somebody dealt with it and says how. Raises NotYours, Refused (done already, nothing said)."""
    with acting(MOVES["handle_alarm"], alarm, by) as act:
        if len(note.strip()) < SHORTEST_NOTE:
            raise Refused("请写明怎样处置的（至少 4 个字），例如：已电话核实并转消防")
        act.thing.handled_at, act.thing.handled_by, act.thing.note = timezone.now(), by, note.strip()
    return act.thing


def covered(**texts: str) -> dict[str, str]:
    """Texts with personal numbers covered."""
    return {name: cover_numbers(text).text for name, text in texts.items()}


def new_ticket_no() -> str:
    """查询码 of 8 letters (40 bits): not guessable, easy to read aloud."""
    return "".join(secrets.choice(TICKET_LETTERS) for _letter in range(TICKET_LENGTH))
