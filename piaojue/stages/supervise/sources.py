"""五方说法: what five sides say of one project, side by side, and how far they disagree (docs/domain.md#five-sources).

Each side is read from what it has done: the unit's last report, deputies' activities and open findings, volunteers' patrols,
residents' reports, a third party. Each has a mood of three; the disagreement is the distance between the best and the worst.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum, StrEnum

from django.utils import timezone

from piaojue.commons.evidence.models import Upload
from piaojue.commons.people.models import Seat
from piaojue.commons.roles import Role
from piaojue.commons.words import ENGLISH
from piaojue.stages.deliver.public import Project
from piaojue.stages.supervise.covering import activities_about
from piaojue.stages.supervise.kinds import ActivityKind
from piaojue.stages.supervise.models import ENDED, HELD, Activity, Finding, FindingState, Severity, Sight
from piaojue.stages.supervise.moves import MOVES

RECENT = timedelta(days=60)
"""How long what somebody saw speaks of the present (本站)."""
WEEK = timedelta(days=7)


class Mood(IntEnum):
    """What it comes to."""

    GOOD = 0
    FAIR = 1
    BAD = 2


class Source(StrEnum):
    UNIT = "责任单位"
    DEPUTIES = "人大代表"
    VOLUNTEERS = "义务监督员"
    RESIDENTS = "群众"
    OUTSIDE = "第三方"


TONES = {Mood.GOOD: "good", Mood.FAIR: "wait", Mood.BAD: "bad"}
MOOD_WORDS = {Mood.GOOD: "顺利", Mood.FAIR: "有些问题", Mood.BAD: "有严重问题"}
BY_SIGHT = {Sight.GOING: Mood.GOOD, Sight.FINISHED: Mood.GOOD, Sight.IDLE: Mood.BAD, Sight.TROUBLE: Mood.FAIR}
ENGLISH.update(
    {
        "责任单位": "Unit in charge",
        "义务监督员": "Volunteers",
        "群众": "Residents",
        "第三方": "Third party",
        "顺利": "Going well",
        "有些问题": "Some trouble",
        "有严重问题": "Serious trouble",
        "正在干": "At work",
        "没人在干": "Nobody at work",
        "有问题": "Something is wrong",
    }
)


@dataclass(frozen=True)
class Voice:
    """What one side says. mood: None: it has said nothing lately; says: its figures in Chinese; on: its last day"""

    source: Source
    mood: Mood | None = None
    says: str = ""
    on: date | None = None

    @property
    def tone(self) -> str:
        return "plain" if self.mood is None else TONES[self.mood]

    @property
    def word(self) -> str:
        return "" if self.mood is None else MOOD_WORDS[self.mood]


@dataclass(frozen=True)
class Chorus:
    """All five. gap: 0 they agree or only one speaks; 1 one step apart; 2 the opposite of each other"""

    voices: tuple[Voice, ...]
    gap: int

    @property
    def sentence(self) -> str:
        """Who says the best and who the worst, in Chinese; empty while they agree."""
        if not self.gap:
            return ""
        moods = [voice.mood for voice in self.voices if voice.mood is not None]
        best, worst = min(moods), max(moods)
        calm = "、".join(voice.source for voice in self.voices if voice.mood == best)
        upset = "、".join(voice.source for voice in self.voices if voice.mood == worst)
        return f"{calm}说{MOOD_WORDS[best]}，{upset}说{MOOD_WORDS[worst]}（相差 {self.gap} 档，共 3 档）"


DEPUTIES = (Role.DEPUTY, Role.COMMITTEE)


def gap_of(moods: Iterable[Mood | None]) -> int:
    """The distance between the best and the worst of those who speak, 0–2; 0 where fewer than two do."""
    heard = [mood for mood in moods if mood is not None]
    return max(heard) - min(heard) if len(heard) > 1 else 0


def of_findings(findings: Sequence[Finding]) -> Mood | None:
    """Open ones: an urgent or a serious one, or three, are serious trouble; none found: silent."""
    open_ones = [one for one in findings if one.state not in ENDED]
    if any(one.severity in (Severity.URGENT, Severity.MAJOR) for one in open_ones) or len(open_ones) >= 3:
        return Mood.BAD
    if open_ones:
        return Mood.FAIR
    return Mood.GOOD if findings else None


def of_patrols(patrols: Sequence[Activity]) -> Mood | None:
    """The worst of the last three: one who looked away does not hide what two others saw."""
    moods = [BY_SIGHT[Sight(one.sight)] for one in patrols[:3] if one.sight]
    return max(moods, default=None)


def chorus_of(project: Project, *, outside: Voice | None = None) -> Chorus:
    """What the five sides say of a project now; four queries. outside: what a third party found, where somebody knows it."""
    since = timezone.localdate() - RECENT
    findings = list(Finding.objects.filter(project=project).select_related("created_by").order_by("-pk")[:200])
    rows = activities_about(project).filter(state__in=HELD, public=True, held_on__gte=since)
    activities = list(rows.select_related("created_by"))
    patrols = [one for one in activities if one.kind == ActivityKind.PATROL and not _by(one, *DEPUTIES)]
    voices = (
        _unit(project),
        _deputies(
            [one for one in activities if one not in patrols],
            [one for one in findings if _by(one, *DEPUTIES) and not one.is_reported],
        ),
        _volunteers(patrols),
        _residents([one for one in findings if _is_heard(one)]),
        outside or Voice(Source.OUTSIDE),
    )
    return Chorus(voices, gap_of(voice.mood for voice in voices))


def _is_heard(finding: Finding) -> bool:
    """What residents report counts; without an account once the office has taken it up, so that no flood changes the picture."""
    untouched = finding.state in (FindingState.OPEN, FindingState.DISMISSED)
    return finding.is_reported and not (finding.is_nameless and untouched)


def _by(thing: Finding | Activity, *roles: Role) -> bool:
    return thing.created_by is not None and thing.created_by.role in roles


def _unit(project: Project) -> Voice:
    last = project.reports.order_by("-month").first()
    if last is None:
        return Voice(Source.UNIT)
    says = f"{last.month} 报告进度 {last.percent}%"
    if last.planned:
        says += f"，计划 {last.planned}%"
    behind = last.planned - last.percent
    mood = Mood.BAD if behind > 30 else Mood.FAIR if behind >= 10 or last.problem else Mood.GOOD
    return Voice(Source.UNIT, mood, says, timezone.localdate(last.created_at))


def _deputies(activities: Sequence[Activity], findings: Sequence[Finding]) -> Voice:
    visits = [one for one in activities if one.kind not in (ActivityKind.ASK, ActivityKind.SCAN)]
    moods = [
        mood for mood in (of_findings(findings), of_patrols([one for one in visits if one.sight])) if mood is not None
    ]
    mood = max(moods, default=Mood.GOOD if visits else None)
    days = [one.held_on for one in visits] + [timezone.localdate(one.created_at) for one in findings]
    open_ones = sum(one.state not in ENDED for one in findings)
    says = f"近 60 天监督 {len(visits)} 次，没有销号的问题 {open_ones} 个" if mood is not None else ""
    return Voice(Source.DEPUTIES, mood, says, max(days, default=None))


def _volunteers(patrols: Sequence[Activity]) -> Voice:
    seen = [one for one in patrols if one.sight]
    mood = of_patrols(seen)
    if mood is None:
        return Voice(Source.VOLUNTEERS)
    last = seen[0]
    says = f"近 60 天巡查 {len(seen)} 次，最近一次看到“{last.get_sight_display()}”"
    return Voice(Source.VOLUNTEERS, mood, says, last.held_on)


def _residents(findings: Sequence[Finding]) -> Voice:
    mood = of_findings(findings)
    if mood is None:
        return Voice(Source.RESIDENTS)
    open_ones = sum(one.state not in ENDED for one in findings)
    says = f"反映 {len(findings)} 次，没有销号的 {open_ones} 个"
    return Voice(Source.RESIDENTS, mood, says, timezone.localdate(findings[0].created_at))


Shot = tuple[Upload, date]
MOST_SHOTS = 20
"""Photos of one side that are looked at, the newest."""


@dataclass(frozen=True)
class Beside:
    """Two photos of the same week: of the unit, and of somebody else (`who`), with their days."""

    who: str
    unit: Upload
    other: Upload
    unit_on: date
    other_on: date


def beside(project: Project, by: Seat | None = None) -> list[Beside]:
    """The unit's photo beside those of volunteers, deputies and residents, each pair of one week. A fixed number of queries.

    by: who looks; what residents sent in is seen by who handles it alone
    """
    own = [
        (photo, timezone.localdate(photo.taken_at or photo.at))
        for report in project.reports.order_by("-month").prefetch_related("photos")[:3]
        for photo in report.photos.all()
        if photo.public
    ]
    if not own:
        return []
    patrols, visits = _seen_on_the_spot(project)
    sides = [("群众反映", _sent_in(project, by)), ("义务监督员", patrols), ("人大代表", visits)]
    pairs = ((who, _nearest(own, shots)) for who, shots in sides)
    return [Beside(who, *pair) for who, pair in pairs if pair]


def _seen_on_the_spot(project: Project) -> tuple[list[Shot], list[Shot]]:
    """Public photos of patrols, and of all other supervision, the newest first."""
    rows = activities_about(project).filter(public=True, photos__public=True).distinct().order_by("-held_on", "-pk")
    shots = [
        (row.kind == ActivityKind.PATROL, (photo, row.held_on))
        for row in rows.prefetch_related("photos")[:MOST_SHOTS]
        for photo in row.photos.all()
        if photo.public
    ]
    return [shot for patrol, shot in shots if patrol], [shot for patrol, shot in shots if not patrol]


def _sent_in(project: Project, by: Seat | None) -> list[Shot]:
    if not MOVES.entitled("read_reports", project.place, by):
        return []
    rows = Finding.objects.filter(project=project, via=ActivityKind.SCAN).order_by("-pk").prefetch_related("photos")
    return [(photo, timezone.localdate(row.created_at)) for row in rows[:MOST_SHOTS] for photo in row.photos.all()]


def _nearest(own: Sequence[Shot], others: Sequence[Shot]) -> tuple[Upload, Upload, date, date] | None:
    """The newest of the others that has a photo of the unit within a week, with the nearest of these."""
    for other, other_on in others:
        near = [
            (abs(day - other_on), number) for number, (_photo, day) in enumerate(own) if abs(day - other_on) <= WEEK
        ]
        if near:
            photo, day = own[min(near)[1]]
            return photo, other, day, other_on
    return None
