"""会场演练 from the poll to the report: every step is the action that the pages call, every key is a station's.

The first round ends in a tie, so that the drill shows how long a further round keeps the hall waiting. What people do is counted.
"""

import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from engines.counting import State
from piaojue.commons.moves import Refused
from piaojue.commons.people.models import Seat
from piaojue.commons.roles import Role
from piaojue.commons.sittings import actions as sittings
from piaojue.commons.sittings.models import Sitting, SittingKind, SittingState
from piaojue.commons.sittings.queries import members_of, present_seats
from piaojue.commons.years.models import Year
from piaojue.rehearsal.acts import Acts
from piaojue.rehearsal.hall import PASSPHRASE, Hall, Report, make_keys, make_slips
from piaojue.stages.vote import actions
from piaojue.stages.vote.public import Poll, ballot_box, bundle, candidates_of
from station.desk.trustee import Trustee

Tell = Callable[[str], None]
SEED_LETTERS, CODE_LETTERS, COMPARING, PAPER = 24, 14, 5.0, 20.0
"""Letters of a backup sheet and of a connection code; seconds to compare a fingerprint, to print a sheet and put it away."""


class NoHall(LookupError):
    """What is missing before a hall can be drilled, in Chinese."""


def crew(place: str) -> dict[str, list[Seat]]:
    """Who prepares and who watches, of this place's own people. raises: NoHall."""
    roles = {Role.SECRETARIAT: 1, Role.CHIEF_TELLER: 1, Role.TELLER: 1, Role.COUNTER: 1}
    seats: dict[str, list[Seat]] = {
        role: list(Seat.objects.in_office().filter(place=place, role=role).order_by("pk")[:4]) for role in roles
    }
    if missing := [Role(role).label for role, least in roles.items() if len(seats[role]) < least]:
        raise NoHall(f"{place} 还没有{'、'.join(missing)}：先在名册里登记")
    return seats


@dataclass(frozen=True)
class Setting:
    """How a drill is played.

    deputies: how many there are (人); faults: which share of the phones has one; rounds: 1, or 2 with a tie in the first one
    keep:     leave everything, to look at the pages; out: where the bundles go
    """

    deputies: int
    faults: float = 0.1
    rounds: int = 2
    keep: bool = False
    out: Path | None = None
    quiet: bool = True


