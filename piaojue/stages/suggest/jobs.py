"""Large exports of suggestions as jobs: by parts, with progress, stopped and taken up again where they were."""

import csv
import io
from collections.abc import Iterable
from pathlib import PurePath

from django.core.files.storage import storages

from piaojue.commons.jobs import actions as jobs
from piaojue.commons.jobs.models import Job
from piaojue.commons.jobs.work import Handle, pieces_of, work
from piaojue.commons.moves import Refused
from piaojue.commons.people.models import Seat
from piaojue.commons.web.listing import Column, cells
from piaojue.commons.years.models import Year
from piaojue.stages.suggest import queries
from piaojue.stages.suggest.moves import MOVES

ROWS = 2000
COLUMNS: list[Column] = [
    ("建议", "masked_title"),
    ("内容", "masked_content"),
    ("领域", "get_category_display"),
    ("所在地", "spot"),
    ("区划代码", "spot_id"),
    ("渠道", "get_channel_display"),
    ("建议人身份", "get_proposer_type_display"),
    ("受益人数（人）", "beneficiaries"),
    ("状态", "get_state_display"),
    ("公开情况", "get_publication_display"),
    ("不公开的原因", "get_unpublished_display"),
    ("提出时间", "created_at"),
]


def start_export(*, year: Year, by: Seat) -> Job:
    """Queue the export of all suggestions of a year. Raises NotYours, Refused."""
    MOVES.require("export_all", year.place, by)
    back = year.page("suggestions")
    return jobs.queue(kind="suggest.export", place=year.place, by=by, year=year.pk, back=back)


def export_name(job: Job) -> str:
    return f"suggestions-{job.pk}.csv"


@work("suggest.export", "导出全部建议", file=export_name)
def export_file(handle: Handle) -> str:
    """Rows by key, a part at a time: memory stays the same however many there are; going on begins with the first that is missing."""
    year = Year.objects.select_related("place").get(pk=handle.job.argument["year"])
    rows = queries.suggestions_for(handle.job.seat, year).order_by("pk")
    begun = pieces_of(handle.job) > 0
    last = handle.job.saved.get("last", 0) if begun else 0
    done, total = handle.job.done if begun else 0, handle.job.total or rows.count()
    if not begun:
        handle.tell(0, total, "写表格", leaves="\ufeff".encode() + _csv([[heading for heading, _ in COLUMNS]]))
    while part := list(rows.filter(pk__gt=last)[:ROWS]):
        last, done = part[-1].pk, done + len(part)
        handle.tell(done, total, "写表格", leaves=_csv(cells(row, COLUMNS) for row in part), last=last)
    return f"{done} 条，可以下载"


@work("suggest.import", "导入热线工单")
def import_of_old(handle: Handle) -> str:
    """Imports that an earlier version queued: nobody reads their files any more, and these are personal data."""
    storages["work"].delete(f"imports/{PurePath(handle.job.argument.get('file') or '-').name}")
    raise Refused("系统升级后，这个任务不再继续。请到“表格导入”把表格重新上传一次，已经导入的工单不会重复。")


def _csv(lines: Iterable[list]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text).writerows(lines)
    return text.getvalue().encode()
