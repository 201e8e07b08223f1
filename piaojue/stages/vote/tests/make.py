"""Polls that are valid by themselves, made through the room's actions. Later rooms' tests use them, too."""

import re
from collections.abc import Iterable
from datetime import date

from django.test import Client
from django.utils import timezone

from engines.counting import Rule
from engines.law import LEAST_MEMBERS, Matter, Organ
from piaojue.commons.decisions.actions import decide
from piaojue.commons.decisions.models import Decision
from piaojue.commons.decisions.values import Item, Minutes, Tally
from piaojue.commons.people.actions import appoint
from piaojue.commons.people.models import Body, BodyKind, Seat
from piaojue.commons.roles import Role
from piaojue.commons.sittings import actions as sittings
from piaojue.commons.sittings.counting import present
from piaojue.commons.sittings.models import Sitting, SittingKind
from piaojue.commons.years.models import Year
from piaojue.commons.years.road import Stage
from piaojue.stages.consult import actions as consult
from piaojue.stages.consult.models import Consultation
from piaojue.stages.shortlist.models import Dossier, DossierState, Version
from piaojue.stages.vote import actions
from piaojue.stages.vote.models import Poll, PollKind
from piaojue.stages.vote.values import Sheet
from tests import cast as the_cast
from tests import sealing
from tests.decided import seat_who_is_lacking
from tests.scenes import scene

TITLES = ["老旧小区加装电梯", "改造农贸市场公厕", "新建社区托育点", "公交站台遮阳避雨亭", "中小学食堂明厨亮灶"]


def voting_year(cast, stage: str = Stage.VOTING, **values) -> Year:
    """新城区's year, standing at 票决."""
    return the_cast.year(cast.xincheng, stage=stage, **values)


def candidates(cast, year: Year, number: int = 3) -> list[Dossier]:
    """Frozen candidates; `number` at most 5."""
    made = []
    for no, title in enumerate(TITLES[:number], 1):
        dossier = Dossier.objects.create(
            place=year.place,
            year=year,
            no=no,
            title=title,
            purpose="方便群众",
            scope="一处",
            spot=year.place,
            state=DossierState.CANDIDATE,
            total_yuan=805_000,
            due=date(2026, 10, 31),
        )
        Version.objects.create(dossier=dossier, number=1, content={"title": title}, frozen=True)
        made.append(dossier)
    return made


def session(cast, present: int = 5) -> Sitting:
    """The congress in session with the first `present` of the five deputies checked in."""
    body = Body.objects.get(place=cast.xincheng, kind=BodyKind.CONGRESS)
    sitting = sittings.call_sitting(
        body=body,
        kind=SittingKind.SESSION,
        name="新城区第十八届人民代表大会第六次会议",
        starts_on=date(2026, 1, 10),
        ends_on=date(2026, 1, 12),
        by=cast.secretary_he,
    )
    for nick in the_cast.DEPUTIES[:present]:
        sittings.check_in(sitting=sitting, seat=getattr(cast, nick), by=cast.secretary_he)
    return sitting


@scene
def prepared_poll(cast, *, year: Year | None = None, sitting: Sitting | None = None, number: int = 3, **values) -> Poll:
    """A poll with its tellers; `number` candidates for two seats unless a rule says otherwise."""
    year = year or voting_year(cast)
    if "items" not in values and not Dossier.objects.filter(year=year).exists():
        candidates(cast, year, number)
    poll = actions.prepare_poll(
        year=year, sitting=sitting or session(cast), by=cast.secretary_he, **{"rule": Rule(seats=2), **values}
    )
    named = [cast.teller_qian, cast.teller_zhou, cast.counter_wu]
    office = [slips_office(cast)] if poll.sealed else []
    return actions.appoint_tellers(poll=poll, seats=[*named, *office], by=cast.secretary_he)


