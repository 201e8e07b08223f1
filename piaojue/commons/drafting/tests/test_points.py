"""要点: what a resolution wants is carried out by somebody until a day, answered for, judged; what was not done is seen."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from piaojue.commons.drafting import actions
from piaojue.commons.drafting.models import Point, PointState
from piaojue.commons.drafting.tests import make
from piaojue.commons.moves import NotYours, Refused
from piaojue.commons.todo import tasks_of

NOTE = "现场只完成了三栋，其余没有开工"


def in_days(days: int) -> date:
    return timezone.localdate() + timedelta(days=days)


def a_point(cast) -> Point:
    return actions.add_point(
        document=make.a_paper(cast),
        text="老旧小区加装电梯 20 部",
        body=cast.department_chen.body,
        due=in_days(30),
        by=cast.clerk_li,
    )


def labels(seat) -> list[str]:
    return [task.label for task in tasks_of(seat)]


def test_a_point_is_carried_out_and_what_was_not_is_seen_by_the_congress(cast, as_):
    point = a_point(cast)
    assert "答复决议落实情况" in labels(cast.department_chen)
    with pytest.raises(NotYours):
        actions.answer_point(point=point, reply="我们已经全部办完了，请查看", by=cast.department_deng)
    unit, clerk = as_(cast.department_chen), as_(cast.clerk_li)
    proof = make.uploaded("验收单".encode(), "验收.txt")
    unit.post(f"/points/{point.pk}/answer/", {"reply": "二十部电梯都已安装并验收。", "proofs": [proof]})
    assert "认定决议是否落实" in labels(cast.clerk_li)
    assert "验收.txt" in clerk.get(point.get_absolute_url()).content.decode()
    clerk.post(f"/points/{point.pk}/refuse/", {"note": NOTE})
    assert "决议过期或没有落实的要点" in labels(cast.deputy_dong) and "决议过期或没有落实的要点" in labels(
        cast.chair_zhang
    )
    page = as_(cast.deputy_dong).get("/150102/2026/points/").content.decode()
    assert "没有落实 1 点" in page and "老旧小区加装电梯" in page
    assert NOTE in as_(cast.deputy_dong).get(point.get_absolute_url()).content.decode()
    assert "答复决议落实情况" in labels(cast.department_chen)  # it is still theirs to do
    unit.post(f"/points/{point.pk}/answer/", {"reply": "其余十七部也已安装并验收。"})
    clerk.post(f"/points/{point.pk}/accept/", {"note": ""})
    point.refresh_from_db()
    assert (point.state, point.proofs.count()) == (PointState.DONE, 1)
    assert "决议过期或没有落实的要点" not in labels(cast.deputy_dong)


def test_nobody_carries_out_what_was_withdrawn(cast):
    point = a_point(cast)
    actions.withdraw_document(document=point.document, reason="另作决定", by=cast.chair_zhang)
    point.refresh_from_db()
    assert point.state == PointState.LAPSED and "答复决议落实情况" not in labels(cast.department_chen)


def test_what_is_late_is_seen_without_anybody_judging(cast):
    point = a_point(cast)
    Point.objects.filter(pk=point.pk).update(due=in_days(-1))
    assert "决议过期或没有落实的要点" in labels(cast.committee_sun)
    point.refresh_from_db()
    moved = actions.set_point(
        point=point, text=point.text, body=cast.government_liu.body, due=point.due, by=cast.clerk_li
    )
    assert moved.body == cast.government_liu.body  # a day that has passed may stay
    with pytest.raises(Refused, match="已经过去"):
        actions.set_point(point=moved, text=point.text, body=None, due=in_days(-3), by=cast.clerk_li)
    with pytest.raises(Refused, match="本行政区域"):
        actions.set_point(point=moved, text=point.text, body=cast.neighbour_clerk_bai.body, due=None, by=cast.clerk_li)
    with pytest.raises(Refused, match="哪里没有落实"):
        actions.refuse_point(point=moved, note="", by=cast.clerk_li)
