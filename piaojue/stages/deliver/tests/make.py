"""Projects under way that are valid by themselves, made through the room's actions. Later rooms' tests use them, too."""

import io
from datetime import date

from django.utils import timezone
from PIL import Image

from piaojue.commons.evidence.keep import store
from piaojue.commons.evidence.models import Upload
from piaojue.commons.notify.models import Notice
from piaojue.commons.people.models import Seat
from piaojue.commons.sittings.models import Sitting, SittingKind
from piaojue.commons.years.models import Year
from piaojue.commons.years.parameters import LampRule as LampRule
from piaojue.commons.years.road import Stage
from piaojue.stages.consult.models import Consultation, Recommendation
from piaojue.stages.deliver import actions
from piaojue.stages.deliver.models import Change, ChangeKind, Problem, Project, Report, Site
from piaojue.stages.deliver.values import Proposal, ReportDraft
from piaojue.stages.group.models import Demand, Link
from piaojue.stages.shortlist.models import Dossier, DossierState, Version
from piaojue.stages.suggest.models import Suggestion
from piaojue.stages.vote.models import Poll, PollState, Result
from tests import cast as the_cast
from tests.scenes import scene

NUMBER = timezone.localdate().year
"""The stories' year: this one, so that reports of past months and plans until December make sense."""
START = date(NUMBER, 1, 1)
MILESTONES = [
    {"title": "开工", "due": f"{NUMBER}-03", "share": 20},
    {"title": "主体完工", "due": f"{NUMBER}-08", "share": 70},
    {"title": "交付使用", "due": f"{NUMBER}-12", "share": 100},
]
LAST_DAY = date(NUMBER, 12, 31)


def dossier(place, year: Year, title: str = "老旧小区加装电梯", *, no: int = 1, cast=None, **values) -> Dossier:
    """A frozen candidate of 805,000 元, to be done by the year's end, with the demand of two proposers behind it."""
    values = {
        "type": "works",
        "target_count": None,
        "target_unit": "",
        "year_yuan": 800_000,
        "milestones": MILESTONES,
        **values,
    }
    made = Dossier.objects.create(
        place=place,
        year=year,
        no=no,
        title=title,
        purpose="方便出行",
        scope="在 12 个小区加装 20 部电梯",
        spot=place,
        total_yuan=805_000,
        state=DossierState.CANDIDATE,
        due=LAST_DAY,
        beneficiaries=1200,
        leader="周某某，住建局副局长",
        **values,
    )
    Version.objects.create(
        dossier=made,
        number=1,
        frozen=True,
        content={
            "title": title,
            "scope": made.scope,
            "due": made.due.isoformat(),
            "year_yuan": str(made.year_yuan),
            "milestones": MILESTONES,
        },
    )
    return made


def demand(cast, of: Dossier) -> Demand:
    """王大妈's and 赵小军's suggestions behind a dossier."""
    made = Demand.objects.create(place=of.place, year=of.year, title="想装电梯", spot=of.spot, voices=2)
    for number, who in enumerate((cast.resident_wang, cast.resident_zhao)):
        row = Suggestion.objects.create(
            place=of.place,
            year=of.year,
            ticket_no=f"T{made.pk}{number}",
            title="装电梯",
            content="老人下不了楼",
            spot=of.spot,
            proposer=who.person,
            consent_version="1",
        )
        Link.objects.create(demand=made, suggestion=row, seat=cast.clerk_li)
    of.demands.add(made)
    return made


def result(of: Dossier, *, poll: Poll, rank: int = 1, adopted: bool = True) -> Result:
    return Result.objects.create(
        poll=poll,
        dossier=of,
        key=f"d{of.pk}",
        title=of.title,
        rank=rank,
        approve=4,
        against=1,
        abstain=0,
        adopted=adopted,
        sentence="过半数。",
    )


def poll(cast, year: Year, state: str = PollState.CONFIRMED) -> Poll:
    """A confirmed poll of the congress."""
    sitting = Sitting.objects.create(
        place=year.place,
        body=cast.deputy_dong.body,
        kind=SittingKind.SESSION,
        name="新城区人大第六次会议",
        starts_on=START,
        ends_on=START,
    )
    return Poll.objects.create(
        place=year.place, year=year, sitting=sitting, title="票决", state=state, confirmed_at=timezone.now()
    )


