"""What happens to a year: opened, papers filed, gates signed and passed."""

from datetime import date
from typing import Any

from django.utils import timezone

from engines import dates
from engines.dates import unexplained
from engines.law import Matter
from engines.papers.numbers import taken_from
from piaojue.commons.acting import acting
from piaojue.commons.issuing import REGISTRARS, SIDES_OF
from piaojue.commons.moves import Refused
from piaojue.commons.people.models import Seat
from piaojue.commons.places.models import Place
from piaojue.commons.roles import Role, word_for
from piaojue.commons.years.gates import bound, is_decided, missing, signatures_wanted
from piaojue.commons.years.local_rules import below_local, with_local
from piaojue.commons.years.models import Paper, PaperKind, Passage, Signature, Standing, Year
from piaojue.commons.years.moves import MOVES, PUBLISHERS
from piaojue.commons.years.parameters import YearSettings
from piaojue.commons.years.road import RoadKind, Stage, basis_in, next_gate, roads_of
from piaojue.commons.years.writers import house_of_kind, may_write

FIRST_YEAR, LAST_YEAR = 2000, 2100
LONGEST_NOTE = 200
USED_LATER = ("seats_to_fill", "solicit_until")
"""Numbers that others rely on once the year has begun: from then on they are corrected, not set."""


def open_year(
    *,
    place: Place,
    number: int,
    by: Seat,
    road: str = "",
    seats_to_fill: int = 10,
    settings: YearSettings | None = None,
    practice: bool = False,
    sends: bool = False,
) -> Year:
    """Open one region's year. A 街道 gets the council's road, others the congress's; the wrong one is refused with the law.

    seats_to_fill: 应选项目数; settings: local parameters
    practice:      试运行: everything as in earnest, nothing counts; sends: SMS leave all the same
    raises: NotYours, Refused
    """
    road = road or next(iter(roads_of(place)), RoadKind.CONGRESS)
    standing = Standing.PRACTICE if practice else Standing.REAL
    year = Year(
        place=place,
        number=number,
        road=road,
        seats_to_fill=seats_to_fill,
        settings=with_local(settings or YearSettings(), place),
        standing=standing,
        sends=practice and sends,
    )
    with acting(MOVES["open_year"], year, by):
        if road not in roads_of(place):
            raise Refused(_wrong_road(place, road))
        if not FIRST_YEAR <= number <= LAST_YEAR:
            raise Refused("年度请填四位数字，例如 2026")
        if Year.every.filter(place=place, number=number, standing=standing).exists():
            kind = "试运行" if practice else ""
            raise Refused(f"{place.name}的 {number} 年度{kind}已经开启")
    return year


def _wrong_road(place: Place, road: str) -> str:
    """Why the place cannot go this road."""
    if not roads_of(place):
        return f"{place.why_no_congress}。只有设人民代表大会的地方和街道能开启年度"
    if road == RoadKind.STREET:
        return f"{place.name}设有人民代表大会，不能走“街道会商”：那是街道议事会的程序。请选择“人大票决”程序。"
    return (
        f"{place.name}不设人民代表大会，不能票决：街道人大工委是县级人大常委会的工作机构（地方组织法 59 条），"
        "街道只能会商、票选推荐。请选择“街道会商”程序。"
    )


def set_year(*, year: Year, by: Seat, version: int | None = None, **values: Any) -> Year:
    """Change parameters: seats_to_fill, solicit_until, settings. Raises NotYours, Refused (stale form)."""
    with acting(MOVES["set_year"], year, by, version=version) as act:
        used = [name for name in USED_LATER if name in values and values[name] != getattr(act.thing, name)]
        if used and act.thing.stage != Stage.PLANNED:
            raise Refused("征集开始以后，应选项目数和征集截止日期已经公布，请用“更正”，写明理由并由另一人复核")
        if "settings" in values and (short := below_local(values["settings"], act.thing.place)):
            raise Refused(*short)
        if wrong := unexplained(dates.asking(None, values.get("solicit_until"), today=timezone.localdate())):
            raise Refused(*wrong)
        for name, value in values.items():
            setattr(act.thing, name, value)
    return act.thing


def file_paper(
    *,
    year: Year,
    kind: str,
    title: str,
    by: Seat,
    doc_no: str = "",
    issued_on: date | None = None,
    body: str = "",
    **values: Any,
) -> Paper:
    """File one document of the year. Raises NotYours, Refused when it has neither text nor file.

    values: upload (a kept file), public (whether everybody may read it), date_reason (why the date is as it is)
    """
    reason = values.pop("date_reason", "")
    paper = Paper(year=year, kind=kind, title=title, doc_no=doc_no, issued_on=issued_on, body=body, seat=by, **values)
    with acting(MOVES["file_paper"], year, by, makes=paper) as act:
        if wrong := unexplained(dates.paper(issued_on, number=year.number, today=timezone.localdate()), reason):
            raise Refused(*wrong)
        if reason.strip():
            act.note(date_reason=reason.strip()[:LONGEST_NOTE])
        if kind not in PaperKind.values:
            raise Refused("请选择文书类别")
        if not body.strip() and paper.upload is None:
            raise Refused("请填写正文，或上传文件")
        if problem := _not_passed(paper):
            raise Refused(problem)
    return paper


