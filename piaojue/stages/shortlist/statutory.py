"""合法性审查 and 公开征求意见 take their time: what the law and the place's own rules ask for, and whether it is fulfilled.

The paper that ends such a time says when it began (`Paper.began_on`) and when it ended (`issued_on`). docs/domain.md#legality-review
"""

from dataclasses import dataclass, replace
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from engines.law import CLOCKS, WORKING, Clock, PlaceKind, cited, deadline, working_days_known
from piaojue.commons.instruments.queries import Setting, local_settings
from piaojue.commons.words import said
from piaojue.commons.years.models import Paper, PaperKind, Year

BY_LAW = frozenset({PlaceKind.PROVINCE, PlaceKind.CITY, PlaceKind.COUNTY, PlaceKind.TOWNSHIP})
"""Where 决策条例 binds (2), or is followed (42). A 街道 办事处 is no government: only a local rule asks there."""


@dataclass(frozen=True)
class Timed:
    """One time. kind: the paper that ends it; clock: a name of CLOCKS; parameter: of LOCAL_PARAMETERS."""

    kind: PaperKind
    clock: str
    parameter: str


REVIEW = Timed(PaperKind.LEGALITY_OPINION, "legality_review", "review_days")
COMMENT = Timed(PaperKind.COMMENT_REPORT, "public_comment", "comment_days")


@dataclass(frozen=True)
class Span:
    """A time that is running. says: what; words: how long, since when; rule: who says so; last: the day on which it is fulfilled."""

    says: str
    words: str
    rule: str
    last: date
    paper: Paper


def running(year: Year, timed: Timed) -> Span | None:
    """The time that the newest paper of this kind has begun; None: none has, or nobody asks for it here."""
    local = local_settings(year.place).get(timed.parameter)
    paper = year.papers.filter(kind=timed.kind).exclude(began_on=None).first()
    if paper is None or paper.began_on is None or (local is None and year.place.kind not in BY_LAW):
        return None
    clock = _clock(timed, local)
    words = f"{paper.began_on} 起，不少于 {clock.words}"
    rule = local.source if local else cited(clock.sources)
    return Span(clock.says, words, rule, deadline(clock, paper.began_on), paper)


def unfulfilled(year: Year, timed: Timed) -> list[str]:
    """What a time still lacks, with the day on which it is fulfilled; empty: nothing, or nobody asks for it here."""
    local = local_settings(year.place).get(timed.parameter)
    if local is None and year.place.kind not in BY_LAW:
        return []
    papers = list(year.papers.filter(kind=timed.kind))
    title = said(str(timed.kind.label))
    if not papers:
        return [_("缺文书：%(paper)s（%(rule)s）") % {"paper": title, "rule": local.source}] if local else []
    if any(_is_fulfilled(paper, _clock(timed, local)) for paper in papers):
        return []
    return [_lacking(papers[0], title, _clock(timed, local), local)]


def _clock(timed: Timed, local: Setting | None) -> Clock:
    """The law's own clock, longer where a local rule says so."""
    clock = CLOCKS[timed.clock]
    return replace(clock, days=max(clock.days, int(local.value))) if local else clock


def _is_fulfilled(paper: Paper, clock: Clock) -> bool:
    if paper.began_on is None or paper.issued_on is None:
        return False
    ended = min(paper.issued_on, timezone.localdate())
    return ended >= deadline(clock, paper.began_on) or (bool(paper.shorter_because) and ended >= paper.began_on)


def _lacking(paper: Paper, title: str, clock: Clock, local: Setting | None) -> str:
    rule = local.source if local else cited(clock.sources)
    if paper.began_on is None or paper.issued_on is None:
        words = {"paper": title, "starts": said(clock.starts)}
        return _("“%(paper)s”没有写明起算日期（%(starts)s）和办结日期，请更正这份文书") % words
    day = deadline(clock, paper.began_on)
    words = {
        "what": said(clock.says),
        "days": said(clock.words),
        "start": f"{paper.began_on}",
        "day": f"{day}",
        "rule": rule,
    }
    line = (
        _("%(what)s一般不少于 %(days)s（%(rule)s）：%(start)s 起算，到 %(day)s 才满；确需缩短的，在文书里写明理由")
        % words
    )
    guessed = clock.kind is WORKING and not working_days_known(day)
    return line + (_("。那一年的放假安排还没有公布，先按周一至周五算〔待核〕") if guessed else "")
