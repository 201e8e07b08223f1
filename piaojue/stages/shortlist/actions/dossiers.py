"""项目材料: drafted, kept in versions, appraised, cleared, reviewed, nominated, frozen for reading."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from engines.counting import Rule, check_candidates
from piaojue.commons.evidence.models import Upload
from piaojue.commons.moves import Refused
from piaojue.commons.people.models import Seat
from piaojue.commons.record.log import record
from piaojue.commons.things import snapshot
from piaojue.commons.years.models import Year
from piaojue.stages.group.public import Demand, tell_voices
from piaojue.stages.shortlist.criteria import APPRAISALS, incomplete
from piaojue.stages.shortlist.models import Dossier, DossierState, Version
from piaojue.stages.shortlist.moves import MOVES, reviewing_act
from piaojue.stages.shortlist.queries import behind


def locked(dossier: Dossier) -> Dossier:
    """The row as it is now, locked until the action ends."""
    rows = Dossier.objects.select_for_update(of=("self",)).select_related("place", "year", "year__place", "spot")
    return rows.get(pk=dossier.pk)


@transaction.atomic
def draft(*, year: Year, demands: Iterable[Demand], by: Seat, files: Iterable[Upload] = (), **values: Any) -> Dossier:
    """Begin a dossier from demands (none: proposed by government itself, which its page says). With `previous` it goes on
    with what an earlier year reserved or did not adopt; whoever asked for it then hears of it.

    values: fields of Dossier; title, purpose, scope and spot are required
    raises: NotYours, Refused (a demand that neither this year shortlisted nor an earlier one left, wrong values)
    """
    MOVES.take("draft", year, by)
    demands = list(demands)
    dossier = Dossier(place=year.place, year=year, created_by=by, **values)
    _answers(dossier, demands)
    _check(dossier)
    dossier.save()
    dossier.demands.set(demands)
    dossier.files.add(*files)
    _keep(dossier, by, "起草")
    record("shortlist.drafted", dossier, by, demands=[d.pk for d in demands], previous=dossier.previous_id)
    for demand in demands:
        if demand.year_id != year.pk:
            tell_voices(
                [demand],
                f"{demand.year.number}年度的诉求“{demand.title}”已转入{year.number}年度，正在编制项目材料。",
                demand.get_absolute_url(),
            )
    return dossier


@transaction.atomic
def edit(
    *,
    dossier: Dossier,
    by: Seat,
    version: int | None = None,
    note: str = "",
    files: Iterable[Upload] = (),
    dropped: Iterable[Upload] = (),
    demands: Iterable[Demand] | None = None,
    **values: Any,
) -> Dossier:
    """Change a dossier; a new Version is kept, earlier appraisal conclusions stay but it has to be appraised again.

    dropped: files that no longer belong to it; demands: which it answers from now on; None: as before
    """
    dossier = locked(dossier)
    MOVES.take("edit", dossier, by, version=version)
    for name, value in values.items():
        setattr(dossier, name, value)
    _check(dossier)
    told = {}
    if demands is not None:
        demands = list(demands)
        _answers(dossier, demands)
        told = {"demands": [d.pk for d in demands]}
        dossier.demands.set(demands)
    dossier.save()
    gone = dossier.files.filter(pk__in=[file.pk for file in dropped])
    gone.update(public=False)
    dossier.files.remove(*gone)
    dossier.files.add(*files)
    _keep(dossier, by, note)
    record("shortlist.edited", dossier, by, **told)
    return dossier


@transaction.atomic
def set_appraisal(*, dossier: Dossier, conclusions: dict[str, str], by: Seat, version: int | None = None) -> Dossier:
    """Write the appraisal conclusions (necessity, feasibility, finance, legality, risk)."""
    if set(conclusions) - set(APPRAISALS):
        raise Refused("没有这一项论证")
    dossier = locked(dossier)
    MOVES.take("edit", dossier, by, version=version)
    dossier.appraisal = {**(dossier.appraisal or {}), **{k: v.strip() for k, v in conclusions.items() if v.strip()}}
    dossier.save(update_fields=["appraisal", "state", "version"])
    _keep(dossier, by, "论证结论")
    record("shortlist.appraisal_written", dossier, by)
    return dossier


def _moved(act: str, dossier: Dossier, by: Seat, version: int | None, **values: Any) -> Dossier:
    """The common course of a dossier's steps: values first (checks may need them), then the guard, save, log."""
    dossier = locked(dossier)
    for name, value in values.items():
        setattr(dossier, name, value)
    MOVES.take(reviewing_act(dossier.place) if act == "review" else act, dossier, by, version=version)
    dossier.save(update_fields=["state", "version", *values])
    record(f"shortlist.{act}", dossier, by)
    return dossier


