"""Stories of bodies that decide: one form from signed minutes, majorities that are lacking, numbers that cannot be, and no single click."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from engines.law import Matter, Organ
from piaojue.commons.acting import acting
from piaojue.commons.decisions import actions, queries
from piaojue.commons.decisions.models import Decision, PaperForm
from piaojue.commons.decisions.values import Item, Minutes, Tally
from piaojue.commons.evidence.keep import store
from piaojue.commons.moves import REGISTRY, Kind, NotYours, Refused
from piaojue.commons.people.models import Seat
from piaojue.commons.sittings.actions import call_sitting, held_on
from piaojue.commons.sittings.models import Sitting
from piaojue.commons.todo import tasks_of
from piaojue.commons.years.gates import missing
from piaojue.commons.years.road import Stage
from piaojue.stages.deliver.tests import make as work
from piaojue.stages.shortlist.models import Dossier, DossierState
from tests import cast as the_cast
from tests.decided import decided, seat_who_is_lacking

TODAY = timezone.localdate()
SCAN = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"
TITLES = ("通户道路硬化", "农田灌溉渠修缮", "村卫生室改造", "太阳能路灯", "自来水改造", "文化广场")


@pytest.fixture
def township(cast):
    """保合少镇 with a presidium of seven and six projects that its government has proposed."""
    year = the_cast.year(cast.baoheshao, stage=Stage.NOMINATING, seats_to_fill=3)
    seat_who_is_lacking(Organ.PRESIDIUM, year.place, least=7)
    for title in TITLES:
        Dossier.objects.create(
            place=year.place,
            year=year,
            title=title,
            spot=year.place,
            state=DossierState.PROPOSED,
            purpose="方便群众",
            scope="全村",
            total_yuan=100,
            year_yuan=100,
            funding=[{"source": "本级财政", "yuan": 100}],
            beneficiaries=10,
            due=f"{year.number}-10-31",
            milestones=[{"title": "完工", "due": f"{year.number}-10", "share": 100}],
            department=the_cast.one_more(
                f"office_{title}", "所长", "department", "department", "村镇办", year.place
            ).body,
        )
    return year


@pytest.fixture
def clerk(cast, township) -> Seat:
    return Seat.objects.in_office().get(place=township.place, role="congress_clerk")


def typed(members, **more) -> dict:
    """What the clerk of a small township copies from the presidium's signed minutes."""
    first = {f"take_{n}": "on" for n in range(len(TITLES))}
    votes = {f"ayes_{n}": ayes for n, ayes in enumerate((6, 5, 4, 6, 3, 6))}
    keys = [f"dossier-{pk}" for pk in Dossier.objects.order_by("pk").values_list("pk", flat=True)]
    data = {
        "sitting_name": "镇人大主席团第四次会议",
        "sitting_kind": "presidium",
        "decided_on": TODAY.isoformat(),
        "tabled_as": "motion",
        "came": [seat.pk for seat in members],
        "way": "hands",
        "form": "decision",
        "number": "保人主〔2026〕4号",
        "text": "同意将下列项目提交大会票决。",
        "noes_4": "3",
        **first,
        **votes,
        **more,
    }
    return {re.sub(r"_(\d)$", lambda found: f"_{keys[int(found[1])]}", name): value for name, value in data.items()}


