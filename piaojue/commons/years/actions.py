"""What happens to a year: opened, papers filed, gates signed and passed, 四问 asked and answered."""

from datetime import date

from django.db import transaction

from piaojue.commons.moves import Refused
from piaojue.commons.people.models import Seat
from piaojue.commons.places.models import Place
from piaojue.commons.record.log import record
from piaojue.commons.years.gates import missing
from piaojue.commons.years.models import Answer, Checkpoint, Paper, PaperKind, Passage, Signature, Year
from piaojue.commons.years.moves import MOVES
from piaojue.commons.years.parameters import YearSettings
from piaojue.commons.years.road import RoadKind, next_gate


@transaction.atomic
def open_year(
    *,
    place: Place,
    number: int,
    by: Seat,
    road: str = "",
    seats_to_fill: int = 10,
    settings: YearSettings | None = None,
) -> Year:
    """Open one region's year. A 街道 gets the council's road; asking for 票决 there is refused with the law.

    seats_to_fill: 应选项目数; settings: local parameters (see Year)
    raises: NotYours, Refused
    """
    MOVES.require("open_year", place, by)
    road = road or (RoadKind.STREET if place.is_subdistrict else RoadKind.CONGRESS)
    if road == RoadKind.CONGRESS and not place.has_congress:
        raise Refused(
            f"{place.name}不设人民代表大会，不能票决：街道人大工委是县级人大常委会的工作机构（地方组织法 59 条），"
            "街道只能会商、票选推荐。请选择“街道会商”程序。"
        )
    if not 2000 <= number <= 2100:
        raise Refused("年度请填四位数字，例如 2026")
    if Year.objects.filter(place=place, number=number).exists():
        raise Refused(f"{place.name}的 {number} 年度已经开启")
    year = Year(place=place, number=number, road=road, seats_to_fill=seats_to_fill, settings=settings or YearSettings())
    year.save()
    record("years.opened", year, by)
    return year


@transaction.atomic
def set_year(*, year: Year, by: Seat, version: int | None = None, **values) -> Year:
    """Change parameters: seats_to_fill, solicit_until, settings. Raises NotYours, Refused (stale form)."""
    year = locked(year)
    MOVES.take("set_year", year, by, version=version)
    for name, value in values.items():
        setattr(year, name, value)
    year.save(update_fields=[*values, "version"])
    record("years.set", year, by)
    return year


@transaction.atomic
def file_paper(
    *,
    year: Year,
    kind: str,
    title: str,
    by: Seat,
    doc_no: str = "",
    issued_on: date | None = None,
    body: str = "",
    upload=None,
    public: bool = False,
) -> Paper:
    """File one document of the year. Raises NotYours, Refused when it has neither text nor file."""
    MOVES.take("file_paper", year, by)
    if kind not in PaperKind.values:
        raise Refused("请选择文书类别")
    if not body.strip() and upload is None:
        raise Refused("请填写正文，或上传文件")
    paper = Paper.objects.create(
        year=year,
        kind=kind,
        title=title,
        doc_no=doc_no,
        issued_on=issued_on,
        body=body,
        upload=upload,
        public=public,
        seat=by,
    )
    record("years.paper_filed", paper, by)
    return paper


def file_drawn_up(*, year: Year, kind: str, title: str, body: str, by: Seat) -> Paper:
    """File, for everybody to read, a paper that the system draws up. Raises NotYours, Refused where it already lies there word for word."""
    if Paper.objects.filter(year=year, kind=kind, body=body).exists():
        raise Refused(f"{PaperKind(kind).label}已经登记，内容没有变化，不必再登记")
    return file_paper(year=year, kind=kind, title=title, body=body, by=by, public=True)


@transaction.atomic
def show_paper(*, paper: Paper, public: bool, by: Seat) -> Paper:
    """Open a filed document to the public, or take one back inside; it stays filed. Raises NotYours, Refused (so already)."""
    paper = Paper.objects.select_for_update(of=("self",)).select_related("year__place", "upload").get(pk=paper.pk)
    MOVES.take("show_paper", paper, by)
    if paper.public == public:
        raise Refused("这份文书已经公开" if public else "这份文书本来就不公开")
    paper.public = public
    paper.save(update_fields=["public"])
    if paper.upload:
        paper.upload.public = public
        paper.upload.save(update_fields=["public"])
    record("years.paper_shown" if public else "years.paper_taken_back", paper, by)
    return paper


