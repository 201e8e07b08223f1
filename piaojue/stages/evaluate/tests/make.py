"""Evaluations that are valid by themselves."""

import io
from datetime import date, timedelta

from django.utils import timezone
from PIL import Image

from piaojue.commons.evidence.keep import store
from piaojue.commons.people.models import Body, BodyKind, Person, Seat
from piaojue.commons.roles import Role
from piaojue.commons.years.models import Year
from piaojue.commons.years.road import Stage
from piaojue.stages.deliver.models import Baseline, Project, ProjectState
from piaojue.stages.evaluate import actions
from piaojue.stages.evaluate.models import Rectification, Subject, Survey
from piaojue.stages.evaluate.tables import TableRow
from piaojue.stages.shortlist.models import Dossier, DossierState, ProjectType
from tests import cast as the_cast
from tests.scenes import scene

# docs/domain.md#published-satisfaction, as printed: 满意, 基本满意, 不满意
NINGHAI = [
    ("美丽乡村建设工程", 95, 27, 0), ("农民饮用水达标提标工程", 175, 43, 4), ("农村公路改造提升工程", 161, 58, 3),
    ("高中段学校校舍改造提升工程", 187, 34, 1), ("前童镇中心小学迁建工程", 177, 44, 1),
    ("第二医院医疗健康集团总院提升改造工程", 161, 57, 4), ("区域性居家养老服务中心工程", 165, 57, 0),
    ("中心城区停车位建设工程", 145, 74, 3), ("城南消防站工程", 159, 62, 1), ("环卫基础设施提升改造工程", 168, 53, 1),
]  # fmt: skip
NINGHAI_VALID = 222
ZHENHAI = [
    ("教育惠民补短强基", 28, 1, 0), ("公共卫生服务能力提升", 20, 8, 1), ("老旧小区改造", 26, 3, 0),
    ("食品安全供应保障", 29, 0, 0), ("老年护理照料中心建设", 17, 11, 1), ("交通治堵工程", 26, 3, 0),
    ("隧道口停车场新建工程", 17, 11, 1), ("住房保障行动", 28, 1, 0),
]  # fmt: skip


def evaluating_year(cast, number: int = 2026, stage: str = Stage.EVALUATING, **values) -> Year:
    """新城区's year, standing at 评价."""
    return the_cast.year(cast.xincheng, stage=stage, number=number, **values)


def project(
    cast, year: Year, title: str = "老旧小区加装电梯", *, no: int = 1, state: str = ProjectState.COMPLETED
) -> Project:
    """A project of 新城区住建局 with the goal it was voted on."""
    unit = cast.department_chen.body
    dossier = Dossier.objects.create(
        place=year.place,
        year=year,
        no=no,
        title=title,
        purpose="方便出行",
        scope="加装 20 部",
        spot=year.place,
        state=DossierState.CANDIDATE,
        department=unit,
        type=ProjectType.WORKS,
    )
    made = Project.objects.create(
        place=year.place,
        year=year,
        no=no,
        code=f"T{year.pk % 10**6}{no:03d}",
        title=title,
        type=ProjectType.WORKS,
        dossier=dossier,
        department=unit,
        spot=year.place,
        state=state,
        progress=100,
        paid_yuan=1_800_000,
    )
    _voted_on(made)
    return made


def _voted_on(project: Project) -> Baseline:
    """The goal: 20 部 for 200 万元 by the end of November."""
    return Baseline.objects.create(
        project=project,
        number=1,
        scope="加装 20 部",
        target_count=20,
        target_unit="部",
        year_yuan=2_000_000,
        due=date(project.year.number, 11, 30),
        reason="票决",
    )


def survey(cast, year: Year | None = None, subject: str = Subject.DEPUTIES, **values) -> Survey:
    """A prepared survey; without `items` it has one row for each project of the year (made when there is none)."""
    year = year or evaluating_year(cast)
    if "items" not in values and not Project.objects.filter(year=year).exists():
        project(cast, year)
    return actions.prepare_survey(year=year, subject=subject, by=cast.clerk_li, **values)


def rows(*counts: tuple) -> list[TableRow]:
    """(title, 满意, 基本满意, 不满意[, 不了解]) as table rows."""
    return [TableRow(*line) for line in counts]


@scene
def judged(cast, *counts: tuple, year: Year | None = None, subject: str = Subject.DEPUTIES, **values) -> Survey:
    """A table that was entered; valid ballots: the first row's sum."""
    made = survey(cast, year, subject, items=[], **values)
    return actions.enter_table(survey=made, rows=rows(*counts), valid=sum(counts[0][1:]), by=cast.clerk_li)


@scene
def published(cast, *counts: tuple, **values) -> Survey:
    """A published table."""
    return actions.publish(survey=judged(cast, *counts, **values), by=cast.clerk_li)


def residents(cast, number: int) -> list[Seat]:
    """`number` residents with verified phones."""
    body = Body.objects.get(kind=BodyKind.RESIDENTS)
    found = []
    for n in range(number):
        person = Person.objects.create(username=f"r{n}", name="居民", phone=f"1381000{n:04d}", phone_verified=True)
        found.append(Seat.objects.create(person=person, body=body, place=body.place, role=Role.RESIDENT))
    return found


def photo(cast):
    """An uploaded picture."""
    out = io.BytesIO()
    Image.new("RGB", (8, 8), "green").save(out, "JPEG")
    return store(out.getvalue(), name="整改后.jpg", mime="image/jpeg", place=cast.xincheng, by=cast.department_chen)


@scene
def rectification(cast, year: Year | None = None) -> Rectification:
    """An order after 40 of 60 deputies were not satisfied."""
    year = year or evaluating_year(cast)
    made = project(cast, year)
    bad = published(cast, (made.title, 10, 10, 40), year=year)
    return actions.order_rectification(
        item=bad.items.get(),
        order="三个月内修好漏水的电梯井",
        due=timezone.localdate() + timedelta(days=90),
        by=cast.clerk_li,
    )


@scene
def reported(cast, **values) -> Rectification:
    """The unit has reported with a photo."""
    return actions.report_rectification(
        rectification=rectification(cast, **values),
        report="电梯井已全部重做防水，经三次雨后检查未再漏水",
        proofs=[photo(cast)],
        by=cast.department_chen,
    )
