"""Menu of tables that come in."""

from django.urls import reverse

from piaojue.commons.intake.queries import kinds_for
from piaojue.commons.web.menu import Entry


def entries(seat, year) -> list[Entry]:
    return [Entry("表格导入", reverse("batches"), 230, "记录与数据")] if seat and kinds_for(seat) else []