class TestOneForm:
    def test_a_small_township_enters_six_items_from_its_minutes(self, cast, township, clerk, as_):
        members = list(Seat.objects.in_office().filter(place=township.place, role="presidium").order_by("pk"))[:6]
        assert "登记会议决定：审议候选项目" in [task.label for task in tasks_of(clerk)]
        desk, address = as_(clerk), township.page("decide", "candidates")
        page = desk.get(address).content.decode()
        assert all(title in page for title in TITLES)
        data = typed(members)
        seen = desk.post(address, data)
        shown = seen.content.decode()
        assert "应到 7 人，实到 6 人，法定到会 4 人" in shown
        assert "全体 7 人，过半数需 4 票；赞成 3 票，未通过" in shown
        assert not Decision.objects.exists() and not Sitting.objects.exists()
        answer = desk.post(address, data | {"seen": seen.context["seen"]})
        decision = Decision.objects.get()
        assert answer["Location"] == decision.get_absolute_url()
        assert (decision.roll, decision.present, decision.needed, decision.base) == (7, 6, 4, "all")
        assert decision.created_by == clerk and decision.came.count() == 6
        assert [item.passed for item in decision.items.all()] == [True, True, True, True, False, True]
        states = list(Dossier.objects.order_by("pk").values_list("state", flat=True))
        assert states == ["candidate"] * 4 + ["proposed"] + ["candidate"]
        sitting = decision.sitting
        assert (sitting.state, sitting.roll, sitting.present) == ("closed", 7, 6)
        assert "保人主〔2026〕4号" in desk.get(decision.get_absolute_url()).content.decode()
        assert [row for row in the_cast.tampered() if not row.where.startswith("shortlist.dossier")] == []

    def test_the_page_that_comes_back_says_the_same_in_its_own_words(self, township, clerk, as_):
        """It sends fields that the first one left out, words without the spaces around them, and the scan once."""
        members = list(Seat.objects.in_office().filter(place=township.place, role="presidium").order_by("pk"))[:6]
        desk, address = as_(clerk), township.page("decide", "candidates")
        first = typed(
            members, scans=SimpleUploadedFile("纪要.pdf", SCAN, "application/pdf"), title=" 关于候选项目的决定 "
        )
        shown = desk.post(address, first)
        held = re.search(r'name="scans-held" value="([^"]+)"', shown.content.decode())
        again = typed(members, title="关于候选项目的决定", noes="", held="", present="") | {"scans-held": held[1]}
        assert desk.post(address, again | {"seen": shown.context["seen"]}).status_code == 302
        assert Decision.objects.get().scans.count() == 1

    def test_what_was_changed_after_the_preview_is_previewed_again(self, township, clerk, as_):
        members = list(Seat.objects.in_office().filter(place=township.place, role="presidium"))
        desk, address = as_(clerk), township.page("decide", "candidates")
        seen = desk.post(address, typed(members)).context["seen"]
        again = desk.post(address, typed(members, ayes_4="4", noes_4="2", seen=seen))
        assert again.status_code == 200 and not Decision.objects.exists()

    def test_a_form_that_was_sent_before_decides_nothing_else(self, township, clerk, as_):
        members = list(Seat.objects.in_office().filter(place=township.place, role="presidium"))
        desk, address = as_(clerk), township.page("decide", "candidates")
        some = typed(members, **{f"take_{n}": "" for n in (3, 4, 5)})
        some |= {"seen": desk.post(address, some).context["seen"]}
        assert desk.post(address, some).status_code == 302
        again = desk.post(address, some)
        assert again.status_code == 422 and "已经不再等这项决定" in again.content.decode()
        assert Decision.objects.count() == 1
        assert Dossier.objects.filter(state=DossierState.CANDIDATE).count() == 3

    def test_where_nothing_waits_there_is_no_form_and_no_decision(self, township, clerk, as_):
        Dossier.objects.all().delete()
        members = list(Seat.objects.in_office().filter(place=township.place, role="presidium"))
        desk, address = as_(clerk), township.page("decide", "candidates")
        page = desk.get(address).content.decode()
        assert "没有等决定的事项" in page and "data-keep" not in page
        assert desk.post(address, {"text": "同意"}).status_code == 409
        for matter in (Matter.CANDIDATES, Matter.CHANGE, Matter.TERMINATION, Matter.RESULT):
            with pytest.raises(Refused, match="没有等决定的事项"):
                actions.decide(
                    sitting=held_on(body=members[0].body, kind="presidium", name="主席团会议", on=TODAY),
                    matter=matter,
                    tally=Tally(tuple(members), ayes=7),
                    paper=Minutes("同意。", "1号"),
                    year=township,
                    by=clerk,
                )

    def test_papers_are_typed_in_later_than_they_were_passed_and_a_request_is_not(self, township, clerk, as_, cast):
        members = list(Seat.objects.in_office().filter(place=township.place, role="presidium"))
        days_ago = typed(members, decided_on=(TODAY - timedelta(days=3)).isoformat())
        answer = as_(clerk).post(township.page("decide", "candidates"), days_ago)
        assert answer.status_code != 409 and "决定日期不能在这以前" not in answer.content.decode()
        change = work.change(cast)
        early = Decision(matter=Matter.CHANGE.value, year=change.year, decided_on=TODAY - timedelta(days=3))
        assert "决定日期不能在这以前" in "".join(actions._too_early(early, [Item(change)]))
        early.decided_on = TODAY
        assert actions._too_early(early, [Item(change)]) == []

    def test_a_title_says_nothing_twice(self):
        words = [
            actions.title_of(Organ.GOVERNMENT, Matter.PROPOSAL, PaperForm.MINUTES, ()),
            actions.title_of(Organ.PARTY_GROUP, Matter.CLEARANCE, PaperForm.MINUTES, ()),
            actions.title_of(Organ.STANDING_COMMITTEE, Matter.OPINION, PaperForm.OPINION, ()),
        ]
        assert words[0] == "政府关于集体讨论并提请（议案）的会议纪要"
        assert words[1].endswith("关于审定候选建议的会议纪要") and words[1].count("党委") == 1
        assert words[2].endswith("关于审议意见")

    def test_nothing_is_passed_twice(self, township, clerk):
        sheet = Dossier.objects.first()
        decided(Matter.CANDIDATES, [sheet])
        with pytest.raises(Refused, match="不能重复决定"):
            decided(Matter.CANDIDATES, [sheet])

    def test_numbers_that_cannot_be_are_refused_in_words(self, township, clerk, as_):
        members = list(Seat.objects.in_office().filter(place=township.place, role="presidium"))
        desk, address = as_(clerk), township.page("decide", "candidates")
        wrong = {
            "赞成 8 票，多于实到 7 人": typed(members, ayes_0="8"),
            "合计 9 票，多于实到 7 人": typed(members, noes_0="3"),
            "要有全体 7 人的过半数（4 人）到会": typed(members[:3], **{f"ayes_{n}": "3" for n in range(6)}, noes_4=""),
            "两个数不一致": typed(members, present="5"),
            "请填写决定的文号": typed(members, number=""),
            "请填写赞成票数": typed(members, ayes_2=""),
            "请至少列入一项": typed(members, **{f"take_{n}": "" for n in range(6)}),
            "会议还没有开": typed(members, decided_on=(TODAY + timedelta(days=2)).isoformat()),
        }
        for words, data in wrong.items():
            answer = desk.post(address, data)
            assert answer.status_code in (409, 422), words
            assert words in answer.content.decode(), words
        assert not Decision.objects.exists() and not Sitting.objects.exists()


