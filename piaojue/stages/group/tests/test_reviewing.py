"""The review queue: proposals with a reason; what the clerk decides is done, logged, kept and held against any likeness."""

import pytest

from piaojue.commons.moves import NotYours, Refused
from piaojue.commons.people.models import Body, BodyKind
from piaojue.commons.record.models import Entry
from piaojue.commons.years.road import Stage
from piaojue.stages.group import actions, queries, standing
from piaojue.stages.group.models import Decision, Demand, How, Proposal
from piaojue.stages.group.tests import make
from piaojue.stages.group.unquoting import takes_a_sentence
from piaojue.stages.group.values import DemandDraft
from piaojue.stages.suggest.actions import publishing
from piaojue.stages.suggest.category import categories, department
from piaojue.stages.suggest.models import SuggestionState
from tests import cast as the_cast

LIFTS = ["给东街社区老楼加装电梯", "东街社区老楼装电梯", "东街社区的老楼应该加装电梯"]


@pytest.fixture
def year(cast):
    return the_cast.year(cast.xincheng, stage=Stage.GROUPING)


@pytest.fixture
def lifts(cast, year):
    authors = [cast.resident_wang, cast.resident_zhao, cast.council_yu]
    return [make.suggestion(cast, year, title=title, by=by) for title, by in zip(LIFTS, authors, strict=True)]


@pytest.fixture
def lamps(cast, year):
    return [
        make.suggestion(cast, year, title=title, content="晚上漆黑一片，路灯不亮，摔过人")
        for title in ("巷子里路灯不亮", "巷子里的路灯坏了不亮")
    ]


def bundles(year) -> list[list[int]]:
    rows = {}
    for pk, bundle in (
        Proposal.objects.filter(year=year).order_by("suggestion_id").values_list("suggestion_id", "bundle")
    ):
        rows.setdefault(bundle, []).append(pk)
    return sorted(rows.values())


def keys(rows) -> list[int]:
    return [row.pk for row in rows]


def test_likes_are_proposed_together_with_the_reason(cast, year, lifts, lamps):
    assert actions.place_new(year=year) == 5
    assert bundles(year) == [keys(lifts), keys(lamps)]
    (card, other) = queries.cards(year)
    assert {card.bundle, other.bundle} == {lifts[0].pk, lamps[0].pk}
    assert "电梯" in Proposal.objects.get(suggestion=lifts[1]).reason and 0.5 < card.confidence <= 1


def test_what_settles_most_with_a_key_comes_first(cast, year, lifts, lamps):
    """Three sure ones before two; a large bundle in which much is doubtful after both."""
    actions.place_new(year=year)
    crowd = [make.suggestion(cast, year, title=f"第{n}件别的事", content=f"说的是{n}") for n in range(6)]
    actions.place_new(year=year)
    Proposal.objects.filter(suggestion__in=lifts[1:]).update(confidence=0.9)
    Proposal.objects.filter(suggestion=lamps[1]).update(confidence=0.95)
    Proposal.objects.filter(suggestion__in=crowd).update(bundle=crowd[0].pk, like=crowd[0], confidence=0.4)
    order = [row["bundle"] for row in queries.bundles_waiting(year)]
    assert order == [lifts[0].pk, lamps[0].pk, crowd[0].pk]


def test_new_ones_join_without_the_rest_being_looked_at_again(cast, year, lifts, lamps, monkeypatch):
    actions.place_new(year=year)
    before = list(Proposal.objects.values_list("suggestion_id", "bundle", "likeness"))
    monkeypatch.setattr(standing, "group", None)  # nobody may group everything again
    late = make.suggestion(cast, year, title="东街社区老楼加装电梯吧", by=cast.deputy_dong)
    assert actions.place_new(year=year) == 1 and actions.place_new(year=year) == 0
    assert Proposal.objects.get(suggestion=late).bundle == lifts[0].pk
    assert list(Proposal.objects.exclude(suggestion=late).values_list("suggestion_id", "bundle", "likeness")) == before


def test_a_process_that_was_not_there_takes_the_bundles_from_the_rows(cast, year, lifts, lamps):
    actions.place_new(year=year)
    standing.forget()
    late = make.suggestion(cast, year, title="东街社区老楼加装电梯吧", by=cast.deputy_dong)
    actions.place_new(year=year)
    assert bundles(year) == [[*keys(lifts), late.pk], keys(lamps)]


