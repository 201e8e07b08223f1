"""Deputies by a secret ballot, residents by phone: counted, judged, published."""

import json
from datetime import date, timedelta

import pytest
from django.utils import timezone

from piaojue.commons import acting, moves
from piaojue.commons.moves import NotYours, Refused
from piaojue.commons.record.models import Entry
from piaojue.commons.web import act_pages
from piaojue.commons.years.models import Paper, PaperKind
from piaojue.commons.years.parameters import YearSettings
from piaojue.stages.evaluate import actions, queries
from piaojue.stages.evaluate.models import Reply, Subject, SurveyState
from piaojue.stages.evaluate.moves import MOVES
from piaojue.stages.evaluate.tests import make
from piaojue.stages.evaluate.values import Groups, ItemDraft
from piaojue.stages.evaluate.wording import held_by
from piaojue.stages.vote import actions as vote
from piaojue.stages.vote.tests import make as hall


def test_deputies_evaluate_by_ballot_and_the_totals_come_back(cast):
    survey = make.survey(cast)
    survey = actions.start_poll(survey=survey, sitting=hall.session(cast), by=cast.clerk_li)
    with pytest.raises(Refused, match="主席团确认"):
        actions.take_poll(survey=survey, by=cast.clerk_li)
    assert survey.poll
    poll = vote.appoint_tellers(
        poll=survey.poll, seats=[cast.teller_qian, cast.teller_zhou, cast.counter_wu], by=cast.secretary_he
    )
    poll = hall.counted_poll(cast, [("approve",)] * 3 + [("against",), ("unknown",)], poll=poll)
    vote.accept_measurement(poll=poll, by=cast.secretary_he)
    survey = actions.take_poll(survey=survey, by=cast.clerk_li)
    item = survey.items.get()
    assert (item.satisfied, item.fairly, item.dissatisfied, item.unknown) == (3, 1, 0, 1)
    assert (survey.state, survey.valid, item.verdict) == (SurveyState.JUDGED, 5, "satisfied")


def asked(cast, **values):
    survey = make.survey(cast, subject=Subject.RESIDENTS, **values)
    return actions.open_survey(survey=survey, by=cast.clerk_li)


def test_who_may_not_answer_learns_it_before_filling_in_the_form(cast, as_):
    survey = asked(cast)
    clerk = cast.government_liu.person
    clerk.phone_verified = False  # a roll brought the number, and nobody has received a code there
    clerk.save(update_fields=["phone_verified"])
    page = as_(cast.government_liu).get(f"/surveys/{survey.pk}/reply/")
    assert page.status_code == 409 and "验证码" in page.content.decode()
    assert as_(cast.resident_wang).get(f"/surveys/{survey.pk}/reply/").status_code == 200


def test_a_resident_answers_once_a_phone_and_the_log_does_not_know_who(cast):
    survey = asked(cast)
    item = survey.items.get()
    actions.reply(survey=survey, marks={item.pk: "satisfied"}, about=Groups(age="60 岁以上"), by=cast.resident_wang)
    with pytest.raises(Refused, match="已经评价过"):
        actions.reply(survey=survey, marks={item.pk: "fairly"}, by=cast.resident_wang)
    entry = Entry.objects.filter(act="evaluate.receive_reply").get()
    told = json.loads(entry.payload)
    assert entry.seat == "访客" and told["facts"] == {} and cast.resident_wang.person.phone not in entry.payload
    watched = told["parts"].values() if "parts" in told else []
    assert not any("marks" in part["fields"] for part in watched)  # the log watches the table's rows, not the answers
    kept = Reply.objects.get()
    assert cast.resident_wang.person.phone not in kept.digest and kept.marks == {item.pk: "satisfied"}


def test_a_reply_reaches_its_score_with_permission_asked_once(cast, as_, monkeypatch):
    survey, asked_for = asked(cast), []
    item, judge = survey.items.get(), moves.owns

    def owns(line, thing, by):
        asked_for.append(line)
        return judge(line, thing, by)

    with monkeypatch.context() as patch:
        for module in (moves, acting, act_pages):
            patch.setattr(module, "owns", owns)
        answer = as_(cast.resident_wang).post(f"/surveys/{survey.pk}/reply/", {f"mark_{item.pk}": "satisfied"})
    assert answer.status_code == 302 and asked_for == [MOVES["reply"]]
    survey = actions.close_survey(survey=survey, by=cast.clerk_li)
    assert survey.items.get().satisfied == 1 and survey.summary.rates == (1, 1)


def test_nobody_but_its_action_does_what_a_line_declares():
    acts = {line.code for line in MOVES.values() if line.kind is moves.Kind.MOVE}
    assert acts == set(actions.__all__)