def slips_office(cast) -> Seat:
    """票签组 of a sealed box: somebody who holds no key."""
    there = Seat.objects.filter(person__username="counter_tao").first()
    return there or the_cast.one_more(
        "counter_tao", "陶计票", Role.COUNTER, BodyKind.TELLERS, "新城区监票组", cast.xincheng
    )


@scene
def frozen_poll(cast, **values) -> Poll:
    """A poll whose ballot is fixed."""
    return actions.freeze_poll(poll=prepared_poll(cast, **values), by=cast.secretary_he)


def passed_poll(cast, poll: Poll) -> Poll:
    """The session has passed the rules and the tellers of a frozen poll, all who are there for them."""
    if not poll.binds or (poll.rules_passed_id and poll.tellers_passed_id):
        return poll
    all_ayes = actions.Hands(present(poll.sitting))
    return actions.enter_passed(
        poll=poll,
        rules=None if poll.rules_passed_id else all_ayes,
        tellers=None if poll.tellers_passed_id else all_ayes,
        number="大会〔2026〕1号",
        by=cast.secretary_he,
    )


@scene
def ready_poll(cast, **values) -> Poll:
    """A poll whose ballot is fixed, its rules and tellers passed: slips can be printed and the box opened."""
    return passed_poll(cast, frozen_poll(cast, **values))


def confirm(cast, poll: Poll, number: str = "主席团〔2026〕3号") -> Poll:
    """The presidium confirms in a sitting of its own; of a satisfaction ballot the desk takes the counts."""
    if poll.kind == PollKind.SATISFACTION:
        return actions.accept_measurement(poll=poll, by=cast.secretary_he)
    presidium_decides(cast, Matter.RESULT, poll, number=number)
    poll.refresh_from_db()
    return poll


def presidium_decides(cast, matter: Matter, thing, *, number: str = "主席团〔2026〕3号", ayes: int = 1) -> Decision:
    """What the presidium decided about one thing today, all for it. ayes: 0: all against it"""
    members = seat_who_is_lacking(Organ.PRESIDIUM, cast.xincheng, least=LEAST_MEMBERS)
    today = timezone.localdate()
    body = Body.objects.get(place=cast.xincheng, kind=BodyKind.PRESIDIUM)
    meeting = sittings.held_on(body=body, kind=SittingKind.PRESIDIUM, name="主席团第三次会议", on=today)
    return decide(
        sitting=meeting,
        matter=matter,
        items=[Item(thing)],
        tally=Tally(came=tuple(members), ayes=len(members) * ayes, noes=len(members) * (1 - ayes)),
        paper=Minutes(text="会议作出决定。", number=number, on=today),
        by=cast.secretary_he,
    )


def congress_chooses(cast, poll: Poll, *places: int, number: str = "大会〔2026〕5号") -> Poll:
    """The session decides about a tie: of the items that are tied those at `places` of the ballot are in."""
    tied = [item for item in poll.items if item.key in poll.the_verdict.pending]
    rows = {row.pk: row for row in Dossier.objects.filter(pk__in=[item.dossier for item in tied])}
    there = present(poll.sitting)
    decide(
        sitting=poll.sitting,
        matter=Matter.TIE,
        items=[
            Item(rows[item.dossier], ayes=there if item.no in places else 0, noes=0 if item.no in places else there)
            for item in tied
        ],
        tally=Tally(),
        paper=Minutes(text="大会决定票数相等的项目。", number=number),
        by=cast.secretary_he,
    )
    poll.refresh_from_db()
    return poll


@scene
def open_poll(cast, *, poll: Poll | None = None, slips: int = 5, **values) -> tuple[Poll, list[str]]:
    """An open poll and the slips' codes, as drawn."""
    poll = poll or frozen_poll(cast, **values)
    if poll.state == "prepared":
        poll = actions.freeze_poll(poll=poll, by=cast.secretary_he)
    poll = passed_poll(cast, poll)
    codes = actions.print_slips(poll=poll, number=slips, by=cast.teller_zhou) if slips else []
    return agree(cast, poll, actions.agree_to_open), codes


