"""Stories through the pages: a sitting by clicks, bad input, what a visitor and the administrator see."""

import re
from fractions import Fraction

import pytest
from django.test import Client

from engines.counting import Rule
from piaojue.commons.todo import tasks_of
from piaojue.commons.years.models import PaperKind
from piaojue.stages.vote import actions, pages_slips
from piaojue.stages.vote.models import PaperBox, Poll, PollKind, PollState, Result
from piaojue.stages.vote.tests import make

pytestmark = pytest.mark.once

RULE = {
    "title": "2026 年票决票", "colour": "red", "level": "L1", "form": "per_item", "seats": "2", "max_choices": "", "pass_base": "all_deputies", "threshold": "1/2",
    "pick": "top", "tie_at_cut": "revote", "max_revotes": "1", "shortfall": "as_many_as_passed", "over_select": "whole_void",
    "blank_item": "abstain", "result_detail": "full", "quorum": "2/3", "participation": "", "min_surplus": "20%", "local_basis": "",
    "blank_ballot_valid": "on",
}  # fmt: skip


PASSED = {"rules_ayes": "5", "tellers_ayes": "5", "number": "大会〔2026〕1号"}


@pytest.fixture
def printed(monkeypatch) -> list[str]:
    """The codes on the printed sheets: the only place where they are."""
    seen: list[str] = []
    real = pages_slips.slips_pdf

    def catch(poll, codes, address):
        seen.extend(codes)
        return real(poll, codes, address)

    monkeypatch.setattr(pages_slips, "slips_pdf", catch)
    return seen


def text(answer) -> str:
    return answer.content.decode()


@pytest.mark.both
def test_a_sitting_by_clicks(cast, as_, printed):
    sitting, named = make.session(cast), (cast.teller_qian, cast.teller_zhou, cast.counter_wu)
    make.candidates(cast, make.voting_year(cast), 3)
    desk, chief, teller, counter, presidium = (
        as_(s) for s in (cast.secretary_he, cast.teller_qian, cast.teller_zhou, cast.counter_wu, cast.presidium_ma)
    )
    made = desk.post("/150102/2026/polls/new/", {"kind": "adoption", "sitting": sitting.pk, "level": "L1"})
    poll = Poll.objects.get()
    assert made["Location"] == f"/polls/{poll.pk}/"
    at = f"/polls/{poll.pk}/"
    assert "以全体代表的过半数" in text(desk.get(at + "rules/"))
    assert desk.post(at + "rule/", {**RULE, "_version": str(poll.version)}).status_code == 302
    assert desk.post(at + "people/", {"seats": [seat.pk for seat in named]}).status_code == 302
    assert desk.post(at + "freeze/").status_code == 302
    assert desk.post(at + "passed/", PASSED).status_code == 302
    sheet = teller.post(at + "slips/", {"number": "5"})
    assert sheet["Content-Type"] == "application/pdf" and sheet.content.startswith(b"%PDF") and len(printed) == 5
    chief.post(at + "open/")
    teller.post(at + "open/")
    for code in printed[:3]:
        assert make.vote(Poll.objects.get(), code, "approve", "approve", "against").status_code == 201
    teller.post(at + "boxes/new/", {"name": "一号票箱", "issued": "2"})
    for code in printed[3:]:
        assert teller.post(at + "exchange/", {"code": f"http://hall/booth/x/#{code}"}).status_code == 302
    teller.post(at + "close/")
    chief.post(at + "close/")
    box = PaperBox.objects.get()
    paper = {"returned": "2", "spoiled1": "1", "i0_0": "1", "i1_1": "1", "i2_1": "1"}
    for browser in (teller, counter):
        assert browser.post(at + f"boxes/{box.pk}/enter/", paper).status_code == 302
    assert counter.post(at + "count/", {"not_voted": "0"})["Location"] == at + "certificate/"
    equation = "电子票 3 张 + 领用纸质票 2 张 + 未投 0 张 = 发出 5 张"
    assert equation in text(counter.get(at + "certificate/"))
    assert Client().get(at).status_code == 302
    assert "等会议决定：确认票决结果" in text(presidium.get(at)) and "登记会议决定" in text(desk.get(at))
    make.confirm(cast, Poll.objects.get())
    public = text(Client().get("/150102/2026/result/"))
    assert all(word in public for word in (*make.TITLES[:3], "未入选", "赞成 0 票，未超过全体代表 5 人的半数"))
    assert text(Client().get(at, follow=True)) == public or "票决结果" in text(Client().get(at, follow=True))
    assert Result.objects.filter(adopted=True).count() == 2


