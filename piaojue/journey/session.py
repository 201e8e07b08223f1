"""The order of a session as one page shows it: 预备会议 → 大会 → 分组 → 票决 → 公布, with what is done and what is next.

What each step is done by is read from every room; nothing is written here.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.urls import reverse

from engines.law import Matter, competence
from piaojue.commons.decisions.queries import decisions_on, may_record, passed
from piaojue.commons.people.models import Seat
from piaojue.commons.roles import STAFF
from piaojue.commons.sittings.models import Sitting, SittingState
from piaojue.commons.sittings.moves import MOVES
from piaojue.commons.sittings.organs import members
from piaojue.commons.years.models import PaperKind, Year
from piaojue.commons.years.road import Stage
from piaojue.stages.deliberate.public import GroupSession
from piaojue.stages.vote.public import Poll, PollKind, PollState

VOTING: tuple[tuple[str, PollState], ...] = (
    ("确定票面", PollState.FROZEN),
    ("开箱投票", PollState.OPEN),
    ("截止投票", PollState.CLOSED),
    ("计票", PollState.COUNTED),
)
BEFORE = (Stage.CIRCULATING, Stage.DELIBERATING, Stage.VOTING)


@dataclass(frozen=True)
class Row:
    """One act. done: whether it has happened; note: how, or what it waits for; url: where it is read or done."""

    label: str
    done: bool
    note: str = ""
    url: str = ""


@dataclass(frozen=True)
class Part:
    """One part of the session. status: done, now (its first open act is the next one), todo."""

    label: str
    rows: tuple[Row, ...]
    status: str = "todo"

    @property
    def step(self) -> dict[str, str]:
        """As a step of the line."""
        return {"label": self.label, "status": self.status}

    @property
    def next(self) -> Row | None:
        """The first act that is still open."""
        return next((row for row in self.rows if not row.done), None)


def years_of(sitting: Sitting) -> list[Year]:
    """The years on which this session decides: by its decisions and polls, else the one that stands before its vote."""
    rows = Year.objects.filter(place=sitting.place).select_related("place")
    found = set(Poll.objects.filter(sitting=sitting).values_list("year_id", flat=True))
    found |= set(sitting.decisions.exclude(year=None).values_list("year_id", flat=True))
    if found:
        return list(rows.filter(pk__in=found))
    return list(rows.filter(stage__in=BEFORE)[:1])


def order_of(sitting: Sitting, year: Year | None, seat: Seat | None) -> list[Part]:
    """The parts in their order; the first that is not done is where the session stands."""
    look = _Look(sitting, year, seat)
    parts = [
        Part("预备会议", tuple(_preparing(look))),
        Part("大会", tuple(_plenary(look))),
        Part("分组", tuple(_groups(look))),
        Part("票决", tuple(_vote(look))),
        Part("公布", tuple(_publishing(look))),
    ]
    return _with_status(parts)


def _with_status(parts: list[Part]) -> list[Part]:
    marked, found = [], False
    for part in parts:
        done = part.next is None
        marked.append(replace(part, status="done" if done else "todo" if found else "now"))
        found = found or not done
    return marked


@dataclass(frozen=True)
class _Look:
    """What the parts are asked about, by whom: links lead only where this seat gets in."""

    sitting: Sitting
    year: Year | None
    seat: Seat | None

    @property
    def works(self) -> bool:
        """Whether the seat works in this place."""
        return self.seat is not None and self.seat.role in STAFF and self.seat.place_id == self.sitting.place_id

    def decision(self, label: str, matter: Matter, thing: Any = None) -> Row:
        """An act that a body decides: the decision, or where its office enters it."""
        found = decisions_on(thing).filter(matter=matter.value, items__passed=True).first() if thing else None
        found = found or passed(self.year or self.sitting, matter)
        if found:
            note = f"{found.decided_on:%Y-%m-%d}，应到 {found.roll} 人，实到 {found.present} 人"
            return Row(label, True, note, found.get_absolute_url() if found.public or self.works else "")
        may = self.year is not None and may_record(matter, self.sitting.place, self.seat)
        return Row(label, False, "", self.page("decide", matter.value) if may else "")

    def paper(self, label: str, kind: PaperKind) -> Row:
        """A paper that was filed, or where it is filed."""
        found = self.year.papers.filter(kind=kind).first() if self.year else None
        if found:
            return Row(label, True, found.doc_no, found.get_absolute_url() if found.public or self.works else "")
        return Row(label, False, "", self.page("file_paper") if self.works else "")

    def page(self, name: str, *parts: object) -> str:
        """A page of the year."""
        return self.year.page(name, *parts) if self.year else ""

    def desk(self, act: str) -> str:
        """The form of an act on the sitting."""
        may = MOVES.entitled(act, self.sitting.place, self.seat)
        return reverse(act, args=[self.sitting.pk]) if may else ""


def _preparing(look: _Look) -> Iterable[Row]:
    agenda = look.sitting.agenda.count()
    yield Row("编排议程", agenda > 0, f"{agenda} 项" if agenda else "", look.desk("set_agenda"))
    yield look.decision("选举主席团和秘书长", Matter.SESSION_ORGANS, look.sitting)
    yield look.decision("通过议程", Matter.AGENDA, look.sitting)


def _plenary(look: _Look) -> Iterable[Row]:
    roll, here = len(members(look.sitting)), look.sitting.attendances.count()
    quorum = competence(Matter.VOTE_RULES, look.sitting.place.kind)
    enough = bool(here) and all(here >= rule.least_present(roll) for rule in quorum)
    yield Row("代表签到", enough, f"应到 {roll} 人，实到 {here} 人" if here else "", look.desk("check_in"))
    yield look.paper("政府作候选项目说明", PaperKind.GOVERNMENT_STATEMENT)
    yield look.decision("通过票决办法", Matter.VOTE_RULES)
    yield look.decision("通过总监票人、监票人", Matter.TELLERS)


def _groups(look: _Look) -> Iterable[Row]:
    groups = GroupSession.objects.filter(sitting=look.sitting).count()
    note = f"{groups} 份记录" if groups else ""
    yield Row("代表团分组审议", groups > 0, note, look.page("deliberation") if look.works else "")


def _vote(look: _Look) -> Iterable[Row]:
    polls = Poll.objects.filter(sitting=look.sitting, kind=PollKind.ADOPTION, rehearsal=False)
    poll = polls.exclude(state=PollState.ABANDONED).order_by("-pk").first()
    states = list(PollState)
    at = states.index(PollState(poll.state)) if poll else -1
    page = reverse("poll", args=[poll.pk]) if poll else look.page("polls")
    for label, state in VOTING:
        yield Row(label, at >= states.index(state), "", page if look.works else "")


def _publishing(look: _Look) -> Iterable[Row]:
    yield look.decision("主席团确认票决结果", Matter.RESULT)
    yield look.paper("发布结果公告", PaperKind.RESULT_NOTICE)
    closed = look.sitting.state == SittingState.CLOSED
    yield Row("闭会", closed, "", reverse("sitting", args=[look.sitting.pk]))