@scene
def announced(cast, number: int = 1, *, year: Year | None = None, **values) -> list[Project]:
    """`number` adopted projects, announced; the year then stands at 实施. values: of the dossiers."""
    year = year or the_cast.year(cast.xincheng, stage=Stage.ANNOUNCING, number=NUMBER)
    vote = poll(cast, year)
    for no in range(1, number + 1):
        made = dossier(cast.xincheng, year, "老旧小区加装电梯" if no == 1 else f"第 {no} 号民生实事", no=no, **values)
        result(made, poll=vote, rank=no)
        if no == 1:
            demand(cast, made)
    actions.announce(year=year, by=cast.government_liu)
    Year.objects.filter(pk=year.pk).update(stage=Stage.DELIVERING)
    return list(Project.objects.filter(year=year).order_by("no"))


@scene
def assigned(cast, number: int = 1, **values) -> list[Project]:
    """Broken down by the dossier's milestones, given to 住建局."""
    return [
        actions.assign(
            project=project,
            department=cast.department_chen.body,
            leader="周某某，副局长",
            starts_on=START,
            by=cast.government_liu,
        )
        for project in announced(cast, number, **values)
    ]


@scene
def project(cast, **values) -> Project:
    """One project, assigned."""
    return assigned(cast, **values)[0]


def this_month() -> str:
    return f"{timezone.localdate():%Y-%m}"


def reported(cast, of: Project | None = None, **values) -> Report:
    """This month's report, on plan, with a photo."""
    of = of or project(cast)
    photos = values.pop("photos", None)
    values = {"month": this_month(), "percent": 95, "paid_yuan": 700_000, "text": "电梯井施工顺利", **values}
    photos = [photo(cast)] if photos is None else photos
    return actions.report(project=of, draft=ReportDraft(**values), photos=photos, by=cast.department_chen)


def photo(cast, colour: str = "green", by=None) -> Upload:
    """A public picture; the same colour is the same picture."""
    out = io.BytesIO()
    Image.new("RGB", (60, 40), colour).save(out, "JPEG")
    return store(
        out.getvalue(),
        name="现场.jpg",
        mime="image/jpeg",
        place=cast.xincheng,
        by=by or cast.department_chen,
        public=True,
    )


def problem(cast, of: Project | None = None) -> Problem:
    return actions.raise_problem(
        project=of or project(cast), text="两户居民不同意占用门前空地，需要街道协调", by=cast.department_chen
    )


def change(cast, of: Project | None = None, kind: str = ChangeKind.DUE, **values) -> Change:
    """A request to finish half a year later."""
    values.setdefault("proposed", Proposal(due=date(NUMBER + 1, 6, 30)) if kind == ChangeKind.DUE else Proposal())
    return actions.request_change(
        project=of or project(cast),
        kind=kind,
        new="推迟到下年六月完成",
        reason="冬季停工，剩余四部电梯不能按期安装",
        by=cast.government_liu,
        **values,
    )


def street_year(cast, stage: str = Stage.ANNOUNCING) -> tuple[Year, Recommendation]:
    """东街街道's year with one confirmed recommendation."""
    year = the_cast.year(cast.dongjie, stage=stage, number=NUMBER)
    made = dossier(cast.dongjie, year, "东街便民菜店")
    sitting = Sitting.objects.create(
        place=cast.dongjie,
        body=cast.council_yu.body,
        kind=SittingKind.COUNCIL,
        name="东街街道议事会",
        starts_on=START,
        ends_on=START,
    )
    meeting = Consultation.objects.create(place=cast.dongjie, year=year, sitting=sitting, state="confirmed")
    return year, Recommendation.objects.create(
        place=cast.dongjie,
        year=year,
        consultation=meeting,
        dossier=made,
        all_for=9,
        recommended=True,
        confirmed=True,
        sentence="推荐。",
    )


def heard(seat: Seat) -> list[str]:
    """What the person of this seat was told."""
    return list(Notice.objects.filter(person=seat.person).values_list("text", flat=True))


def site(cast, title: str = "东街社区 3 号楼") -> Site:
    """One site of 新城区's first project; the same one when asked again."""
    of = Project.objects.first() or project(cast)
    known = Site.objects.filter(project=of, title=title).first()
    if known is None:
        actions.list_sites(project=of, titles=[title], by=cast.department_chen)
    return known or Site.objects.get(project=of, title=title)


def finished_site(cast, of: Site | None = None) -> Site:
    return actions.finish_site(
        site=of or site(cast), note="电梯已经交付", photos=[photo(cast, "green")], by=cast.department_chen
    )


def carried(cast, **values) -> Project:
    """Accepted at the year's end as carried over to the next June."""
    values = {"next_goal": "六月底前装完四部", "next_due": date(NUMBER + 1, 6, 30)} | values
    return actions.accept(project=project(cast), result="carried", note="四部未装完", by=cast.government_liu, **values)