def test_accepted_means_one_demand_whose_links_say_why(cast, year, lifts):
    actions.place_new(year=year)
    demand = actions.accept(
        year=year, bundle=lifts[0].pk, by=cast.clerk_li, draft=DemandDraft(title="东街社区老楼加装电梯")
    )
    assert demand.voices == 3 and queries.cards(year) == []
    assert "电梯" in demand.links.get(suggestion=lifts[1]).reason
    assert {(d.same, d.act, d.seat_id) for d in Decision.objects.all()} == {(True, How.ACCEPT, cast.clerk_li.pk)}
    assert Decision.objects.count() == 2 and all(d.likeness for d in Decision.objects.all())


def test_a_later_one_is_accepted_into_the_demand_of_its_bundle(cast, year, lifts):
    actions.place_new(year=year)
    demand = actions.accept(year=year, bundle=lifts[0].pk, by=cast.clerk_li, suggestions=keys(lifts[:2]))
    (card,) = queries.cards(year)
    assert (card.demand, keys(card.suggestions)) == (demand, keys(lifts[2:]))
    assert actions.accept(year=year, bundle=card.bundle, by=cast.clerk_li, into=card.demand).voices == 3


def test_rejected_ones_stand_alone_and_are_never_proposed_together_again(cast, year, lifts):
    actions.place_new(year=year)
    assert actions.reject(year=year, bundle=lifts[0].pk, by=cast.clerk_li) == keys(lifts)
    assert bundles(year) == [[pk] for pk in keys(lifts)]
    assert not Decision.objects.filter(same=True).exists()
    assert Entry.objects.filter(act="group.reject").count() == 1
    Proposal.objects.all().delete()
    standing.forget()
    actions.place_new(year=year)
    decided = standing.decisions_of(year).apart
    assert decided and all(
        Proposal.objects.get(suggestion=a).bundle != Proposal.objects.get(suggestion=b).bundle for a, b in decided
    )


def test_a_part_is_split_off_and_the_rest_keeps_together(cast, year, lifts):
    actions.place_new(year=year)
    assert actions.split_off(year=year, bundle=lifts[0].pk, by=cast.clerk_li, suggestions=[lifts[0].pk]) == lifts[0].pk
    assert bundles(year) == [[lifts[0].pk], keys(lifts[1:])]
    with pytest.raises(Refused, match="全都选中"):
        actions.split_off(year=year, bundle=lifts[1].pk, by=cast.clerk_li, suggestions=keys(lifts[1:]))


def test_moved_ones_go_where_the_clerk_says(cast, year, lifts, lamps):
    actions.place_new(year=year)
    actions.move(year=year, bundle=lamps[0].pk, suggestions=[lamps[1].pk], to=lifts[0].pk, by=cast.clerk_li)
    assert bundles(year) == [[*keys(lifts), lamps[1].pk], [lamps[0].pk]]
    demand = actions.accept(year=year, bundle=lamps[0].pk, by=cast.clerk_li)
    actions.move(year=year, bundle=lifts[0].pk, suggestions=[lamps[1].pk], into=demand, by=cast.clerk_li)
    assert demand.links.count() == 2
    assert [(d.same, d.act) for d in Decision.objects.filter(one=lamps[1]).order_by("pk")][-4:] == [
        (True, How.MOVE),
        *[(False, How.MOVE)] * 3,
    ]


def test_nothing_happens_twice_or_to_what_somebody_else_took(cast, year, lifts):
    actions.place_new(year=year)
    actions.accept(year=year, bundle=lifts[0].pk, by=cast.clerk_li, suggestions=[lifts[2].pk])
    for act in (actions.accept, actions.reject):
        with pytest.raises(Refused, match="刚被别人处理过"):
            act(year=year, bundle=lifts[0].pk, by=cast.clerk_li, suggestions=keys(lifts))
    with pytest.raises(Refused, match="请先选中"):
        actions.split_off(year=year, bundle=lifts[0].pk, by=cast.clerk_li, suggestions=[])
    with pytest.raises(NotYours):
        actions.reject(year=year, bundle=lifts[0].pk, by=cast.neighbour_clerk_bai)


