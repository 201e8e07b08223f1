"""项目材料: drafted, changed, appraised; every saved state is kept as a version."""

from collections.abc import Iterable

from engines.dates import project_due, unexplained
from piaojue.commons.acting import acting
from piaojue.commons.evidence.models import Upload
from piaojue.commons.moves import Refused
from piaojue.commons.people.models import Seat
from piaojue.commons.years.models import Year
from piaojue.stages.group.public import Demand, tell_voices
from piaojue.stages.shortlist.kept_text import content_of
from piaojue.stages.shortlist.models import Dossier, Version
from piaojue.stages.shortlist.moves import MOVES
from piaojue.stages.shortlist.queries import behind
from piaojue.stages.shortlist.sheet import Sheet

LONGEST_NOTE = 200


def draft(
    *, year: Year, sheet: Sheet, by: Seat, demands: Iterable[Demand] = (), files: Iterable[Upload] = ()
) -> Dossier:
    """Begin a dossier from demands; from none where government itself proposes it, which its page says.

    With `previous` it goes on with what an earlier year reserved or did not adopt; whoever asked for it then hears of it.
    raises: NotYours, Refused (a demand that neither this year shortlisted nor an earlier one left, wrong values)
    """
    demands, dossier = list(demands), Dossier(place=year.place, year=year)
    sheet.fill(dossier)
    with acting(MOVES["draft"], year, by, makes=dossier) as act:
        if problems := _foreign_demands(dossier, demands) + problems_of(dossier):
            raise Refused(*problems)
        act.save()
        dossier.demands.set(demands)
        dossier.files.add(*files)
        keep(dossier, by, "起草")
        act.note(demands=[demand.pk for demand in demands], previous=dossier.previous_id)
    for demand in demands:
        if demand.year_id != year.pk:
            here, before = year.number, demand.year.number
            words = f"{before}年度的诉求“{demand.title}”已转入{here}年度，正在编制项目材料。"
            tell_voices([demand], words, demand.get_absolute_url())
    return dossier


def edit(
    *,
    dossier: Dossier,
    sheet: Sheet,
    by: Seat,
    version: int | None = None,
    note: str = "",
    files: Iterable[Upload] = (),
    dropped: Iterable[Upload] = (),
    demands: Iterable[Demand] | None = None,
) -> Dossier:
    """Change a dossier; a new Version is kept. Its appraisal conclusions stay, but it has to be appraised again.

    files, dropped: those that come to it, those that no longer belong to it
    demands:        which it answers from now on; None: as before
    raises:         NotYours, Refused (a foreign demand, wrong values, stale form)
    """
    with acting(MOVES["edit"], dossier, by, version=version) as act:
        dossier = act.thing
        sheet.fill(dossier)
        chosen = None if demands is None else list(demands)
        if problems := problems_of(dossier) + _foreign_demands(dossier, chosen or []):
            raise Refused(*problems)
        if chosen is not None:
            dossier.demands.set(chosen)
            act.note(demands=[demand.pk for demand in chosen])
        gone = dossier.files.filter(pk__in=[file.pk for file in dropped])
        gone.update(public=False)
        dossier.files.remove(*gone)
        dossier.files.add(*files)
        act.save()
        keep(dossier, by, note)
    return dossier


def keep(dossier: Dossier, by: Seat, note: str, *, frozen: bool = False) -> Version:
    """What a dossier says now as its next version. The dossier is saved already."""
    last = dossier.versions.first()
    return Version.objects.create(
        dossier=dossier,
        number=(last.number if last else 0) + 1,
        content=content_of(dossier),
        note=note[:LONGEST_NOTE],
        seat=by,
        frozen=frozen,
    )


def _foreign_demands(dossier: Dossier, demands: Iterable[Demand]) -> list[str]:
    allowed = set(behind(dossier.year, dossier.previous).values_list("pk", flat=True))
    if dossier.pk:
        allowed |= set(dossier.demands.values_list("pk", flat=True))
    wrong = [demand.title for demand in demands if demand.pk not in allowed]
    return [f"只能选本年度已初定的、以前年度留下的或往年关联项目的诉求：{'、'.join(wrong)}"] if wrong else []


def problems_of(dossier: Dossier) -> list[str]:
    """Every objection to what a dossier says."""
    problems, year, previous = [], dossier.year, dossier.previous
    if not year.place.covers(dossier.spot):
        problems.append(f"选址要在{year.place.name}范围内")
    if dossier.department and dossier.department.place_id != dossier.place_id:
        problems.append("责任单位要选本级的部门")
    if previous and (previous.place_id != dossier.place_id or not previous.year.comes_before(year)):
        problems.append("往年关联项目要选本地以前年度的项目")
    due = project_due(dossier.due, number=year.number)
    problems += unexplained(due)
    if any(not source.source.strip() or source.yuan <= 0 for source in dossier.funding):
        problems.append("每一笔资金都要写来源和金额")
    shares = [milestone.share for milestone in dossier.milestones]
    if shares and (sorted(shares) != shares or shares[-1] != 100 or shares[0] < 0):
        problems.append("时间节点的累计比例要从小到大，最后一项是 100%")
    return problems
