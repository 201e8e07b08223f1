"""质询 and 审议意见 made through the room's actions, in sittings of 新城区."""

from collections.abc import Iterable

from django.utils import timezone

from engines.law import Matter, Organ
from piaojue.commons.decisions.actions import decide
from piaojue.commons.decisions.models import Decision
from piaojue.commons.decisions.values import Item, Minutes, Tabled, Tally
from piaojue.commons.people.models import Body, BodyKind, Seat
from piaojue.commons.roles import Role
from piaojue.commons.sittings.actions import call_sitting, check_in, held_on
from piaojue.commons.sittings.models import Sitting, SittingKind
from piaojue.commons.years.models import Year
from piaojue.stages.supervise import actions
from piaojue.stages.supervise.models import Interpellation, ReviewOpinion
from piaojue.stages.supervise.tests import make
from piaojue.stages.supervise.values import InterpellationDraft, OpinionDraft
from tests import cast as the_cast
from tests.decided import seat_who_is_lacking
from tests.scenes import scene

TEXT = "两年没有完成的电梯加装，原因是什么，谁负责，什么时候办成？"


def a_year(cast) -> Year:
    return make.project(cast).year


def deputies(cast, number: int) -> list[Seat]:
    """So many deputies of 新城区, 董代表 first."""
    known = [cast.deputy_dong, cast.deputy_xia, cast.deputy_pan, cast.deputy_du, cast.deputy_ding]
    body = known[0].body
    more = [
        the_cast.one_more(f"deputy{n}", f"代表{n}", Role.DEPUTY, body.kind, body.name, body.place)
        for n in range(len(known), number)
    ]
    return [*known, *more][:number]


def members(cast, number: int) -> list[Seat]:
    """So many members of 新城区's standing committee, 孙委员 first."""
    body = cast.committee_sun.body
    more = [
        the_cast.one_more(f"member{n}", f"委员{n}", Role.COMMITTEE, body.kind, body.name, body.place)
        for n in range(1, number)
    ]
    return [cast.committee_sun, *more]


def _open(cast, body: Body, kind: str, name: str, first: Seat) -> Sitting:
    today = timezone.localdate()
    sitting = call_sitting(body=body, kind=kind, name=name, starts_on=today, ends_on=today, by=cast.clerk_li)
    check_in(sitting=sitting, seat=first, by=cast.clerk_li)
    sitting.refresh_from_db()
    return sitting


def session(cast) -> Sitting:
    """A session of the congress that meets today."""
    return _open(cast, cast.deputy_dong.body, SittingKind.SESSION, "新城区人大第七次会议", cast.deputy_dong)


@scene
def meeting(cast) -> Sitting:
    """A meeting of the standing committee that meets today, member and chair being there."""
    sitting = _open(
        cast, cast.committee_sun.body, SittingKind.STANDING, "新城区人大常委会第三十次会议", cast.committee_sun
    )
    members = seat_who_is_lacking(Organ.STANDING_COMMITTEE, cast.xincheng, least=3)
    for seat in members:
        check_in(sitting=sitting, seat=seat, by=cast.clerk_li)
    return sitting


def begun(cast, sitting: Sitting, by: Seat, year: Year | None = None, **values) -> Interpellation:
    """One that the first deputy or member begins."""
    draft = InterpellationDraft(
        **{"sitting": sitting, "asked_of": cast.department_chen.body, "title": "电梯加装为何两年未完成", "text": TEXT}
        | values
    )
    return actions.draft_interpellation(year=year or a_year(cast), draft=draft, by=by)


def signed(cast, sitting: Sitting, seats: Iterable[Seat]) -> Interpellation:
    """Each agrees for herself."""
    first, *rest = seats
    row = begun(cast, sitting, first)
    for seat in rest:
        actions.sign_interpellation(interpellation=row, by=seat)
    return row


def submitted(cast, sitting: Sitting, seats: list[Seat]) -> Interpellation:
    row = signed(cast, sitting, seats)
    return actions.submit_interpellation(interpellation=row, by=seats[0])


def taken_up(cast, row: Interpellation, kind: str = SittingKind.PRESIDIUM, *, agreed: bool = True) -> Decision:
    """The presidium, or the 主任会议, has decided on it."""
    chairs = kind == SittingKind.CHAIRS
    body = cast.committee_sun.body if chairs else cast.presidium_ma.body
    sitting = held_on(body=body, kind=kind, name="决定质询案的会议", on=timezone.localdate())
    members = () if chairs else seat_who_is_lacking(Organ.PRESIDIUM, cast.xincheng, least=3)
    came = {} if chairs else {"came": tuple(members)}
    numbers = {"roll": 3, "present": 3} if chairs else {}
    votes = 3
    return decide(
        sitting=sitting,
        matter=Matter.INTERPELLATION,
        items=[Item(row)],
        tally=Tally(**came, **numbers, ayes=votes if agreed else 0, noes=0 if agreed else votes),
        paper=Minutes(text="交由受质询机关答复", number="新人发〔2026〕7 号"),
        tabled=Tabled(signers=tuple(one.seat for one in row.signatures.select_related("seat"))),
        by=cast.clerk_li,
    )


def answered(cast, row: Interpellation) -> Interpellation:
    row.refresh_from_db()
    return actions.answer_interpellation(
        interpellation=row,
        answer="管线迁改拖延，局长负责，明年六月前全部完成。",
        answerer="周局长",
        by=cast.department_chen,
    )


@scene
def opinion(cast, sitting: Sitting | None = None) -> ReviewOpinion:
    """What the standing committee is to pass on the half-year's report."""
    draft = OpinionDraft(
        sitting=sitting or meeting(cast),
        report="关于民生实事项目半年实施情况的报告",
        summary="十项中八项按计划推进，两项滞后。",
        text="一、加快两个滞后项目；二、落实建后管护经费；三、按月公开进度。",
    )
    return actions.draft_opinion(year=a_year(cast), draft=draft, by=cast.clerk_li)


def passed(cast, row: ReviewOpinion) -> Decision:
    """The standing committee has passed it, all who are on the roll being there."""
    roll = Seat.objects.in_office().filter(
        place=row.place, body__kind=BodyKind.STANDING_COMMITTEE, role__in=[Role.COMMITTEE, Role.CONGRESS_CHAIR]
    )
    return decide(
        sitting=row.sitting,
        matter=Matter.OPINION,
        items=[Item(row)],
        tally=Tally(came=tuple(roll), ayes=len(roll)),
        paper=Minutes(text="通过审议意见", number="新人常〔2026〕12 号"),
        by=cast.clerk_li,
    )


@scene
def sent(cast) -> ReviewOpinion:
    row = opinion(cast)
    passed(cast, row)
    row.refresh_from_db()
    return actions.send_opinion(
        opinion=row,
        sent_to=cast.government_liu.body,
        doc_no=row.doc_no,
        due=make.in_days(90),
        by=cast.clerk_li,
    )


@scene
def handled(cast) -> ReviewOpinion:
    return actions.handle_opinion(
        opinion=sent(cast), handling="两个滞后项目已经倒排工期，管护经费列入预算。", by=cast.government_liu
    )


@scene
def reported(cast) -> ReviewOpinion:
    row = actions.comment_opinion(
        opinion=handled(cast), committee="社会建设委员会", text="同意，请补写按月公开的办法", by=cast.clerk_li
    )
    return actions.report_handling(
        opinion=row,
        handling="两个滞后项目已经倒排工期，管护经费列入预算，每月五日公开进度。",
        report_no="新政函〔2026〕31 号",
        by=cast.government_liu,
    )
