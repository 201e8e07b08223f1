"""An item of the agenda, a milestone's name, money and site of a dossier, a reviewer's reason: each can be put right; what was voted on stays."""

from typing import Any

import pytest

from piaojue.commons.corrections.actions import correct, countersign_correction
from piaojue.commons.corrections.models import CorrectionState
from piaojue.commons.moves import NotYours, Refused
from piaojue.commons.sittings import actions as sittings
from piaojue.commons.years.road import Stage
from piaojue.stages.deliver.tests import make as work
from piaojue.stages.shortlist.tests import make as lists
from piaojue.stages.shortlist.values import Funding
from piaojue.stages.vote.tests import make as voting
from tests import cast as the_cast

DONE, WAITING = CorrectionState.DONE, CorrectionState.WAITING
WHY = "录入时打错了"


def test_an_item_of_the_agenda_of_a_session_that_meets(cast, as_):
    poll = voting.prepared_poll(cast)
    sitting = sittings.set_agenda(
        sitting=poll.sitting, items=[{"title": "代表飘决", "minutes": 60}], by=cast.secretary_he
    )
    item = sitting.agenda.get()
    assert (
        f"/correct/sittings-agendaitem/{item.pk}/"
        in as_(cast.secretary_he).get(sitting.get_absolute_url()).content.decode()
    )
    with pytest.raises(NotYours):
        correct(thing=item, values={"title": "代表票决"}, reason=WHY, by=cast.deputy_dong)
    row = correct(thing=item, values={"title": "代表票决"}, reason=WHY, by=cast.secretary_he)
    assert row.state == WAITING and row.why == "会议已经召开"
    countersign_correction(correction=row, by=cast.clerk_li)
    page = as_(None).get(sitting.get_absolute_url()).content.decode()
    assert "代表票决" in page and "由“代表飘决”改为“代表票决”" in page


def test_money_and_site_of_a_dossier_and_a_reviewers_reason(cast, as_):
    year = the_cast.year(cast.xincheng, stage=Stage.SCREENING)
    judged = lists.judged(cast, year, title="学校门口护安设施").screenings.get()
    year.stage = Stage.NOMINATING
    year.save()
    row = lists.candidate(cast, year)
    page = as_(cast.government_liu).get(f"/correct/shortlist-dossier/{row.pk}/").content.decode()
    assert "本级财政 | 300" in page and "选址所在地" in page
    more: dict[str, Any] = {"total_yuan": 4_300_000, "year_yuan": 4_300_000}
    with pytest.raises(Refused, match="资金"):
        correct(thing=row, values=more, reason=WHY, by=cast.government_liu)
    more |= {"funding": (Funding("本级财政", 3_100_000), Funding("上级补助", 1_200_000)), "spot": cast.dongjie}
    made = correct(thing=row, values=more, reason=WHY, by=cast.government_liu)
    assert made.state == WAITING
    countersign_correction(correction=made, by=cast.clerk_li)
    row.refresh_from_db()
    assert (row.total_yuan, row.spot, row.funding[0].yuan) == (4_300_000, cast.dongjie, 3_100_000)
    with pytest.raises(Refused, match="范围内"):
        correct(thing=row, values={"spot": cast.baoheshao.parent.parent}, reason=WHY, by=cast.government_liu)

    with pytest.raises(NotYours):
        correct(thing=judged, values={"reason": "不受益"}, reason=WHY, by=cast.government_liu)
    assert correct(thing=judged, values={"reason": "受益面广，急需办"}, reason=WHY, by=cast.reviewer_feng).state == DONE
    year.stage = Stage.SCREENING
    year.save()
    lists.outcome(cast, year, demand=judged.demand)
    again = correct(thing=judged, values={"reason": "受益面较广，急需办"}, reason=WHY, by=cast.reviewer_feng)
    assert again.why == "答复已经依据评审意见作出"


def test_a_milestones_name_changes_and_the_goal_that_was_voted_on_does_not(cast, as_):
    project = work.project(cast)
    task = project.tasks.first()
    made = correct(thing=task, values={"title": "正式开工"}, reason=WHY, by=cast.government_liu)
    countersign_correction(correction=made, by=cast.clerk_li)
    baseline = project.baselines.get(number=1)
    assert any(step.task == "正式开工" for step in baseline.plan)
    scope = baseline.scope
    made = correct(thing=baseline, values={"scope": "另一个规模"}, reason=WHY, by=cast.government_liu)
    if made.state == WAITING:
        countersign_correction(correction=made, by=cast.clerk_li)
    baseline.refresh_from_db()
    assert baseline.scope == scope and made.notice
    page = as_(cast.government_liu).get(project.work_url).content.decode()
    assert "正式开工" in page
    assert "另一个规模" in page