@transaction.atomic
def sign_gate(*, year: Year, gate: str, by: Seat) -> Signature:
    """Sign the next gate in one's role. Raises NotYours, Refused: not the next gate, not a signer, signed already."""
    year = locked(year)
    MOVES.require("sign_gate", year.place, by)
    coming = next_gate(year.road, year.stage)
    if coming is None or coming.key != gate:
        raise Refused(f"{year}现在的下一个关口是“{coming.label if coming else '无'}”，请刷新后再签署")
    signers = coming.signed_in(year.place)
    if by.role not in signers:
        names = "、".join(str(role.label) for role in signers)
        raise Refused(f"“{coming.label}”由 {names} 签署")
    signature, new = Signature.objects.get_or_create(year=year, gate=gate, role=by.role, defaults={"seat": by})
    if not new:
        raise Refused(f"{by.get_role_display()}已经签署过这个关口")
    record("years.gate_signed", signature, by, gate=gate)
    return signature


@transaction.atomic
def pass_gate(*, year: Year, by: Seat, version: int | None = None) -> Year:
    """Move the year through its next gate. Raises Refused naming everything that is missing."""
    year = locked(year)
    MOVES.take("pass_gate", year, by, version=version)
    gate = next_gate(year.road, year.stage)
    if lacking := missing(year, gate).all:
        raise Refused(*lacking)
    year.stage = gate.target
    year.save(update_fields=["stage", "version"])
    Passage.objects.create(year=year, gate=gate.key, seat=by)
    record("years.gate_passed", year, by, gate=gate.key, basis=gate.basis)
    return year


@transaction.atomic
def ask_checkpoint(*, year: Year, ordinal: int, title: str, questions: list[str], due: date, by: Seat) -> Checkpoint:
    """Ask one of the 四问 of all lower regions. Raises Refused when it was asked already."""
    MOVES.take("ask_checkpoint", year, by)
    if not 1 <= ordinal <= 4:
        raise Refused("四问只有第一问到第四问")
    checkpoint, new = Checkpoint.objects.get_or_create(
        year=year, ordinal=ordinal, defaults={"title": title, "questions": questions, "due": due}
    )
    if not new:
        raise Refused(f"第 {ordinal} 问已经发出")
    record("years.checkpoint_asked", checkpoint, by)
    return checkpoint


@transaction.atomic
def amend_checkpoint(*, checkpoint: Checkpoint, questions: list[str], due: date, by: Seat) -> Checkpoint:
    """Correct what is asked or until when; answers that came stay, the log keeps what was asked before. Raises NotYours, Refused."""
    checkpoint = Checkpoint.objects.select_for_update(of=("self",)).select_related("year__place").get(pk=checkpoint.pk)
    MOVES.take("ask_checkpoint", checkpoint.year, by)
    if not questions:
        raise Refused("请至少写一个问题")
    checkpoint.questions, checkpoint.due = questions, due
    checkpoint.save(update_fields=["questions", "due"])
    record("years.checkpoint_amended", checkpoint, by)
    return checkpoint


@transaction.atomic
def answer_checkpoint(*, checkpoint: Checkpoint, text: str, by: Seat) -> Answer:
    """Answer for the seat's own region; a later answer replaces the earlier one (both stay in the log)."""
    MOVES.require("answer_checkpoint", checkpoint.place, by)
    if not text.strip():
        raise Refused("请填写答复")
    answer, _ = Answer.objects.update_or_create(
        checkpoint=checkpoint, place=by.place, defaults={"text": text, "seat": by}
    )
    record("years.checkpoint_answered", answer, by)
    return answer


def locked(year: Year) -> Year:
    """The row as it is now, locked until the action ends."""
    return Year.objects.select_for_update().select_related("place").get(pk=year.pk)