def test_dissatisfaction_needs_a_reason(cast):
    survey = asked(cast)
    item = survey.items.get()
    with pytest.raises(Refused, match="写明理由"):
        actions.reply(survey=survey, marks={item.pk: "dissatisfied"}, by=cast.resident_wang)
    with pytest.raises(Refused, match="至少评价一个"):
        actions.reply(survey=survey, marks={}, by=cast.resident_wang)
    with pytest.raises(Refused, match="从满意"):
        actions.reply(survey=survey, marks={item.pk: "excellent"}, by=cast.resident_wang)
    with pytest.raises(Refused, match="已经变化"):
        actions.reply(survey=survey, marks={item.pk + 999: "fairly"}, by=cast.resident_wang)
    assert not Reply.objects.exists()


def test_a_year_typed_wrongly_neither_opens_nor_closes_a_survey(cast):
    survey = make.survey(cast, subject=Subject.RESIDENTS)
    for days in ({"opens_on": date(1900, 1, 1)}, {"closes_on": date(2099, 1, 1)}):
        with pytest.raises(Refused, match="离今天太远"):
            make.survey(cast, survey.year, Subject.RESIDENTS, **days)
    with pytest.raises(Refused, match="离今天太远"):
        actions.set_survey(survey=survey, closes_on=date(2099, 1, 1), by=cast.clerk_li)


def test_nobody_answers_before_or_after_the_days_or_without_a_phone(cast):
    today = timezone.localdate()
    late = asked(cast, opens_on=today - timedelta(days=9), closes_on=today - timedelta(days=1))
    early = asked(cast, year=late.year, opens_on=today + timedelta(days=1), closes_on=today + timedelta(days=2))
    for survey in (late, early):
        with pytest.raises(Refused):
            actions.reply(survey=survey, marks={survey.items.get().pk: "fairly"}, by=cast.resident_wang)
    now = asked(cast, year=late.year)
    cast.resident_zhao.person.phone_verified = False
    with pytest.raises(Refused, match="验证码"):
        actions.reply(survey=now, marks={now.items.get().pk: "fairly"}, by=cast.resident_zhao)
    with pytest.raises(NotYours):
        actions.reply(survey=now, marks={now.items.get().pk: "fairly"}, by=cast.admin_shi)


def answered(cast, **values):
    """25 replies: 20 of them over 60 and satisfied, 5 young ones dissatisfied."""
    survey = asked(cast, **values)
    item = survey.items.get()
    for n, seat in enumerate(make.residents(cast, 25)):
        old = n < 20
        actions.reply(
            survey=survey,
            marks={item.pk: "satisfied" if old else "dissatisfied"},
            reasons={} if old else {item.pk: f"电梯常停，已打 1391234567{n % 10} 找过王主任"},
            about=Groups(age="60 岁以上" if old else "35 岁以下"),
            by=seat,
        )
    return survey


def test_residents_replies_become_a_judged_table_and_small_groups_stay_hidden(cast):
    survey = actions.close_survey(survey=answered(cast), by=cast.clerk_li)
    item = survey.items.get()
    assert (item.satisfied, item.dissatisfied, survey.valid) == (20, 5, 25)
    assert item.verdict == "satisfied"
    lines = queries.slices_of(survey, "age")[item.pk]
    assert all(line.row is None for line in lines)  # five young ones would be known from the total minus the old ones


def test_reasons_are_public_only_masked_and_not_when_hidden(cast):
    survey = answered(cast)
    item = survey.items.get()
    shown = queries.public_reasons(survey)[item.pk]
    assert len(shown) == 5 and not any("1391234567" in text or "王主任" in text for text in shown)
    line = queries.reasons_to_review(cast.clerk_li, survey)[0]
    actions.hide_reason(reason=queries.reason_named(survey, line.line), by=cast.clerk_li)
    assert len(queries.public_reasons(survey)[item.pk]) == 4
    with pytest.raises(NotYours):
        queries.reasons_to_review(cast.resident_wang, survey)


def test_residents_and_third_parties_are_not_put_to_a_sittings_vote(cast, as_):
    """Whoever opens the address by hand is told why."""
    year = make.evaluating_year(cast)
    for subject in (Subject.RESIDENTS, Subject.THIRD_PARTY):
        page = f"/surveys/{make.survey(cast, year=year, subject=subject).pk}/poll/"
        for answer in (as_(cast.clerk_li).get(page), as_(cast.clerk_li).post(page, {})):
            assert answer.status_code == 409 and "这一步只用于" in answer.content.decode()


def test_few_replies_are_not_published(cast):
    survey = asked(cast)
    actions.reply(survey=survey, marks={survey.items.get().pk: "satisfied"}, by=cast.resident_wang)
    survey = actions.close_survey(survey=survey, by=cast.clerk_li)
    with pytest.raises(Refused, match="少于 20 份"):
        actions.publish(survey=survey, by=cast.clerk_li)
    assert not Paper.objects.exists()