@transaction.atomic
def appraise(*, dossier: Dossier, by: Seat, version: int | None = None) -> Dossier:
    """Everything was appraised and the sheet is complete."""
    return _moved("appraise", dossier, by, version)


@transaction.atomic
def clear(*, dossier: Dossier, number: str, by: Seat, version: int | None = None) -> Dossier:
    """The leading group clears it under a document number; it does not decide in the congress's place."""
    MOVES.require("clear", dossier.place, by)
    if not number.strip():
        raise Refused("请填写领导小组审定文号")
    return _moved("clear", dossier, by, version, clearance_no=number.strip())


@transaction.atomic
def review(*, dossier: Dossier, note: str, by: Seat, version: int | None = None) -> Dossier:
    """The review by the congress body with its opinion: 常委会, in a township the 主席团, in a 街道 the 人大工委."""
    return _moved("review", dossier, by, version, review_note=note.strip())


@transaction.atomic
def nominate(*, dossier: Dossier, by: Seat, version: int | None = None) -> Dossier:
    """A reviewed dossier becomes a candidate with the next number."""
    Year.objects.select_for_update().get(pk=dossier.year_id)  # two at once do not get the same number
    taken = Dossier.objects.filter(year=dossier.year, state=DossierState.CANDIDATE).count()
    dossier = _moved("nominate", dossier, by, version, no=taken + 1)
    for demand in dossier.demands.all():  # the dossier itself opens to the public only when it is sent to the deputies
        tell_voices([demand], f"您关心的事已列为候选项目“{dossier.title}”。", demand.get_absolute_url())
    return dossier


@transaction.atomic
def reserve(*, dossier: Dossier, by: Seat, version: int | None = None) -> Dossier:
    """Into the reserve for later years (储备库); the candidates are numbered anew, whoever asked for it hears of it."""
    dossier = _moved("reserve", dossier, by, version, no=None)
    _renumber(dossier.year, by)
    for demand in dossier.demands.all():
        tell_voices(
            [demand],
            f"您关心的“{demand.title}”本年度不列为候选，列入储备库，以后年度可以接着做。",
            demand.get_absolute_url(),
        )
    return dossier


@transaction.atomic
def withdraw_candidate(*, dossier: Dossier, by: Seat, version: int | None = None) -> Dossier:
    """Back to drafting."""
    dossier = _moved("withdraw_candidate", dossier, by, version, no=None)
    _renumber(dossier.year, by)
    return dossier


@transaction.atomic
def order_candidates(*, year: Year, order: dict[int, int], by: Seat) -> list[Dossier]:
    """Number the candidates anew; what was fixed for reading has to be fixed again.

    order:  dossier id → its place on the ballot
    raises: NotYours, Refused: not every candidate once, not 1 to n
    """
    MOVES.take("order_candidates", year, by)
    Year.objects.select_for_update().get(pk=year.pk)
    rows = list(Dossier.objects.filter(year=year, state=DossierState.CANDIDATE).order_by("no", "pk"))
    if set(order) != {dossier.pk for dossier in rows}:
        raise Refused("候选项目有变化，请刷新后重新编排")
    if sorted(order.values()) != list(range(1, len(rows) + 1)):
        raise Refused(f"序号要从 1 到 {len(rows)}，每个数只用一次")
    moved = [dossier for dossier in rows if dossier.no != order[dossier.pk]]
    for dossier in moved:
        dossier.no = order[dossier.pk]
        dossier.save(update_fields=["no"])
        record("shortlist.renumbered", dossier, by)
    if moved:
        Version.objects.filter(dossier__in=rows, frozen=True).update(frozen=False)
    return moved


