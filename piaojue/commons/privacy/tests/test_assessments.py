"""What handling personal data does is weighed before it begins, kept as a dated paper, and weighed again (个人信息保护法 55、56 条)."""

from datetime import timedelta

import pytest
from django.utils import timezone

from piaojue.commons.corrections.actions import correct, countersign_correction
from piaojue.commons.diary.queries import diary_of
from piaojue.commons.health.ready import left_in
from piaojue.commons.moves import NotYours, Refused
from piaojue.commons.privacy.actions import Findings, enter_assessment
from piaojue.commons.privacy.models import Assessment
from piaojue.commons.todo import tasks_of
from tests.cast import tampered

DUTY = "登记个人信息保护影响评估"
AT = "/privacy/assessments/new/"
TODAY = timezone.localdate()


def duties(seat) -> list:
    return [task for task in tasks_of(seat) if task.label == DUTY]


def test_an_office_assesses_before_its_year_and_again_before_the_time_is_over(cast, as_):
    """The form begins with what the system does; what the law asks for and is not there is named at once."""
    clerk = as_(cast.clerk_li)
    assert duties(cast.clerk_li)[0].url == AT and "个人信息保护影响评估" in {one.name for one in left_in(cast.xincheng)}
    assert "还没有登记适用中的评估" in as_(cast.clerk_li).get("/150102/privacy/").content.decode()
    page = clerk.get(AT)
    typed = page.context["form"].initial | {"made_by": "区人大常委会办公室", "conclusion": "measures"}
    assert "遮蔽证件号" in typed["measures"] and "人大代表和工作人员" in typed["lawful"]

    typed["covers"] = list(typed["covers"])
    wrong = typed | {"made_on": TODAY + timedelta(days=1), "until": TODAY, "risks": "没有风险"}
    answer = clerk.post(AT, wrong).content.decode()
    assert (
        "不能晚于今天" in answer and "请写明“对个人权益的影响和安全风险”" in answer and "区人大常委会办公室" in answer
    )
    assert clerk.post(AT, typed | {"until": TODAY + timedelta(days=4000)}).status_code == 409
    assert clerk.post(AT, typed | {"covers": []}).status_code == 422 and not Assessment.objects.exists()
    assert clerk.post(AT, typed).status_code == 302

    row = Assessment.objects.get()
    assert duties(cast.clerk_li) == [] and "个人信息保护影响评估" not in {one.name for one in left_in(cast.xincheng)}
    assert "作过评估，结论：落实所列措施后可以处理" in as_(None).get("/150102/privacy/").content.decode()
    assert as_(None).get(row.get_absolute_url()).status_code in (302, 404)
    assert clerk.get(f"/privacy/assessments/{row.pk}.docx").content[:2] == b"PK"
    assert row.until in {day.on for day in diary_of(cast.clerk_li)}

    asked = correct(thing=row, values={"until": TODAY + timedelta(days=20)}, reason="年份写错了", by=cast.clerk_li)
    countersign_correction(correction=asked, by=cast.chair_zhang)
    row.refresh_from_db()
    assert duties(cast.clerk_li)[0].due == row.until, "a month before, it is due again"
    assert clerk.get(AT).context["form"].initial["measures"] == row.measures
    assert tampered() == []


def test_what_says_no_allows_nothing_and_another_places_office_enters_nothing(cast):
    words = "写得足够长的一段话，说明情况。"
    no = Findings("评估报告", ("abroad",), TODAY, "办公室", TODAY + timedelta(days=9), words, words, words, "no")
    assert not enter_assessment(place=cast.xincheng, findings=no, by=cast.clerk_li).holds(TODAY)
    assert len(duties(cast.clerk_li)) == 1
    with pytest.raises(NotYours):
        enter_assessment(place=cast.xincheng, findings=no, by=cast.neighbour_clerk_bai)
    with pytest.raises(Refused, match="请选择评估情形") as refusal:
        enter_assessment(
            place=cast.xincheng,
            findings=Findings("", ("nothing",), TODAY, "", TODAY, "", "", "", "maybe"),
            by=cast.clerk_li,
        )
    assert len(refusal.value.reasons) == 7
