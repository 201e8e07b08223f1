"""What outlives its year: the ledger of duties, looking back, and what a deputy has done."""

import pytest
from django.utils import timezone

from piaojue.commons.moves import NotYours, Refused
from piaojue.commons.record.verify import changed_rows
from piaojue.commons.years.models import Year
from piaojue.commons.years.road import Stage
from piaojue.stages.suggest.public import Publication, Suggestion
from piaojue.stages.suggest.tests.make import suggestion
from piaojue.stages.supervise import actions
from piaojue.stages.supervise.ledger import duties_of
from piaojue.stages.supervise.tests import make
from piaojue.stages.supervise.values import ActivityDraft

pytestmark = pytest.mark.django_db


def test_duties_stand_in_the_ledger_until_they_are_settled_whatever_the_year(cast, as_):
    project = make.project(cast)
    finding = make.given(cast, make.scanned(cast, project))
    make.inquired(cast, make.inquiry(cast, project))
    Year.objects.update(stage=Stage.ARCHIVED)
    page = "/150102/ledger/"
    shown = as_(None).get(page).content.decode()
    assert "群众反映的问题" in shown and "下月十日前开工" in shown and "建筑垃圾" not in shown
    assert "下月十日前开工" not in as_(None).get(f"{page}?kind=监督发现的问题").content.decode()
    assert len(duties_of(cast.xincheng, inside=True)) >= 2
    fixed = actions.answer_finding(
        finding=finding, reply="已经全部清走", fixed=True, proofs=[make.photo(cast, "red")], by=cast.department_chen
    )
    actions.close_finding(finding=fixed, note="到现场看过", by=cast.clerk_li)
    assert "群众反映的问题" not in as_(None).get(page).content.decode()
    assert as_(cast.leader_guo).get(page).status_code == 200


def test_somebody_looks_back_at_an_archived_year(cast):
    year = make.project(cast).year
    Year.objects.update(stage=Stage.ARCHIVED)
    year.refresh_from_db()
    draft = ActivityDraft(kind="look_back", title="电梯管护回头看", held_on=timezone.localdate(), situation="都在用")
    assert actions.record_activity(year=year, draft=draft, by=cast.clerk_li).kind == "look_back"


def test_a_deputys_record_is_printed_and_public_by_choice_and_says_nothing_of_votes(cast, as_):
    deputy, project = cast.deputy_dong, make.project(cast)
    make.question(cast, project)
    make.assessed(cast, make.fixed(cast, make.given(cast, make.found(cast, project))))
    page = f"/deputies/{deputy.pk}/record/"
    assert as_(None).get(page).status_code in (302, 404)
    assert as_(cast.deputy_xia).get(page).status_code == 404
    own = as_(deputy).get(page).content.decode()
    assert "提出询问" in own and "发现问题和核实整改" in own and "向社会公开" in own
    assert as_(cast.clerk_li).get(page).status_code == 200
    assert as_(deputy).get(f"{page[:-1]}.pdf").status_code == 200
    with pytest.raises(NotYours):
        actions.open_record(seat=deputy, by=cast.clerk_li)
    assert as_(deputy).post(f"{page}open/").status_code == 302
    with pytest.raises(Refused, match="已经公开"):
        actions.open_record(seat=deputy, by=deputy)
    shown = as_(None).get(page).content.decode()
    assert "三号楼什么时候开工" in shown and "不再公开" not in shown
    assert as_(deputy).post(f"{page}close/").status_code == 302
    assert as_(None).get(page).status_code in (302, 404)
    assert [wrong for wrong in changed_rows() if "supervise" in wrong.where] == []


def test_an_open_record_says_nothing_that_is_not_public_yet(cast, as_):
    """What the office has not published, and suggestions that wait, are counted for everybody and read by the deputy."""
    deputy, project = cast.deputy_dong, make.project(cast)
    draft = ActivityDraft(
        kind="themed", title="代表自行视察", held_on=timezone.localdate(), project=project, leader=deputy
    )
    visit = actions.record_activity(year=project.year, draft=draft, by=deputy)
    question = actions.ask_question(
        activity=visit, asked_of=cast.department_chen.body, text="谁来管护电梯？", due=None, by=deputy
    )
    waiting = make.suggestion(cast, question)
    Year.objects.update(stage=Stage.SOLICITING)
    residents = suggestion(cast, Year.objects.get(pk=project.year_id), title="小区门口装路灯", by=deputy)
    Suggestion.objects.update(publication=Publication.WAITING)
    Year.objects.update(stage=project.year.stage)
    actions.open_record(seat=deputy, by=deputy)
    page = f"/deputies/{deputy.pk}/record/"
    words = (visit.title, question.text, waiting.title, residents.title)
    own, shown = (as_(seat).get(page).content.decode() for seat in (deputy, None))
    assert all(text in own for text in words) and not [text for text in words if text in shown]
    assert "参加监督活动" in shown and "代表建议" in shown
    actions.publish_activity(activity=visit, by=cast.clerk_li)
    shown = as_(None).get(page).content.decode()
    assert visit.title in shown and question.text in shown and waiting.title not in shown
