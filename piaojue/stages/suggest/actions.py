"""What happens in 征集: one function, one transaction, one record each."""

import secrets
from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.db.models import F

from piaojue.commons.evidence.models import Upload
from piaojue.commons.moves import NotYours, Refused
from piaojue.commons.notify.tell import tell, tell_phones
from piaojue.commons.people.models import Seat
from piaojue.commons.places.models import Place
from piaojue.commons.record.log import record
from piaojue.commons.years.models import Year
from piaojue.stages.suggest.models import Campaign, Channel, ProposerType, Suggestion, Support
from piaojue.stages.suggest.moves import MOVES
from piaojue.stages.suggest.tickets import Ticket

CONSENT_VERSION = "2026-11"
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
        place=year.place, year=year, title=title, text=text, opens_on=opens_on, closes_on=closes_on, contact=contact,
        created_by=by,
    )  # fmt: skip
    record("suggest.campaign_opened", campaign, by)
    return campaign


@transaction.atomic
def suggest(
    *, year: Year, title: str, content: str, spot: Place, by: Seat, category: str = "", rationale: str = "",
    address: str = "", beneficiaries: int | None = None, est_cost_yuan: int | None = None,
    channel: str = Channel.WEB, on_behalf: bool = False, proposer_name: str = "", proposer_phone: str = "",
    proposer_type: str = ProposerType.RESIDENT, photos: list[Upload] = (), negative_hits: list[str] = (),
    lng: float | None = None, lat: float | None = None, source_ref: str = "",
) -> Suggestion:  # fmt: skip
    """Take one suggestion and give it a 查询码.

    on_behalf: entered by a deputy or clerk for somebody without a phone; then the proposer's name is required
    spot:      must lie inside the year's region
    raises:    NotYours, Refused (not the season, place outside, nothing said)
    """
    MOVES.take("enter_for" if on_behalf else "suggest", year, by)
    problems = []
    if not year.place.covers(spot):
        problems.append(f"所在地要选{year.place.name}范围内的地方")
    if len(title.strip()) < 4:
        problems.append("名称请至少写 4 个字,说清要做什么")
    if on_behalf and not proposer_name.strip():
        problems.append("代他人登记时,请填写建议人姓名")
    if problems:
        raise Refused(*problems)
    suggestion = Suggestion(
        place=year.place, year=year, campaign=Campaign.objects.filter(year=year).order_by("-pk").first(),
        ticket_no=new_ticket_no(), title=title.strip(), content=content.strip(), rationale=rationale, category=category,
        spot=spot, address=address, beneficiaries=beneficiaries, est_cost_yuan=est_cost_yuan, lng=lng, lat=lat,
        proposer=None if on_behalf else by.person,
        proposer_name=proposer_name if on_behalf else by.person.name,
        proposer_phone=proposer_phone if on_behalf else by.person.phone or "",
        proposer_type=proposer_type, channel=channel, source_ref=source_ref, consent_version=CONSENT_VERSION,
        negative_hits=list(negative_hits), created_by=by,
    )  # fmt: skip
    suggestion.save()
    if photos:
        suggestion.photos.set(photos)
    record("suggest.suggested", suggestion, by, channel=channel, on_behalf=on_behalf, photos=len(photos))
    told = f"您的建议“{suggestion.title}”已收到,查询码 {suggestion.ticket_no}。"
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
        Suggestion.objects.filter(year=year, channel=Channel.HOTLINE, source_ref__in=[t.source_ref for t in tickets])
        .values_list("source_ref", flat=True)
    )  # fmt: skip
    fresh = [ticket for ticket in tickets if ticket.source_ref not in known]
    for ticket in fresh:
        suggestion = Suggestion.objects.create(
            place=year.place, year=year, ticket_no=new_ticket_no(), title=ticket.title, content=ticket.content,
            spot_id=ticket.spot, proposer_name=ticket.proposer_name, proposer_phone=ticket.proposer_phone,
            channel=Channel.HOTLINE, source_ref=ticket.source_ref, consent_version="hotline", created_by=by,
        )  # fmt: skip
        record("suggest.imported", suggestion, by, source_ref=ticket.source_ref)
    record("suggest.tickets_imported", year, by, new=len(fresh), known=len(known))
    return {"new": len(fresh), "known": len(tickets) - len(fresh)}


@transaction.atomic
def count_scan(*, campaign: Campaign) -> None:
    """Somebody came by the QR code; a mere counter, not an act of office."""
    Campaign.objects.filter(pk=campaign.pk).update(hits=F("hits") + 1)


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
def support(*, suggestion: Suggestion, by: Seat) -> Support:
    """附议 a suggestion that is in no demand yet. Raises NotYours, Refused (one's own, seconded already, grouped)."""
    suggestion = Suggestion.objects.select_for_update(of=("self",)).select_related("place", "year").get(pk=suggestion.pk)
    MOVES.take("support", suggestion, by)
    if suggestion.proposer_id == by.person_id:
        raise Refused("这件事您自己已经提过,不用再附议")
    made, new = Support.objects.get_or_create(suggestion=suggestion, person=by.person)
    if not new:
        raise Refused("您已经附议过")
    record("suggest.supported", suggestion, by)
    return made


def new_ticket_no() -> str:
    """查询码 of 8 letters (40 bits): not guessable, easy to read aloud."""
    return "".join(secrets.choice(TICKET_LETTERS) for _ in range(8))