def test_what_residents_have_begun_to_answer_cannot_vanish(cast, as_):
    """A clerk who has read ten times 不满意 neither closes before the announced day nor deletes; the chair says why in public."""
    end = timezone.localdate() + timedelta(days=14)
    survey = asked(cast, closes_on=end)
    pk = survey.items.get().pk
    actions.reply(survey=survey, marks={pk: "dissatisfied"}, reasons={pk: "电梯三天两头停运"}, by=cast.resident_wang)
    with pytest.raises(Refused, match="还没有到"):
        actions.close_survey(survey=survey, by=cast.clerk_li)
    for act in (actions.close_early, actions.stop_survey):
        with pytest.raises(NotYours):
            act(survey=survey, reason="领导要求提前结束测评", by=cast.clerk_li)
        with pytest.raises(Refused, match="至少 10 个字"):
            act(survey=survey, reason="结束了", by=cast.chair_zhang)
    survey = actions.close_early(survey=survey, reason="全部受益户都已经填报完毕", by=cast.chair_zhang)
    with pytest.raises(Refused, match="不能撤销"):
        actions.drop_survey(survey=survey, by=cast.clerk_li)
    actions.stop_survey(survey=survey, reason="题目有误，改正后另行组织", by=cast.chair_zhang)
    assert Reply.objects.count() == 1
    assert {paper.public for paper in Paper.objects.filter(kind=PaperKind.EVALUATION_NOTICE)} == {True}
    assert "题目有误，改正后另行组织" in as_(None).get(survey.get_absolute_url()).content.decode()


def test_a_survey_that_has_not_begun_can_be_dropped(cast):
    actions.drop_survey(survey=make.survey(cast, subject=Subject.RESIDENTS), by=cast.clerk_li)
    assert Entry.objects.filter(act="evaluate.drop_survey").exists()


def test_an_abandoned_poll_is_taken_back_and_a_confirmed_one_stays(cast):
    survey = actions.start_poll(survey=make.survey(cast), sitting=hall.session(cast), by=cast.clerk_li)
    with pytest.raises(Refused, match="没有作废"):
        actions.take_back(survey=survey, by=cast.clerk_li)
    assert survey.poll
    vote.abandon_poll(poll=survey.poll, reason="票面有误", by=cast.secretary_he)
    survey = actions.take_back(survey=survey, by=cast.clerk_li)
    assert survey.state == SurveyState.PREPARED and survey.poll is None


def test_a_street_without_congress_asks_its_residents(cast):
    year = make.the_cast.year(cast.dongjie, stage="evaluating")
    survey = actions.prepare_survey(
        year=year, subject=Subject.RESIDENTS, items=[ItemDraft("社区食堂")], by=cast.street_clerk_xu
    )
    survey = actions.open_survey(survey=survey, by=cast.street_clerk_xu)
    for seat in make.residents(cast, 20):
        actions.reply(survey=survey, marks={survey.items.get().pk: "satisfied"}, by=seat)
    survey = actions.close_survey(survey=survey, by=cast.street_clerk_xu)
    assert actions.publish(survey=survey, by=cast.street_chair_cao).state == SurveyState.PUBLISHED
    with pytest.raises(NotYours):
        actions.prepare_survey(year=year, subject=Subject.RESIDENTS, by=cast.clerk_li)


def test_publication_files_the_notice(cast):
    survey = make.published(cast, ("甲工程", 40, 15, 5), ("乙工程", 50, 8, 2))
    paper = Paper.objects.get(kind=PaperKind.EVALUATION_NOTICE)
    assert paper.public and "1. 乙工程：满意 50，基本满意 8，不满意 2" in paper.body
    day = survey.published_on
    assert paper.body.endswith(f"新城区第十八届人民代表大会\n{day.year}年{day.month}月{day.day}日")
    assert "监督法" not in MOVES["prepare_survey"].basis_text and "〔地方" in MOVES["prepare_survey"].basis_text
    assert queries.surveys_for(None, survey.year).get() == survey
    with pytest.raises(Refused):
        actions.publish(survey=survey, by=cast.clerk_li)
    assert held_by(make.published(cast, ("甲", 3, 0, 0), subject="committee", year=survey.year)) == "新城区人大常委会"


def test_a_table_is_compared_with_last_years(cast):
    make.published(cast, ("甲", 30, 20, 10), year=make.evaluating_year(cast, 2025))
    now = make.published(cast, ("甲", 45, 10, 5), year=make.evaluating_year(cast, 2026))
    assert queries.compared(now).satisfied_change == 25.0
    last = queries.last_year(now)
    assert last and queries.compared(last) is None


def test_scores_of_several_surveys_are_weighed(cast):
    year = make.evaluating_year(
        cast, settings=YearSettings(evaluation_weights={"deputies": "60%", "third_party": "40%"})
    )
    make.published(cast, ("甲", 50, 0, 50), year=year)
    make.published(cast, ("甲", 100, 0, 0), year=year, subject=Subject.THIRD_PARTY)
    [(title, score)] = queries.weighted(year) or []
    assert title == "甲" and score.score == 70
    year.settings = YearSettings(evaluation_weights={"deputies": "60%", "residents": "40%"})
    with pytest.raises(ValueError, match="缺少“居民”"):
        queries.weighted(year)
