"""Each measure can be made anew by anybody from the open data alone, and every page says how it is made."""

import json
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from piaojue.journey.figures import figures_of
from piaojue.journey.measures import MEASURES, Measure
from piaojue.journey.tests import make
from piaojue.stages.deliver.models import Baseline, Project, Report
from piaojue.stages.evaluate.public import public_tables
from piaojue.stages.shortlist.models import DossierState
from piaojue.stages.suggest.models import Suggestion
from piaojue.stages.supervise.models import Finding

Row = dict[str, Any]
Tables = dict[str, list[Row]]
SPEAKS = ("人大代表", "常委会组成人员", "居民", "第三方")


def share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def lamps(colour: str) -> Callable[[Tables], int]:
    def burns(row: Row) -> bool:
        on = row["state"] == "跨年结转" and row["next_due"] and not row["settled_on"]
        return row["state"] in ("已分解", "实施中", "完工待验收") or bool(on)

    return lambda t: sum(row["lamp"] == colour and burns(row) for row in t["projects"])


def promises(t: Tables) -> list[tuple[Row, Row]]:
    """(project, first baseline) of those that nothing took the place of."""
    replaced = {row["replaces_id"] for row in t["projects"]}
    first = {row["project_id"]: row for row in t["baselines"] if row["number"] == 1}
    return [(row, first[row["id"]]) for row in t["projects"] if row["id"] not in replaced and row["id"] in first]


def due(t: Tables) -> list[tuple[Row, str]]:
    over, today = {"完成", "基本完成", "未完成", "跨年结转", "终止"}, f"{timezone.localdate()}"
    return [(p, b["due"]) for p, b in promises(t) if b["due"] and (b["due"] < today or p["state"] in over)]


def on_time(t: Tables) -> float | None:
    whole = {(row["project_id"], row["month"]) for row in t["reports"] if row["percent"] >= 100}
    rows = [
        any(project == p["id"] and month <= day[:7] for project, month in whole)
        or (p["accepted_on"] is not None and p["accepted_on"] <= day)
        for p, day in due(t)
        if p["state"] == "完成"
    ]
    return share(sum(rows), len(due(t)))


def from_residents(t: Tables) -> float | None:
    residents = {row["id"] for row in t["suggestions"] if row["proposer_type"] == "居民"}
    asked = {str(row["demand_id"]) for row in t["links"] if row["suggestion_id"] in residents}
    behind = {row["id"] for row in t["candidates"] if asked & set(row["demands"].split())}
    return share(sum(row["dossier_id"] in behind for row in t["projects"]), len(t["projects"]))


def satisfied(t: Tables) -> float | None:
    first = [row for row in t["surveys"] if not row["again"]]
    speaking = min(first, key=lambda row: (SPEAKS.index(row["subject"]), row["id"]))["id"]
    rows = [row for row in t["evaluation"] if row["survey_id"] == speaking]
    return share(sum(row["satisfied"] + row["fairly"] for row in rows), sum(row["base"] for row in rows))


def findings(t: Tables, state: str) -> int:
    return sum(row["state"] == state for row in t["findings"])


ANEW: dict[str, Callable[[Tables], int | float | None]] = {
    "suggestions": lambda t: sum(row["state"] != "已撤回" for row in t["suggestions"]),
    "demands": lambda t: len(t["demands"]),
    "answered_rate": lambda t: share(len(t["outcomes"]), len(t["demands"])),
    "candidates": lambda t: sum(row["state"] == DossierState.CANDIDATE.label for row in t["candidates"]),
    "adopted": lambda t: sum(row["adopted"] for row in t["results"]),
    "projects": lambda t: len(t["projects"]),
    "completed": lambda t: sum(row["state"] == "完成" for row in t["projects"]),
    "residents_share": from_residents,
    "on_time_rate": on_time,
    "green": lamps("green"),
    "yellow": lamps("yellow"),
    "red": lamps("red"),
    "planned_yuan": lambda t: sum(baseline["year_yuan"] for _project, baseline in promises(t)),
    "paid_yuan": lambda t: sum(row["paid_yuan"] for row in t["projects"]),
    "findings": lambda t: len(t["findings"]),
    "dismissed": lambda t: findings(t, "不予交办"),
    "closed_rate": lambda t: share(findings(t, "已核实销号"), len(t["findings"]) - findings(t, "不予交办")),
    "satisfied_rate": satisfied,
}


def copy(thing: Any, **values: Any) -> Any:
    """One more row like another one."""
    thing.pk = None
    thing._state.adding = True
    for name, value in values.items():
        setattr(thing, name, value)
    thing.save()
    return thing


def test_every_measure_is_made_anew_from_the_open_data(cast, as_):
    first = make.whole_life(cast)
    year, today = first.year, timezone.localdate()
    year.refresh_from_db()
    one = Project.objects.get()
    Baseline.objects.update(due=today - timedelta(days=40))
    Report.objects.create(
        place=one.place,
        year=year,
        project=one,
        month=f"{date.today() - timedelta(days=60):%Y-%m}",
        percent=100,
        text="…",
    )
    Suggestion.objects.filter(pk=first.pk).update(proposer_type="resident")
    wanted = first.links.get().demand
    carried = make.candidate(cast, wanted, no=2)
    make.voted(cast, carried)
    late = make.running(cast, carried, state="carried", progress=50, code="LATE")
    Project.objects.filter(pk=late.pk).update(lamp="red", next_due=today, paid_yuan=7, replaces=None)
    replacing = make.running(cast, make.candidate(cast, wanted, no=3), code="NEW")
    Project.objects.filter(pk=replacing.pk).update(replaces=late)
    copy(Finding.objects.first(), state="dismissed")

    visitor = as_(None)
    at = "/150102/2026/data/"
    read: Tables = {
        table.name: json.loads(b"".join(visitor.get(f"{at}{table.name}.json").streaming_content))
        for table in public_tables(year)
    }
    figures = figures_of([year])[year.pk]
    assert set(ANEW) == set(MEASURES)
    told = {key: measure.of(figures) for key, measure in MEASURES.items()}
    assert told == {key: anew(read) for key, anew in ANEW.items()}
    assert (told["red"], told["on_time_rate"], told["planned_yuan"], told["dismissed"]) == (1, 1.0, 4_000_000, 1)
    assert {name for measure in MEASURES.values() for name in measure.tables} <= set(read)


def test_a_page_says_how_each_number_is_made_and_each_tile_leads_there(cast, as_):
    make.whole_life(cast)
    visitor = as_(None)
    page = visitor.get("/measures/").content.decode()
    for measure in MEASURES.values():
        assert f'id="{measure.key}"' in page and measure.formula in page and measure.edge in page
    for address in ("/", "/city/1501/", "/150102/2026/", "/150102/2026/board/"):
        assert "/measures/#answered_rate" in visitor.get(address).content.decode(), address
    said = {measure.name for measure in MEASURES.values()}
    assert len(said) == len(MEASURES) and all(isinstance(measure, Measure) for measure in MEASURES.values())