def agree(cast, poll: Poll, act) -> Poll:
    """Both tellers agree to open or to close."""
    act(poll=poll, by=cast.teller_qian)
    return act(poll=poll, by=cast.teller_zhou)


def vote(poll: Poll, code: str, *words: str, page: str = "1"):
    """One voter's phone sends a ballot: one word an item (approve, against, abstain; empty: blank)."""
    marks = {f"m{place:03d}": word for place, word in enumerate(words) if word}
    return Client().post(f"/booth/{poll.box_id}/cast/", {"slip": code, "page": page, **marks})


def sheet(poll: Poll, returned: int, *rows: tuple[int, int, int, int], spoiled: dict | None = None) -> Sheet:
    """A teller's sheet: one row of four counts an item."""
    return Sheet(returned, spoiled or {}, dict(zip(poll.keys, rows, strict=True)))


@scene
def counted_poll(cast, ballots: list[tuple[str, ...]], *, not_voted: int | None = None, **values) -> Poll:
    """A poll in which `ballots` were cast by phone, closed and counted."""
    poll, codes = open_poll(cast, **{"slips": len(ballots), **values})
    for code, words in zip(codes, ballots, strict=False):
        assert vote(poll, code, *words).status_code == 201
    poll = agree(cast, poll, actions.agree_to_close)
    out = poll.issued - len(ballots) if not_voted is None else not_voted
    return actions.count(poll=poll, not_voted=out, by=cast.counter_wu)


@scene
def confirmed_poll(cast, ballots: list[tuple[str, ...]] | None = None, **values) -> Poll:
    """A poll all of whose five deputies voted, confirmed: the first two projects are adopted."""
    ballots = ballots or [("approve", "approve", "against")] * 4 + [("approve", "abstain", "approve")]
    return confirm(cast, counted_poll(cast, ballots, **values))


@scene
def council(
    cast, *, deputies: int = 7, residents: int = 12, double: bool = True, projects: int = 3, seats: int = 2
) -> Consultation:
    """东街街道's council at its ballot on `projects` candidates for `seats` places, everybody there."""
    year = the_cast.year(cast.dongjie, stage=Stage.CONSULTING, seats_to_fill=seats)
    rows = [
        Dossier.objects.create(
            place=year.place,
            year=year,
            no=n,
            title=title,
            purpose="方便居民",
            scope="一处",
            spot=cast.community,
            state=DossierState.CANDIDATE,
        )
        for n, title in enumerate(TITLES[:projects], 1)
    ]
    body = Body.objects.get(place=cast.dongjie, kind=BodyKind.COUNCIL)
    made = consult.call(
        year=year,
        council=body,
        name="第一次会商会",
        on=date(2026, 1, 8),
        dossiers=rows,
        double=double,
        by=cast.street_clerk_xu,
    )
    _members_come(cast, made, body, deputies=deputies, residents=residents)
    consult.open_meeting(consultation=made, by=cast.street_chair_cao)
    return consult.open_ballot(consultation=made, by=cast.street_chair_cao)


def _members_come(cast, consultation: Consultation, body: Body, *, deputies: int, residents: int) -> None:
    """The council's members are appointed and check in; council_yu, who has a seat already, is one of the residents."""
    sittings.check_in(sitting=consultation.sitting, seat=cast.council_yu, by=cast.street_clerk_xu)
    for n in range(deputies + residents - 1):
        seat = appoint(
            body=body,
            role=Role.COUNCIL_MEMBER,
            name=f"议事{n}",
            phone=f"1370{n:07d}",
            title="人大代表" if n < deputies else "",
            by=None,
        )
        sittings.check_in(sitting=consultation.sitting, seat=seat, by=cast.street_clerk_xu)