def enter_paper(*, year: Year, kind: str, by: Seat, public: bool = False, **values: Any) -> Paper:
    """File a paper by hand: what a house gives out is entered by that house or by the desk, and published by who publishes.

    values: as `file_paper` takes them
    raises: NotYours, Refused
    """
    role = by.role if by else Role.VISITOR
    if kind in PaperKind.values and not may_write(kind, year, role):
        house = house_of_kind(kind, year)
        raise Refused(f"{PaperKind(kind).label}由{house.name}出具，由他们登记；人大办公室可以代为登记")
    if public and kind == PaperKind.OTHER and role not in PUBLISHERS:
        raise Refused("其他材料由人大办公室、政府办公室公开：请先登记，再请他们公开")
    number = str(values.get("doc_no", ""))
    sides = house_of_kind(kind, year).sides if kind != PaperKind.OTHER else SIDES_OF.get(Role(role), frozenset())
    if other := taken_from(number, sides) if role not in REGISTRARS else "":
        raise Refused(f"“{number}”用的是{other}的机关代字，请用自己的机关代字")
    return file_paper(year=year, kind=kind, by=by, public=public, **values)


def _not_passed(paper: Paper) -> str | None:
    """Rules that the congress has not passed are a draft: not public, and never filed as the 票决办法 (docs/domain.md#vote-rules-paper)."""
    if paper.public and paper.kind == PaperKind.VOTE_RULES_DRAFT:
        return "票决办法在大会通过以前是草案，不公开"
    if paper.kind == PaperKind.VOTE_RULES and not is_decided(paper.year, Matter.VOTE_RULES):
        return "大会还没有通过票决办法：通过以前登记为“票决办法（草案）”，登记大会的决定以后它自动归入文书"
    return None


def show_paper(*, paper: Paper, public: bool, by: Seat) -> Paper:
    """Open a filed document to the public, or take one back inside; it stays filed. Raises NotYours, Refused (so already)."""
    with acting(MOVES["show_paper" if public else "take_back_paper"], paper, by) as act:
        paper = act.thing
        if paper.public == public:
            raise Refused("这份文书已经公开" if public else "这份文书本来就不公开")
        paper.public = public
        if public and (problem := _not_passed(paper)):
            raise Refused(problem)
        if paper.upload:
            paper.upload.public = public
            paper.upload.save(update_fields=["public"])
    return paper


def sign_gate(*, year: Year, gate: str, by: Seat) -> Signature:
    """Sign the next gate in one's role, with what it binds now; again, where that has changed since.

    raises: NotYours, Refused: not the next gate, not a signer, signed already
    """
    role = getattr(by, "role", "")
    before = Signature.objects.filter(year=year, gate=gate, role=role).first()
    signature = before or Signature(year=year, gate=gate, role=role, seat=by)
    with acting(MOVES["sign_gate"], year, by, makes=signature, hold=True) as act:
        year = act.thing
        coming = next_gate(year.road, year.stage)
        if coming is None or coming.key != gate:
            raise Refused(f"{year}现在的下一个关口是“{coming.label if coming else '无'}”，请刷新后再签署")
        if by.role not in coming.signers:
            names = "、".join(word_for(role, year.place) for role in coming.signers)
            raise Refused(f"“{coming.label}”由 {names} 签署")
        if Role(by.role) not in signatures_wanted(year, coming):
            raise Refused(f"{by.get_role_display()}已经签署过这个关口")
        signature.seat, signature.at, signature.bound = by, timezone.now(), bound(year, coming)
        act.note(gate=gate)
    return signature


def pass_gate(*, year: Year, by: Seat, version: int | None = None) -> Year:
    """Move the year through its next gate. Raises NotYours; Refused naming everything that is missing."""
    with acting(MOVES["pass_gate"], year, by, version=version) as act:
        year = act.thing
        gate = next_gate(year.road, year.stage)
        lacking = missing(year, gate).all
        if gate is None or lacking:
            raise Refused(*lacking)
        year.stage = gate.target
        Passage.objects.create(year=year, gate=gate.key, seat=by)
        act.note(gate=gate.key, basis=basis_in(gate, act.thing.place))
    return year
