"""Local rules beside the law: entered, loaded, compared, ended; what they set begins a year and cannot be undercut."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from engines.law import Matter, Organ, PlaceKind, competence
from piaojue.commons.decisions.queries import organs_for
from piaojue.commons.instruments import actions, queries
from piaojue.commons.instruments.actions import Draft
from piaojue.commons.instruments.models import Instrument
from piaojue.commons.instruments.reading import read_instrument
from piaojue.commons.instruments.values import Provision
from piaojue.commons.moves import NotYours, Refused
from piaojue.commons.people.models import Body, BodyKind, Seat
from piaojue.commons.places.models import Place
from piaojue.commons.privacy.actions import set_controller
from piaojue.commons.record.log import history
from piaojue.commons.roles import Role
from piaojue.commons.years import actions as years
from piaojue.commons.years.parameters import YearSettings
from piaojue.stages.suggest.actions import open_campaign
from piaojue.stages.vote import actions as vote
from piaojue.stages.vote.tests import make

BEGUN = date(2025, 1, 1)
FILE = """
place = "1501"
kind = "实施意见"
title = "呼和浩特市民生实事项目人大代表票决制实施意见"
issuer = "中共呼和浩特市委办公室"
doc_no = "呼党办发〔2018〕12号"
starts_on = 2025-01-01

[[articles]]
number = "第五条"
text = "候选项目应当多于应选项目。"
[articles.sets]
min_surplus_percent = 25

[[articles]]
number = "第九条"
[articles.sets]
quorum = "3/4"
collection_days = 40
"""


def draft(title: str = "新城区票决办法", *provisions: Provision, **values) -> Draft:
    return Draft(
        **{"kind": "measures", "issuer": "新城区人大常委会", "starts_on": BEGUN, **values},
        title=title,
        provisions=provisions,
    )


@pytest.fixture
def city_rule(cast, tmp_path) -> Instrument:
    """The city's rule, loaded from its file."""
    path = tmp_path / "rule.toml"
    path.write_text(FILE, "utf-8")
    call_command("instrument", str(path))
    return Instrument.objects.get()


def test_a_citys_rule_begins_the_years_below_it_and_nobody_undercuts_it(cast, as_, city_rule):
    year = years.open_year(place=cast.xincheng, number=2027, by=cast.clerk_li)
    assert year.settings.min_surplus_percent == 25
    with pytest.raises(
        Refused, match="最低差额比例低于本地规定：《呼和浩特市民生实事项目人大代表票决制实施意见》第五条"
    ):
        years.set_year(year=year, by=cast.clerk_li, settings=YearSettings(min_surplus_percent=20))
    typed = {
        "seats_to_fill": 10,
        "min_surplus_percent": 10,
        "circulate_days": 1,
        "smallest_cell": 20,
        "vote_word": "票决",
    }
    page = as_(cast.clerk_li).post("/150102/2027/settings/", typed)
    assert page.status_code == 409 and "第五条" in page.content.decode()
    assert "/150102/law/" in as_(cast.clerk_li).get("/150102/2027/settings/").content.decode()
    assert years.set_year(year=year, by=cast.clerk_li, settings=YearSettings(min_surplus_percent=30))

    set_controller(
        place=cast.xincheng, name="新城区人大常委会办公室", phone="0471-6500000", kept_months=12, by=cast.clerk_li
    )
    today = timezone.localdate()
    with pytest.raises(Refused, match="一般不少于 40 日"):
        open_campaign(
            year=year, title="征集", text="请提建议", opens_on=today, closes_on=today + timedelta(35), by=cast.clerk_li
        )


def test_a_vote_rule_begins_with_the_local_rule_and_is_refused_below_it(cast, city_rule):
    poll = make.prepared_poll(cast, rule=None)
    assert (poll.the_rule.quorum, poll.the_rule.min_surplus) == (Fraction(3, 4), Fraction(1, 4))
    with pytest.raises(Refused) as refusal:
        vote.set_rule(poll=poll, rule={"seats": 2}, by=cast.secretary_he)
    assert len(refusal.value.reasons) == 2 and "第九条要求不低于 3/4" in refusal.value.reasons[0]
    actions.end_instrument(instrument=city_rule, ends_on=BEGUN - timedelta(1), by=_of_the_city(cast))
    assert vote.set_rule(poll=poll, rule={"seats": 2}, by=cast.secretary_he)


def test_law_and_local_rule_stand_side_by_side_until_somebody_has_compared_them(cast, as_, city_rule):
    page = as_(None).get("/150102/law/").content.decode()
    assert "三分之二以上的代表出席" in page and "地方组织法 14 条" in page and "第九条" in page and "待核" in page
    visitor = as_(None).get(f"/instruments/{city_rule.pk}/").content.decode()
    assert "候选项目应当多于应选项目" in visitor and "25%" in visitor and "待核" in visitor
    office = _of_the_city(cast)
    assert as_(office).post(f"/instruments/{city_rule.pk}/check/").status_code == 302
    assert "待核" not in as_(None).get(f"/instruments/{city_rule.pk}/").content.decode()
    with pytest.raises(Refused, match="已经对照原文核过"):
        actions.check_instrument(instrument=city_rule, by=office)
    with pytest.raises(NotYours):
        actions.end_instrument(instrument=city_rule, ends_on=BEGUN, by=cast.clerk_li)
    assert [entry.act for entry in history(city_rule)] == [
        "instruments.check_instrument",
        "instruments.load_instrument",
    ]
    assert "不设人民代表大会" in as_(None).get("/150102004/law/").content.decode()


def _of_the_city(cast) -> Seat:
    return _of(cast, cast.places["1501"], "呼和浩特市人大常委会")


