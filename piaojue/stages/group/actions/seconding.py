"""附议 of a demand, taking it back, and how its later steps are told."""

from piaojue.commons.acting import acting
from piaojue.commons.moves import Refused
from piaojue.commons.people.models import Seat
from piaojue.stages.group.actions.linking import number_of_voices
from piaojue.stages.group.models import Demand, Second
from piaojue.stages.group.moves import MOVES
from piaojue.stages.group.telling import with_merged
from piaojue.stages.group.values import SmsChoice
from piaojue.stages.suggest.public import Support


def second(*, demand: Demand, by: Seat, source: str = "") -> Second:
    """附议: one person, once; those who proposed it count already. Raises NotYours, Refused."""
    with acting(MOVES["second"], demand, by) as act:
        demand = act.thing
        if demand.links.filter(ended_at=None, suggestion__proposer=by.person).exists():
            raise Refused("这件事您自己已经提过，不用再附议")
        if demand.seconds.filter(person=by.person).exists():
            raise Refused("您已经附议过")
        row = Second.objects.create(demand=demand, person=by.person, source=source)
        demand.voices = number_of_voices(demand)
    return row


def second_by_sms(*, demand: Demand, on: bool, by: Seat) -> SmsChoice:
    """Whoever seconded, now or before the grouping, hears of later steps by SMS, too, or no more. Raises NotYours, Refused."""
    with acting(MOVES["second_by_sms"], demand, by) as act:
        act.leave()
        links = act.thing.links.filter(ended_at=None)
        supports = Support.objects.filter(suggestion__links__in=links, person=by.person)
        seconds = Second.objects.filter(demand__in=with_merged([act.thing]), person=by.person)
        if not seconds.update(by_sms=on) + supports.update(by_sms=on):
            raise Refused("请先附议，再选怎样告诉您")
        if on and not by.person.phone_verified:
            raise Refused("您还没有验证手机号，不能发短信；请先到“我的”里验证")
        act.note(on=on)
    return SmsChoice(demand=act.thing, on=on)


def unsecond(*, demand: Demand, by: Seat) -> Demand:
    """Take one's 附议 back, also from what was merged into the demand: undoing the merger must not bring it back.

    raises: NotYours, Refused (not seconded)
    """
    with acting(MOVES["unsecond"], demand, by) as act:
        demand = act.thing
        if not Second.objects.filter(demand__in=with_merged([demand]), person=by.person).delete()[0]:
            raise Refused("您还没有附议")
        demand.voices = number_of_voices(demand)
    return demand
