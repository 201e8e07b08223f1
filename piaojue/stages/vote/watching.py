"""Who may watch, count, hand out slips and hold keys in one vote (docs/domain.md#tellers): what follows from the person, not the seat."""

from collections.abc import Iterable
from datetime import datetime, time

from django.utils import timezone

from engines.law import INCOMPATIBLE, REQUIRED, Office, grounds
from piaojue.commons.people.models import Seat, heirs_of
from piaojue.commons.roles import Role
from piaojue.commons.sittings.counting import electorate
from piaojue.stages.shortlist.public import Dossier
from piaojue.stages.vote.models import Poll

WATCHING = frozenset({Role.CHIEF_TELLER, Role.TELLER})
"""Who watches, nominated to the session and passed by it; 计票人 are named by the secretariat."""
FEWEST_KEYS = 3
_DEPUTY = next(need for need in REQUIRED if need.office is Office.TELLER)
_RESPONSIBLE = next(pair for pair in INCOMPATIBLE if {pair.one, pair.other} == {Office.TELLER, Office.RESPONSIBLE})
_APART = next(pair for pair in INCOMPATIBLE if {pair.one, pair.other} == {Office.CREDENTIALS, Office.KEYHOLDER})


def unfit(poll: Poll, seats: Iterable[Seat]) -> dict[int, str]:
    """Seat → why its person cannot watch this vote, in Chinese; those who can are not in it.

    A rehearsal binds nobody, and a sub-district's council has no deputies of its own: anybody watches there.
    """
    watching = [seat for seat in seats if seat.role in WATCHING]
    if poll.rehearsal or poll.advisory or not watching:
        return {}
    people = {seat.person_id for seat in watching}
    voters = set(electorate(poll.sitting, poll.voters).filter(person__in=people).values_list("person_id", flat=True))
    units = _units_of(poll, people)
    reasons = {}
    for seat in watching:
        if seat.person_id not in voters:
            reasons[seat.pk] = f"不是本次会议的{poll.voters.label}（{grounds(_DEPUTY.sources)}）"
        elif unit := units.get(seat.person_id):
            reasons[seat.pk] = f"是候选项目责任单位“{unit}”的人员（{grounds(_RESPONSIBLE.sources)}）"
    return reasons


def _units_of(poll: Poll, people: set[int]) -> dict[int, str]:
    """Person → the responsible unit of a candidate that he or she works for."""
    dossiers = Dossier.objects.filter(pk__in=[item.dossier for item in poll.items if item.dossier])
    departments = set(dossiers.exclude(department=None).values_list("department_id", flat=True))
    bodies = frozenset[int]().union(*(heirs_of(department) for department in departments))
    rows = Seat.objects.in_office().filter(person__in=people, body__in=bodies).values_list("person_id", "body__name")
    return dict(rows)


def complaints(poll: Poll, seats: Iterable[Seat]) -> list[str]:
    """One sentence for each who cannot watch."""
    seats = list(seats)
    reasons = unfit(poll, seats)
    return [
        f"{seat.person}不能担任{seat.get_role_display()}：{reasons[seat.pk]}" for seat in seats if seat.pk in reasons
    ]


def before_opening(poll: Poll) -> list[str]:
    """What the session has to pass, and who has to be replaced, before this poll's box may open, in Chinese."""
    checks = (
        [(poll.rules_passed_id, "票决办法"), (poll.tellers_passed_id, "总监票人、监票人名单")] if poll.binds else []
    )
    missing = [f"{what}还没有经大会通过：请照会议记录登记大会的决定" for passed, what in checks if not passed]
    return [*missing, *complaints(poll, poll.tellers.select_related("person"))]


def keeps_its_voters(poll: Poll) -> str | None:
    """Nobody's office runs out by a day entered before, while the ballot is fixed: one person alone would have changed the number."""
    if poll.rehearsal:
        return None
    last = timezone.make_aware(datetime.combine(poll.sitting.ends_on, time.max))
    leaving = electorate(poll.sitting, poll.voters).filter(ends__lte=last).order_by("ends")
    first, number = leaving.first(), leaving.count()
    if first is None or first.ends is None:
        return None
    return (
        f"有 {number} 名{poll.voters.label}的任期已经登记到 {timezone.localdate(first.ends)} 为止，在会议结束以前："
        "票面已定以后，应到人数只能由两个人变动。请先在“届次”里把届满日期改到会议以后"
    )


def keyholders_of(seats: Iterable[Seat]) -> list[Seat]:
    """总监票人 and 监票人 hold the keys of a sealed box; where these are too few to lose one, 计票人 too. Somebody always holds none:
    the slips are his or hers."""
    order = [Role.CHIEF_TELLER, Role.TELLER, Role.COUNTER]
    ranked = sorted(seats, key=lambda seat: (order.index(Role(seat.role)), seat.pk))
    watching = [seat for seat in ranked if seat.role in WATCHING]
    return watching if len(watching) >= FEWEST_KEYS else ranked[:FEWEST_KEYS]


def too_few_for_keys(seats: Iterable[Seat]) -> str | None:
    """Why these people cannot do a sealed box; None: they can."""
    seats = list(seats)
    holders = keyholders_of(seats)
    if len(seats) > len(holders) >= FEWEST_KEYS:
        return None
    return (
        f"加密票箱要 {FEWEST_KEYS} 人各持一把钥匙，另有 1 人不持钥匙、专管票签（{_APART}），现在登记了 {len(seats)} 人："
        "请再登记监票人或计票人，或者改用票签票箱"
    )


def holds_slips(poll: Poll, by: Seat) -> str | None:
    """Why this seat is not the slips' office of a sealed box: whoever holds a key would know slips and open ballots."""
    people = Seat.objects.filter(pk__in=poll.keyholders).values_list("person_id", flat=True)
    return f"您持有票箱钥匙，不能再管票签：{_APART}。请由没有钥匙的监票计票人员办理" if by.person_id in people else None