def test_what_is_split_off_a_demand_waits_in_the_queue_again(cast, year, lifts):
    actions.place_new(year=year)
    demand = actions.accept(year=year, bundle=lifts[0].pk, by=cast.clerk_li)
    actions.split(demand=demand, suggestions=lifts[2:], by=cast.clerk_li)
    assert bundles(year) == [keys(lifts[:2]), [lifts[2].pk]]
    assert Decision.objects.filter(same=False, act=How.SPLIT, one=lifts[2]).count() == 1


def test_nothing_is_accepted_by_itself_until_a_clerk_switches_it_on(cast, year, lifts):
    actions.place_new(year=year)
    assert not Demand.objects.exists()
    actions.set_auto(year=year, on=True, by=cast.clerk_li)
    year.refresh_from_db()
    sure = Proposal.objects.filter(likeness__gte=queries.line_of(year)).count()
    assert sure and actions.accept_sure(year=year) == sure
    assert set(Decision.objects.values_list("act", flat=True)) == {How.AUTO}
    assert Demand.objects.count() == 1


def test_the_line_learns_from_what_people_undid(cast, year, lifts):
    actions.place_new(year=year)
    wrong = [
        Decision(place=year.place, year=year, one=lifts[0], other=lifts[1], same=True, act=How.AUTO, likeness=0.9),
        Decision(place=year.place, year=year, one=lifts[1], other=lifts[0], same=False, act=How.SPLIT),
    ]
    Decision.objects.bulk_create(wrong)
    assert queries.judged(year) == [(0.9, False)]


def test_withdrawn_ones_are_not_proposed(cast, year, lifts):
    actions.place_new(year=year)
    lifts[1].state = SuggestionState.WITHDRAWN
    lifts[1].save()
    (card,) = queries.cards(year)
    assert keys(card.suggestions) == [lifts[0].pk, lifts[2].pk]


def test_field_and_department_are_learned_from_what_clerks_decided(cast, year):
    """Words the taxonomy knows nothing of mean what the clerks of this place said they mean."""
    education = cast.department_deng.body
    for n in range(8):
        made = make.suggestion(cast, year, title=f"第{n}处敖包要修缮", content="敖包石头散落")
        make.demand(cast, year, title=f"修缮第{n}处敖包", suggestions=[made], category="culture", department=education)
        other = make.suggestion(cast, year, title=f"第{n}口水窖要清淤", content="水窖淤泥太厚")
        make.demand(
            cast,
            year,
            title=f"清淤第{n}口水窖",
            suggestions=[other],
            category="rural",
            department=cast.department_chen.body,
        )
    assert categories(year.place, "修缮敖包")[0][0] == "culture"
    assert department(year.place, "修缮敖包")[0] == education


def test_a_department_is_proposed_by_its_trade_or_not_at_all(cast, year):
    lamps = Body.objects.create(place=year.place, kind=BodyKind.DEPARTMENT, name="新城区城市管理综合执法局")
    assert department(year.place, "西巷没有路灯")[0] == lamps
    assert department(year.place, "加装电梯")[0] == cast.department_chen.body  # 住建局
    assert department(year.place, "希望多放烟花") is None
    assert department(year.place, "养殖合作社缺冷库") is None  # no such office here: nobody else instead


def test_what_clerks_decided_for_an_office_of_another_name_is_learned_for_it(cast, year):
    lamps = Body.objects.create(place=year.place, kind=BodyKind.DEPARTMENT, name="新城区城市管理综合执法局")
    for n in range(8):
        made = make.suggestion(cast, year, title=f"第{n}处敖包要修缮", content="敖包石头散落")
        make.demand(cast, year, title=f"修缮第{n}处敖包", suggestions=[made], category="culture", department=lamps)
        other = make.suggestion(cast, year, title=f"第{n}口水窖要清淤", content="水窖淤泥太厚")
        make.demand(cast, year, title=f"清淤第{n}口水窖", suggestions=[other], department=cast.department_deng.body)
    assert department(year.place, "修缮敖包")[0] == lamps


