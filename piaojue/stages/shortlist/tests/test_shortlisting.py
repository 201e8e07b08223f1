"""Every demand gets an answer with a reason; candidates are complete, add up, and are more than the seats."""

import html
from dataclasses import replace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from engines.law import Matter
from piaojue.commons.evidence.keep import store
from piaojue.commons.moves import NotYours, Refused
from piaojue.commons.notify.models import Notice
from piaojue.commons.people.models import Body, Seat
from piaojue.commons.record.models import Entry
from piaojue.commons.roles import Role
from piaojue.commons.todo import tasks_of
from piaojue.commons.years.gates import ROOM_DEMANDS
from piaojue.commons.years.parameters import YearSettings
from piaojue.commons.years.road import Stage
from piaojue.stages.group.models import Demand, DemandState
from piaojue.stages.shortlist import actions, queries
from piaojue.stages.shortlist.criteria import POSITIVE
from piaojue.stages.shortlist.forms_dossier import DossierForm
from piaojue.stages.shortlist.models import Dossier, DossierState, Screening, Wording
from piaojue.stages.shortlist.reasons import ReasonCode
from piaojue.stages.shortlist.sheet import Sheet
from piaojue.stages.shortlist.tests import make
from piaojue.stages.shortlist.values import Funding
from piaojue.stages.shortlist.wordings import wordings_of
from piaojue.stages.suggest.models import SuggestionState
from tests import cast as the_cast
from tests.decided import decided


@pytest.fixture
def screening(cast):
    return the_cast.year(cast.xincheng, stage=Stage.SCREENING)


@pytest.fixture
def nominating(cast):
    return the_cast.year(cast.xincheng, stage=Stage.NOMINATING)


def test_four_sides_judge_and_judging_again_replaces_ones_own(cast, screening):
    demand = make.judged(cast, screening)
    for reviewer in (cast.department_chen, cast.finance_hu, cast.legal_gao, cast.reviewer_feng):
        actions.screen(demand=demand, scores={"urgent": 9}, negative=[], in_favour=True, reason="同意", by=reviewer)
    assert sorted(Screening.objects.values_list("angle", flat=True)) == [
        "finance",
        "legality",
        "necessity",
        "representative",
    ]
    assert queries.agreement(demand) == (4, 4)


def test_a_negative_hit_in_favour_needs_a_good_reason(cast, screening):
    demand = make.judged(cast, screening)
    with pytest.raises(Refused, match="命中负面清单"):
        actions.screen(demand=demand, scores={}, negative=["debt"], in_favour=True, reason="同意", by=cast.finance_hu)
    with pytest.raises(Refused, match="评分应为"):
        actions.screen(
            demand=demand, scores={"urgent": 99}, negative=[], in_favour=True, reason="同意", by=cast.finance_hu
        )


def test_an_answer_reaches_everyone_and_closes_the_suggestion(cast, screening):
    outcome = make.outcome(cast, screening)
    suggestion = outcome.demand.links.get().suggestion
    assert (outcome.demand.state, suggestion.state) == (DemandState.SHORTLISTED, SuggestionState.ANSWERED)
    assert Notice.objects.filter(person=cast.resident_wang.person, text__contains="有了答复").exists()


def test_an_adoption_needs_a_reviewer_and_a_fitting_code(cast, screening):
    demand = make.group.demand(cast, screening)
    with pytest.raises(Refused) as refusal:
        actions.answer(
            demand=demand,
            disposition="shortlisted",
            code="private",
            text="同意列入，谢谢您的建议。",
            by=cast.government_liu,
        )
    assert len(refusal.value.reasons) == 2


def test_each_reason_has_a_wording_whose_blanks_a_person_fills(cast, screening):
    demand = make.judged(cast, screening, title="东街装路灯")
    assert set(wordings_of(cast.xincheng)) == set(ReasonCode.values)
    text = wordings_of(cast.xincheng)["no_funds"]
    with pytest.raises(Refused, match="【金额】、【资金渠道】"):
        actions.answer(demand=demand, disposition="reserved", code="no_funds", text=text, by=cast.government_liu)
    text = text.replace("【金额】", "80 ").replace("【资金渠道】", "上级补助")
    outcome = actions.answer(demand=demand, disposition="reserved", code="no_funds", text=text, by=cast.government_liu)
    assert outcome.answer.startswith("“东街装路灯”所需资金约80 万元")


