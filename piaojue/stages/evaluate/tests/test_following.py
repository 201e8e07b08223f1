"""Four weeks after a project was accepted its proposers are asked, each about the own project, and few of them stay unsaid."""

from datetime import timedelta

import pytest
from django.utils import timezone

from piaojue.stages.deliver.models import Project
from piaojue.stages.evaluate import actions, queries
from piaojue.stages.evaluate.actions.asking import POOLED, pool_the_few
from piaojue.stages.evaluate.actions.following import ask_proposers
from piaojue.stages.evaluate.counting import ByGroup
from piaojue.stages.evaluate.models import Item, Side, Subject, Survey
from piaojue.stages.evaluate.tests import make


@pytest.mark.parametrize(
    ("asked", "shown"),
    [((40, 25, 3), [1]), ((40, 25), [1, 2]), ((40, 12, 9), [1]), ((40, 12, 3), []), ((40, 0), [1]), ((4, 3), [])],
)
def test_the_total_less_what_is_shown_is_never_a_few(cast, asked, shown):
    survey = make.survey(cast, subject=Subject.RESIDENTS)
    Survey.objects.update(follow_up=True)
    survey = Survey.objects.get(pk=survey.pk)
    survey.items.all().delete()
    items = [Item.objects.create(survey=survey, title=str(no)) for no in range(1, len(asked) + 1)]
    counted = ByGroup(items)
    counted.replies = sum(asked)
    for item, number in zip(items, asked, strict=True):
        counted.judged[item.pk] = [number, 0, 0, sum(asked) - number]
    pool_the_few(survey, items, counted)
    assert [no for no, item in enumerate(items[:-1], 1) if counted.judged[item.pk][0]] == shown
    assert counted.judged[items[-1].pk][0] == sum(asked)


def test_proposers_are_asked_once_and_a_few_of_them_cannot_be_told_apart(cast, monkeypatch):
    year, today = make.evaluating_year(cast), timezone.localdate()
    for no in (1, 2):
        make.project(cast, year, f"项目{no}", no=no)
    Project.objects.filter(no=1).update(accepted_on=today - timedelta(weeks=4))
    Project.objects.filter(no=2).update(accepted_on=today - timedelta(days=27))
    phones = [f"1382222{n:04d}" for n in range(24)]
    monkeypatch.setattr("piaojue.stages.evaluate.actions.framing.voices_of", lambda demands: (set(), set(phones[:21])))
    survey = ask_proposers(year=year)
    assert survey and survey.follow_up and [item.title for item in survey.items.all()] == ["1. 项目1"]
    assert set(survey.frame.values_list("side", "drawn")) == {(Side.PROPOSER, True)} and survey.frame.count() == 21
    assert ask_proposers(year=year) is None and queries.main_survey(year) is None
    monkeypatch.setattr("piaojue.stages.evaluate.actions.framing.voices_of", lambda demands: (set(), set(phones)))
    assert ask_proposers(year=year, today=today + timedelta(days=2)) == survey  # the second one is due; three are new
    first, second = survey.items.all()
    for invitee in survey.frame.all():
        mark = "satisfied" if invitee.item == first else "dissatisfied"
        why = {second.pk: "修好以后又坏了"} if mark == "dissatisfied" else {}
        actions.reply_invited(invitee=invitee, marks={invitee.item_id or 0: mark}, reasons=why)
    survey = actions.close_survey(survey=Survey.objects.get(pk=survey.pk), by=cast.clerk_li)
    counts = {item.title: (item.satisfied, item.dissatisfied, item.unknown) for item in survey.items.all()}
    assert counts == {"1. 项目1": (0, 0, 24), "2. 项目2": (0, 0, 24), POOLED: (21, 3, 0)}  # 21 would leave 3 of 24
    actions.publish(survey=survey, by=cast.clerk_li)
    assert not any(queries.slices_of(survey, by) for by in queries.SLICE_NAMES)
    assert "又坏了" not in str(queries.public_reasons(survey)) and queries.main_survey(year) is None
