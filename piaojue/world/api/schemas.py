"""What the API tells of each thing. Money is in 元, shares in % or 0–1 as said, days are ISO 8601, moments with their zone.

What a thing is called stands beside its code: `state` is for machines, `state_name` for people.
"""

from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from ninja import Schema

from piaojue.commons.evidence.models import Upload
from piaojue.stages.supervise.public import may_read_words


def site(path: str) -> str:
    """The whole address of a page."""
    return f"{settings.SITE_URL}{path}"


class PlaceOut(Schema):
    """A region. code: 统计用区划代码; parent: code of the region it lies in; population: 人."""

    code: str
    name: str
    level: str
    parent: str | None
    population: int | None

    @staticmethod
    def resolve_parent(row: Any) -> str | None:
        return row.parent_id


class YearOut(Schema):
    """A region's year. road: congress (票决) or street (会商); stage: where it stands; url: its page."""

    id: int
    place: str
    place_name: str
    year: int
    road: str
    road_name: str
    stage: str
    stage_name: str
    seats_to_fill: int
    solicit_until: date | None
    url: str

    @staticmethod
    def resolve_place(row: Any) -> str:
        return row.place_id

    @staticmethod
    def resolve_place_name(row: Any) -> str:
        return row.place.name

    @staticmethod
    def resolve_year(row: Any) -> int:
        return row.number

    @staticmethod
    def resolve_road_name(row: Any) -> str:
        return row.get_road_display()

    @staticmethod
    def resolve_stage_name(row: Any) -> str:
        return row.get_stage_display()

    @staticmethod
    def resolve_url(row: Any) -> str:
        return site(row.get_absolute_url())


class FiguresOut(Schema):
    """A year in numbers. Counts in 条, 项, 件; rates 0–1, null where nothing is to be shared."""

    suggestions: int
    demands: int
    answered: int
    shortlisted: int
    candidates: int
    adopted: int
    projects: int
    completed: int
    green: int
    yellow: int
    red: int
    findings: int
    dismissed: int
    closed: int
    planned_yuan: int
    paid_yuan: int
    answered_rate: float | None
    closed_rate: float | None
    satisfied_rate: float | None


class _Thing(Schema):
    """id: the system's number of it; url: its page."""

    id: int
    url: str

    @staticmethod
    def resolve_url(row: Any) -> str:
        return site(row.get_absolute_url())


class _Placed(_Thing):
    """spot: code of the place it is about; category: 领域; state: where it stands."""

    title: str
    category: str
    category_name: str
    spot: str
    spot_name: str
    state: str
    state_name: str

    @staticmethod
    def resolve_category_name(row: Any) -> str:
        return str(row.get_category_display())

    @staticmethod
    def resolve_spot(row: Any) -> str:
        return row.spot_id

    @staticmethod
    def resolve_spot_name(row: Any) -> str:
        return row.spot.name

    @staticmethod
    def resolve_state_name(row: Any) -> str:
        return str(row.get_state_display())


class SuggestionOut(_Placed):
    """A published suggestion, in its writer's words without what leads to a person."""

    content: str
    channel: str
    created_at: datetime

    @staticmethod
    def resolve_title(row: Any) -> str:
        return row.masked_title

    @staticmethod
    def resolve_content(row: Any) -> str:
        return row.masked_content


class OutcomeOut(_Thing):
    """The written answer to a demand. disposition: 去向; code: 理由码."""

    demand: int
    disposition: str
    disposition_name: str
    code: str
    code_name: str
    answer: str
    department: str | None
    answered_at: datetime

    @staticmethod
    def resolve_demand(row: Any) -> int:
        return row.demand_id

    @staticmethod
    def resolve_disposition_name(row: Any) -> str:
        return str(row.get_disposition_display())

    @staticmethod
    def resolve_code_name(row: Any) -> str:
        return str(row.get_code_display())

    @staticmethod
    def resolve_department(row: Any) -> str | None:
        return row.department.name if row.department else None


class DemandOut(_Placed):
    """What several people ask for. voices: 提出与附议（人）; department: who would carry it out."""

    summary: str
    voices: int
    department: str | None

    @staticmethod
    def resolve_department(row: Any) -> str | None:
        return row.department.name if row.department else None


class CandidateOut(_Placed):
    """A candidate as deputies read it. no: its number on the ballot."""

    no: int | None
    type: str
    purpose: str
    scope: str
    total_yuan: int | None
    year_yuan: int | None
    beneficiaries: int | None
    due: date | None
    department: str | None

    @staticmethod
    def resolve_department(row: Any) -> str | None:
        return row.department.name if row.department else None


class ResultOut(Schema):
    """A confirmed result of the vote. Numbers that the local rule keeps unannounced are null."""

    id: int
    poll: int
    candidate: int | None
    title: str
    rank: int | None
    approve: int | None
    against: int | None
    abstain: int | None
    adopted: bool
    sentence: str
    url: str

    @staticmethod
    def resolve_poll(row: Any) -> int:
        return row.poll_id

    @staticmethod
    def resolve_candidate(row: Any) -> int | None:
        return row.dossier_id

    @staticmethod
    def resolve_url(row: Any) -> str:
        return site(row.poll.get_absolute_url())