def test_a_place_words_its_own_and_takes_the_built_in_back(cast, screening, as_):
    clerk, address = as_(cast.clerk_li), "/150102/2026/screening/wordings/"
    built_in = wordings_of(cast.xincheng)
    own = "您好！“{诉求}”今年没有资金来源，已列入储备库。"
    clerk.post(address, {**built_in, "no_funds": own})
    assert (
        wordings_of(cast.xincheng) == built_in | {"no_funds": own}
        and wordings_of(cast.dongjie)["no_funds"] == built_in["no_funds"]
    )
    demand = make.judged(cast, screening)
    assert f"{own}</textarea>" in html.unescape(clerk.get(f"/d/{demand.pk}/answer/?code=no_funds").content.decode())
    assert clerk.post(address, {**built_in, "no_funds": "太短"}).status_code == 409
    clerk.post(address, {**built_in, "no_funds": ""})
    assert wordings_of(cast.xincheng) == built_in and not Wording.objects.exists()
    assert [e.act for e in Entry.objects.filter(act__contains="word").order_by("seq")] == [
        "shortlist.set_wordings",
        "shortlist.set_wording",
        "shortlist.drop_wording",
        "shortlist.set_wordings",
    ]
    assert not the_cast.tampered()


def test_one_appeal_decided_by_somebody_else(cast, screening):
    outcome = make.outcome(cast, screening, disposition="declined", code="no_funds")
    appeal = actions.appeal(outcome=outcome, text="上级今年有专项补助资金", by=cast.resident_wang)
    with pytest.raises(Refused, match="只能申请复议一次"):
        actions.appeal(outcome=outcome, text="上级今年有专项补助资金", by=cast.resident_wang)
    with pytest.raises(NotYours):
        actions.appeal(outcome=outcome, text="我路过，想说两句话", by=cast.resident_zhao)
    with pytest.raises(Refused, match="原答复人以外"):
        actions.decide_appeal(appeal=appeal, granted=True, decision="同意，列入初定", by=cast.government_liu)
    other = Seat.objects.create(
        person=cast.government_liu.person, body=cast.clerk_li.body, place=cast.xincheng, role=Role.CONGRESS_CLERK
    )
    with pytest.raises(Refused, match="原答复人以外"):  # the same person in another seat
        actions.decide_appeal(appeal=appeal, granted=True, decision="同意，列入初定", by=other)
    actions.decide_appeal(appeal=appeal, granted=True, decision="补助属实，列入初定", by=cast.chair_zhang)
    outcome.refresh_from_db()
    assert (outcome.disposition, outcome.demand.state) == ("shortlisted", DemandState.SHORTLISTED)
    assert outcome.answer.startswith("复议成立，列入初定：补助属实，列入初定\n\n原答复（不予采纳）：")
    assert Notice.objects.filter(person=cast.resident_wang.person, text__endswith="复议成立，已列入初定。").exists()


def test_the_gate_counts_unanswered_demands(cast, screening):
    gate = ROOM_DEMANDS["close_screening"][0]
    demand = make.judged(cast, screening)
    assert gate(screening) == ["还有 1 条诉求没有答复，请到“初定工作台”办理"]
    make.outcome(cast, screening, demand=demand)
    assert gate(screening) == []


def test_funding_that_does_not_add_up_is_refused_with_the_difference(cast, nominating):
    dossier = make.dossier(cast, nominating, total_yuan=5_000_000, year_yuan=5_000_000)
    actions.set_appraisal(dossier=dossier, conclusions=dict.fromkeys(make.APPRAISALS, "同意"), by=cast.government_liu)
    with pytest.raises(Refused, match="少 80 万元"):
        actions.appraise(dossier=dossier, by=cast.government_liu)


