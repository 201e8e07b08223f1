"""Somebody with the database's password changes what belongs together; whoever runs the log's check learns what was touched."""

import pytest

from piaojue.commons.people.models import Seat
from piaojue.commons.record.verify import changed_rows
from piaojue.commons.years.road import Stage
from piaojue.stages.group import actions
from piaojue.stages.group.models import Demand, Link, Merger, Second
from piaojue.stages.group.tests import make
from piaojue.stages.shortlist.tests import make as shortlisting
from piaojue.stages.vote.actions import add_paper_box, register_paper
from piaojue.stages.vote.models import Consent, PaperBox
from piaojue.stages.vote.tests import make as voting
from tests import cast as the_cast
from tests.cast import tampered


@pytest.fixture
def year(cast):
    return the_cast.year(cast.xincheng, stage=Stage.GROUPING)


@pytest.fixture
def demands(cast, year) -> list[Demand]:
    titles = ["给东街社区老楼加装电梯", "东街社区老楼装电梯", "西巷的路灯坏了不亮", "西巷路灯不亮"]
    wishes = [
        make.suggestion(cast, year, title=title, by=by)
        for title, by in zip(titles, [cast.resident_wang, cast.resident_zhao] * 2, strict=True)
    ]
    lift = make.demand(cast, year, title="东街加装电梯", suggestions=wishes[:2])
    lamp = make.demand(cast, year, title="西巷修路灯", suggestions=wishes[2:])
    actions.second(demand=lift, by=cast.deputy_dong)
    return [lift, lamp]


def test_whatever_a_clerk_does_leaves_the_log_in_agreement(cast, year, demands):
    lift, lamp = demands
    actions.second(demand=lamp, by=cast.deputy_xia)
    actions.unsecond(demand=lamp, by=cast.deputy_xia)
    actions.merge(kept=lift, gone=lamp, by=cast.clerk_li)
    assert tampered() == []
    actions.unmerge(merger=Merger.objects.get(), by=cast.clerk_li)
    wish = lamp.links.first().suggestion
    actions.split(demand=lamp, suggestions=[wish], by=cast.clerk_li)
    actions.place_new(year=year)
    bundle = wish.proposal.bundle
    before = actions.as_it_was(year, bundle)
    actions.move(year=year, bundle=bundle, suggestions=[wish.pk], into=lift, by=cast.clerk_li)
    assert tampered() == []
    actions.undo(year=year, before=before, by=cast.clerk_li)
    assert tampered() == []


@pytest.mark.parametrize(
    ("change", "reasons"),
    [
        (
            lambda lift, lamp, cast: Link.objects.filter(demand=lamp).update(demand=lift),
            {
                "“归入的建议”被绕过系统改动了（应有 2 条，现有 4 条）",
                "“归入的建议”被绕过系统改动了（应有 2 条，现有 0 条）",
            },
        ),
        (
            lambda lift, lamp, cast: Second.objects.create(demand=lift, person=cast.deputy_pan.person),
            {"“附议”被绕过系统改动了（应有 1 条，现有 2 条）"},
        ),
        (lambda lift, lamp, cast: Second.objects.all().delete(), {"“附议”被绕过系统改动了（应有 1 条，现有 0 条）"}),
        (
            lambda lift, lamp, cast: Demand.objects.create(
                place=lift.place, year=lift.year, title="添一条诉求", spot=lift.spot
            ),
            {"这一行是绕过系统添进数据库的，没有任何操作记录"},
        ),
    ],
)
def test_suggestions_and_seconds_moved_past_the_actions_are_named(cast, demands, change, reasons):
    assert tampered() == []
    change(*demands, cast)
    assert {row.reason for row in tampered()} == reasons


def test_a_teller_put_into_a_poll_and_an_agreement_taken_out_are_named(cast):
    poll, _ = voting.open_poll(cast)
    assert [row for row in tampered() if row.where.startswith("vote.")] == []
    poll.tellers.add(cast.deputy_dong)
    Consent.objects.filter(poll=poll).first().delete()
    reasons = {row.where.split(":")[0]: row.reason for row in tampered()}
    assert "应有 3 条，现有 4 条" in reasons["vote.poll"] and "被删掉了" in reasons["vote.consent"]


def test_a_demand_put_under_a_dossier_is_named(cast):
    dossier = shortlisting.dossier(cast, the_cast.year(cast.xincheng, stage=Stage.NOMINATING))
    assert tampered() == []
    dossier.demands.add(
        Demand.objects.create(place=dossier.place, year=dossier.year, title="添一条诉求", spot=dossier.place)
    )
    assert "应有 0 条，现有 1 条" in {row.where.split(":")[0]: row.reason for row in tampered()}["shortlist.dossier"]


def test_paper_figures_changed_past_the_tellers_are_named(cast):
    poll, _ = voting.open_poll(cast)
    box = add_paper_box(poll=poll, name="一号票箱", issued=3, by=cast.teller_zhou)
    register_paper(box=box, issued=4, by=cast.teller_zhou)
    assert [row for row in tampered() if row.where.startswith("vote.")] == []
    PaperBox.objects.update(issued=2)
    assert [row.reason for row in tampered() if row.where.startswith("vote.")] == [
        "绕过系统改动了：发出纸票（应为“4”，现为“2”）"
    ]


def test_somebody_seated_past_the_actions_is_named(cast):
    seat = Seat.objects.create(
        person=cast.resident_zhao.person, body=cast.admin_shi.body, place=cast.xincheng, role=cast.admin_shi.role
    )
    assert f"people.seat:{seat.pk}" in {row.where for row in changed_rows()}