@transaction.atomic
def freeze_candidates(*, year: Year, by: Seat) -> list[Version]:
    """Fix what deputies will read and vote on: each candidate's present text becomes its frozen version, its files public.

    raises: Refused naming what is incomplete and whether 差额 is satisfied
    """
    MOVES.take("freeze_candidates", year, by)
    if problems := not_ready(year):
        raise Refused(*problems)
    frozen = []
    for dossier in Dossier.objects.filter(year=year, state=DossierState.CANDIDATE).order_by("no"):
        Version.objects.filter(dossier=dossier, frozen=True).update(frozen=False)
        dossier.files.update(public=True)
        frozen.append(_keep(dossier, by, "送阅版本", frozen=True))
        record("shortlist.frozen", dossier, by, version=frozen[-1].number)
    return frozen


def not_ready(year: Year) -> list[str]:
    """Why the candidates cannot be fixed yet: incomplete ones, and the surplus (差额) against the local rule."""
    candidates = list(Dossier.objects.filter(year=year, state=DossierState.CANDIDATE).select_related("department"))
    lines = [reason for dossier in candidates for reason in incomplete(dossier)]
    percent = year.settings.surplus_percent
    rule = Rule(seats=year.seats_to_fill, min_surplus=f"{percent}%")
    check = check_candidates(len(candidates), year.seats_to_fill, rule)
    return lines if check else [*lines, check.sentence]


def _renumber(year: Year, by: Seat) -> None:
    for no, dossier in enumerate(
        Dossier.objects.filter(year=year, state=DossierState.CANDIDATE).order_by("no", "pk"), 1
    ):
        if dossier.no != no:
            dossier.no = no
            dossier.save(update_fields=["no"])
            record("shortlist.renumbered", dossier, by)


def _answers(dossier: Dossier, demands: list[Demand]) -> None:
    allowed = set(behind(dossier.year, dossier.previous).values_list("pk", flat=True))
    if dossier.pk:
        allowed |= set(dossier.demands.values_list("pk", flat=True))
    if wrong := [demand.title for demand in demands if demand.pk not in allowed]:
        raise Refused(f"只能选本年度已初定的、以前年度留下的或往年关联项目的诉求：{'、'.join(wrong)}")


def _check(dossier: Dossier) -> None:
    problems = []
    if not dossier.year.place.covers(dossier.spot):
        problems.append(f"选址要在{dossier.year.place.name}范围内")
    if dossier.department and dossier.department.place_id != dossier.place_id:
        problems.append("责任单位要选本级的部门")
    if dossier.previous and (
        dossier.previous.place_id != dossier.place_id or dossier.previous.year.number >= dossier.year.number
    ):
        problems.append("往年关联项目要选本地以前年度的项目")
    for row in dossier.funding:
        if not str(row.get("source", "")).strip() or int(row.get("yuan", 0)) <= 0:
            problems.append("每一笔资金都要写来源和金额")
            break
    shares = [int(row.get("share", 0)) for row in dossier.milestones]
    if shares and (sorted(shares) != shares or shares[-1] != 100 or shares[0] < 0):
        problems.append("时间节点的累计比例要从小到大，最后一项是 100%")
    if problems:
        raise Refused(*problems)


def _keep(dossier: Dossier, by: Seat, note: str, *, frozen: bool = False) -> Version:
    last = dossier.versions.first()
    files = [f"{file.name}(sha256 {file.sha256[:12]})" for file in dossier.files.order_by("pk")]
    content = snapshot(dossier) | {
        "funding": dossier.funding,
        "milestones": dossier.milestones,
        "appraisal": dossier.appraisal,
        "files": files,
    }
    return Version.objects.create(
        dossier=dossier,
        number=(last.number if last else 0) + 1,
        content=content,
        note=note[:200],
        seat=by,
        frozen=frozen,
    )
