"""Four weeks after a project was accepted its proposers are asked, each about the own project, and few of them stay unsaid."""

from datetime import timedelta

from django.utils import timezone

from piaojue.stages.deliver.models import Project
from piaojue.stages.evaluate import actions, queries
from piaojue.stages.evaluate.actions.asking import POOLED
from piaojue.stages.evaluate.actions.following import ask_proposers
from piaojue.stages.evaluate.models import Side, Survey
from piaojue.stages.evaluate.tests import make


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
    assert counts == {"1. 项目1": (21, 0, 3), "2. 项目2": (0, 0, 24), POOLED: (21, 3, 0)}
    actions.publish(survey=survey, by=cast.clerk_li)
    assert "又坏了" not in str(queries.public_reasons(survey)) and queries.main_survey(year) is None