def _of(cast, place: Place, name: str) -> Seat:
    body = Body.objects.create(place=place, kind=BodyKind.STANDING_COMMITTEE, name=name)
    return Seat.objects.create(person=cast.clerk_li.person, body=body, place=place, role=Role.CONGRESS_CLERK)


def test_the_office_enters_a_rule_and_what_it_may_not_set_is_refused_by_name(cast, as_):
    desk, typed = (
        as_(cast.clerk_li),
        {
            "kind": "measures",
            "title": "新城区票决办法",
            "issuer": "新城区人大常委会",
            "starts_on": "2025-01-01",
            "lines": "第三条 | 差额票决\n第五条｜会议法定人数",
            "set_quorum": "1/2",
            "at_quorum": "第五条",
        },
    )
    form = desk.get("/instruments/new/").content.decode()
    assert "三分之二以上的代表出席" in form and "set_presidium_changes" not in form
    answer = desk.post("/instruments/new/", typed)
    assert answer.status_code == 409 and "第五条：法定人数不能低于 2/3（地方组织法 14 条）" in answer.content.decode()
    assert "要写成：条号" in desk.post("/instruments/new/", typed | {"lines": "第三条"}).content.decode()
    assert "请写明条号" in desk.post("/instruments/new/", typed | {"at_quorum": ""}).content.decode()
    assert desk.post("/instruments/new/", typed | {"set_quorum": "75%"}).status_code == 302
    rule = Instrument.objects.get()
    assert rule.sets == {"quorum": ("3/4", "第五条")} and rule.provisions[0].text == "差额票决"


def test_an_act_or_a_file_cannot_set_what_the_law_keeps(cast, tmp_path):
    for sets, says in (
        ({"pass_base": "present"}, "通过线的分母是全体代表"),
        ({"joint_signers": "1"}, "质询的联名人数由法律定"),
        ({"presidium_changes": "是"}, "只能由这些地方的规定来定"),
        ({"colour": "red"}, "本地规定不能定“colour”"),
    ):
        with pytest.raises(Refused, match=says):
            actions.enter_instrument(
                place=cast.xincheng, draft=draft("办法", Provision("第一条", "", sets)), by=cast.clerk_li
            )
    path = tmp_path / "bad.toml"
    path.write_text(FILE.replace('quorum = "3/4"', 'quorum = "1/2"\nshortfall = "presidium"'), "utf-8")
    with pytest.raises(CommandError, match=r"(?s)法定人数不能低于 2/3.*不能补入"):
        call_command("instrument", str(path))
    path.write_text(f'colour = "red"\n{FILE}', "utf-8")
    with pytest.raises(CommandError, match="没有“colour”这一项"):
        call_command("instrument", str(path))
    path.write_text(FILE.replace('"1501"', '"150102004"'), "utf-8")
    with pytest.raises(CommandError, match="街道不设人民代表大会"):
        call_command("instrument", str(path))
    with pytest.raises(Refused, match="不是 TOML"):
        read_instrument("title =")
    with pytest.raises(Refused, match="缺“place”"):
        read_instrument('title = "办法"')
    assert not Instrument.objects.exists()


def test_of_two_rules_the_stricter_binds_and_dates_count(cast, city_rule):
    own = draft("新城区票决办法", Provision("第三条", "", {"min_surplus_percent": "50"}), ends_on=date(2025, 12, 31))
    actions.enter_instrument(place=cast.xincheng, draft=own, by=cast.clerk_li)
    assert (
        queries.local_settings(cast.xincheng, date(2025, 6, 1))["min_surplus_percent"].source
        == "《新城区票决办法》第三条"
    )
    assert queries.local_settings(cast.xincheng, date(2026, 6, 1))["min_surplus_percent"].value == "25"
    assert queries.local_settings(cast.xincheng, BEGUN - timedelta(1)) == {}
    assert "150103" not in {rule.place_id for rule in queries.rules_at(cast.xincheng)}
    with pytest.raises(Refused, match="已经登记"):
        actions.enter_instrument(place=cast.xincheng, draft=own, by=cast.clerk_li)


def test_only_a_checked_regulation_gives_a_townships_presidium_the_change(cast, as_):
    def organs() -> list[Organ]:
        assert queries.competent(Matter.CHANGE, cast.xincheng) == competence(Matter.CHANGE, PlaceKind.COUNTY)
        return organs_for(Matter.CHANGE, cast.baoheshao)

    assert organs() == [Organ.CONGRESS]
    region = Place.objects.get(pk="15")
    rule = actions.load_instrument(
        place=region,
        draft=draft(
            "自治区规定",
            Provision("第八条", "", {"presidium_changes": "是"}),
            kind="regulation",
            issuer="自治区人大常委会",
        ),
    )
    assert organs() == [Organ.CONGRESS]
    page = as_(None).get(f"/{cast.baoheshao.pk}/law/").content.decode()
    assert "另一人对照原文核过以后才生效" in page
    actions.check_instrument(instrument=rule, by=_of(cast, region, "自治区人大常委会"))
    assert organs() == [Organ.CONGRESS, Organ.PRESIDIUM]


def test_who_entered_a_rule_does_not_check_it(cast, as_):
    rule = actions.enter_instrument(
        place=cast.xincheng, draft=draft("办法", Provision("第一条", "", {"street_assigned": "是"})), by=cast.clerk_li
    )
    with pytest.raises(Refused, match="这份规定是您登记的"):
        actions.check_instrument(instrument=rule, by=cast.clerk_li)
    assert not Instrument.objects.get().checked
    other = Seat.objects.create(
        person=cast.secretary_he.person, body=cast.clerk_li.body, place=cast.xincheng, role=Role.CONGRESS_CLERK
    )
    assert actions.check_instrument(instrument=rule, by=other).checked
