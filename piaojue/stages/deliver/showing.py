"""What pages show of projects in pictures: plan against actual, photos, pins."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext

from piaojue.commons.evidence.models import Upload
from piaojue.commons.places.drawing import Drawing, Pin, draw
from piaojue.commons.places.maps import borders_of
from piaojue.commons.ui.lines import LineChart, Series, line_chart
from piaojue.stages.deliver.models import ALIVE, Lamp, Project, Report, Task
from piaojue.stages.deliver.pace import curve_of_project
from piaojue.stages.deliver.queries import curve_points

COUNTY, CITY = 6, 4
"""Digits of their codes."""
MOST_IN_TROUBLE, MOST_PHOTOS = 3, 6
"""How many a wall shows."""


@dataclass(frozen=True)
class Shot:
    """A public photo of a project. month: "YYYY-MM" of its report; percent: how far the project was."""

    upload: Upload
    month: str
    percent: int

    @property
    def word(self) -> str:
        """E.g. 「5月 · 35%」."""
        month = gettext("%(n)s 月") % {"n": self.month[5:].lstrip("0")}
        return f"{month} · {self.percent}%"


def shots_of(project: Project) -> list[Shot]:
    """Its public photos, the earliest first."""
    reports = project.reports.order_by("month").prefetch_related("photos")
    return [Shot(photo, row.month, row.percent) for row in reports for photo in row.photos.all() if photo.public]


def latest_photos(projects: Iterable[Project]) -> dict[int, Upload]:
    """Project id → its newest public photo. Two queries, whatever their number."""
    rows = Report.photos.through.objects.filter(report__project__in=list(projects), upload__public=True)
    newest = dict(rows.order_by("report__month", "upload_id").values_list("report__project_id", "upload_id"))
    uploads = Upload.objects.in_bulk(newest.values())
    return {project: uploads[upload] for project, upload in newest.items()}


def photo_pairs(projects: Iterable[Project]) -> dict[int, tuple[Upload, Upload]]:
    """Project id → its earliest and its newest public photo, where these are of different months. Two queries."""
    rows = Report.photos.through.objects.filter(report__project__in=list(projects), upload__public=True)
    shots: dict[int, list[tuple[str, int]]] = {}
    for project, month, upload in rows.order_by("report__month", "upload_id").values_list(
        "report__project_id", "report__month", "upload_id"
    ):
        shots.setdefault(project, []).append((month, upload))
    ends = {project: (line[0][1], line[-1][1]) for project, line in shots.items() if line[0][0] != line[-1][0]}
    uploads = Upload.objects.in_bulk({pk for pair in ends.values() for pk in pair})
    return {project: (uploads[first], uploads[last]) for project, (first, last) in ends.items()}


def planned_on(project: Project, tasks: Iterable[Task], day: date) -> int | None:
    """What the plan asks for on a day, %; None without a plan or when nothing is under way."""
    curve = curve_of_project(project, tasks) if project.state in ALIVE else None
    return None if curve is None else int(curve.at(day) * 100)


def plan_chart(project: Project, tasks: Iterable[Task]) -> LineChart | None:
    """Plan against actual by month, %, in the lamp's colour; None without a plan."""
    points = curve_points(project, tasks)
    if not points:
        return None
    actual = {report.month: report.percent for report in project.reports.all()}
    months, plan = sorted({month for month, _ in points} | set(actual)), dict(points)
    return line_chart(
        [gettext("%(n)s 月") % {"n": month[5:].lstrip("0")} for month in months],
        [
            Series(gettext("计划"), "plan", [plan.get(month) for month in months]),
            Series(gettext("实际"), project.lamp, [actual.get(month) for month in months]),
        ],
        100,
    )


def pin_of(project: Project, photo: Upload | None, url: str = "") -> Pin | None:
    """Where the newest photo was taken; None where it does not say."""
    if photo is None or photo.lng is None or photo.lat is None:
        return None
    return Pin(photo.lng, photo.lat, project.title, project.lamp, url)


def map_around(project: Project, pin: Pin | None) -> Drawing | None:
    """The project's county with its pin; None without a pin or where nobody has put the borders."""
    borders = borders_of(project.spot_id[:CITY]) if pin else None
    if pin is None or borders is None:
        return None
    drawing = draw(borders, pins=[pin], only=project.spot_id[:COUNTY])
    return drawing if drawing.pins else None


def scenes_of(projects: Iterable[Project], photos: Mapping[int, Upload]) -> dict[str, list]:
    """What a wall shows of projects beside their lamps: those in trouble with a photo, and the newest photos of others.

    photos: their `latest_photos`. Each is a list of (project, photo); a project in trouble may have none.
    """
    rows = list(projects)
    red = [(row, photos.get(row.pk)) for row in rows if row.lamp == Lamp.RED and row.state in ALIVE]
    shown = sorted(((row, photos[row.pk]) for row in rows if row.pk in photos), key=lambda pair: -pair[1].pk)
    return {"in_trouble": red[:MOST_IN_TROUBLE], "newest": shown[:MOST_PHOTOS]}
