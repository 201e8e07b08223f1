"""What must be done in 初定 and 候选 before the year goes on."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from engines.law import Matter
from piaojue.commons.decisions.gates import entering
from piaojue.commons.decisions.queries import organs_for, undecided
from piaojue.commons.roles import Role
from piaojue.commons.todo import Lack, Supply, in_turn
from piaojue.commons.words import said
from piaojue.commons.years.binding import binds, digest
from piaojue.commons.years.gates import by_hand, demands, draws, filing
from piaojue.commons.years.models import PaperKind, Year
from piaojue.commons.years.writers import writers_of
from piaojue.stages.group.public import Demand, DemandState
from piaojue.stages.shortlist.completeness import incomplete
from piaojue.stages.shortlist.models import Dossier, DossierState, Version
from piaojue.stages.shortlist.moves import MOVES
from piaojue.stages.shortlist.queries import not_ready, open_appeals, to_screen
from piaojue.stages.shortlist.statutory import COMMENT, REVIEW, Timed, unfulfilled
from piaojue.stages.shortlist.turns import WRITERS, turns_of

CLERKS = (Role.CONGRESS_CLERK, Role.STREET_CLERK)
AT_WORK = (DossierState.APPRAISED, DossierState.CLEARED, DossierState.PROPOSED, DossierState.REVIEWED)
"""Appraised and with a body."""


@demands("close_screening")
def every_demand_is_answered(year: Year) -> list[Lack]:
    lines = []
    if left := Demand.objects.filter(year=year, state=DemandState.OPEN).count():
        lines.append(Lack(_("还有 %(n)s 条诉求没有答复，请到“初定工作台”办理") % {"n": left}, _answering(year, left)))
    if left := open_appeals(year).count():
        roles = in_turn(MOVES["uphold"].roles, Role.CONGRESS_CHAIR, Role.STREET_CHAIR)
        deciding = Supply("决定复议", year.page("appeals"), roles, number=left, act="shortlist.uphold")
        lines.append(Lack(_("还有 %(n)s 件复议没有决定") % {"n": left}, deciding))
    return lines


def _answering(year: Year, left: int) -> Supply:
    """What somebody has judged is answered; as long as nothing is, the reviewers come first."""
    waiting: QuerySet[Any] = to_screen(year)
    judged = waiting.filter(judged__gt=0).count()
    if not judged:
        roles = in_turn(MOVES["screen"].roles, Role.REVIEWER)
        return Supply("评审诉求", year.page("screening"), roles, number=left, act="shortlist.screen")
    roles = in_turn(MOVES["answer"].roles, Role.GOV_OFFICE)
    return Supply("答复诉求", year.page("screening"), roles, number=judged, act="shortlist.answer")


@draws(PaperKind.FEEDBACK_NOTICE)
def from_the_answers(year: Year) -> Supply | None:
    """It says what became of each demand."""
    waits = Demand.objects.filter(year=year, state=DemandState.OPEN).exists()
    return by_hand(year, PaperKind.FEEDBACK_NOTICE, _("诉求答复")) if waits else None


@draws(PaperKind.COMMITTEE_REPORT)
def from_the_review(year: Year) -> Supply | None:
    """It says what the standing committee found of the candidates."""
    there = Dossier.objects.filter(year=year, state=DossierState.CANDIDATE).exists()
    return None if there else by_hand(year, PaperKind.COMMITTEE_REPORT, _("审议候选项目"))


@demands("close_screening")
def legality_was_reviewed_long_enough(year: Year) -> list[Lack]:
    """合法性审查 takes at least seven working days (决策条例 26 条)."""
    return [Lack(line, _timing(year, REVIEW)) for line in unfulfilled(year, REVIEW)]


@demands("freeze_candidates", "open_consultation")
def the_public_was_heard_long_enough(year: Year) -> list[Lack]:
    """Where a draft was published for comment, or a local rule wants it: thirty days (决策条例 15 条)."""
    return [Lack(line, _timing(year, COMMENT)) for line in unfulfilled(year, COMMENT)]


def _timing(year: Year, timed: Timed) -> Supply:
    """The paper that ends the time: filed, or corrected where it says too little."""
    paper = year.papers.filter(kind=timed.kind).first()
    if paper is None:
        return filing(year, timed.kind)
    label = f"核对{timed.kind.label}的起止日期"
    return Supply(label, paper.get_absolute_url(), writers_of(timed.kind, paper.year), act="corrections.correct")


@demands("freeze_candidates", "open_consultation")
def candidates_are_fixed(year: Year) -> list[Lack]:
    candidates = Dossier.objects.filter(year=year, state=DossierState.CANDIDATE)
    lines = [
        Lack(line, _mending(dossier))
        for dossier in candidates.select_related("department")
        for line in incomplete(dossier)
    ]
    lines += [Lack(line, _nominating(year)) for line in not_ready(year) if line not in lines]
    if not lines and candidates.exclude(versions__frozen=True).exists():
        roles = in_turn(MOVES["freeze_candidates"].roles, *CLERKS)
        fixing = Supply("固定送阅版本", year.page("candidates"), roles, act="shortlist.freeze_candidates")
        lines.append(Lack(_("送阅版本还没有固定，请在“候选项目”里固定"), fixing))
    return lines


def _mending(dossier: Dossier) -> Supply:
    """A candidate goes back to be changed."""
    roles = in_turn(MOVES["withdraw_candidate"].roles, Role.GOV_OFFICE)
    return Supply(
        f"补全项目材料：{dossier.title}", dossier.get_absolute_url(), roles, act="shortlist.withdraw_candidate"
    )


def _nominating(year: Year) -> Supply:
    """What brings further candidates: drafts to finish, new ones while there are no more than seats, bodies that have them in hand."""
    rows = Dossier.objects.filter(year=year)
    if draft := rows.filter(state=DossierState.DRAFT).select_related("department").order_by("pk").first():
        return turns_of(draft)[0]
    enough = rows.filter(state__in=[*AT_WORK, DossierState.CANDIDATE]).count() > year.seats_to_fill
    if enough and rows.filter(state__in=AT_WORK).exists():
        return Supply("候选项目", year.page("dossiers"), WRITERS, after=_("会议审定、提请和审议"))
    return Supply("编制项目材料", year.page("draft_dossier"), WRITERS, act="shortlist.draft")


@demands("freeze_candidates", "open_consultation")
def bodies_have_decided(year: Year) -> list[Lack]:
    """Every candidate, not only one, was cleared, proposed and reviewed by its bodies."""
    rows = list(Dossier.objects.filter(year=year, state=DossierState.CANDIDATE))
    lines = []
    for matter in (Matter.CLEARANCE, Matter.PROPOSAL, Matter.CANDIDATES):
        left = undecided(matter, rows) if organs_for(matter, year.place) else []
        if left:
            words = {"n": len(left), "matter": said(matter.label)}
            line = _("有 %(n)s 个候选项目没有会议决定：%(matter)s") % words
            lines.append(Lack(line, entering(year, matter)))
    return lines


@binds("freeze_candidates", "open_consultation", "close_circulation")
def the_candidates(year: Year) -> dict[str, str]:
    """What is fixed to be read and voted on."""
    rows = Version.objects.filter(dossier__year=year, dossier__state=DossierState.CANDIDATE, frozen=True)
    rows = rows.select_related("dossier").order_by("dossier", "number")
    return {f"候选项目“{version.dossier.title}”": digest(version.content) for version in rows}
