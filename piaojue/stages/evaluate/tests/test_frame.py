"""A survey with a frame: who is on the list is drawn, invited, answers once, and speaks for those like oneself."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from piaojue.commons.moves import Refused
from piaojue.commons.privacy.actions import close_account
from piaojue.commons.privacy.copying import copy_of
from piaojue.commons.todo import tasks_of
from piaojue.stages.evaluate import actions, queries
from piaojue.stages.evaluate.codes import code_of, invitee_of
from piaojue.stages.evaluate.models import Arrival, Invitee, Reply, Subject, Survey, SurveyState, Via
from piaojue.stages.evaluate.pages_survey import slices_table
from piaojue.stages.evaluate.queries.frame import FrameLine, without_the_few
from piaojue.stages.evaluate.tests import make
from piaojue.stages.evaluate.values import Groups, InviteeDraft


def listed(cast, town: int = 60, village: int = 20) -> Survey:
    """A survey with a list: people of a street with telephones, people of a town to be visited, one of each twice."""
    survey = make.survey(cast, subject=Subject.RESIDENTS)
    people = [InviteeDraft("beneficiary", "东街街道", f"1381111{n:04d}") for n in range(town)]
    people += [InviteeDraft("beneficiary", "保合少镇") for _ in range(village)] + people[:1]
    actions.add_to_frame(survey=survey, people=people, by=cast.clerk_li)
    return survey


def test_who_was_drawn_speaks_for_the_list_and_floods_change_nothing(cast, as_):
    survey = listed(cast)
    actions.draw_sample(survey=survey, size=40, by=cast.clerk_li)
    drawn = survey.frame.filter(drawn=True)
    assert [drawn.filter(at=at).count() for at in ("东街街道", "保合少镇")] == [30, 10]
    actions.open_survey(survey=survey, by=cast.clerk_li)
    actions.send_invitations(survey=survey, by=cast.clerk_li)
    with pytest.raises(Refused, match="都已经邀请过了"):
        actions.send_invitations(survey=survey, by=cast.clerk_li)
    item = survey.items.get()
    for n, one in enumerate(drawn.filter(at="东街街道")[:20]):
        mark = "satisfied" if n < 16 else "dissatisfied"
        why = {item.pk: "电梯三天两头停运，没有人管"} if mark == "dissatisfied" else {}
        actions.reply_invited(invitee=one, marks={item.pk: mark}, reasons=why, about=Groups("60 岁以上"))
    for one in drawn.filter(at="保合少镇"):
        actions.enter_paper(survey=survey, code=code_of(one), marks={item.pk: "fairly"}, by=cast.clerk_li)
    for seat in make.residents(cast, 30):  # one network, one day
        bad = {item.pk: "dissatisfied"}
        actions.reply(survey=survey, marks=bad, reasons={item.pk: "一个字也不差"}, by=seat, source="a" * 24)
    survey = actions.close_survey(survey=survey, by=cast.clerk_li)
    item.refresh_from_db()
    assert (item.satisfied, item.fairly, item.dissatisfied, survey.valid, survey.members) == (16, 10, 4, 30, 40)
    sure = queries.sure_of(survey, [item])[item.pk]
    assert sure.positive.share == pytest.approx((60 * 0.8 + 20 * 1.0) / 80) and sure.positive.weighted
    assert sure.positive.low < 0.85 < sure.positive.high and sure.spread.word == "有分歧"
    work = queries.fieldwork_of(survey)
    assert (work.people, work.drawn, work.answered, work.rate) == (80, 40, 30, 0.75)
    assert work.ways == {Via.INVITED: 20, Via.PAPER: 10, Via.OPEN: 30} and (work.crowded, work.copies) == (30, 4)
    actions.publish(survey=survey, by=cast.clerk_li)
    assert not survey.frame.exclude(phone="").exists()
    page = as_(None).get(survey.get_absolute_url()).content.decode()
    for words in ("这次调查怎么做的", "回收率", "按名单加权", "同一个网络", "没有名单", "分歧"):
        assert (words in page) is (words != "没有名单"), words


@pytest.mark.parametrize(
    ("drawn", "shown"),
    [((40, 25, 1), {40}), ((40, 25), {40, 25}), ((40, 12, 1), {40}), ((9, 1), set()), ((40, 6, 5), {40})],
)
def test_who_answered_cannot_be_told_from_a_group_of_a_few(drawn, shown):
    lines = [FrameLine("served", f"第{size}村", size, size, 1) for size in drawn]
    assert {line.drawn for line in without_the_few(lines, 10) if not line.few} == shown


def test_an_invitation_is_opened_without_an_account_once_and_not_guessed(cast, as_):
    survey = listed(cast, town=2, village=1)
    actions.open_survey(survey=survey, by=cast.clerk_li)  # nobody was drawn: the whole list is asked
    one, other = survey.frame.exclude(phone="")
    item, visitor = survey.items.get(), as_(None)
    page = f"/i/{code_of(one)}/"
    assert "您住在" not in visitor.get(page).content.decode()
    assert visitor.post(page, {f"mark_{item.pk}": "satisfied"}).status_code == 302
    assert visitor.get(page).status_code == 409 and visitor.post(page, {f"mark_{item.pk}": "fairly"}).status_code == 409
    kept = Reply.objects.get()
    assert (kept.slices.place, kept.slices.side, kept.slices.via) == ("东街街道", "beneficiary", Via.INVITED)
    spelled = code_of(other).lower().replace("-", " ")
    another = code_of(other)[:-1] + ("3" if code_of(other)[-1] == "2" else "2")
    assert invitee_of(spelled) == other and invitee_of(another) is None
    assert [visitor.get(f"/i/{bad}/").status_code for bad in ("2-2222-2222", "x", "9" * 200)] == [404, 404, 404]
    with pytest.raises(Refused, match="已经评价过了"):
        actions.enter_paper(survey=survey, code=code_of(one), marks={item.pk: "fairly"}, by=cast.clerk_li)
    assert sum(Arrival.objects.values_list("again", flat=True)) == 1
    other.phone = cast.resident_wang.person.phone
    other.save()
    actions.reply(survey=survey, marks={item.pk: "fairly"}, by=cast.resident_wang)  # signs in instead: the same person
    assert Invitee.objects.get(pk=other.pk).answered and Reply.objects.filter(slices__via=Via.INVITED).count() == 2
    with pytest.raises(Refused, match="没有这个问卷编号"):
        actions.enter_paper(survey=survey, code="你好", marks={item.pk: "fairly"}, by=cast.clerk_li)


def test_the_desk_brings_a_list_draws_reminds_and_prints(cast, as_):
    survey, clerk = make.survey(cast, subject=Subject.RESIDENTS), as_(cast.clerk_li)
    paste = "所在地\t手机号\t类别\n东街街道\t13800001111\t受益群众\n保合少镇\t\t\n东街街道\t13800001111\t"
    preview = clerk.post(f"/intake/frame/{survey.pk}/", {"paste": paste})["Location"]
    text = clerk.get(preview).content.decode()
    assert "已经在名单里" in text and "打印问卷上门" in text
    seen = re.search(r'name="seen" value="(\w+)"', text)[1]
    assert "新增 2 人" in clerk.post(f"{preview}take/", {"seen": seen}, follow=True).content.decode()
    frame = f"/surveys/{survey.pk}/frame/"
    assert "保合少镇" in clerk.get(frame).content.decode()
    assert clerk.post(f"{frame}draw/", {"size": "0"}).status_code == 422
    clerk.post(f"{frame}draw/", {"size": "2"})
    actions.open_survey(survey=survey, by=cast.clerk_li)
    assert [task.label for task in tasks_of(cast.clerk_li) if task.url == frame] == ["给抽中的人发评价邀请"]
    clerk.post(f"{frame}invite/")
    assert not [task for task in tasks_of(cast.clerk_li) if task.url == frame]
    assert survey.frame.filter(invited_on=timezone.localdate()).count() == 1
    assert clerk.post(f"{frame}remind/").status_code == 409
    survey.frame.update(invited_on=timezone.localdate() - timedelta(days=3))
    assert [task.label for task in tasks_of(cast.clerk_li) if task.url == frame] == ["提醒还没有评价的人"]
    assert clerk.post(f"{frame}remind/").status_code == 302 and clerk.post(f"{frame}remind/").status_code == 409
    assert clerk.get(f"{frame}sheets.pdf").content[:5] == b"%PDF-"
    code = code_of(survey.frame.get(phone=""))
    sheet = {"code": code, f"mark_{survey.items.get().pk}": "satisfied"}
    done = clerk.post(f"/surveys/{survey.pk}/paper/", sheet, follow=True).content.decode()
    assert "接着录下一份" in done and survey.frame.get(phone="").answered
    assert Survey.objects.get(pk=survey.pk).state == SurveyState.OPEN


def test_who_closes_the_account_is_asked_no_more(cast):
    survey, wang = listed(cast, town=1, village=1), cast.resident_wang
    one = survey.frame.exclude(phone="").earliest("pk")
    one.phone = wang.person.phone
    one.save()
    assert [row["测评"] for row in copy_of(wang.person)["请我评价的测评"]] == [survey.title]
    close_account(seat=wang, by=wang)
    one.refresh_from_db()
    assert one.phone == "" and survey.frame.count() == 2


def test_every_figure_of_a_residents_survey_has_its_interval_and_the_form_says_who_cannot_answer(cast, as_):
    end = timezone.localdate() + timedelta(days=1)
    survey = make.survey(cast, subject=Subject.RESIDENTS, closes_on=end)
    survey = actions.open_survey(survey=survey, by=cast.clerk_li)
    key = survey.items.get().pk
    people = make.residents(cast, 30)
    for number, seat in enumerate(people):
        about = Groups(age="60 岁以上" if number % 2 else "18—35 岁")
        mark = "satisfied" if number % 3 else "fairly"
        actions.reply(survey=survey, marks={key: mark}, about=about, by=seat)
    own = as_(people[0])
    assert "已经评价过了" in own.get(f"/surveys/{survey.pk}/reply/").content.decode()
    page = own.get(survey.get_absolute_url()).content.decode()
    assert "已经评价过了" in page and "开始评价" not in page
    assert "开始评价" in as_(None).get(survey.get_absolute_url()).content.decode()
    assert as_(cast.resident_wang).get(f"/surveys/{survey.pk}/reply/").status_code == 200
    survey = actions.close_early(survey=survey, reason="全部受益户都已经填报完毕", by=cast.chair_zhang)
    survey = actions.publish(survey=survey, by=cast.clerk_li)
    satisfied, positive = queries.overall_of(survey) or (None, None)
    assert satisfied and positive and satisfied.low < 2 / 3 < satisfied.high and positive.high == 1
    shown = as_(None).get(survey.get_absolute_url()).content.decode()
    assert "95% 的区间" in shown and shown.count("%） ") + shown.count("%）") >= 2
    table = slices_table(survey, list(survey.items.all()), "age")
    [(_item, cells, _gap)] = table["rows"]
    assert all(sure and sure.low < sure.high for cell, sure in cells if cell.row)