def test_more_ballots_than_went_out_are_asked_for_on_the_page_and_void_the_vote(cast, as_):
    """选举法 44 by analogy: two slips went for paper, three ballots lay in the box. Nobody reads what any ballot said."""
    poll, codes = make.open_poll(cast)
    for code in codes[:3]:
        make.vote(poll, code, "approve", "approve", "against")
    box = actions.add_paper_box(poll=poll, name="一号票箱", by=cast.teller_zhou)
    for code in codes[3:5]:
        poll = actions.exchange_slip(poll=poll, code=code, by=cast.teller_zhou)
    actions.register_paper(box=box, issued=2, by=cast.teller_zhou)
    poll = make.agree(cast, poll, actions.agree_to_close)
    at, teller, counter = f"/polls/{poll.pk}/", as_(cast.teller_zhou), as_(cast.counter_wu)
    paper = {"returned": "3", **{f"i{item}_{column}": "3" for item, column in ((0, 1), (1, 1), (2, 0))}}
    for browser in (teller, counter):
        assert browser.post(at + f"boxes/{box.pk}/enter/", paper).status_code == 302
    refused = text(counter.post(at + "count/", {"not_voted": "4"}))
    assert "发出" in refused and not Poll.objects.get().counts
    assert counter.post(at + "count/", {"not_voted": "0"})["Location"] == at + "certificate/"
    sheet = text(counter.get(at + "certificate/"))
    assert "收回 6 张，多于发出的 5 张，本次投票无效，应当重新投票" in sheet and make.TITLES[0] not in sheet
    counts = Poll.objects.get().the_counts
    assert (counts.returned, counts.valid, counts.void) == (6, 0, 6), "no ballot was read"
    assert "重新投票" in text(as_(cast.secretary_he).get(at))
    assert not Result.objects.exists() and "赞成" not in text(Client().get("/150102/2026/result/"))


def test_the_slips_are_never_printed_twice_by_a_second_tap(cast, as_, printed):
    poll = make.frozen_poll(cast)
    teller = as_(cast.teller_zhou)
    form = {"number": "5", "_version": str(poll.version), "_tap": "t1"}
    assert teller.post(f"/polls/{poll.pk}/slips/", form).status_code == 200
    again = teller.post(f"/polls/{poll.pk}/slips/", form)
    assert again.status_code == 422 and "别人已经改过" in text(again)
    assert len(printed) == 5


def test_slips_are_not_printed_for_an_address_that_no_phone_reaches(cast, as_):
    """Three hundred printed slips that open nothing are noticed when the hall is full."""
    poll = make.frozen_poll(cast)
    at = f"/polls/{poll.pk}/slips/"
    assert "手机打不开" in text(as_(cast.teller_zhou).get(at, headers={"host": "localhost:8000"}))
    page = text(as_(cast.teller_zhou).get(at))
    assert "二维码指向 http://testserver/" in page and "手机打不开" not in page


def test_left_over_slips_are_voided_on_a_page(cast, as_, printed):
    poll = make.frozen_poll(cast)
    teller = as_(cast.teller_zhou)
    teller.post(f"/polls/{poll.pk}/slips/", {"number": "6"})
    refused = teller.post(f"/polls/{poll.pk}/slips/void/", {"codes": "nonsense"})
    assert (
        refused.status_code == 409 and "第 1 行不是本次投票的票签号码" in text(refused) and "nonsense" in text(refused)
    )
    assert teller.post(f"/polls/{poll.pk}/slips/void/", {"codes": f"{printed[0]}\n\n"}).status_code == 302
    assert "5" in text(teller.get(f"/polls/{poll.pk}/slips/"))


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("seats", "0", "不能小于 1"),
        ("threshold", "half", "不是分数"),
        ("quorum", "2", "不超过 1"),
        ("form", "advisory", "请从列表里选择"),
        ("local_basis", "长" * 121, "120"),
    ],
)
def test_a_wrong_rule_comes_back_with_what_was_typed(cast, as_, field, value, words):
    poll = make.prepared_poll(cast)
    answer = as_(cast.secretary_he).post(
        f"/polls/{poll.pk}/rule/",
        {**RULE, field: value, "local_basis": value if field == "local_basis" else "本地办法"},
    )
    assert answer.status_code in (409, 422)
    assert words in text(answer)
    if field != "local_basis":
        assert "本地办法" in text(answer)


