"""Other systems read what a visitor sees, and not a word more."""

import re

import pytest

from piaojue.commons.years.models import Paper, Standing, Year
from piaojue.journey.tests import make
from piaojue.stages.deliver.models import Project
from piaojue.stages.group.models import Demand, DemandState
from piaojue.stages.shortlist.models import Dossier
from piaojue.stages.suggest.models import Suggestion
from piaojue.stages.suggest.publication import Publication
from piaojue.stages.supervise.models import Finding
from piaojue.world.api import door

YEAR = "/150102/2026"
API = f"/api/v1/years{YEAR}"
SAME = {
    "suggestions": (f"{YEAR}/suggestions/", r"/s/(\d+)/"),
    "demands": (f"{YEAR}/demands/", r"/d/(\d+)/"),
    "candidates": (f"{YEAR}/candidates/", r"/dossiers/(\d+)/"),
    "projects": (f"{YEAR}/projects/", r"/p/(\w+)/"),
    "findings": (f"{YEAR}/findings/", r"/findings/(\d+)/"),
    "evaluations": (f"{YEAR}/evaluation/", r"/surveys/(\d+)/"),
    "documents": (f"{YEAR}/", r"/papers/(\d+)/"),
}
"""List of the API → the page that shows the same, and how that page's addresses name its things."""


def on_the_page(visitor, what: str) -> set[str]:
    page, names = SAME[what]
    return set(re.findall(names, visitor.get(page).content.decode()))


def in_the_api(visitor, what: str) -> set[str]:
    answer = visitor.get(f"{API}/{what}")
    assert answer.status_code == 200, answer.content
    return {str(row["code" if what == "projects" else "id"]) for row in answer.json()["items"]}


def hide_something_everywhere(cast, first: Suggestion) -> None:
    """Of each kind there is one more thing that is nobody's business."""
    make.at_stage(first.year, "soliciting")
    make.suggestion(cast, first.year, title="不公开的一条建议原话")
    Suggestion.objects.filter(title__startswith="不公开").update(publication=Publication.HELD)
    gone = make.demand(cast, make.suggestion(cast, first.year, title="后来散了的一条建议"))
    Demand.objects.filter(pk=gone.pk).update(state=DemandState.DISSOLVED)
    make.at_stage(first.year, "evaluating")
    draft = make.candidate(cast, gone, no=2)
    Dossier.objects.filter(pk=draft.pk).update(state="draft")
    project = Project.objects.get()
    Finding.objects.create(
        place=first.place,
        year=first.year,
        project=project,
        text="我是李大爷，灯又坏了",
        reporter=cast.resident_wang.person,
    )
    for public in (True, False):
        Paper.objects.create(year=first.year, kind="other", title=f"公开：{public}", public=public, seat=cast.clerk_li)


def test_a_visitor_reads_the_same_on_the_pages_and_in_the_api(cast, as_):
    first = make.whole_life(cast)
    hide_something_everywhere(cast, first)
    visitor = as_(None)
    for what in SAME:
        shown = in_the_api(visitor, what)
        assert shown, what
        assert shown == on_the_page(visitor, what), what
    # nor does a cookie help: the API knows no seat
    clerk = as_(cast.clerk_li)
    assert {what: in_the_api(clerk, what) for what in SAME} == {what: in_the_api(visitor, what) for what in SAME}
    everything = "".join(visitor.get(f"{API}/{what}").content.decode() for what in (*SAME, "outcomes", "results"))
    assert "李大爷" not in everything and "不公开的一条" not in everything
    assert "王大妈" not in everything and "13900000000" not in everything


def test_what_is_not_public_yet_or_does_not_count_is_not_there(cast, as_):
    first = make.whole_life(cast)
    visitor, demand = as_(None), Demand.objects.get()
    make.at_stage(first.year, "nominating")
    assert in_the_api(visitor, "candidates") == set()
    Year.objects.update(standing=Standing.PRACTICE)
    addresses = ["/projects/EL2026", f"/demands/{demand.pk}", "/years/150102/2026", "/years/150102/12026"]
    assert [visitor.get(f"/api/v1{one}").status_code for one in addresses] == [404, 404, 404, 422]
    assert visitor.get("/api/v1/years").json() == {"items": [], "next": None}


def test_lists_are_filtered_and_go_on_where_they_stopped(cast, as_):
    first = make.suggestion(cast)
    others = [make.suggestion(cast, first.year, title=f"给{n}号楼修路灯") for n in range(4)]
    visitor = as_(None)
    address, seen = f"{API}/suggestions?limit=2&q=路灯", []
    while address:
        page = visitor.get(address).json()
        seen += [row["id"] for row in page["items"]]
        address = page["next"]
    assert seen == [row.pk for row in others]
    assert in_the_api(visitor, "suggestions?within=150102101") == set()
    assert visitor.get(f"{API}/suggestions?after=-1").json()["fields"] == ["after"]


def test_a_project_comes_with_its_promise_and_its_reports(cast, as_):
    make.whole_life(cast)
    project = as_(None).get("/api/v1/projects/EL2026").json()
    assert project["baselines"][0]["scope"] == "加装 20 部"
    assert project["url"].endswith("/p/EL2026/") and project["reports"] == []


def test_the_board_comes_in_numbers(cast, as_):
    make.whole_life(cast)
    figures = as_(None).get(f"{API}/figures").json()
    assert (figures["suggestions"], figures["adopted"], figures["completed"]) == (1, 1, 1)
    assert figures["satisfied_rate"] == pytest.approx(58 / 60)


def test_who_asks_again_gets_nothing_twice_and_other_sites_may_read(cast, as_):
    make.whole_life(cast)
    visitor = as_(None)
    first = visitor.get(f"{API}/demands")
    assert first["Access-Control-Allow-Origin"] == "*"
    again = visitor.get(f"{API}/demands", headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_who_asks_too_often_waits(cast, as_, monkeypatch):
    monkeypatch.setattr(door, "ANYBODY_PER_MINUTE", 2)
    visitor = as_(None)
    answers = [visitor.get("/api/v1/places/150102") for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert 1 <= int(answers[-1]["Retry-After"]) <= 61
    wrong = visitor.get("/api/v1/places/150102", headers={"Authorization": "Bearer pj1_" + "0" * 40})
    assert wrong.status_code == 401


def test_a_list_asks_the_database_as_often_for_many_as_for_few(cast, as_, monkeypatch, django_assert_max_num_queries):
    make.whole_life(cast)
    monkeypatch.setattr(door.Allowance, "allow_request", lambda *_: True)
    visitor = as_(None)
    for what in (*SAME, "outcomes", "results"):
        with django_assert_max_num_queries(3):  # the year, the rows, and what belongs to them
            visitor.get(f"{API}/{what}")


def test_a_filter_that_there_is_not_is_said_with_those_there_are(cast, as_):
    make.whole_life(cast)
    visitor = as_(None)
    answer = visitor.get(f"{API}/suggestions?state=withdrawn&limit=5")
    assert answer.status_code == 422 and answer.json()["fields"] == ["state"]
    assert "category" in answer.json()["detail"] and "within" in answer.json()["detail"]
    assert visitor.get(f"{API}/suggestions?q=电梯&limit=5").status_code == 200
    assert visitor.get(f"{API}/demands?state=open").status_code == 200
    assert visitor.get(f"{API}/figures?x=1").status_code == 422