def test_the_way_to_a_candidate_and_back_into_the_reserve(cast, nominating):
    first, second, third = make.candidates(cast, nominating)
    assert [d.no for d in Dossier.objects.order_by("no")] == [1, 2, 3]
    actions.reserve(dossier=first, by=cast.chair_zhang)
    second.refresh_from_db()
    third.refresh_from_db()
    assert (second.no, third.no) == (1, 2)


def test_too_few_candidates_for_the_local_surplus(cast, nominating):
    make.candidate(cast, nominating)
    make.candidate(cast, nominating, title=make.TITLES[1])
    with pytest.raises(Refused) as refusal:
        actions.freeze_candidates(year=nominating, by=cast.clerk_li)
    assert "至少需要 3 项候选" in refusal.value.reasons[0]


def test_what_deputies_read_stays_as_it_was(cast, nominating):
    candidate = make.candidates(cast, nominating)[0]
    frozen = queries.frozen_version(candidate)
    with pytest.raises(Refused):
        sheet = replace(Sheet.of(candidate), title="改了名字")
        actions.edit(dossier=candidate, sheet=sheet, by=cast.government_liu)
    assert frozen.content["title"] == candidate.title and candidate.state == DossierState.CANDIDATE


def test_drafts_do_not_exist_for_the_public(cast, nominating, as_):
    dossier = make.dossier(cast, nominating)
    assert as_(cast.resident_wang).get(dossier.get_absolute_url()).status_code == 404
    assert as_(cast.neighbour_clerk_bai).get(dossier.get_absolute_url()).status_code == 404
    assert as_(cast.department_chen).get(dossier.get_absolute_url()).status_code == 200


FORM = {
    "title": "东街社区加装电梯",
    "category": "housing",
    "type": "purchase",
    "purpose": "方便老人",
    "scope": "10 部",
    "total": "420",
    "this_year": "420",
    "funding_lines": "本级财政 | 300\n上级补助 | 120",
    "milestone_lines": "开工 | 2026-04 | 20\n完工 | 2026-10 | 100",
    "beneficiaries": "900",
    "due": "2026-10-31",
}


def test_a_department_writes_a_dossier_in_the_browser(cast, nominating, as_):
    browser = as_(cast.department_chen)
    at, spot = "/150102/2026/dossiers/new/", {"spot": cast.community.pk, "department": cast.department_chen.body_id}
    bad = browser.post(at, FORM | spot | {"funding_lines": "本级财政 300", "milestone_lines": "开工 | 四月 | 20"})
    assert bad.status_code == 422 and "用 | 隔开" in bad.content.decode() and "方便老人" in bad.content.decode()
    assert browser.post(at, FORM | spot).status_code == 302
    dossier = Dossier.objects.get()
    assert (dossier.total_yuan, dossier.funding[1], dossier.versions.count()) == (
        4_200_000,
        Funding("上级补助", 1_200_000),
        1,
    )


def test_a_stale_edit_is_refused_and_kept_on_the_page(cast, nominating, as_):
    dossier = make.dossier(cast, nominating)
    sent = FORM | {"spot": cast.community.pk, "department": cast.department_chen.body_id, "_version": "1"}
    first, second = (
        as_(cast.department_chen).post(f"/dossiers/{dossier.pk}/edit/", sent | {"purpose": words})
        for words in ("先改的", "后改的")
    )
    assert (first.status_code, second.status_code) == (302, 409)
    assert "后改的" in second.content.decode() and "别人已经改过" in second.content.decode()


@pytest.mark.parametrize("rows", [2, 8])
def test_public_answers_ask_a_bounded_number_of_questions(cast, screening, as_, rows, django_assert_max_num_queries):
    for n in range(rows):
        demand = make.judged(
            cast,
            screening,
            title=f"第{n}条诉求",
            suggestions=[make.group.suggestion(cast, screening, title=f"第{n}条建议")],
        )
        make.outcome(cast, screening, demand=demand)
    with django_assert_max_num_queries(10):
        assert as_(None).get("/150102/2026/outcomes/").status_code == 200


