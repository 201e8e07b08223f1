"""Lists ask the database as often for many rows as for few."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from piaojue.commons.people.models import Person
from piaojue.commons.places.models import Level, Place
from piaojue.commons.sittings.models import Sitting
from piaojue.commons.years.models import Paper
from piaojue.journey.tests import make
from piaojue.stages.deliberate.models import Question
from piaojue.stages.deliver.models import Project, Report, Task
from piaojue.stages.evaluate.actions.asking import AGES
from piaojue.stages.evaluate.models import Item, Rectification, Reply, Subject, Survey
from piaojue.stages.evaluate.tests import make as evaluation
from piaojue.stages.evaluate.values import Groups, Summary
from piaojue.stages.group.models import Link, Second
from piaojue.stages.supervise.models import Activity, ActivityKind, Finding
from tests import cast as the_cast

FEW, MANY = 4, 9
SAMPLE = 40
"""Residents who say why they do not like one project."""
PAGES = [
    "/", "/echo/", "/choose/suggest/", "/choose/projects/", "/search/?q=电梯", "/search/?q=电梯&kind=project", "/years/", "/sittings/", "/city/1501/",
    "/city/1501/wall/", "/150102/2026/", "/150102/2026/echo/", "/150102/2026/suggestions/", "/150102/2026/demands/", "/150102/2026/outcomes/",
    "/150102/2026/candidates/", "/150102/2026/questions/", "/150102/2026/result/", "/150102/2026/polls/", "/150102/2026/projects/",
    "/150102/2026/wall/", "/150102/2026/supervision/", "/150102/2026/findings/", "/150102/2026/evaluation/",
    "/150102/2026/board/", "/150102/2026/coverage/", "/150102/2026/data/", "/150102/2026/road/", "/p/P0/",
    "/d/{demand}/", "/d/{demand}/from/", "/s/{suggestion}/way/", "/surveys/{survey}/", "/activities/{activity}/",
    "/surveys/{residents}/", "/surveys/{residents}/notice.pdf", "/rectifications/{rectification}/",
]  # fmt: skip
DESK = [
    "/today/",
    "/150102/2026/archive/",
    "/150102/2026/checkpoints/",
    "/150102/2026/dossiers/",
    "/150102/2026/appeals/",
    "/150102/2026/alarms/",
    "/150102/2026/screening/",
    "/log/",
    "/people/",
    "/notices/",
    "/150102/2026/compare/",
    "/150102/2026/circulation/",
    "/150102/2026/deliberation/",
    "/150102/2026/outcomes/",
    "/150102/2026/projects/",
    "/150102/2026/findings/",
]
RESIDENT = ["/my/suggestions/", "/notices/", "/today/", "/surveys/{asking}/reply/"]


@pytest.fixture
def year(cast):
    return the_cast.year(cast.xincheng, stage="soliciting")


def grow(cast, year, numbers: range, first: dict) -> dict:
    """One more of everything for each number; what came first (demand, project, dossier, activity) gets longer itself."""
    make.at_stage(year, "soliciting")
    for n in numbers:
        place = Place.objects.create(
            code=f"1501{n + 10}", name=f"旗{n}", level=Level.COUNTY, parent=cast.places["1501"]
        )
        the_cast.year(place, stage="soliciting" if n % 2 else "delivering")
        days = {"starts_on": date(2026, 1, 10), "ends_on": date(2026, 1, 12)}
        Sitting.objects.create(place=place, body=cast.deputy_dong.body, kind="session", name=f"第{n}次会议", **days)
        said = make.suggestion(cast, year, title=f"给东街小区{n}号楼加装电梯")
        demand = make.demand(cast, said)
        make.answered(cast, demand)
        dossier = make.candidate(cast, demand, no=n + 1)
        make.voted(cast, dossier)
        project = make.running(cast, dossier, state="completed", progress=100, code=f"P{n}")
        Paper.objects.create(year=year, kind="other", title=f"公告{n}", public=True, seat=cast.clerk_li)
        first = first or {"suggestion": said, "demand": demand, "project": project, "dossier": dossier}
        lengthen(cast, year, n, **first)
    make.at_stage(year, "evaluating")
    for _ in numbers:
        evaluation.judged(cast, ("电梯", 50, 8, 2), year=year)
    Survey.objects.filter(year=year, state="judged").update(state="published", published_on=timezone.localdate())
    return first


def residents_say_why(cast, year, numbers: range) -> dict:
    """Residents' surveys, one published, one open: a row for each number, and many who say why they do not like it."""
    own = {"place": year.place, "year": year, "subject": Subject.RESIDENTS}
    published, _ = Survey.objects.get_or_create(title="居民测评", defaults={"state": "published"}, **own)
    asking, _ = Survey.objects.get_or_create(title="再次测评", defaults={"state": "open"}, **own)
    projects = list(Project.objects.filter(year=year).order_by("pk"))
    for n in numbers:
        item = Item.objects.create(survey=published, project=projects[n], title=f"项目{n}", dissatisfied=SAMPLE, rank=1)
        Item.objects.create(survey=asking, project=projects[n], title=f"项目{n}")
        Reply.objects.bulk_create(
            Reply(
                survey=published,
                digest=f"{n}-{who}",
                marks={item.pk: "dissatisfied"},
                reasons={item.pk: f"电梯常停{who}"},
                slices=Groups(age=AGES[who % 3]),
            )
            for who in range(SAMPLE)
        )
        order = {"place": year.place, "year": year, "order": "限期修好", "due": date(2026, 12, 31)}
        ordered = Rectification.objects.create(project=projects[n], item=item, **order)
        ordered.proofs.add(*(evaluation.photo(cast) for _ in numbers))
    Survey.objects.filter(pk=published.pk).update(valid=SAMPLE, summary=Summary("0", "0", "共测评若干项。", ()))
    return {"residents": published, "asking": asking, "rectification": Rectification.objects.order_by("pk")[0]}