def test_presets_fill_the_form(cast, as_):
    poll = make.prepared_poll(cast)
    page = text(as_(cast.secretary_he).get(f"/polls/{poll.pk}/rule/", {"preset": "十二选十"}))
    assert re.search(r'<option value="choose" selected', page)
    assert "街道票选" not in page


def test_a_sheet_with_wrong_sums_comes_back(cast, as_):
    poll, _ = make.open_poll(cast)
    box = actions.add_paper_box(poll=poll, name="一号票箱", issued=2, by=cast.teller_zhou)
    make.agree(cast, poll, actions.agree_to_close)
    answer = as_(cast.counter_wu).post(
        f"/polls/{poll.pk}/boxes/{box.pk}/enter/", {"returned": "2", "i0_0": "1", "i1_0": "x"}
    )
    assert answer.status_code == 422
    answer = as_(cast.counter_wu).post(f"/polls/{poll.pk}/boxes/{box.pk}/enter/", {"returned": "2", "i0_0": "1"})
    assert answer.status_code == 409 and "请复核这一项" in text(answer)


def test_a_teller_sees_where_sheets_differ_but_never_the_others_sheet_before(cast, as_):
    poll, _ = make.open_poll(cast)
    box = actions.add_paper_box(poll=poll, name="一号票箱", issued=2, by=cast.teller_zhou)
    poll = make.agree(cast, poll, actions.agree_to_close)
    actions.enter_paper(
        box=box, sheet=make.sheet(poll, 2, (2, 0, 0, 0), (2, 0, 0, 0), (1, 1, 0, 0)), by=cast.teller_zhou
    )
    page = text(as_(cast.counter_wu).get(f"/polls/{poll.pk}/boxes/{box.pk}/enter/"))
    assert not re.search(r'name="(returned|i0_0)"[^>]*value="', page)
    actions.enter_paper(
        box=box, sheet=make.sheet(poll, 2, (2, 0, 0, 0), (2, 0, 0, 0), (2, 0, 0, 0)), by=cast.counter_wu
    )
    assert "第 3 项" in text(as_(cast.counter_wu).get(f"/polls/{poll.pk}/tellers/"))


def test_the_hall_screen_shows_numbers_and_never_a_partial_result(cast, as_):
    poll, codes = make.open_poll(cast)
    for code in codes[:4]:
        make.vote(poll, code, "approve", "against", "against")
    for path in ("hall/", "hall/numbers/", "tellers/", "tellers/numbers/", ""):
        page = text(as_(cast.teller_qian).get(f"/polls/{poll.pk}/{path}"))
        assert "收回" in page
        assert not re.search(r"赞成\s*\d|入选</", page)
    assert as_(cast.teller_qian).get(f"/polls/{poll.pk}/hall/result/").status_code == 409


def test_names_only_are_announced_where_the_rule_says_so(cast, as_):
    poll = make.counted_poll(cast, [("approve", "approve", "against")] * 5, rule=Rule(seats=2, result_detail="names"))
    page = text(as_(cast.presidium_ma).get(f"/polls/{poll.pk}/hall/result/"))
    assert "入选" in page and 'class="num"' not in page