def test_scores_come_from_the_positive_list(cast, screening, as_):
    demand = make.judged(cast, screening)
    sent = {f"score_{key}": 7 for key in POSITIVE} | {"in_favour": "1", "reason": "支持"}
    assert as_(cast.finance_hu).post(f"/d/{demand.pk}/screen/", sent).status_code == 302
    assert demand.screenings.get(reviewer=cast.finance_hu).scores == dict.fromkeys(POSITIVE, 7)


def test_the_whole_sheet_is_kept_and_a_version_reads_like_words(cast, nominating, as_):
    old = make.dossier(cast, the_cast.year(cast.xincheng, stage=Stage.NOMINATING, number=2025), title="去年的电梯")
    browser = as_(cast.government_liu)
    sheet = {
        "title": "老旧小区加装电梯",
        "category": "housing",
        "type": "purchase",
        "purpose": "方便老人",
        "scope": "10 部",
        "total": "420",
        "this_year": "420",
        "funding_lines": "本级财政 | 300\n上级补助 | 120",
        "milestone_lines": "开工 | 2026-04 | 20\n完工 | 2026-10 | 100",
        "spot": cast.community.pk,
        "beneficiaries": "900",
        "due": "2026-10-31",
        "department": cast.department_chen.body_id,
        "land_status": "小区内公共用地",
        "overseer": "王副区长",
        "upkeep": "物业公司",
        "upkeep_cost": "3.5",
        "previous": old.pk,
        "gov_note": "群众盼了三年，建议优先。",
        "attached": SimpleUploadedFile("平面图.txt", "图".encode(), "text/plain"),
    }
    answer = browser.post("/150102/2026/dossiers/new/", sheet)
    assert answer.status_code == 302, html.unescape(answer.content.decode())
    dossier = Dossier.objects.get(title="老旧小区加装电梯")
    assert (dossier.upkeep_yuan, dossier.previous, dossier.files.count()) == (35_000, old, 1)
    page = browser.get(f"/dossiers/{dossier.pk}/").content.decode()
    assert all(
        words in page for words in ("小区内公共用地", "王副区长", "3.5 万元", "去年的电梯", "建议优先", "平面图.txt")
    )
    version = browser.get(f"/dossiers/{dossier.pk}/versions/1/").content.decode()
    assert all(words in version for words in ("本级财政 300 万元", "2026-04 开工 20%", "新城区住建局", "设备购置安装"))
    assert "请从列表里选择" in html.unescape(
        browser.post("/150102/2026/dossiers/new/", sheet | {"previous": dossier.pk}).content.decode()
    )


def test_the_files_of_a_dossier_are_public_once_it_is_fixed_for_reading(cast, nominating, as_):
    first = make.candidate(
        cast,
        nominating,
        files=[store("图".encode(), name="平面图.txt", mime="text/plain", place=cast.xincheng, by=None)],
    )
    for title in make.TITLES[1:3]:
        make.candidate(cast, nominating, title=title)
    file = first.files.get()
    assert as_(None).get(f"/files/{file.pk}/").status_code == 302
    actions.freeze_candidates(year=nominating, by=cast.clerk_li)
    assert as_(None).get(f"/files/{file.pk}/").status_code == 200


@pytest.mark.parametrize("line", ["开工 | ²⁰²⁶-04 | 10", "开工 | 2026-² | 10", "开工 | 2026-04 | ²"])
def test_a_superscript_is_no_number_and_no_crash(cast, nominating, as_, line):
    answer = as_(cast.government_liu).post("/150102/2026/dossiers/new/", {"milestone_lines": line})
    assert answer.status_code == 422 and "这一行要写成" in answer.content.decode()


