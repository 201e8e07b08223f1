"""Walking a year through its gates: papers filed, signatures given, then on — by the people who would do it."""

from datetime import date, timedelta

from piaojue.commons.corrections.actions import correct
from piaojue.commons.draftable import document_for, written
from piaojue.commons.drafting.actions import file_new_document
from piaojue.commons.drafting.queries import thing_at
from piaojue.commons.people.models import Seat
from piaojue.commons.places.models import Place
from piaojue.commons.roles import Role
from piaojue.commons.years import actions
from piaojue.commons.years.content import is_from_outside
from piaojue.commons.years.gates import is_decided, matters_of
from piaojue.commons.years.models import Conclusion, Paper, PaperKind, Year
from piaojue.commons.years.road import next_gate
from piaojue.rehearsal.company import Company
from piaojue.rehearsal.deciding import decided
from piaojue.rehearsal.stage import needed

PUBLIC = {
    "solicitation_notice",
    "grouping_report",
    "feedback_notice",
    "vote_rules",
    "government_statement",
    "result_notice",
    "task_breakdown",
    "completion_report",
    "evaluation_notice",
    "recommendation",
    "annual_plan",
}


MADE_UP = {
    PaperKind.PARTY_MINUTES: "会议审定候选项目建议。",
    PaperKind.VOTE_RULES: "大会通过票决办法。",
}
"""What stands in the papers that no room writes: those that a body passes in its own words."""


def through_gate(company: Company, year: Year, *, on: date) -> Year:
    """File what the next gate needs and nobody has filed, let its signers sign, pass it.

    raises: Refused, like any clerk's try; ValueError at the end of the road
    """
    gate = next_gate(year.road, year.stage)
    if gate is None:
        raise ValueError(f"no gate follows: {year}, {year.stage}")
    filed = set(Paper.objects.filter(year=year).values_list("kind", flat=True))
    clerk = clerk_of(company)
    for kind in gate.papers:
        if kind not in filed:
            file(company, year, kind, on=on)
    for matter in matters_of(gate, year):
        if not is_decided(year, matter):
            decided(matter, year=year)
    for role in gate.signers:
        actions.sign_gate(year=year, gate=gate.key, by=company[role])
    return actions.pass_gate(year=year, by=clerk)


OF_THE_PARTY = frozenset({PaperKind.PARTY_MINUTES, PaperKind.LEADING_GROUP_LIST, PaperKind.OPINIONS})
OF_THE_GOVERNMENT = frozenset(
    {
        PaperKind.GROUPING_REPORT,
        PaperKind.LEGALITY_OPINION,
        PaperKind.FEEDBACK_NOTICE,
        PaperKind.GOVERNMENT_STATEMENT,
        PaperKind.TASK_BREAKDOWN,
        PaperKind.COMPLETION_REPORT,
    }
)


REVIEWED = timedelta(days=21)
"""How long the 合法性审查 takes in a rehearsal; seven working days lie in it, whatever holidays there are."""


def _issuer(kind: str, *, street: bool) -> str:
    """Whose number a paper carries: the Party's, the government's or the congress's; in a 街道 of their offices there."""
    if kind in OF_THE_PARTY:
        return "党工委" if street else "党办"
    if kind in OF_THE_GOVERNMENT:
        return "办发" if street else "政办"
    return "人工委" if street else "人办"


def clerk_of(company: Company) -> Seat:
    """Who does the daily work: the congress's or the sub-district's clerk."""
    return company.one.get(Role.CONGRESS_CLERK) or company[Role.STREET_CLERK]


def file(company: Company, year: Year, kind: str, *, on: date) -> Paper:
    """One document with its number: written from the year's data where these are complete, else typed in."""
    issuer = _issuer(kind, street=year.place.is_subdistrict)
    count = Paper.objects.filter(year__place=year.place).count() + 1
    number = f"{year.place.name[:2]}{issuer}〔{on.year}〕{count}号"
    line = None if is_from_outside(kind) else document_for(kind, year)
    thing = thing_at(line, year, 0) if line else None
    if line is not None and thing is not None and not written(line, thing, year).gaps:
        document = file_new_document(
            year=year, code=line.code, thing=thing, by=clerk_of(company), number=number, issued_on=on
        )
        return _with_its_beginning(needed(document.paper, "paper"), on, clerk_of(company))
    title = f"{year.place.name}{year.number}年度民生实事项目{PaperKind(kind).label}"
    text = f"{MADE_UP.get(PaperKind(kind), '登记在案。')}本文书由演示人物登记，用于演示和演练。\n\n{on.year}年{on.month}月{on.day}日"
    paper = actions.file_paper(
        year=year,
        kind=kind,
        title=title[:120],
        doc_no=number,
        issued_on=on,
        body=text,
        public=kind in PUBLIC,
        by=clerk_of(company),
    )
    return _with_its_beginning(paper, on, clerk_of(company))


def office_of_justice(place: Place) -> str:
    """A bureau from the county up, an office below."""
    return f"{place.name}{'司法所' if place.is_township or place.is_subdistrict else '司法局'}"


def _with_its_beginning(paper: Paper, on: date, by: Seat) -> Paper:
    """The 合法性审查意见 also says who concluded what, and since when it was under review: what is drawn up does not know."""
    if paper.kind == PaperKind.LEGALITY_OPINION:
        said = {
            "issuer": office_of_justice(paper.place),
            "conclusion": Conclusion.AGREED,
            "began_on": on - REVIEWED,
        }
        correct(thing=paper, values=said, reason="补写审查机关、结论和送审日期", by=by)
        paper.refresh_from_db()
    return paper