class TestNobodyAlone:
    """One member's click is no decision, whichever way it is tried."""

    def test_no_line_of_a_body_has_a_role_or_a_button(self):
        lines = [line for table in REGISTRY.values() for line in table.values() if line.kind is Kind.RESOLUTION]
        assert {"shortlist.review", "shortlist.nominate", "deliver.decide_termination"} <= {line.name for line in lines}
        assert all(not line.roles and line.matter is not None and line.deciders for line in lines)

    def test_a_member_gets_no_form_and_no_old_address(self, cast, township, as_):
        member = Seat.objects.in_office().filter(place=township.place, role="presidium").first()
        sheet = Dossier.objects.get(title=TITLES[0])
        assert as_(member).get(township.page("decide", "candidates")).status_code == 404
        assert as_(member).post(township.page("decide", "candidates"), typed([member])).status_code == 404
        for step in ("review", "clear", "step/nominate"):
            assert as_(member).post(f"{sheet.get_absolute_url()}{step}/", {"note": "同意"}).status_code == 404
        assert set(Dossier.objects.values_list("state", flat=True)) == {DossierState.PROPOSED}

    def test_a_member_who_calls_the_action_is_refused(self, township):
        members = list(Seat.objects.in_office().filter(place=township.place, role="presidium"))
        sheet = Dossier.objects.get(title=TITLES[0])
        with pytest.raises(NotYours):
            self._decide(township, [Item(sheet)], Tally(tuple(members), ayes=7), by=members[0])
        line = REGISTRY["shortlist"]["review"]
        with pytest.raises(Refused, match="由主席团会议集体决定"), acting(line, sheet, members[0], unasked=True):
            pass

    def test_the_wrong_body_and_the_wrong_office_decide_nothing(self, cast, township, clerk):
        sheet = Dossier.objects.get(title=TITLES[0])
        body = seat_who_is_lacking(Organ.GOVERNMENT, township.place) or None
        assert body is None  # a government's members are not on the roll
        held = decided(Matter.PROPOSAL, year=township, by=None)
        with (
            pytest.raises(Refused, match="不是关于“审议候选项目”的"),
            acting(REGISTRY["shortlist"]["review"], sheet, clerk, decision=held),
        ):
            pass
        government = held.sitting
        with pytest.raises(Refused, match="由主席团决定，政府无权决定"):
            self._decide(township, [Item(sheet)], Tally(present=5, roll=5, ayes=5), by=clerk, sitting=government)
        office = held.created_by
        with pytest.raises(Refused, match="由人大工作人员、大会秘书处登记"):
            self._decide(township, [Item(sheet)], Tally(present=7, ayes=7), by=office)

    def test_a_decision_is_used_once_and_on_nothing_else(self, township, clerk):
        first, second = Dossier.objects.order_by("pk")[:2]
        decision = decided(Matter.CANDIDATES, [first])
        line = REGISTRY["shortlist"]["review"]
        with pytest.raises(Refused, match="没有涉及这一项"), acting(line, second, clerk, decision=decision):
            pass
        with pytest.raises(Refused, match="不能再用一次"), acting(line, first, clerk, decision=decision):
            pass

    def test_a_stranger_is_not_counted(self, cast, township, clerk):
        guest = cast.committee_sun
        members = list(Seat.objects.in_office().filter(place=township.place, role="presidium"))[:3]
        with pytest.raises(Refused, match="列席不计"):
            self._decide(township, [Item(Dossier.objects.first())], Tally((*members, guest), ayes=4), by=clerk)

    def _decide(self, year, items, tally, *, by, sitting=None) -> Decision:
        body = Seat.objects.filter(place=year.place, role="presidium").first().body
        sitting = sitting or held_on(body=body, kind="presidium", name="主席团会议", on=TODAY)
        paper = Minutes("同意提交大会。", "保人主〔2026〕5号")
        return actions.decide(sitting=sitting, matter=Matter.CANDIDATES, items=items, tally=tally, paper=paper, by=by)