def test_a_proposer_who_hears_of_a_candidate_can_open_what_the_message_leads_to(cast, as_, screening):
    """The dossier opens to the public only when it is sent to the deputies; until then the demand's page tells."""
    demand = make.judged(cast, screening)
    demand = make.outcome(cast, screening, demand=demand).demand
    screening.stage = Stage.NOMINATING
    screening.save()
    make.candidate(cast, screening, demands=[demand])
    notice = cast.resident_wang.person.notices.get(text__contains="列为候选项目")
    assert as_(cast.resident_wang).get(notice.url).status_code == 200


def test_in_a_township_the_presidium_reviews(cast, as_):
    town = the_cast.year(cast.baoheshao, stage=Stage.NOMINATING)
    sheet = Dossier.objects.create(
        place=town.place, year=town, title="通户道路硬化", spot=town.place, state=DossierState.CLEARED
    )
    assert decided(Matter.PROPOSAL, sheet).organ == "government"
    decision = decided(Matter.CANDIDATES, sheet, note="内容具体，同意提交", agreed=False)
    assert (decision.organ, decision.passed) == ("presidium", False)
    sheet.refresh_from_db()
    assert sheet.state == DossierState.PROPOSED


def test_open_appeals_come_first(cast, screening):
    done, waits = (make.outcome(cast, screening, disposition="declined", code="no_funds") for _ in range(2))
    first = actions.appeal(outcome=done, text="上级今年有专项补助资金", by=cast.resident_wang)
    actions.decide_appeal(appeal=first, granted=False, decision="补助不属实，维持", by=cast.chair_zhang)
    second = actions.appeal(outcome=waits, text="上级今年有专项补助资金", by=cast.resident_wang)
    assert list(queries.appeals_for(cast.chair_zhang, screening)) == [second, first]


def test_a_department_answers_its_own_demands_only(cast, screening):
    other = Body.objects.get(place=cast.xincheng, name="新城区教育局")
    demand = make.group.demand(cast, screening, department=other)
    with pytest.raises(Refused, match="由“新城区教育局”承办"):
        actions.answer(
            demand=demand,
            disposition="reserved",
            code="not_this_year",
            text="今年做不完，列入储备库。",
            by=cast.department_chen,
        )
    Demand.objects.filter(pk=demand.pk).update(department=cast.department_chen.body)
    outcome = actions.answer(
        demand=demand,
        disposition="reserved",
        code="not_this_year",
        text="今年做不完，列入储备库。",
        by=cast.department_chen,
    )
    assert outcome.department == cast.department_chen.body


def test_a_street_promises_no_vote_and_a_province_its_own_word(cast, as_):
    assert "票决" in wordings_of(cast.xincheng)["adopted"] and "票决" not in wordings_of(cast.dongjie)["adopted"]
    year = the_cast.year(cast.xincheng, stage=Stage.SCREENING, settings=YearSettings(terms={"票决": "审议监督"}))
    demand = make.judged(cast, year)
    assert "提请人大代表审议监督；" in html.unescape(
        as_(cast.government_liu).get(f"/d/{demand.pk}/answer/?code=adopted").content.decode()
    )


def test_amounts_come_back_to_the_form_as_they_were_typed(cast, nominating, as_):
    dossier = make.dossier(
        cast,
        nominating,
        total_yuan=123_456_789_0,
        year_yuan=123_456_789_0,
        funding=(Funding("专项债", 123_456_789_0),),
    )
    desk, edit = as_(cast.government_liu), f"{dossier.get_absolute_url()}edit/"
    form = desk.get(edit).context["form"]
    assert form.initial["funding_lines"] == "专项债 | 123456.789"
    desk.post(
        edit,
        {
            k: v
            for k, v in (form.initial | {"spot": dossier.spot_id, "department": dossier.department_id}).items()
            if v is not None
        },
    )
    dossier.refresh_from_db()
    assert (dossier.version, dossier.funding) == (2, (Funding("专项债", 123_456_789_0),))


