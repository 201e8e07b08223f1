"""What happened that everybody may know: lines of the log that partners and feeds are told of.

An event names a thing and where it is read. It holds nothing of the thing itself, so nothing can be told that the API
would not show. What is not public at the moment when it is told of is left out.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.apps import apps

from piaojue.commons.record.models import Chain, Entry
from piaojue.commons.words import said
from piaojue.commons.years.models import Year
from piaojue.world import queries

API = "/api/v1"


@dataclass(frozen=True)
class Told:
    """Where a thing is read. title: its own words; url: its page; api: its address in the API; project: its code, of a project's."""

    year: Year
    title: str
    url: str
    api: str
    category: str = ""
    project: str = ""


@dataclass(frozen=True)
class Event:
    """One thing that happened. number: `place:seq` of the log; kind: a key of EVENTS."""

    number: str
    kind: str
    at: str
    place: str
    told: Told

    def body(self, site: str) -> dict[str, Any]:
        """As partners get it."""
        year = self.told.year
        return {
            "id": self.number,
            "type": self.kind,
            "at": self.at,
            "place": self.place,
            "year": year.number,
            "api": f"{site}{self.told.api}",
            "page": f"{site}{self.told.url}",
        }


def _of(year: Year) -> str:
    """The year's address in the API."""
    return f"{API}/years/{year.place_id}/{year.number}"


def _list(year: Year, name: str) -> str:
    return f"{_of(year)}/{name}"


def _year(row: Any) -> Told | None:
    return Told(row, str(row.get_stage_display()), row.get_absolute_url(), _of(row))


def _project(row: Any) -> Told | None:
    return Told(
        row.year, row.title, row.get_absolute_url(), f"{API}/projects/{row.code}", row.category, project=row.code
    )


def _report(row: Any) -> Told | None:
    told = _project(row.project)
    return told and Told(
        told.year, f"{row.project.title}：{row.month}，{row.percent}%", told.url, told.api, told.category, told.project
    )


def _outcome(row: Any) -> Told | None:
    if not queries.outcomes(row.year).filter(pk=row.pk).exists():
        return None
    title = f"{row.demand.title}：{row.get_disposition_display()}"
    return Told(row.year, title, row.get_absolute_url(), f"{API}/demands/{row.demand_id}", row.demand.category)


def _poll(row: Any) -> Told | None:
    if not queries.results(row.year).filter(poll=row).exists():
        return None
    return Told(row.year, row.title, row.get_absolute_url(), _list(row.year, "results"))


def _finding(row: Any) -> Told | None:
    project = row.project
    return Told(
        row.year,
        f"{project.title}：{row.get_state_display()}",
        row.get_absolute_url(),
        _list(row.year, "findings"),
        project.category,
        project.code,
    )


def _survey(row: Any) -> Told | None:
    if not queries.evaluations(row.year).filter(pk=row.pk).exists():
        return None
    return Told(row.year, row.title, row.get_absolute_url(), _list(row.year, "evaluations"))


def _paper(row: Any) -> Told | None:
    if not row.public:
        return None
    return Told(row.year, row.title, row.get_absolute_url(), _list(row.year, "documents"))


@dataclass(frozen=True)
class Kind:
    """label: what happened; acts: lines of the log that say so; find: the thing of such a line → where it is read."""

    label: str
    acts: tuple[str, ...]
    find: Callable[[Any], Told | None]


EVENTS: dict[str, Kind] = {
    "year.stage": Kind("年度进入下一阶段", ("years.pass_gate",), _year),
    "demand.answered": Kind("诉求有了答复", ("shortlist.answer", "shortlist.change_outcome"), _outcome),
    "vote.confirmed": Kind("票决结果公布", ("vote.confirm_result", "vote.accept_measurement"), _poll),
    "project.announced": Kind("项目公布", ("deliver.make_project",), _project),
    "project.reported": Kind("项目有了进度报告", ("deliver.file_report", "deliver.correct_report"), _report),
    "project.lamp": Kind("项目亮灯有变", ("deliver.judge_lamp", "deliver.set_lamp", "deliver.clear_lamp"), _project),
    "project.changed": Kind("项目目标变更", ("deliver.carry_out_change",), _project),
    "project.accepted": Kind("项目验收", ("deliver.accept",), _project),
    "finding.raised": Kind("监督发现问题", ("supervise.raise_finding", "supervise.report_by_scan"), _finding),
    "finding.closed": Kind("问题核实销号", ("supervise.close_finding",), _finding),
    "evaluation.published": Kind("满意度测评公布", ("evaluate.publish",), _survey),
    "document.published": Kind("文书公开", ("years.show_paper", "years.file_paper"), _paper),
}
"""Kind of event → what it is."""
KIND_OF = {act: kind for kind, what in EVENTS.items() for act in what.acts}
RELATED = {
    "deliver.report": ("project__year__place",),
    "supervise.finding": ("project", "year__place"),
    "shortlist.outcome": ("demand", "year__place"),
    "years.year": ("place",),
}


def chains_below(place: str) -> dict[str, int]:
    """Place → number of the last entry of its log, of a region and all below."""
    return dict(Chain.objects.filter(place_code__startswith=place).values_list("place_code", "seq"))


def between(place: str, after: int, until: int) -> list[Event]:
    """What happened in one place's log behind `after`, up to `until`, oldest first."""
    rows = Entry.objects.filter(place_code=place, seq__gt=after, seq__lte=until, act__in=KIND_OF)
    return events_of(rows.order_by("seq"))


def events_of(entries: Iterable[Entry]) -> list[Event]:
    """The events that these entries tell of; what is not public, or gone, is left out. A query for each kind of thing."""
    rows = list(entries)
    keys: dict[str, set[str]] = {}
    for row in rows:
        label, _, key = row.subject.partition(":")
        keys.setdefault(label, set()).add(key)
    things = {label: _things(label, found) for label, found in keys.items()}
    events = []
    for row in rows:
        label, _, key = row.subject.partition(":")
        thing, kind = things[label].get(key), KIND_OF[row.act]
        told = EVENTS[kind].find(thing) if thing is not None else None
        if told is not None and _counts(told.year):
            events.append(Event(f"{row.place_code}:{row.seq}", kind, row.at.isoformat(), row.place_code, told))
    return events


def _things(label: str, keys: Iterable[str]) -> dict[str, Any]:
    model = apps.get_model(label)
    related = RELATED.get(label, ("year__place",))
    return {str(row.pk): row for row in model._default_manager.filter(pk__in=keys).select_related(*related)}


def _counts(year: Year) -> bool:
    return not year.is_practice and not year.is_voided


def choices() -> list[tuple[str, str]]:
    """(kind, what it is called) for a form."""
    return [(kind, said(what.label)) for kind, what in EVENTS.items()]
