"""Whose a paper is: every kind has one house, and nobody else drafts, signs, replaces or withdraws it."""

from types import SimpleNamespace

import pytest

from engines.papers.numbers import CONGRESS, same, taken_from
from piaojue.commons.draftable import DOCUMENTS
from piaojue.commons.drafting import actions, roles
from piaojue.commons.drafting.models import Document, DocumentState
from piaojue.commons.drafting.tests import make
from piaojue.commons.issuing import UNIT
from piaojue.commons.moves import Refused, declared
from piaojue.commons.people.models import Seat
from piaojue.commons.roles import DOMAIN_OF, STAFF, Domain, Role
from piaojue.commons.years.models import Paper
from tests import cast as the_cast

JUDGED = (roles.writes, roles.replaces, roles.signs, roles.withdraws)
SIDE = {Domain.CONGRESS: "congress", Domain.COUNCIL: "congress", Domain.GOVERNMENT: "government", Domain.PARTY: "party"}
OF_ACTS = {
    "task_breakdown": "deliver.file_breakdown",
    "completion": "deliver.file_completion",
    "street_result_notice": "deliver.announce",
    "evaluation_notice": "evaluate.publish",
    "analysis": "evaluate.file_analysis",
    "count_certificate": "vote.count",
}
"""Kind → the room's act that ends with it."""


def seat(role: Role) -> Seat:
    return Seat(role=role, place_id="150102")


@pytest.mark.parametrize("code", DOCUMENTS)
def test_each_kind_is_of_one_house_whoever_asks(code):
    line = DOCUMENTS[code]
    for role in Role:
        by = seat(role)
        row = Document(code=code, created_by=seat(line.house.office[0]), state=DocumentState.FILED)
        if line.house.of_unit:
            continue
        may = [ask(row, by) for ask in JUDGED]
        stranger = line.house.sides and SIDE.get(DOMAIN_OF[role]) not in line.house.sides
        if stranger and role not in line.house.helpers:
            assert not any(may), (code, role)
        if role not in STAFF:
            assert not any(may) and not roles.may_draw_up(line, None, by), (code, role)
        if DOMAIN_OF[role] is Domain.GOVERNMENT and line.house.sides == {CONGRESS}:
            assert not roles.may_draw_up(line, None, by) and not roles.may_file(line, None, by), (code, role)
        if roles.signs(row, by):
            assert roles.replaces(row, by) and roles.writes(row, by)
    assert any(roles.may_file(line, None, seat(role)) for role in Role) or line.house.of_unit
    if (act := declared(OF_ACTS.get(code, ""))) is not None:
        assert act.roles <= line.house.filers | line.house.registrars, act.name


def test_a_unit_speaks_for_itself_and_the_desk_enters_without_signing():
    line, thing = DOCUMENTS["rectification_report"], SimpleNamespace(project=SimpleNamespace(department_id=7))
    own, other = (SimpleNamespace(role=Role.DEPARTMENT, speaks_for={key}) for key in (7, 8))
    assert line.house is UNIT
    assert roles.may_file(line, thing, own) and not roles.may_file(line, thing, other)
    row = Document(code="government_statement", created_by=seat(Role.CONGRESS_CLERK), state=DocumentState.FILED)
    assert roles.replaces(row, seat(Role.CONGRESS_CHAIR)) and not roles.signs(row, seat(Role.CONGRESS_CHAIR))
    assert roles.replaces(row, seat(Role.GOV_OFFICE)) and roles.withdraws(row, seat(Role.GOV_OFFICE))


def test_numbers_say_who_issues():
    forged = ["新城人常〔2026〕99号", "新城政发（2026）88号", "新 党 办 2026 年 1 号"]
    assert [taken_from(one, frozenset()) for one in forged] == ["人大", "政府", "党委"]
    assert not any(taken_from(one, frozenset()) for one in ("新住建〔2026〕3号", "新民政〔2026〕1号", "第1号", "9"))
    assert same("新人常〔2026〕3号", "新人常［2026］ 03 号") and not same("第1号", "第1号")


@pytest.mark.once
def test_a_department_neither_forges_nor_replaces_what_the_congress_gives_out(cast, as_):
    paper, unit = make.a_paper(cast), as_(cast.department_chen)
    shelf = "/150102/2026/documents/annual_plan/"
    assert "以此备案" not in unit.get(shelf).content.decode()
    for act in ("draft", "file"):
        assert unit.post(f"{shelf}{act}/", {"number": "新城人常〔2026〕99号"}).status_code == 404
    typed = {"kind": "result_notice", "title": "公告", "body": "现将票决结果公布如下，特此公告。" * 3, "public": "on"}
    for form in (
        typed,
        typed | {"kind": "other"},
        typed | {"kind": "other", "public": "", "doc_no": "新城人常〔2026〕9号"},
    ):
        assert unit.post("/150102/2026/papers/new/", form).status_code == 409
    assert Paper.objects.count() == 1 and Document.objects.get() == paper
    for seat_, number, why in (
        (cast.clerk_li, "新城政发〔2026〕88号", "政府的机关代字"),
        (cast.clerk_li, "新人常〔2026〕3号", "已经给了"),
    ):
        Document.objects.filter(pk=paper.pk).update(number="新人常〔2026〕3号", code="opinions")
        with pytest.raises(Refused, match=why):
            actions.file_new_document(year=paper.year, code="annual_plan", thing=paper.year, by=seat_, number=number)


@pytest.mark.once
def test_what_is_missing_keeps_a_notice_back_and_blanks_are_no_paper_for_a_gate(cast, as_):
    year = the_cast.year(cast.xincheng, solicit_until=None)
    clerk, file = as_(cast.clerk_li), "/150102/2026/documents/annual_plan/file/"
    page = clerk.post(file, {})
    assert page.status_code == 409 and f'<a href="{year.page("set_year")}">征集截止日期</a>' in page.content.decode()
    assert not Paper.objects.exists()
    assert clerk.post(file, {"blanks": "公布前由办公室手填日期"}).status_code == 302
    paper = Paper.objects.get()
    assert paper.document.blanks and "留空手填" in clerk.get(paper.document.get_absolute_url()).content.decode()
    assert "还没有写明：征集截止日期" in clerk.get(year.page("year_road")).content.decode()
    draft = actions.draft_document(year=year, code="annual_plan", thing=year, by=cast.clerk_li)
    with pytest.raises(Refused, match="还缺：征集截止日期"):
        actions.file_document(document=draft, by=cast.clerk_li)
    draft = actions.leave_blanks(document=draft, reason="公布前手填", by=cast.clerk_li)
    assert actions.file_document(document=draft, by=cast.clerk_li).state == DocumentState.FILED