@dataclass
class Drill:
    """One drill, from the preparation to the last round."""

    company: dict[str, list[Seat]]
    setting: Setting
    luck: Random
    tell: Tell
    home: Path
    report: Report

    @property
    def secretary(self) -> Seat:
        return self.company[Role.SECRETARIAT][0]

    @property
    def both(self) -> tuple[Seat, Seat]:
        """总监票人 and one more."""
        return self.company[Role.CHIEF_TELLER][0], self.company[Role.TELLER][0]

    def play(self, year: Year) -> Poll:
        """Everything; the last round. raises: NoHall, Refused."""
        acts = Acts("开箱以前")
        poll = self.prepare(year, acts)
        trustees = self.keys(poll, acts)
        slips = self.slips(poll, acts)
        poll = self.open(poll, acts)
        self._tell(acts)
        tied = self.setting.rounds > 1
        poll = self.vote(poll, slips, trustees, alike=tied)
        while poll.the_verdict and poll.the_verdict.state in (State.REVOTE, State.SECOND_ROUND):
            acts = Acts("下一轮，到开箱为止")
            poll = actions.begin_next_round(poll=poll, by=self.secretary)
            acts.did(str(self.secretary.person), "发起下一轮，票面随即确定", clicks=2)
            poll = self.open(poll, acts)
            self._tell(acts)
            poll = self.vote(poll, slips, [later for one in trustees for later in _found(one)], alike=False)
        return poll

    def prepare(self, year: Year, acts: Acts) -> Poll:
        """The hall's people, the check-in, the poll with its tellers and its ballot."""
        sitting = _sitting(year)
        tellers = [*self.company[Role.CHIEF_TELLER][:1], *self.company[Role.TELLER], *self.company[Role.COUNTER]]
        people = [str(self.secretary.person), *(str(seat.person) for seat in tellers)]
        acts.signed_in(*people)
        acts.did(people[0], "任命会场人员，一次提交", clicks=2 + len(tellers))
        acts.did("会签人", "会签会场人员，一次提交", clicks=3)
        delegations = self.check_in(sitting)
        acts.did(people[0], f"签到，{delegations} 个代表团", clicks=2 + delegations)
        poll = actions.make_ready(
            year=year,
            sitting=sitting,
            by=self.secretary,
            items=None if candidates_of(year) else _made_up(year),
            title="会场演练",
            rehearsal=True,
            level="L2",
            colour="purple",
            tellers=tellers,
            fix=True,
        )
        acts.did(people[0], "准备投票，登记监票计票人员，确定票面", clicks=4)
        self.tell("正式投票另有一个动作：登记大会通过的办法和监票人（演练不用）")
        return poll

    def check_in(self, sitting: Sitting) -> int:
        """Everybody who is not there yet; how many delegations. A sitting that is over stays as it was."""
        members = list(members_of(sitting).filter(role=Role.DEPUTY))
        coming = [seat for seat in members if seat.pk not in present_seats(sitting)]
        if coming and sitting.state != SittingState.CLOSED:
            sittings.check_in_all(sitting=sitting, seats=coming, by=self.secretary)
        return len({seat.delegation_id for seat in members}) or 1

    def keys(self, poll: Poll, acts: Acts) -> list[Trustee]:
        """Every holder's station, and what the holder does there."""
        holders = Seat.objects.in_bulk(poll.keyholders)
        codes = [actions.connect_station(poll=poll, by=holders[pk]) for pk in poll.keyholders]
        trustees = make_keys(poll.box_id, codes, self.home, self.setting.quiet)
        for pk in poll.keyholders:
            who = str(holders[pk].person)
            acts.did(who, "在网站取得连接码", clicks=2)
            acts.did(who, "连接监票台，设口令", clicks=4, letters=CODE_LETTERS + 2 * len(PASSPHRASE))
            hands = COMPARING * len(holders) + PAPER
            acts.did(who, "当面核对指纹，打印备份单，抄回", clicks=4, letters=SEED_LETTERS, hands=hands)
        self.tell(f"密钥仪式：{len(holders)} 把钥匙，{poll.threshold} 把能开，备份都读得出来")
        return trustees

    def slips(self, poll: Poll, acts: Acts) -> list[str]:
        """As many slips as deputies are there, so that none is left over."""
        office = poll.tellers.exclude(pk__in=poll.keyholders).select_related("person", "body", "place")[0]
        code, who = actions.connect_office(poll=poll, by=office), str(office.person)
        slips = make_slips(poll.box_id, code, self.setting.deputies)
        acts.did(who, "在网站取得票签组连接码", clicks=2)
        acts.did(who, "制作票签", clicks=4, letters=CODE_LETTERS + 3)
        acts.did(who, "打印票签，忘记号码", clicks=3, hands=PAPER * (1 + self.setting.deputies // 80))
        self.tell(f"票签 {len(slips)} 张，打乱后抽取")
        return slips

    def open(self, poll: Poll, acts: Acts) -> Poll:
        for seat in self.both:
            poll = actions.agree_to_open(poll=poll, by=seat)
            acts.did(str(seat.person), "同意开箱", clicks=2)
        return poll

    def vote(self, poll: Poll, slips: Sequence[str], trustees: Sequence[Trustee], *, alike: bool) -> Poll:
        """One round from the open box to the count. raises: Refused."""
        hall = Hall(poll.box_id, self.luck, share_of_faults=self.setting.faults, quiet=self.setting.quiet)
        hall.report = self.report
        absent = self.setting.deputies // 50
        self.report.absent = absent
        hall.vote(list(slips[absent:]), alike=alike)
        for seat in self.both:
            poll = actions.agree_to_close(poll=poll, by=seat)
        lost = self.luck.randrange(len(trustees))
        openers = [one for at, one in enumerate(trustees) if at != lost][: poll.threshold]
        for trustee in openers:
            trustee.share(PASSPHRASE, few=True)
        self.tell(f"第 {lost + 1} 把钥匙丢失，其余 {poll.threshold} 把打开票箱")
        try:
            poll = actions.count(poll=poll, not_voted=absent, by=self.company[Role.COUNTER][0])
            for trustee in openers[:2]:
                trustee.witness.verify = lambda path: ""  # once is enough here: `_judge` asks the verifier
                trustee.sign(PASSPHRASE)
            self._judge(poll, hall)
        except Refused as why:
            self.report.failures.append(f"计票不成：{why}")
        return poll

    def _judge(self, poll: Poll, hall: Hall) -> None:
        """Totals against what was cast, and the published bundle through the stand-alone verifier."""
        shown = [list(votes.values()) for votes in ballot_box(poll).totals(poll.box_id).values()]
        expected = hall.totals() if len(hall.election.questions) > 1 else [[n] for n in hall.totals()[0]]
        if shown != expected:
            self.report.failures.append("合计与投入的票不符")
        name, content = bundle(poll)
        place = (self.setting.out or self.home) / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)
        checked = subprocess.run([sys.executable, "-m", "verifier", str(place)], capture_output=True, text=True)
        if checked.returncode:
            self.report.failures.append(f"独立验票程序不认这份档案：{checked.stdout[-300:]}")

    def _tell(self, acts: Acts) -> None:
        for line in acts.lines():
            self.tell(line)


def _found(trustee: Trustee) -> list[Trustee]:
    """What this station finds by itself: the rounds that came up since it looked last."""
    trustee.look()
    return trustee.further()


def _sitting(year: Year) -> Sitting:
    """The session that meets, or the last one. raises: NoHall."""
    sessions = Sitting.objects.filter(place=year.place, kind=SittingKind.SESSION).order_by("-pk")
    sitting = sessions.exclude(state=SittingState.CLOSED).first() or sessions.first()
    if sitting is None:
        raise NoHall(f"{year.place.name} 还没有人民代表大会会议：先在“会议”里登记")
    return sitting


def _made_up(year: Year) -> list[dict[str, object]]:
    """Items to vote on before there are candidates: a few more than are to be chosen."""
    number = max(12, year.seats_to_fill + -(-year.seats_to_fill // 4))
    return [{"key": f"r{n}", "no": n, "title": f"演练项目{n}"} for n in range(1, number + 1)]


def drill(year: Year, luck: Random, setting: Setting, tell: Tell) -> bool:
    """The whole evening before. Returns whether everything held. raises: NoHall, Refused."""
    with tempfile.TemporaryDirectory() as home:
        one = Drill(crew(year.place_id), setting, luck, tell, Path(home), Report())
        last = one.play(year)
    for line in one.report.lines():
        tell(line)
    if not setting.keep:
        for poll in _rounds(last):
            actions.wipe_rehearsal(poll=poll, by=one.both[0])
        tell("演练已清除，票签、钥匙、选票都不再存在")
    return not one.report.failures


def _rounds(last: Poll) -> list[Poll]:
    """The last round, then those before it."""
    polls = [last]
    while previous := polls[-1].previous:
        polls.append(previous)
    return polls
