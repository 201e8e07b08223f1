"""Pressing for what is overdue, and setting whom it reaches."""

from dataclasses import replace

from django.utils import timezone

from engines.pacing import Rungs
from piaojue.commons.acting import acting
from piaojue.commons.approved import Kind
from piaojue.commons.ladder.models import Pending, Prompted
from piaojue.commons.ladder.moves import MOVES
from piaojue.commons.ladder.queries import people_of
from piaojue.commons.moves import Refused
from piaojue.commons.notify.tell import tell
from piaojue.commons.people.models import Seat
from piaojue.commons.years.models import Year
from piaojue.commons.years.parameters import LadderRule

MOST_DAYS, MOST_PERIODS = 60, 12


def prompt(*, pending: Pending, by: Seat) -> Pending:
    """Press for one thing by hand: whoever has it to do hears now, by SMS, too. Nobody is told twice on one day.

    raises: NotYours; Refused: nobody holds the office, or everybody in it has been told today
    """
    with acting(MOVES["prompt"], pending, by):
        today = timezone.localdate()
        holders = set(people_of(pending))
        told = set(Prompted.objects.filter(person__in=holders, on=today).values_list("person_id", flat=True))
        if not holders - told:
            raise Refused("今天已经提醒过，一人一天至多一次" if holders else "这个席位现在没有人，请先任命")
        fresh = [Prompted(person_id=person, on=today) for person in sorted(holders - told)]
        Prompted.objects.bulk_create(fresh, ignore_conflicts=True)  # two superiors may press at one moment
        late = f"已逾期 {pending.days_late} 个工作日" if pending.days_late > 0 else f"{pending.due:%m-%d} 到期"
        tell(
            holders - told,
            f"{by.body.name}催办：“{pending.label[:60]}”，{late}。",
            pending.url,
            by_sms=True,
            kind=Kind.WORK,
        )
    return pending


def set_ladder(*, year: Year, rule: LadderRule, by: Seat, version: int | None = None) -> Year:
    """After how many working days overdue work reaches the superior and the leading group, and who is called in for lamps.

    raises: NotYours; Refused: more than 60 days or 12 periods, the leading group before the superior
    """
    with acting(MOVES["set_ladder"], year, by, version=version) as act:
        usual = Rungs()
        superior, leaders = rule.superior_after or usual.superior, rule.leaders_after or usual.leaders
        if not 1 <= superior <= leaders <= MOST_DAYS:
            raise Refused(
                f"逾期天数请填 1 到 {MOST_DAYS}，报领导小组的天数不能少于报上级的（报上级 {superior} 天，报领导小组 {leaders} 天）"
            )
        if not 2 <= (rule.yellows_in_a_row or 2) <= MOST_PERIODS:
            raise Refused(f"连续几期请填 2 到 {MOST_PERIODS}")
        act.thing.settings = replace(act.thing.settings, ladder=rule)
        act.note(superior=superior, leaders=leaders)
    return act.thing