def lengthen(cast, year, n: int, suggestion, demand, project, dossier) -> None:
    """One more line on the pages of one demand, one dossier and one project."""
    own = {"place": year.place, "year": year}
    Second.objects.create(demand=demand, person=Person.objects.create(username=f"p{n}", name="居民"))
    another = make.suggestion(cast, year, title=f"东街社区电梯{n}")
    Link.objects.create(demand=demand, suggestion=another, reason="同一诉求", seat=cast.clerk_li)
    Question.objects.create(dossier=dossier, text=f"几时完工{n}?", asked_by=cast.deputy_dong, **own)
    Report.objects.create(project=project, month=f"2026-{n + 1:02d}", percent=10, text="已开工", **own)
    Task.objects.create(project=project, title=f"节点{n}", due=date(2026, 6, 1), share=10, **own)
    seen = Activity.objects.create(
        project=project,
        kind=ActivityKind.THEMED,
        title=f"视察{n}",
        held_on=date(2026, 6, 1),
        leader=cast.deputy_dong,
        **own,
    )
    Finding.objects.create(
        project=project, activity=seen, text=f"围挡占道{n}", assigned_to=cast.department_chen.body, **own
    )
    Finding.objects.create(project=project, activity=Activity.objects.order_by("pk")[0], text=f"又占道{n}", **own)


def test_lists_ask_as_often_for_many_rows_as_for_few(cast, year, as_):
    first = grow(cast, year, range(FEW), {})
    sample = residents_say_why(cast, year, range(FEW))
    values = {name: thing.pk for name, thing in {**first, **sample}.items()}
    values |= {"survey": Survey.objects.order_by("pk")[0].pk, "activity": Activity.objects.order_by("pk")[0].pk}
    readers = [(as_(None), PAGES), (as_(cast.clerk_li), DESK), (as_(cast.resident_wang), RESIDENT)]
    few = [counted(browser, pages, values) for browser, pages in readers]
    grow(cast, year, range(FEW, MANY), first)
    residents_say_why(cast, year, range(FEW, MANY))
    many = [counted(browser, pages, values) for browser, pages in readers]
    grown = [
        {page: (before[page], after[page]) for page in after if after[page] > before[page]}
        for before, after in zip(few, many, strict=True)
    ]
    assert not any(grown), str(grown)


def counted(browser, pages: list[str], values: dict) -> dict[str, int]:
    """Page → how many queries its second showing takes."""
    found = {}
    for page in pages:
        address = page.format(**values)
        assert browser.get(address).status_code == 200, address
        with CaptureQueriesContext(connection) as asked:
            browser.get(address)
        found[page] = len(asked)
    return found