def test_rows_are_read_as_a_chinese_keyboard_writes_them(nominating):
    form = DossierForm(
        {
            "funding_lines": "本级财政\uff5c1,020万元\n上级补助 | 30.5万",
            "milestone_lines": "开工\uff5c2026年4月\uff5c10%\n完工|2026-10|100",
        },
        year=nominating,
    )
    form.is_valid()
    assert form.cleaned_data["funding"] == (
        Funding("本级财政", 10_200_000),
        Funding("上级补助", 305_000),
    )
    assert [step.due for step in form.cleaned_data["milestones"]] == ["2026-04", "2026-10"]


def test_what_is_attached_to_a_draft_stays_inside_and_a_wrong_file_is_taken_off_again(cast, nominating, as_):
    dossier = make.dossier(cast, nominating)
    desk, edit = as_(cast.government_liu), f"{dossier.get_absolute_url()}edit/"
    sheet = {
        name: value
        for name, value in (
            desk.get(edit).context["form"].initial | {"spot": dossier.spot_id, "department": dossier.department_id}
        ).items()
        if value is not None
    }
    desk.post(edit, sheet | {"attached": SimpleUploadedFile("拆迁户名单.pdf", b"%PDF-1.4\n%%EOF", "application/pdf")})
    file = dossier.files.get()
    assert (
        as_(None).get(f"/files/{file.pk}/").status_code == 302
        and as_(cast.resident_wang).get(f"/files/{file.pk}/").status_code == 404
    )
    assert "不再附带" in desk.get(edit).content.decode()
    assert desk.post(edit, sheet | {"dropped": "999"}).status_code == 422
    desk.post(edit, sheet | {"dropped": file.pk})
    assert not dossier.files.exists() and dossier.versions.first().content["files"] == []
    assert "拆迁户名单.pdf" in dossier.versions.get(number=2).content["files"][0]


def test_candidates_are_put_into_the_order_of_the_ballot_and_fixed_again(cast, nominating, as_):
    first, second, third = make.candidates(cast, nominating)
    clerk, at = as_(cast.clerk_li), "/150102/2026/candidates/order/"
    assert f'name="no{first.pk}" value="1"' in clerk.get(at).content.decode()
    twice = clerk.post(at, {f"no{first.pk}": 2, f"no{second.pk}": 2, f"no{third.pk}": 1})
    assert twice.status_code == 409 and "每个数只用一次" in twice.content.decode()
    assert "编排序号" in clerk.get("/150102/2026/candidates/").content.decode()
    clerk.post(at, {f"no{first.pk}": 2, f"no{second.pk}": 1, f"no{third.pk}": 3})
    assert not queries.frozen([first, second, third]) and not the_cast.tampered()
    clerk.post(at, {f"no{first.pk}": 3, f"no{second.pk}": 1, f"no{third.pk}": 2})
    assert list(Dossier.objects.order_by("no")) == [second, third, first]
    assert not queries.frozen([first, second, third])
    actions.freeze_candidates(year=nominating, by=cast.clerk_li)
    assert [queries.frozen_version(d).content["no"] for d in (second, third, first)] == ["1", "2", "3"]
    with pytest.raises(Refused, match="有变化"):
        actions.order_candidates(year=nominating, order={first.pk: 1}, by=cast.clerk_li)
    assert not the_cast.tampered()


def test_the_party_office_finds_the_way_to_the_form_and_nobody_clears_alone(cast, as_):
    year = the_cast.year(cast.xincheng, stage="nominating")
    draft = make.dossier(cast, year)
    actions.set_appraisal(dossier=draft, conclusions=dict.fromkeys(make.APPRAISALS, "同意"), by=cast.government_liu)
    actions.appraise(dossier=draft, by=cast.government_liu)
    page = as_(cast.leader_guo).get(draft.get_absolute_url()).content.decode()
    assert year.page("decide", "clearance") in page
    assert "登记会议决定：党委审定候选建议" in [task.label for task in tasks_of(cast.leader_guo)]
    for act in (actions.clear, actions.propose, actions.review, actions.nominate):
        with pytest.raises(Refused, match="集体决定"):
            act(dossier=draft, decision=None, by=cast.leader_guo)
