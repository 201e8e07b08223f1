"""Suggestions become one demand and can be taken apart again; nobody is lost, nothing is rewritten."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from piaojue.commons import sms
from piaojue.commons.moves import Kind, NotYours, Refused
from piaojue.commons.notify.models import Notice
from piaojue.commons.record.log import history
from piaojue.commons.record.wording import words_of
from piaojue.commons.years.gates import ROOM_DEMANDS
from piaojue.commons.years.road import Stage
from piaojue.stages.group import actions, queries
from piaojue.stages.group.models import Demand
from piaojue.stages.group.moves import MOVES
from piaojue.stages.group.telling import tell_voices
from piaojue.stages.group.tests import make
from piaojue.stages.group.values import DemandDraft
from piaojue.stages.suggest import actions as suggest
from piaojue.stages.suggest.models import SuggestionState
from piaojue.stages.suggest.queries import fair
from piaojue.stages.suggest.similar import earlier
from tests import cast as the_cast


@pytest.fixture
def year(cast):
    return the_cast.year(cast.xincheng, stage=Stage.GROUPING)


@pytest.fixture
def two(cast, year):
    return [make.suggestion(cast, year), make.suggestion(cast, year, title="东街社区装电梯", by=cast.resident_zhao)]


def test_two_wordings_of_one_wish_become_one_demand_and_both_hear_of_it(cast, year, two):
    demand = make.demand(cast, year, suggestions=two)
    assert demand.voices == 2
    assert {n.person_id for n in Notice.objects.filter(text__contains="归并")} == {s.proposer_id for s in two}
    two[0].refresh_from_db()
    assert (two[0].title, two[0].state) == ("给东街社区加装电梯", SuggestionState.GROUPED)


def test_a_suggestion_is_in_one_demand_at_a_time(cast, year, two):
    make.demand(cast, year, suggestions=two)
    with pytest.raises(Refused, match="已经归并"):
        make.demand(cast, year, title="另一条诉求", suggestions=two[:1])


def test_what_was_split_off_waits_again_and_history_stays(cast, year, two):
    demand = make.demand(cast, year, suggestions=two)
    demand = actions.split(demand=demand, suggestions=two[1:], by=cast.clerk_li)
    assert list(queries.waiting(year)) == two[1:]
    assert (demand.voices, demand.links.count()) == (1, 2)


def test_a_demand_that_loses_all_its_suggestions_is_gone_and_its_seconders_are_not(cast, year, two):
    demand = make.demand(cast, year, suggestions=two)
    actions.second(demand=demand, by=cast.deputy_dong)
    demand = actions.split(demand=demand, suggestions=two, by=cast.clerk_li)
    assert (demand.state, demand.voices) == ("dissolved", 1) and not queries.demands_for(None, year).exists()
    assert [support.person for support in two[0].supports.all()] == [cast.deputy_dong.person]
    assert make.demand(cast, year, suggestions=two).voices == 3
    with pytest.raises(Refused):
        actions.second(demand=demand, by=cast.council_yu)


def test_a_merger_is_undone_exactly(cast, year, two):
    kept, gone = (
        make.demand(cast, year, suggestions=two[:1]),
        make.demand(cast, year, title="东街装电梯", suggestions=two[1:]),
    )
    actions.second(demand=gone, by=cast.deputy_dong)
    merger = actions.merge(kept=kept, gone=gone, by=cast.clerk_li)
    kept.refresh_from_db()
    assert kept.voices == 3
    actions.unmerge(merger=merger, by=cast.clerk_li)
    kept.refresh_from_db()
    gone.refresh_from_db()
    assert (kept.voices, gone.voices, gone.state) == (1, 2, "open")
    with pytest.raises(Refused, match="已经撤销"):
        actions.unmerge(merger=merger, by=cast.clerk_li)


def test_one_person_counts_once(cast, year, two):
    demand = make.demand(cast, year, suggestions=two)
    with pytest.raises(Refused, match="自己已经提过"):
        actions.second(demand=demand, by=cast.resident_wang)
    actions.second(demand=demand, by=cast.council_yu)
    with pytest.raises(Refused, match="已经附议"):
        actions.second(demand=demand, by=cast.council_yu)
    demand.refresh_from_db()
    assert demand.voices == 3
    assert actions.unsecond(demand=demand, by=cast.council_yu).voices == 2


def test_who_wrote_on_paper_and_seconds_with_the_account_of_that_phone_counts_once(
    cast, year, monkeypatch, django_capture_on_commit_callbacks
):
    zhao, sent = cast.resident_zhao, []
    zhao.person.phone, zhao.person.phone_verified = "13900002222", True
    zhao.person.save()
    paper = make.suggestion(cast, year, by=cast.clerk_li, name="赵奶奶", phone="13900002222", by_sms=True)
    demand = make.demand(cast, year, suggestions=[paper])
    actions.second(demand=demand, by=zhao)
    demand.refresh_from_db()
    assert demand.voices == 1
    monkeypatch.setattr(sms, "send", lambda phone, text: sent.append(phone))
    with django_capture_on_commit_callbacks(execute=True):
        assert tell_voices([demand], "有了进展") == 1
    assert sent == ["13900002222"]


def test_who_seconded_two_that_became_one_keeps_the_sms_and_takes_both_back(
    cast, year, two, monkeypatch, django_capture_on_commit_callbacks
):
    dong, sent = cast.deputy_dong, []
    dong.person.phone, dong.person.phone_verified = "13900003333", True
    dong.person.save()
    kept, gone = (
        make.demand(cast, year, suggestions=two[:1]),
        make.demand(cast, year, title="东街装电梯", suggestions=two[1:]),
    )
    for demand in (kept, gone):
        actions.second(demand=demand, by=dong)
    actions.second_by_sms(demand=gone, on=True, by=dong)
    merger = actions.merge(kept=kept, gone=gone, by=cast.clerk_li)
    monkeypatch.setattr(sms, "send", lambda phone, text: sent.append(phone))
    with django_capture_on_commit_callbacks(execute=True):
        tell_voices([kept], "有了进展")
    assert sent == ["13900003333"] and queries.seconded(kept, dong) == (True, True)
    actions.second_by_sms(demand=kept, on=False, by=dong)
    with django_capture_on_commit_callbacks(execute=True):
        tell_voices([kept], "又有了进展")
    assert sent == ["13900003333"]
    actions.unsecond(demand=kept, by=dong)
    actions.unmerge(merger=merger, by=cast.clerk_li)
    assert not kept.seconds.exists() and not gone.seconds.exists()


def test_how_somebody_wants_to_hear_does_not_make_the_clerks_open_form_stale(cast, year, two):
    cast.deputy_dong.person.phone_verified = True
    demand = make.demand(cast, year, suggestions=two)
    actions.second(demand=demand, by=cast.deputy_dong)
    demand.refresh_from_db()
    actions.second_by_sms(demand=demand, on=True, by=cast.deputy_dong)
    actions.edit(demand=demand, draft=DemandDraft(title="东街老楼装电梯"), by=cast.clerk_li, version=demand.version)


def test_own_demands_and_seconded_ones_are_not_offered_again(cast, year, two):
    early, late = cast.deputy_dong, cast.council_yu
    suggest.support(suggestion=two[0], by=early)
    demand = make.demand(cast, year, suggestions=two)
    actions.second(demand=demand, by=late)
    notes = {earlier(seat, year, "电梯")[0].note for seat in (early, late)}
    assert notes == {"您已经附议过"} and earlier(cast.resident_wang, year, "电梯")[0].note == "您提的"
    assert not any(earlier(seat, year, "电梯")[0].second for seat in (early, late, cast.resident_wang))


def test_the_gate_counts_what_is_left(cast, year, two):
    (demand_of_gate,) = ROOM_DEMANDS["close_grouping"]
    assert demand_of_gate(year) == ["还有 2 条建议没有归并，请到“归并工作台”逐条处理"]
    make.demand(cast, year, suggestions=two)
    assert demand_of_gate(year) == []


def test_the_neighbours_clerk_groups_nothing_here(cast, year, two):
    with pytest.raises(NotYours):
        make.demand(cast, year, title="不是他的事", suggestions=two, by=cast.neighbour_clerk_bai)


def test_a_clerk_groups_on_the_board_and_keeps_what_was_typed_when_refused(cast, year, two, as_):
    browser = as_(cast.clerk_li)
    answer = browser.post("/150102/2026/grouping/", {"reason": "同一小区"})
    assert answer.status_code == 422 and "同一小区" in answer.content.decode()
    sent = {"suggestions": [s.pk for s in two], "title": "东街社区加装电梯"}
    assert browser.post("/150102/2026/grouping/", sent).status_code == 302
    assert queries.demands_for(None, year).get().voices == 2


@pytest.mark.parametrize("rows", [3, 15])
def test_the_public_list_asks_the_database_a_bounded_number_of_questions(
    cast, year, as_, rows, django_assert_max_num_queries
):
    for n in range(rows):
        made = make.suggestion(cast, year, title=f"建议第{n}号事项")
        make.demand(cast, year, title=f"诉求第{n}号", suggestions=[made])
    with django_assert_max_num_queries(8):
        assert as_(None).get("/150102/2026/demands/").status_code == 200


def test_grouped_wishes_answer_while_typing_as_one_demand_with_all_its_people(cast, year, two):
    suggest.support(suggestion=two[0], by=cast.council_yu)
    demand = make.demand(cast, year, suggestions=two)
    (found,) = earlier(cast.deputy_dong, year, "电梯")
    assert (found.title, found.people, found.second) == (demand.title, 3, f"/d/{demand.pk}/second/")


def test_like_wishes_are_proposed_with_the_reason(cast, year, two):
    demand = make.demand(cast, year, suggestions=two[:1])
    ((found, why),) = queries.similar([two[1]])[two[1].pk]
    assert found == demand and "电梯" in why[0]


def test_each_suggestion_has_its_entry_and_the_demand_its_own(cast, year, two):
    demand = make.demand(cast, year, suggestions=two)
    actions.split(demand=demand, suggestions=two[1:], by=cast.clerk_li)
    assert [words_of(entry.act) for entry in history(demand)] == ["拆出建议", "归并成诉求"]
    assert [words_of(entry.act) for entry in history(two[1])] == ["建议退回待归并", "建议已归并", "提出建议"]
    assert {entry.seat for entry in [*history(demand), *history(two[1])[:2]]} == {cast.clerk_li.label}


def test_linking_a_row_costs_the_same_however_many_there_are(cast, year):
    """A change, an entry and its chain: nothing is read again, and there is no savepoint for each."""
    asked = {}
    for number in (2, 12):
        rows = [make.suggestion(cast, year, title=f"第{number}批第{n}件事") for n in range(number)]
        with CaptureQueriesContext(connection) as queries_asked:
            make.demand(cast, year, suggestions=rows)
        asked[number] = len(queries_asked)
    assert asked[12] - asked[2] <= 10 * 6


def test_each_act_is_run_by_an_action_of_its_name():
    acts = {line.code for line in MOVES.values() if line.kind is Kind.MOVE}
    assert acts <= set(vars(actions))


def test_the_desk_finds_the_demand_to_choose_instead_of_listing_all(cast, year, two, as_):
    rows = [Demand(place=year.place, year=year, title=f"第{n}号院修车棚", spot=cast.community) for n in range(30)]
    for row in rows:
        row.save()
    clerk, desk = as_(cast.clerk_li), "/150102/2026/grouping/"
    assert clerk.get(desk).content.decode().count("号院修车棚</option>") == 20
    found = clerk.get(desk, {"find": "第7号院"}).content.decode()
    assert "第7号院修车棚</option>" in found and "第8号院修车棚</option>" not in found
    options = as_(None).get("/150102/2026/demands/options/", {"find": "第3号院 车棚"}).content.decode()
    assert options.count("<option") == 2 and f'value="{rows[3].pk}"' in options
    ticked = {"suggestions": two[0].pk, "demand": rows[3].pk}
    back = clerk.post(desk, {"suggestions": two[0].pk, "demand": "9" * 30})
    assert back.status_code == 422
    assert clerk.post(desk, ticked)["Location"] == desk
    assert two[0].links.get().demand == rows[3]


def test_a_demand_is_not_merged_with_itself(cast, year, two, as_):
    demand, other = make.demand(cast, year, suggestions=two[:1]), make.demand(cast, year, suggestions=two[1:])
    clerk, at = as_(cast.clerk_li), f"/d/{demand.pk}/merge/"
    assert "请选择另一条诉求" in clerk.post(at, {"other": demand.pk}).content.decode()
    assert clerk.post(at, {"other": other.pk})["Location"] == demand.get_absolute_url()


def test_demands_are_narrowed_by_place_and_voices_and_every_one_has_its_day(cast, year, as_):
    titles = ["东街加装电梯", "东街修路灯", "东街建停车位"]
    rows = [make.demand(cast, year, title=title, spot=cast.community) for title in titles]
    Demand.objects.filter(pk=rows[1].pk).update(voices=12)

    def shown(**query) -> list[str]:
        return [one.title for one in as_(None).get("/150102/2026/demands/", query).context["page"]]

    assert shown()[0] == "东街修路灯" and shown(sort="newest")[0] == "东街建停车位"
    assert shown(voices__gte="10") == ["东街修路灯"] and len(shown(voices__gte="999")) == 3
    assert len(shown(spot__code__startswith=cast.dongjie.pk)) == 3
    assert shown(spot__code__startswith=cast.baoheshao.pk) == []
    assert sorted(shown(sort="fair")) == sorted(titles)
    firsts = set()
    for day in range(1, 29):
        fields = fair(date(2026, 11, day))[1]
        firsts.add(Demand.objects.order_by(*fields).first().title)
    assert firsts == set(titles)