def test_a_session_without_a_check_in_proves_by_its_signed_minutes_who_was_there(cast, as_):
    year = the_cast.year(cast.xincheng, stage=Stage.DELIBERATING)
    call = {"kind": "session", "name": "新城区第十八届人民代表大会第五次会议", "starts_on": TODAY, "ends_on": TODAY}
    session = call_sitting(body=cast.deputy_du.body, by=cast.secretary_he, **call)
    entry = {"sitting": session, "matter": Matter.AGENDA, "tally": Tally(present=5, ayes=5), "year": year}
    paper = Minutes("会议通过议程。", "大会〔2026〕1号")
    with pytest.raises(Refused, match="没有签到记录，实到人数以签字的纪要为准"):
        actions.decide(**entry, paper=paper, by=cast.secretary_he)
    typed_in = {
        "sitting": session.pk,
        "decided_on": TODAY,
        "tabled_as": "topic",
        "present": 5,
        "ayes": 5,
        "way": "hands",
    }
    desk, address = as_(cast.secretary_he), year.page("decide", "agenda")
    (key,) = desk.get(address).context["form"].keys
    typed_in |= {"form": "decision", "number": paper.number, "text": paper.text, f"take_{key}": "on"}
    answer = desk.post(address, typed_in)
    assert answer.status_code == 409, answer.context["form"].errors
    assert "没有签到记录" in answer.content.decode()
    scan = store(b"%PDF-1.4", name="会议记录.pdf", mime="application/pdf", place=year.place, by=cast.secretary_he)
    decision = actions.decide(**entry, paper=replace(paper, scans=iter([scan])), by=cast.secretary_he)
    assert decision.passed and [one.name for one in decision.scans.all()] == ["会议记录.pdf"]


class TestGates:
    def test_a_plan_that_nobody_passed_opens_no_solicitation(self, cast):
        year = the_cast.year(cast.xincheng)
        assert missing(year).decisions == ["缺会议决定：通过年度计划（主任会议）"]
        decided(Matter.ANNUAL_PLAN, year=year, agreed=False)
        assert missing(year).decisions
        passed = decided(Matter.ANNUAL_PLAN, year=year)
        assert missing(year).decisions == []
        assert queries.passed(year, Matter.ANNUAL_PLAN) == passed == queries.passed(passed.sitting, Matter.ANNUAL_PLAN)

    def test_a_candidate_from_before_waits_for_its_decision_and_stays_where_it_is(self, township, clerk):
        Dossier.objects.update(state=DossierState.CANDIDATE)
        old = Dossier.objects.first()
        waits = {one.matter for one in queries.waits(township)}
        assert waits == {Matter.CLEARANCE, Matter.PROPOSAL, Matter.CANDIDATES}
        for matter in (Matter.CLEARANCE, Matter.PROPOSAL, Matter.CANDIDATES):
            decided(matter, year=township)
        old.refresh_from_db()
        assert old.state == DossierState.CANDIDATE
        assert not queries.waits(township) and queries.decisions_on(old).count() == 3


def test_minutes_of_the_party_stay_inside_and_a_decision_is_published_by_its_office(cast, as_):
    year = the_cast.year(cast.xincheng)
    decision = decided(Matter.ANNUAL_PLAN, year=year)
    decision = actions.take_back_decision(decision=decision, by=cast.clerk_li)
    assert as_(None).get(decision.get_absolute_url()).status_code in (302, 404)
    assert as_(cast.committee_sun).get(decision.get_absolute_url()).status_code == 200
    with pytest.raises(NotYours):
        actions.publish_decision(decision=decision, by=cast.government_liu)
    decision = actions.publish_decision(decision=decision, by=cast.clerk_li)
    assert decision.public and decision.form == PaperForm.DECISION
    assert as_(None).get(decision.get_absolute_url()).status_code == 200
