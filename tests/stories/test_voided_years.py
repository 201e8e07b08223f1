"""What was begun in a year that is void waits for nobody any more."""

from datetime import timedelta

from django.utils import timezone

from piaojue.commons.corrections.actions import correct
from piaojue.commons.corrections.year_actions import reopen_gate
from piaojue.commons.intake.actions import bring_table
from piaojue.commons.intake.models import Batch
from piaojue.commons.todo import tasks_of
from piaojue.commons.years import actions as years
from piaojue.commons.years.models import Standing, Year
from piaojue.commons.years.questioning import ask_checkpoint
from piaojue.commons.years.road import Stage
from piaojue.stages.evaluate.tests import make as evaluate
from piaojue.stages.suggest.tests import make as suggest
from piaojue.stages.supervise.tests import make as supervise
from piaojue.stages.vote.tests import make as vote
from tests import cast as the_cast

WAITS = {
    "本月巡查", "交办问题", "整改问题", "核实整改", "答复询问", "报告进度", "紧急", "编发建议", "复核更正", "重开关口，请表态", "答复三问",
    "热线工单", "设定规则、确定票面", "完成测评表与公式", "报告整改情况",
}  # fmt: skip


def all_tasks(cast) -> dict[str, list[str]]:
    return {nick: [task.label for task in tasks_of(seat)] for nick, seat in cast.seats.items()}


def test_nothing_of_a_voided_year_is_on_anybodys_list(cast):
    quiet = all_tasks(cast)
    work_in_progress(cast)
    words = [label for labels in all_tasks(cast).values() for label in labels]
    assert [word for word in WAITS if not any(label.startswith(word) for label in words)] == []
    Year.every.update(standing=Standing.VOIDED)
    assert all_tasks(cast) == quiet


def work_in_progress(cast) -> None:
    """Something of each kind that waits for somebody."""
    project = supervise.project(cast)
    supervise.scanned(cast, project)
    supervise.given(cast, supervise.found(cast, project))
    supervise.fixed(cast, supervise.given(cast, supervise.found(cast, project)))
    supervise.question(cast, project)
    year = the_cast.year(cast.xincheng, stage=Stage.SOLICITING, number=2031)
    suggest.suggestion(cast, year, content="楼道里燃气泄漏没人管")
    years.file_paper(year=year, kind="other", title="通知", body="试一试", public=True, by=cast.clerk_li)
    correct(thing=year.papers.get(), values={"title": "通报"}, reason="写错了字", by=cast.clerk_li)
    year.passages.create(gate="open_solicitation", seat=cast.clerk_li)
    for seat in (cast.chair_zhang, cast.government_liu):
        year.signatures.create(gate="open_solicitation", role=seat.role, seat=seat)
    reopen_gate(year=year, reason="公告还没有印好", by=cast.chair_zhang)
    table = "工单编号,标题,内容,所在地,电话\nA1,路灯不亮,晚上一片黑,东街社区,\n".encode()
    bring_table(
        batch=Batch(kind="tickets", target=year.pk, place=year.place), name="工单.csv", data=table, by=cast.clerk_li
    )
    vote.prepared_poll(cast, year=vote.voting_year(cast, number=2032))
    evaluate.survey(cast, evaluate.evaluating_year(cast, number=2033))
    evaluate.rectification(cast, evaluate.evaluating_year(cast, number=2025))
    city = the_cast.year(cast.places["1501"], number=2031)
    due = timezone.localdate() + timedelta(days=9)
    ask_checkpoint(year=city, ordinal=3, title="三问", questions=["如何？"], due=due, by=cast.guidance_tang)