def street_tellers(cast) -> list[Seat]:
    """东街街道's own 总监票人, 监票人 and 计票人."""
    body, _ = Body.objects.get_or_create(place=cast.dongjie, kind=BodyKind.TELLERS, name="东街街道监票计票组")
    found = list(body.seats.order_by("pk"))[:3]
    roles = [Role.CHIEF_TELLER, Role.TELLER, Role.COUNTER]
    return found or [
        appoint(body=body, role=role, name=f"街道{role.label}", phone=f"1380000000{n}", by=None)
        for n, role in enumerate(roles)
    ]


def council_polls(cast, meeting: Consultation, also: Iterable[Seat] = (), **values) -> list[Poll]:
    """This round's boxes, their ballots fixed. also: who watches beside the street's three."""
    made = actions.prepare_advisory(
        consultation=meeting, by=cast.street_clerk_xu, tellers=[*street_tellers(cast), *also], **values
    )
    return [actions.freeze_poll(poll=poll, by=cast.street_clerk_xu) for poll in made]


def council_counted(cast, poll: Poll, ballots: list[str]) -> Poll:
    """A council's frozen poll voted on by phone and counted. ballots: which items each chooses, "12" the first two."""
    chief, teller, counter = street_tellers(cast)
    codes = actions.print_slips(poll=poll, number=len(ballots), by=teller)
    for by in (chief, teller):
        actions.agree_to_open(poll=poll, by=by)
    for code, chosen in zip(codes, ballots, strict=True):
        assert (
            vote(poll, code, *("approve" if str(item.no) in chosen else "" for item in poll.items)).status_code == 201
        )
    for by in (chief, teller):
        actions.agree_to_close(poll=poll, by=by)
    return actions.count(poll=poll, not_voted=0, by=counter)


def tracking_code(answer) -> str:
    """核验码 on a voter's page."""
    return re.search(r'class="digits">([0-9A-F-]+)<', answer.content.decode())[1]


def keyed_poll(cast, *, slips: int = 5, **values) -> tuple[Poll, list[str], list[sealing.Station]]:
    """A frozen poll with a sealed box: its keys are made, its slips printed."""
    poll = frozen_poll(cast, level="L2", **values)
    holders = {seat.pk: seat for seat in (cast.teller_qian, cast.teller_zhou, cast.counter_wu)}
    codes = [actions.connect_station(poll=poll, by=holders[pk]) for pk in poll.keyholders]
    stations = sealing.make_keys(poll.box_id, codes)
    drawn = sealing.make_slips(poll.box_id, actions.connect_office(poll=poll, by=slips_office(cast)), slips)
    return poll, drawn, stations


@scene
def sealed_poll(cast, **values) -> tuple[Poll, list[str], list[sealing.Station]]:
    """An open poll with a sealed box."""
    poll, slips, stations = keyed_poll(cast, **values)
    return agree(cast, passed_poll(cast, poll), actions.agree_to_open), slips, stations


def seal_and_send(poll: Poll, slip: str, *words: str) -> str:
    """One voter's phone seals a ballot of words and sends it; says what holds."""
    order = ("approve", "against", "abstain")
    choices = [[int(value == (word or "abstain")) for value in order] for word in words]
    return sealing.Doors(poll.box_id).post("ballots/", sealing.sealed(poll.box_id, slip, choices)).json()["state"]


def sealed_counted(cast, ballots: list[tuple[str, ...]], **values) -> Poll:
    """A counted poll whose ballots were sealed and opened only as sums."""
    poll, slips, stations = sealed_poll(cast, **{"slips": len(ballots), **values})
    for slip, words in zip(slips, ballots, strict=True):
        assert seal_and_send(poll, slip, *words) == "stored"
    poll = agree(cast, poll, actions.agree_to_close)
    for station in stations[:2]:
        station.act()
    poll = actions.count(poll=poll, not_voted=0, by=cast.counter_wu)
    assert [station.act() for station in stations[:2]] == ["sign", "sign"]
    return poll