def test_a_card_tells_the_demand_in_somebodys_own_sentence_and_names_whose(cast, year, as_):
    made = make.suggestion(
        cast, year, title="东街社区老楼装电梯", content="您好。我腿脚不好。东街社区老楼上下楼难，请加装电梯。"
    )
    hidden = make.suggestion(
        cast, year, title="东街社区老楼加装电梯", content="东街社区三号楼的老楼请加装电梯，别公开。"
    )
    hidden.publication = "refused"
    hidden.save()
    actions.place_new(year=year)
    (card,) = queries.cards(year)
    assert (card.gist.sentence, card.gist.source) == ("东街社区老楼上下楼难，请加装电梯。", 1)
    browser = as_(cast.clerk_li)
    page = browser.get("/150102/2026/grouping/queue/").content.decode()
    assert 'value="东街社区老楼上下楼难，请加装电梯。"' in page and "第 1 条的原话" in page
    sent = {"do": "accept", "bundle": card.bundle, "title": "东街社区装电梯", "summary": card.gist.sentence}
    browser.post("/150102/2026/grouping/queue/", sent)
    demand = Demand.objects.get()
    assert demand.summary == "东街社区老楼上下楼难，请加装电梯。"
    assert takes_a_sentence(demand.summary, made) and not takes_a_sentence(demand.summary, hidden)
    publishing.take_down(suggestion=made, by=cast.clerk_li, code="petition")
    demand.refresh_from_db()
    assert demand.summary == "", "the sentence leaves the public with the words"


def test_of_equal_titles_the_one_that_says_place_matter_and_wish_is_offered(cast, year):
    for title in ("老楼没电梯上下楼难", "给东街社区老楼加装电梯"):
        make.suggestion(cast, year, title=title, content="六楼老人下不来，盼着有电梯")
    actions.place_new(year=year)
    Proposal.objects.update(like=None)
    bundle = Proposal.objects.first().bundle
    Proposal.objects.update(bundle=bundle)
    assert queries.cards(year)[0].title == "给东街社区老楼加装电梯"


def test_cards_carry_hints_with_their_words(cast, year):
    make.suggestion(cast, year, title="全村居民饮水困难", content="请政府举债解决")
    actions.place_new(year=year)
    (card,) = queries.cards(year, [row["bundle"] for row in queries.bundles_waiting(year, singles=True)])
    found = {hint.key: hint.words for hint in card.hints}
    assert found["debt"] == ("举债",) and "饮水" in found["basic"]


def test_the_page_shows_the_proposed_field_and_keeps_what_the_clerk_chose(cast, year, lifts, as_):
    browser = as_(cast.clerk_li)
    page = browser.get("/150102/2026/grouping/queue/").content.decode()
    assert 'value="housing" selected' in page
    sent = {"do": "accept", "bundle": lifts[0].pk, "title": "东街社区加装电梯", "category": "transport"}
    assert browser.post("/150102/2026/grouping/queue/", sent).status_code == 302
    assert Demand.objects.get().category == "transport"


def test_after_grouping_nobody_is_told_to_go_on_with_it(cast, year, lifts, as_):
    clerk, at = as_(cast.clerk_li), "/150102/2026/grouping/queue/"
    assert "重新成批比较" in clerk.get(at).content.decode()
    make.suggestion(cast, year, title="东街社区老楼加装电梯吧", by=cast.deputy_dong)
    type(year).objects.update(stage=Stage.DELIVERING)
    for page in (clerk.get(at).content.decode(), clerk.get("/150102/2026/grouping/").content.decode()):
        assert "现在不能归并建议" in page and "没有比较过" not in page and "重新成批比较" not in page


def test_what_proposers_named_is_chosen_beforehand_only_where_their_words_are_sure_of_it(cast, year):
    for title, named in (("代表同志好", "care"), ("建一个老年食堂", "care")):
        make.suggestion(cast, year, title=title, content=title, category=named)
    actions.place_new(year=year)
    vague, clear = queries.cards(year, [row["bundle"] for row in queries.bundles_waiting(year, singles=True)])
    if vague.text[0] != "代表同志好":
        vague, clear = clear, vague
    assert vague.field is None and vague.doubt
    assert clear.field[0] == "care" and not clear.doubt
