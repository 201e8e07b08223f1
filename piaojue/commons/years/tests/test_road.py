"""A year walks its gates; a gate that is not satisfied says exactly what is missing."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from engines.law import Matter
from piaojue.commons.moves import NotYours, Refused
from piaojue.commons.people.models import Body, BodyKind, Seat
from piaojue.commons.places.models import Place
from piaojue.commons.record.log import history
from piaojue.commons.record.models import Entry
from piaojue.commons.roles import Role
from piaojue.commons.years import actions, questioning
from piaojue.commons.years.gates import missing
from piaojue.commons.years.models import Year
from piaojue.commons.years.road import ROADS, RoadKind, Stage, roads_of, stages_of
from tests.decided import decided

SOON = timezone.localdate() + timedelta(days=20)
LATER = SOON + timedelta(days=20)


@pytest.fixture
def year(cast):
    return actions.open_year(place=cast.xincheng, number=2026, by=cast.clerk_li)


def test_a_subdistrict_is_told_the_law_when_it_asks_for_a_vote(cast):
    with pytest.raises(Refused) as refusal:
        actions.open_year(place=cast.dongjie, number=2026, by=cast.street_clerk_xu, road=RoadKind.CONGRESS)
    assert "地方组织法 59 条" in refusal.value.reasons[0]
    assert not Year.objects.exists() and not Entry.objects.exists()


@pytest.mark.parametrize(
    ("name", "level", "roads"),
    [
        ("呼和浩特市", "city", [RoadKind.CONGRESS]),
        ("锡林郭勒盟", "city", []),
        ("阿里地区", "city", []),
        ("新城区", "county", [RoadKind.CONGRESS]),
        ("乌拉盖管理区", "county", []),
        ("经济技术开发区", "county", []),
        ("如意工业园区", "town", []),
        ("保合少镇", "town", [RoadKind.CONGRESS]),
        ("东街街道", "town", [RoadKind.STREET]),
        ("东街社区", "village", []),
    ],
)
def test_the_place_decides_the_road(name, level, roads):
    assert roads_of(Place(name=name, level=level)) == roads


def test_a_subdistrict_gets_the_road_of_consultation(cast):
    year = actions.open_year(place=cast.dongjie, number=2026, by=cast.street_clerk_xu)
    assert year.road == RoadKind.STREET
    assert Stage.VOTING not in stages_of(year.road)


def test_a_gate_names_everything_that_is_missing_at_once(year, cast):
    with pytest.raises(Refused) as refusal:
        actions.pass_gate(year=year, by=cast.clerk_li)
    assert refusal.value.reasons == [
        "缺文书：年度工作（监督）计划",
        "缺文书：领导小组名单",
        "缺文书：征集公告",
        "缺签署：人大常委会主任",
        "缺签署：政府办（民生办）",
        "缺会议决定：通过年度计划（主任会议）",
    ]


def test_with_papers_and_signatures_the_year_goes_on(year, cast):
    for kind in ("annual_plan", "leading_group_list", "solicitation_notice"):
        actions.file_paper(
            year=year,
            kind=kind,
            title="文书",
            body="为做好本年度民生实事项目工作，现将有关事项通知如下。",
            issued_on=timezone.localdate(),
            by=cast.clerk_li,
        )
    decided(Matter.ANNUAL_PLAN, year=year)
    actions.sign_gate(year=year, gate="open_solicitation", by=cast.chair_zhang)
    actions.sign_gate(year=year, gate="open_solicitation", by=cast.government_liu)
    year = actions.pass_gate(year=year, by=cast.clerk_li)
    assert year.stage == Stage.SOLICITING
    assert list(
        Entry.objects.filter(subject=f"years.year:{year.pk}").order_by("seq").values_list("act", flat=True)
    ) == [
        "years.open_year",
        "years.pass_gate",
    ]


def test_nobody_signs_twice_or_for_others(year, cast):
    actions.sign_gate(year=year, gate="open_solicitation", by=cast.chair_zhang)
    with pytest.raises(Refused, match="已经签署过"):
        actions.sign_gate(year=year, gate="open_solicitation", by=cast.chair_zhang)
    with pytest.raises(Refused, match="由 人大常委会主任"):
        actions.sign_gate(year=year, gate="open_solicitation", by=cast.clerk_li)


def test_no_member_of_a_body_signs_for_it(cast):
    for road in ROADS.values():
        signers = {role for gate in road if gate.matters for role in gate.signers}
        assert not signers & {Role.COMMITTEE, Role.PRESIDIUM, Role.LEADING_GROUP}
    town = Year.objects.create(place=cast.baoheshao, number=2026, road=RoadKind.CONGRESS, stage=Stage.NOMINATING)
    assert "缺会议决定：审议候选项目（主席团）" in missing(town).all
    assert not any(line.startswith("缺签署：主席团") for line in missing(town).all)


def test_the_neighbours_year_does_not_exist_for_a_clerk(year, cast):
    with pytest.raises(NotYours):
        actions.pass_gate(year=year, by=cast.neighbour_clerk_bai)


def test_a_stale_form_is_refused(year, cast):
    actions.set_year(year=year, by=cast.clerk_li, version=1, seats_to_fill=8)
    with pytest.raises(Refused, match="别人已经改过"):
        actions.set_year(year=year, by=cast.clerk_li, version=1, seats_to_fill=9)


@pytest.mark.parametrize("road", ROADS)
def test_each_road_is_one_line_without_holes(road):
    gates = ROADS[road]
    assert [gate.source for gate in gates[1:]] == [gate.target for gate in gates[:-1]]
    assert (gates[0].source, gates[-1].target) == (Stage.PLANNED, Stage.ARCHIVED)
    assert len({gate.key for gate in gates}) == len(gates)


def test_the_four_questions_are_asked_and_answered(cast):
    city = actions.open_year(place=cast.places["1501"], number=2026, by=_city_clerk(cast))
    asked = questioning.ask_checkpoint(
        year=city, ordinal=3, title="三问", questions=["进展如何？"], due=SOON, by=cast.guidance_tang
    )
    answer = questioning.answer_checkpoint(checkpoint=asked, text="完成过半", by=cast.clerk_li)
    assert answer.place == cast.xincheng
    questioning.answer_checkpoint(checkpoint=asked, text="完成六成", by=cast.clerk_li)
    assert [a.text for a in asked.answers.all()] == ["完成六成"]


def test_a_question_sent_with_a_typo_is_put_right_and_the_answers_stay(cast, as_):
    city = actions.open_year(place=cast.places["1501"], number=2026, by=_city_clerk(cast))
    asked = questioning.ask_checkpoint(
        year=city, ordinal=3, title="三问", questions=["进战如何？"], due=SOON, by=cast.guidance_tang
    )
    questioning.answer_checkpoint(checkpoint=asked, text="完成过半", by=cast.clerk_li)
    guidance, at = as_(cast.guidance_tang), f"/checkpoints/{asked.pk}/"
    assert "进战如何？" in guidance.get(f"{at}amend/").content.decode()
    assert guidance.post(f"{at}amend/", {"questions": " \n ", "due": f"{LATER}"}).status_code == 422
    assert "已经过去" in guidance.post(f"{at}amend/", {"questions": "进展？", "due": "2020-07-01"}).content.decode()
    typed = {"questions": "进展如何？\n\n难在哪里？\n", "due": f"{LATER}"}
    assert guidance.post(f"{at}amend/", typed).status_code == 302
    asked.refresh_from_db()
    assert (asked.questions, asked.due, asked.answers.count()) == (["进展如何？", "难在哪里？"], LATER, 1)
    page = as_(cast.clerk_li).get(at).content.decode()
    assert "难在哪里？" in page and "更正要点" not in page
    assert [entry.act for entry in history(asked)] == ["years.amend_checkpoint", "years.ask_checkpoint"]


def test_who_is_late_is_seen_and_zones_are_not_asked(cast, as_, monkeypatch):
    city = actions.open_year(place=cast.places["1501"], number=2026, by=_city_clerk(cast))
    Place.objects.create(code="150172", name="呼和浩特经济技术开发区", level="county", parent_id="1501")
    for ordinal, due in ((1, SOON - timedelta(days=30)), (2, LATER)):
        with monkeypatch.context() as patch:
            patch.setattr(timezone, "localdate", lambda due=due: due)
            questioning.ask_checkpoint(
                year=city, ordinal=ordinal, title=f"第{ordinal}问", questions=["计划？"], due=due, by=cast.guidance_tang
            )
        questioning.answer_checkpoint(
            checkpoint=city.checkpoints.get(ordinal=ordinal), text="已有安排", by=cast.clerk_li
        )
    page = as_(cast.guidance_tang).get("/1501/2026/checkpoints/").content.decode()
    assert (page.count("逾期未答"), page.count(">未答<"), page.count("已答，待评价")) == (1, 1, 2)
    assert "开发区" not in page
    office = Body.objects.create(place_id="150172", kind=BodyKind.DEPUTY_HOME, name="开发区人大联络处")
    clerk = Seat.objects.create(person=cast.clerk_li.person, body=office, place_id="150172", role=Role.CONGRESS_CLERK)
    with pytest.raises(Refused, match="不设人民代表大会"):
        actions.open_year(place=clerk.place, number=2026, by=clerk)


def test_a_document_that_was_opened_by_mistake_is_taken_back_with_its_file(year, cast, as_):
    clerk, visitor = as_(cast.clerk_li), as_(None)
    file = SimpleUploadedFile("名单.pdf", b"%PDF-1.4\n%%EOF", "application/pdf")
    clerk.post("/150102/2026/papers/new/", {"kind": "other", "title": "领导小组名单", "file": file, "public": "on"})
    paper = year.papers.get()
    assert visitor.get(f"/files/{paper.upload_id}/").status_code == 200
    assert "收回，不再公开" in clerk.get(f"/papers/{paper.pk}/").content.decode()
    clerk.post(f"/papers/{paper.pk}/show/", {"public": "0"})
    assert (visitor.get(f"/files/{paper.upload_id}/").status_code, visitor.get(f"/papers/{paper.pk}/").status_code) == (
        302,
        302,
    )
    assert "本来就不公开" in clerk.post(f"/papers/{paper.pk}/show/", {"public": "0"}).content.decode()
    clerk.post(f"/papers/{paper.pk}/show/", {"public": "1"})
    assert visitor.get(f"/files/{paper.upload_id}/").status_code == 200
    assert [entry.act for entry in history(paper)] == [
        "years.show_paper",
        "years.take_back_paper",
        "years.file_paper",
    ]


def _city_clerk(cast):
    from piaojue.commons.people.actions import appoint
    from piaojue.commons.people.models import Body

    body = Body.objects.get(name="呼和浩特市人大指导组")
    return appoint(body=body, role="congress_clerk", name="市干事", phone="13800000000", by=None)
