"""One clerk, one year, twelve mistakes. Each is put right, both versions stay, whoever relied on it hears, and the log holds."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from engines.law import Matter
from piaojue.commons.corrections import year_actions as to_year
from piaojue.commons.corrections.actions import correct, countersign_correction
from piaojue.commons.corrections.models import Correction, CorrectionState
from piaojue.commons.moves import Refused
from piaojue.commons.notify.models import Notice
from piaojue.commons.people.actions import appoint
from piaojue.commons.people.models import Person
from piaojue.commons.record import verify
from piaojue.commons.record.models import Entry
from piaojue.commons.roles import Role
from piaojue.commons.sittings.actions import call_sitting
from piaojue.commons.sittings.models import Sitting
from piaojue.commons.years import actions as years
from piaojue.commons.years.models import Year
from piaojue.commons.years.road import RoadKind, Stage
from piaojue.stages.deliberate import actions as deliberation
from piaojue.stages.group.models import Demand
from piaojue.stages.group.tests import make as group
from piaojue.stages.shortlist.criteria import POSITIVE
from piaojue.stages.shortlist.models import Dossier
from piaojue.stages.shortlist.tests import make as shortlist
from piaojue.stages.supervise.actions import record_activity
from piaojue.stages.supervise.kinds import ActivityKind
from piaojue.stages.supervise.values import ActivityDraft
from tests.cast import tampered
from tests.decided import decided

WHY = "录入时打错了"
TODAY = timezone.localdate()
OPENS = "open_solicitation"
TEXT = "请对本年度要办的民生实事提出建议，登记建议的起止日期和联系方式见后。" * 3


def put_right(thing, by, second, **values) -> Correction:
    """Corrected with a reason; where others rest on it a second person agrees."""
    row = correct(thing=thing, values=values, reason=WHY, by=by)
    if row.state == CorrectionState.WAITING:
        row = countersign_correction(correction=row, by=second)
    return row


def at(year: Year, stage: Stage) -> Year:
    year.refresh_from_db()
    year.stage = stage
    year.save()
    return year


def a_year_of_the_wrong_number(cast, year) -> str:
    with pytest.raises(Refused, match="设有人民代表大会"):
        years.open_year(place=cast.xincheng, number=2026, by=cast.clerk_li, road=RoadKind.STREET)
    wrong = years.open_year(place=cast.xincheng, number=2025, by=cast.clerk_li)
    to_year.void_year(year=wrong, reason="开错了年份", by=cast.clerk_li)
    assert not Year.objects.filter(number=2025).exists()
    return "开错的年度"


def a_gate_signed_too_early(cast, year) -> str:
    for kind in ("annual_plan", "leading_group_list", "solicitation_notice"):
        public = kind == "solicitation_notice"
        years.file_paper(
            year=year,
            kind=kind,
            title="征集公告",
            doc_no="3号",
            body=TEXT,
            issued_on=TODAY,
            public=public,
            by=cast.clerk_li,
        )
    decided(Matter.ANNUAL_PLAN, year=year)
    for again in (False, True):
        for seat in (cast.chair_zhang, cast.government_liu):
            years.sign_gate(year=year, gate=OPENS, by=seat)
        years.pass_gate(year=year, by=cast.clerk_li)
        if not again:
            asked = to_year.reopen_gate(year=year, reason="公告还没有印好", by=cast.chair_zhang)
            to_year.agree_to_motion(motion=asked, by=cast.government_liu)
            year.refresh_from_db()
            assert year.stage == Stage.PLANNED
    return "签早的关口"


def the_number_of_a_public_paper(cast, year) -> str:
    paper = year.papers.get(kind="solicitation_notice")
    put_right(paper, cast.clerk_li, cast.chair_zhang, doc_no="8号")
    paper.refresh_from_db()
    assert paper.doc_no == "8号"
    return "文号"


def the_name_of_a_body(cast, year) -> str:
    body = cast.department_chen.body
    put_right(body, cast.clerk_li, cast.chair_zhang, name="新城区住房和城乡建设局")
    body.refresh_from_db()
    assert body.name == "新城区住房和城乡建设局"
    return "机构名称"


def _deputy(cast):
    body = cast.deputy_dong.body
    person = Person.objects.filter(phone__in=("13712345678", "13787654321")).first()
    if person is None:
        return appoint(body=body, role=Role.DEPUTY, name="王方", phone="13712345678", by=cast.clerk_li)
    return person.seats.get(role=Role.DEPUTY)


def a_misspelt_name(cast, year) -> str:
    seat = _deputy(cast)
    put_right(seat, cast.clerk_li, cast.chair_zhang, name="王芳")
    assert Person.objects.get(pk=seat.person_id).name == "王芳"
    return "姓名"


def a_wrong_phone(cast, year) -> str:
    seat = _deputy(cast)
    put_right(seat, cast.clerk_li, cast.chair_zhang, phone="13787654321")
    assert Person.objects.get(pk=seat.person_id).phone == "13787654321"
    return "手机号"


def the_wording_of_a_demand(cast, year) -> str:
    asked = group.suggestion(cast, at(year, Stage.GROUPING), by=cast.resident_wang)
    demand = group.demand(cast, year, suggestions=[asked])
    put_right(demand, cast.clerk_li, cast.chair_zhang, title="东街社区老旧楼房加装电梯")
    demand.refresh_from_db()
    asked.refresh_from_db()
    assert (demand.title, asked.title) == ("东街社区老旧楼房加装电梯", "给东街社区加装电梯")
    return "诉求名称"


def a_word_in_an_answer(cast, year) -> str:
    demand = Demand.objects.get(year=at(year, Stage.SCREENING))
    scores = dict.fromkeys(POSITIVE, 8)
    shortlist.actions.screen(
        demand=demand, scores=scores, negative=[], in_favour=True, reason="受益面广，条件成熟", by=cast.reviewer_feng
    )
    outcome = shortlist.outcome(cast, year, demand=demand)
    put_right(outcome, cast.government_liu, cast.clerk_li, answer="经研究，答复如下：同意列入初定，明年动工。")
    outcome.refresh_from_db()
    assert outcome.answer.endswith("明年动工。")
    return "书面答复"


def a_figure_of_a_dossier(cast, year) -> str:
    dossier = shortlist.candidates(cast, at(year, Stage.NOMINATING))[0]
    frozen = dossier.versions.get(frozen=True).number
    put_right(dossier, cast.government_liu, cast.chair_zhang, beneficiaries=9000)
    now = dossier.versions.get(frozen=True)
    assert (now.number, now.content["beneficiaries"]) == (frozen + 1, "9000")
    return "项目材料"


def the_date_of_a_sitting(cast, year) -> str:
    starts = TODAY + timedelta(days=20)
    sitting = call_sitting(
        body=cast.deputy_dong.body,
        kind="session",
        name="第六次会议",
        starts_on=starts,
        ends_on=starts + timedelta(days=3),
        by=cast.secretary_he,
    )
    put_right(sitting, cast.secretary_he, cast.clerk_li, starts_on=starts + timedelta(days=1))
    sitting.refresh_from_db()
    assert sitting.starts_on == starts + timedelta(days=1)
    return "会议日期"


def an_opinion_minuted_wrongly(cast, year) -> str:
    sitting = Sitting.objects.get(place=cast.xincheng, kind="session", name="第六次会议")
    deliberation.circulate(year=at(year, Stage.CIRCULATING), sitting=sitting, by=cast.secretary_he)
    session = deliberation.hold_group_session(
        year=at(year, Stage.DELIBERATING),
        sitting=sitting,
        delegation=cast.deputy_dong.delegation,
        minutes="讨论热烈",
        minutes_spent=90,
        by=cast.secretary_he,
    )
    dossier = Dossier.objects.filter(year=year).order_by("no").first()
    opinion = deliberation.minute_opinion(
        session=session, dossier=dossier, text="建议先坐老旧小区", by=cast.deputy_dong
    )
    put_right(opinion, cast.deputy_dong, cast.secretary_he, text="建议先做老旧小区")
    opinion.refresh_from_db()
    assert opinion.text == "建议先做老旧小区"
    return "审议意见"


def the_date_of_an_activity(cast, year) -> str:
    draft = ActivityDraft(kind=ActivityKind.THEMED, title="加装电梯专题视察", held_on=TODAY, situation="看了三个小区")
    activity = record_activity(year=at(year, Stage.DELIVERING), draft=draft, by=cast.clerk_li)
    put_right(activity, cast.clerk_li, cast.chair_zhang, held_on=TODAY - timedelta(days=3))
    activity.refresh_from_db()
    assert activity.held_on == TODAY - timedelta(days=3)
    return "视察日期"


MISTAKES: list[Callable[..., str]] = [
    a_year_of_the_wrong_number,
    a_gate_signed_too_early,
    the_number_of_a_public_paper,
    a_misspelt_name,
    a_wrong_phone,
    the_wording_of_a_demand,
    a_word_in_an_answer,
    a_figure_of_a_dossier,
    the_name_of_a_body,
    the_date_of_a_sitting,
    an_opinion_minuted_wrongly,
    the_date_of_an_activity,
]


def test_a_clerk_repairs_each_of_the_twelve_mistakes(cast, as_):
    year = years.open_year(place=cast.xincheng, number=2026, seats_to_fill=2, by=cast.clerk_li)
    mended = [mistake(cast, year) for mistake in MISTAKES]
    assert len(set(mended)) == 12
    assert set(Correction.objects.values_list("state", flat=True)) == {CorrectionState.DONE}
    assert Correction.objects.count() == 10 and all(row.old != row.new for row in Correction.objects.all())
    page = as_(None).get(year.papers.get(kind="solicitation_notice").get_absolute_url()).content.decode()
    assert "更正于" in page and "文号由“3号”改为“8号”" in page
    heard = Notice.objects.filter(person=cast.resident_wang.person).values_list("text", flat=True)
    assert any("书面答复由" in text and "明年动工" in text for text in heard)
    log = "".join(Entry.objects.values_list("payload", flat=True))
    assert not any(word in log for word in ("王方", "王芳", "13712345678", "13787654321"))
    assert list(verify.broken_chains()) == []
    assert {row.where.split(":")[0] for row in tampered()} <= {"years.year"}, "only the stages that this story set"