def test_no_page_shows_a_slip_or_a_single_ballot(cast, as_, printed):
    """Every page of the room while voting and afterwards; who opens what else is in the table of doors."""
    poll = make.ready_poll(cast)
    as_(cast.teller_zhou).post(f"/polls/{poll.pk}/slips/", {"number": "5"})
    poll = make.agree(cast, poll, actions.agree_to_open)
    shown = [make.tracking_code(make.vote(poll, code, "approve", "against", "abstain")) for code in printed[:3]]
    seats = [cast.admin_shi, cast.teller_qian, cast.secretary_he, cast.deputy_dong, None]

    def seen() -> str:
        found = ""
        for seat in seats:
            for path in ("", "tellers/", "slips/", "hall/", "certificate/", "rules/"):
                answer = as_(seat).get(f"/polls/{poll.pk}/{path}")
                found += text(answer) if answer.status_code == 200 else ""
        return found

    while_open = seen()
    assert not any(secret in while_open for secret in [*printed, *shown])
    assert as_(cast.admin_shi).get(f"/polls/{poll.pk}/").status_code == 404
    poll = make.agree(cast, poll, actions.agree_to_close)
    poll = actions.count(poll=poll, not_voted=2, by=cast.counter_wu)
    assert poll.state == PollState.DECIDED
    afterwards = seen()
    assert not any(code in afterwards for code in printed)


def test_lists_need_a_bounded_number_of_queries(cast, as_, django_assert_max_num_queries):
    year = make.voting_year(cast)
    items = [{"key": "a", "no": 1, "title": "甲"}]
    sitting = make.session(cast)
    browser = as_(cast.secretary_he)
    for number in (5, 40):
        while Poll.objects.count() < number:
            actions.prepare_poll(year=year, sitting=sitting, by=cast.secretary_he, kind="satisfaction", items=items)
        with django_assert_max_num_queries(25):
            assert browser.get("/150102/2026/polls/").status_code == 200


def test_the_work_list_names_what_waits_for_whom(cast):
    poll = make.frozen_poll(cast)
    assert any("印制票签" in task.label for task in tasks_of(cast.teller_zhou))
    poll.tellers.remove(cast.teller_zhou)
    assert not any("印制票签" in task.label for task in tasks_of(cast.teller_zhou))


def test_a_visitor_sees_that_there_is_no_result_yet(cast):
    make.frozen_poll(cast)
    assert "票决还没有结果" in text(Client().get("/150102/2026/result/"))
    assert "票决票" not in text(Client().get("/150102/2026/polls/"))


def test_a_satisfaction_ballot_has_rules_of_its_own(cast, as_):
    """测评 adopts nothing: neither its form, its page nor its 测评办法 asks for 应选 or a line, and it is no 票决办法 of the year."""
    items = [{"key": "a", "no": 1, "title": "去年的电梯"}, {"key": "b", "no": 2, "title": "去年的公厕"}]
    poll = make.prepared_poll(cast, kind=PollKind.SATISFACTION, items=items, rule=None)
    desk = as_(cast.secretary_he)
    pages = [
        re.search("<main.*</main>", text(desk.get(f"/polls/{poll.pk}/{path}")), re.DOTALL)[0]
        for path in ("rule/", "", "rules/")
    ]
    assert "法定人数" in pages[0] and "测评办法" in pages[2]
    for page in pages:
        assert [word for word in ("应选", "差额", "入选", "通过线", "票决规则", "票决办法") if word in page] == []
    told = desk.post(
        f"/polls/{poll.pk}/rule/",
        {
            "title": poll.title,
            "colour": "green",
            "level": "L1",
            "minutes": "15",
            "quorum": "3/4",
            "local_basis": "",
            "version": poll.version,
        },
    )
    assert told.status_code == 302
    poll.refresh_from_db()
    assert poll.the_rule.quorum == Fraction(3, 4) and poll.minutes == 15
    paper = actions.file_rules_draft(poll=poll, by=cast.secretary_he)
    assert (paper.kind, paper.title) == (PaperKind.OTHER, f"{poll.title}：测评办法（草案）")


def test_a_deputy_reads_that_the_box_is_open_and_where_to_vote(cast, as_):
    poll, _ = make.open_poll(cast)
    assert "代表请扫自己的票签" in text(as_(cast.deputy_xia).get(poll.year.page("polls")))
    Poll.objects.update(state=PollState.CLOSED)
    assert "代表请扫自己的票签" not in text(as_(cast.deputy_xia).get(poll.year.page("polls")))
