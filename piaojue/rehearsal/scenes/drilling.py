"""会场演练 from the poll to the report: every step is the action that the pages call, every key is a station's."""

import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from random import Random

from piaojue.commons.moves import Refused
from piaojue.commons.people.models import Seat
from piaojue.commons.roles import Role
from piaojue.commons.sittings.models import Sitting, SittingKind, SittingState
from piaojue.commons.years.models import Year
from piaojue.rehearsal.hall import PASSPHRASE, Hall, Trustee, make_keys, make_slips
from piaojue.stages.vote import actions
from piaojue.stages.vote.public import Poll, ballot_box, bundle, candidates_of

Tell = Callable[[str], None]


class NoHall(LookupError):
    """What is missing before a hall can be drilled, in Chinese."""


def crew(place: str) -> dict[str, list[Seat]]:
    """Who prepares and who watches, of this place's own people. raises: NoHall."""
    roles = {Role.SECRETARIAT: 1, Role.CHIEF_TELLER: 1, Role.TELLER: 1, Role.COUNTER: 1}
    seats: dict[str, list[Seat]] = {
        role: list(Seat.objects.in_office().filter(place=place, role=role).order_by("pk")[:3]) for role in roles
    }
    if missing := [Role(role).label for role, least in roles.items() if len(seats[role]) < least]:
        raise NoHall(f"{place} 还没有{'、'.join(missing)}：先在名册里登记")
    return seats


def prepare(year: Year, company: dict[str, list[Seat]]) -> Poll:
    """A rehearsal of the year's 票决, or, where no candidates are fixed yet, of a satisfaction ballot with made-up items."""
    secretary = company[Role.SECRETARIAT][0]
    sitting = (
        Sitting.objects.filter(place=year.place, kind=SittingKind.SESSION)
        .exclude(state=SittingState.CLOSED)
        .order_by("-pk")
        .first()
    )
    sitting = sitting or Sitting.objects.filter(place=year.place, kind=SittingKind.SESSION).order_by("-pk").first()
    if sitting is None:
        raise NoHall(f"{year.place.name} 还没有人民代表大会会议：先在“会议”里登记")
    items = None
    if not candidates_of(year):
        items = [{"key": f"r{n}", "no": n, "title": f"演练项目{n}"} for n in range(1, 13)]
    kind = "adoption" if items is None else "satisfaction"
    poll = actions.prepare_poll(
        year=year,
        sitting=sitting,
        by=secretary,
        kind=kind,
        items=items,
        title="会场演练",
        rehearsal=True,
        level="L2",
        colour="purple",
    )
    tellers = [*company[Role.CHIEF_TELLER][:1], *company[Role.TELLER], *company[Role.COUNTER]]
    poll = actions.appoint_tellers(poll=poll, seats=tellers, by=secretary)
    return actions.freeze_poll(poll=poll, by=secretary)


def drill(
    year: Year, deputies: int, luck: Random, *, share_of_faults: float, keep: bool, quiet: bool, tell: Tell
) -> bool:
    """The whole evening before. Returns whether everything held. raises: NoHall, Refused."""
    company = crew(year.place_id)
    poll = prepare(year, company)
    holders = Seat.objects.in_bulk(poll.keyholders)
    chief, second = company[Role.CHIEF_TELLER][0], company[Role.TELLER][0]
    with tempfile.TemporaryDirectory() as home:
        codes = [actions.connect_station(poll=poll, by=holders[pk]) for pk in poll.keyholders]
        trustees = make_keys(poll.box_id, codes, Path(home), quiet)
        tell(
            f"密钥仪式：{len(holders)} 把钥匙，{ballot_box(poll).keys(poll.box_id)['threshold']} 把能开，备份都读得出来"
        )
        office = poll.tellers.exclude(pk__in=poll.keyholders).select_related("person", "body", "place")[0]
        slips = make_slips(poll.box_id, actions.connect_office(poll=poll, by=office), deputies)
        tell(f"票签 {len(slips)} 张，打乱后抽取")
        for seat in (chief, second):
            poll = actions.agree_to_open(poll=poll, by=seat)
        hall = Hall(poll.box_id, luck, share_of_faults=share_of_faults, quiet=quiet)
        hall.report.absent = deputies // 50
        hall.vote(slips[hall.report.absent :])
        for seat in (chief, second):
            poll = actions.agree_to_close(poll=poll, by=seat)
        lost = luck.randrange(len(trustees))
        needed = ballot_box(poll).keys(poll.box_id)["threshold"]
        for trustee in (openers := [one for at, one in enumerate(trustees) if at != lost][:needed]):
            trustee.share(PASSPHRASE, few=True)
        tell(f"第 {lost + 1} 把钥匙丢失，其余 {needed} 把打开票箱")
        try:
            poll = actions.count(poll=poll, not_voted=hall.report.absent, by=company[Role.COUNTER][0])
            _judge(_signed(poll, openers[:2]), hall, Path(home))
        except Refused as why:
            hall.report.failures.append(f"计票不成：{why}")
    for line in hall.report.lines():
        tell(line)
    if not keep:
        actions.wipe_rehearsal(poll=poll, by=chief)
        tell("演练已清除，票签、钥匙、选票都不再存在")
    return not hall.report.failures


def _signed(poll: Poll, stations: Iterable[Trustee]) -> Poll:
    """Stations sign what is published. They do not verify it first: `_judge` does it once for all."""
    for one in stations:
        one.witness.verify = lambda path: ""
        one.sign(PASSPHRASE)
    return poll


def _judge(poll: Poll, hall: Hall, home: Path) -> None:
    """Totals against what was cast, and the published bundle through the stand-alone verifier."""
    shown = [list(votes.values()) for votes in ballot_box(poll).totals(poll.box_id).values()]
    expected = hall.totals() if len(hall.election.questions) > 1 else [[n] for n in hall.totals()[0]]
    if shown != expected:
        hall.report.failures.append("合计与投入的票不符")
    name, content = bundle(poll)
    (home / name).write_bytes(content)
    checked = subprocess.run([sys.executable, "-m", "verifier", str(home / name)], capture_output=True, text=True)
    if checked.returncode:
        hall.report.failures.append(f"独立验票程序不认这份档案：{checked.stdout[-300:]}")