class PhotoOut(Schema):
    """A public photo. url: the picture as it was kept; small: 320 pixels wide, WebP."""

    url: str
    small: str
    taken_at: datetime | None


def photo(upload: Upload) -> dict[str, Any]:
    """A PhotoOut of a public photo."""
    small = reverse("sized_photo", args=[upload.pk, 320])
    return {"url": site(reverse("file", args=[upload.pk])), "small": site(small), "taken_at": upload.taken_at}


class ReportOut(Schema):
    """A month's report. month: "YYYY-MM"; percent: 形象进度; planned: what the plan asked for; money cumulative."""

    month: str
    percent: int
    planned: int
    done_count: int | None
    arrived_yuan: int | None
    paid_yuan: int
    text: str
    problem: str
    lamp: str
    photos: list[PhotoOut]

    @staticmethod
    def resolve_photos(row: Any) -> list[dict[str, Any]]:
        return [photo(upload) for upload in row.photos.all() if upload.public]


class ProjectOut(_Placed):
    """A project under way. lamp: green, yellow or red, which burns while work is under way; progress: %."""

    no: int
    code: str
    type: str
    candidate: int
    department: str | None
    lamp: str
    lamp_reason: str
    progress: int
    paid_yuan: int
    accepted_on: date | None

    @staticmethod
    def resolve_candidate(row: Any) -> int:
        return row.dossier_id

    @staticmethod
    def resolve_department(row: Any) -> str | None:
        return row.department.name if row.department else None


class BaselineOut(Schema):
    """A version of what was promised. number 1 is what was voted on; later ones come from approved changes."""

    number: int
    scope: str
    target_count: int | None
    target_unit: str
    year_yuan: int
    due: date | None
    reason: str


class ProjectWholeOut(ProjectOut):
    """A project with what was promised, the newest version first, and its monthly reports, the newest first."""

    baselines: list[BaselineOut]
    reports: list[ReportOut]

    @staticmethod
    def resolve_baselines(row: Any) -> list[Any]:
        return list(row.baselines.all())

    @staticmethod
    def resolve_reports(row: Any) -> list[Any]:
        return list(row.reports.all())


class FindingOut(_Thing):
    """What supervision found. text: null where a resident reported it; moments: answered, fixed as reported, verified."""

    project: int
    state: str
    state_name: str
    aspect: str
    severity: str
    via: str
    text: str | None
    assigned_to: str | None
    due: date | None
    returned: int
    created_at: datetime
    replied_at: datetime | None
    fixed_at: datetime | None
    closed_at: datetime | None
    closed_as: str
    rating: str

    @staticmethod
    def resolve_project(row: Any) -> int:
        return row.project_id

    @staticmethod
    def resolve_state_name(row: Any) -> str:
        return str(row.get_state_display())

    @staticmethod
    def resolve_text(row: Any) -> str | None:
        return row.text if may_read_words(row, None) else None

    @staticmethod
    def resolve_assigned_to(row: Any) -> str | None:
        return row.assigned_to.name if row.assigned_to else None


class EvaluationItemOut(Schema):
    """One row of an evaluation. Counts in ballots (票、份); positive_rate: 满意加基本满意, 0–1."""

    project: int | None
    title: str
    unit: str
    satisfied: int
    fairly: int
    dissatisfied: int
    unknown: int
    positive_rate: float | None
    verdict: str
    rank: int | None
    sentence: str

    @staticmethod
    def resolve_project(row: Any) -> int | None:
        return row.project_id


class EvaluationOut(_Thing):
    """A published evaluation. subject: deputies, committee, residents or third party; valid: 有效票."""

    title: str
    subject: str
    subject_name: str
    valid: int | None
    published_on: date | None
    items: list[EvaluationItemOut]

    @staticmethod
    def resolve_subject_name(row: Any) -> str:
        return str(row.get_subject_display())

    @staticmethod
    def resolve_items(row: Any) -> list[Any]:
        return list(row.items.all())


class DocumentOut(_Thing):
    """A public paper. file: what was filed, where a file was; pdf, docx: the paper as the system lays it out."""

    kind: str
    kind_name: str
    title: str
    doc_no: str
    issued_on: date | None
    issuer: str
    body: str
    pdf: str
    docx: str
    file: str | None

    @staticmethod
    def resolve_kind_name(row: Any) -> str:
        return row.get_kind_display()

    @staticmethod
    def resolve_pdf(row: Any) -> str:
        return site(reverse("paper_pdf", args=[row.pk]))

    @staticmethod
    def resolve_docx(row: Any) -> str:
        return site(reverse("paper_docx", args=[row.pk]))

    @staticmethod
    def resolve_file(row: Any) -> str | None:
        return site(reverse("file", args=[row.upload_id])) if row.upload and row.upload.public else None
