"""What of a year can be corrected: its numbers, papers, answers to the 四问."""

from collections.abc import Iterable

from django.utils import timezone

from engines import dates
from engines.papers.numbers import taken_from
from piaojue.commons.correctable import correctable
from piaojue.commons.issuing import REGISTRARS, SIDES_OF
from piaojue.commons.people.models import Seat
from piaojue.commons.roles import Role
from piaojue.commons.years.models import Answer, Paper, PaperKind, Year
from piaojue.commons.years.moves import OPENERS, PUBLISHERS, is_of_its_house
from piaojue.commons.years.road import ROADS, Stage
from piaojue.commons.years.writers import house_of_kind


def passed(year: Year, stage: Stage) -> bool:
    """Whether the year stands in this stage or behind it; a road without it: whether it stands behind the stage before."""
    order = list(Stage)
    return order.index(Stage(year.stage)) >= order.index(stage)


def numbers_are_used(year: Year) -> str:
    if passed(year, Stage.CIRCULATING):
        return "候选项目已经送阅"
    return "征集已经开始" if passed(year, Stage.SOLICITING) else ""


def who_works_in(year: Year) -> Iterable[int]:
    """Persons of the year's place who sign its gates."""
    signers = {role for gate in ROADS[year.road] for role in gate.signers}
    return Seat.objects.in_office().filter(place=year.place, role__in=signers).values_list("person_id", flat=True)


correctable(
    Year,
    fields=("seats_to_fill", "solicit_until"),
    roles=OPENERS,
    frozen=numbers_are_used,
    settled=lambda year: "已经票决公布" if passed(year, Stage.ANNOUNCING) else "",
    public=lambda year: True,
    relied=who_works_in,
)


def is_relied_on(paper: Paper) -> str:
    """Why a correction of a paper needs a second person."""
    if paper.public:
        return "这份文书已经公布"
    gates = [gate.key for gate in ROADS[paper.year.road] if paper.kind in gate.papers]
    if paper.year.passages.filter(gate__in=gates).exists():
        return "年度已凭这份文书通过关口"
    return "关口已凭这份文书签署" if paper.year.signatures.filter(gate__in=gates).exists() else ""


def who_signed_with(paper: Paper) -> Iterable[int]:
    """Persons who signed a gate that asks for such a paper."""
    gates = [gate.key for gate in ROADS[paper.year.road] if paper.kind in gate.papers]
    return paper.year.signatures.filter(gate__in=gates).values_list("seat__person_id", flat=True)


def is_a_certificate(paper: Paper) -> str:
    return "计票报告单已由监票人签认" if paper.kind == PaperKind.COUNT_CERTIFICATE else ""


def wrong_date(paper: Paper) -> Iterable[str]:
    """A date that is yet to come has its reason in the reason of the correction."""
    doubts = dates.paper(paper.issued_on, number=paper.year.number, today=timezone.localdate())
    return [doubt.text for doubt in doubts if not doubt.excusable]


def wrong_number(paper: Paper) -> Iterable[str]:
    """The 机关代字 is of the house that gives such papers out; of further material, of who added it."""
    other_material = paper.kind == PaperKind.OTHER
    role = Role(paper.seat.role)
    sides = SIDES_OF.get(role, frozenset()) if other_material else house_of_kind(paper.kind, paper.year).sides
    entered = other_material and role in REGISTRARS
    if not entered and (other := taken_from(paper.doc_no, sides)):
        yield f"“{paper.doc_no}”用的是{other}的机关代字"


correctable(
    Paper,
    fields=("title", "issuer", "doc_no", "issued_on", "conclusion", "began_on", "shorter_because", "body"),
    roles=PUBLISHERS,
    whose=is_of_its_house,
    author="seat",
    objections=lambda paper: [*wrong_date(paper), *wrong_number(paper)],
    frozen=is_relied_on,
    settled=is_a_certificate,
    public=lambda paper: paper.public,
    relied=who_signed_with,
)


def was_due(answer: Answer) -> str:
    return "答复期限已过，上级已据此了解情况" if answer.checkpoint.due < timezone.localdate() else ""


correctable(
    Answer,
    fields=("text",),
    roles=OPENERS,
    author="seat",
    frozen=was_due,
    relied=lambda answer: (
        Seat.objects.in_office()
        .filter(place=answer.checkpoint.place, role=Role.GUIDANCE)
        .values_list("person_id", flat=True)
    ),
)
