"""Setting up: a poll from the frozen candidates, its rule, its tellers, its frozen ballot."""

from collections.abc import Iterable, Mapping
from typing import Any, Unpack
from uuid import UUID

from engines.counting import check_candidates
from piaojue.commons.acting import acting
from piaojue.commons.moves import Refused
from piaojue.commons.people.models import Seat
from piaojue.commons.roles import Role
from piaojue.commons.sittings.models import Sitting, SittingKind
from piaojue.commons.years.actions import file_paper
from piaojue.commons.years.models import Paper, PaperKind, Year
from piaojue.stages.vote.actions.objections import box_objects
from piaojue.stages.vote.ballot_box import ballot_box
from piaojue.stages.vote.ballots import COLOURS, NAMES, election
from piaojue.stages.vote.items import candidates_of, items_from
from piaojue.stages.vote.models import Colour, Level, Poll, PollKind, PollState
from piaojue.stages.vote.moves import COUNTING, MOVES
from piaojue.stages.vote.rules import Given, rule_for
from piaojue.stages.vote.sealed import keys_shared_with
from piaojue.stages.vote.values import Design
from piaojue.stages.vote.watching import WATCHING, complaints, keyholders_of, too_few_for_keys
from piaojue.stages.vote.wording import rules_text

LIVE = [PollState.PREPARED, PollState.FROZEN, PollState.OPEN, PollState.CLOSED]


def prepare_poll(
    *,
    year: Year,
    sitting: Sitting,
    by: Seat,
    kind: str = PollKind.ADOPTION,
    rule: Given | None = None,
    items: Iterable[Mapping[str, Any]] | None = None,
    rehearsal: bool = False,
    **design: Unpack[Design],
) -> Poll:
    """Begin a poll.

    kind:   ADOPTION takes its items from the year's candidates; SATISFACTION needs `items`: projects or sub-items
    items:  as `items_from` takes them, in the order of the ballot
    rule:   default: the year's setting `vote_rule`, else per item, the most approvals
    raises: NotYours, Refused (a 街道, items missing or doubled, a rule that contradicts itself, another place's sitting)
    """
    poll = Poll(place=year.place, year=year, sitting=sitting, kind=kind, rehearsal=rehearsal)
    with acting(MOVES["prepare_poll"], poll, by) as act:
        _fits(poll)
        poll.items = items_from(items) if items is not None else candidates_of(year)
        if kind == PollKind.SATISFACTION and not poll.items:
            raise Refused("请给出要测评的项目或子项")
        poll.rule = rule_for(poll, rule).to_json()
        poll.title, poll.colour = year.term(f"{year.number} 年{NAMES[PollKind(kind)]}"), COLOURS[PollKind(kind)]
        _design(poll, **design)
        act.note(items=len(poll.items))
    return poll


def _fits(poll: Poll) -> None:
    """Raises Refused: a poll of this kind is not held in this sitting."""
    if poll.sitting.place_id != poll.place_id:
        raise Refused("请选择本地区的会议")
    if poll.kind == PollKind.ADOPTION and poll.sitting.kind != SittingKind.SESSION:
        raise Refused("票决在人民代表大会会议上进行，请选择类别为“人民代表大会会议”的会议")
    if poll.kind == PollKind.ADVISORY:
        raise Refused("票选推荐由议事会在“会商”里办理")


def _design(
    poll: Poll,
    *,
    title: str = "",
    colour: str = "",
    level: str = "",
    keys_needed: int | None = None,
    minutes: int | None = None,
) -> None:
    poll.title = title.strip() or poll.title
    poll.colour = Colour(colour) if colour else poll.colour
    if level:
        poll.level, poll.keys_needed = Level(level), keys_needed
    poll.minutes = minutes or poll.minutes


def set_rule(*, poll: Poll, rule: Given, by: Seat, version: int | None = None, **design: Unpack[Design]) -> Poll:
    """Change rule and design before the ballot is fixed. Raises NotYours, Refused with every problem of the rule."""
    with acting(MOVES["set_rule"], poll, by, version=version) as act:
        act.thing.rule = rule_for(act.thing, rule).to_json()
        _design(act.thing, **design)
        if problem := _cannot_be_sealed(act.thing):
            raise Refused(problem)
    return act.thing


def _cannot_be_sealed(poll: Poll) -> str | None:
    """A sealed ballot proves one mark an item, or at most so many items; no proof of its protocol says both."""
    rule = poll.the_rule
    if not poll.sealed or poll.kind == PollKind.SATISFACTION or rule.ticks or rule.limit is None:
        return None
    what = "可以反对的限选票" if rule.opposing else "又限制赞成项数的逐项票"
    return f"加密票箱封不了{what}：请改用票签票箱，或者改为不限赞成项数的逐项表决（同样可以赞成、反对、弃权）"


def refresh_items(*, poll: Poll, by: Seat, version: int | None = None) -> Poll:
    """Take the items anew from the year's candidates. Raises NotYours, Refused (a further round has fixed items)."""
    with acting(MOVES["refresh_items"], poll, by, version=version) as act:
        poll = act.thing
        if poll.kind != PollKind.ADOPTION or poll.previous_id:
            raise Refused("这次投票的项目是指定的，不随候选变化")
        poll.items = candidates_of(poll.year)
        act.note(items=len(poll.items))
    return poll


def appoint_tellers(*, poll: Poll, seats: Iterable[Seat], by: Seat, version: int | None = None) -> Poll:
    """Who watches and counts: one 总监票人, one 监票人 or more, and 计票人. Raises NotYours, Refused."""
    with acting(MOVES["appoint_tellers"], poll, by, version=version) as act:
        poll, seats = act.thing, list(seats)
        if strangers := [
            s for s in seats if s.place_id != poll.place_id or s.role not in COUNTING or not s.in_office()
        ]:
            raise Refused(f"{'、'.join(str(s.person) for s in strangers)}不是本地区在任的监票人或计票人")
        if problems := [*complaints(poll, seats), *_wrong_number(poll, seats)]:
            raise Refused(*problems)
        if poll.tellers_passed_id and _watching(seats) != _watching(poll.tellers.all()):
            poll.tellers_passed = None
        poll.tellers.set(seats)
        act.note(seats=sorted(seat.label for seat in seats))
    return poll


def _watching(seats: Iterable[Seat]) -> set[int]:
    """Those whom the session has passed, or has to pass again when they change."""
    return {seat.pk for seat in seats if seat.role in WATCHING}


def _wrong_number(poll: Poll, seats: list[Seat]) -> list[str]:
    """Why these seats together cannot watch and count, in Chinese."""
    chiefs = sum(seat.role == Role.CHIEF_TELLER for seat in seats)
    problems = [] if chiefs == 1 else [f"总监票人应有 1 名，现为 {chiefs} 名"]
    if not any(seat.role == Role.TELLER for seat in seats):
        problems.append("除总监票人外，至少还要 1 名监票人：开箱和截止须两人同意")
    if len({seat.person_id for seat in seats}) < len(seats):
        problems.append("同一个人不能兼任两种监票计票职务")
    if set(poll.keyholders) - {seat.pk for seat in seats}:
        problems.append("持有票箱钥匙的人员不能换下：换人要先作废本次投票，重新确定票面、重做钥匙")
    return problems


def file_rules_draft(*, poll: Poll, by: Seat) -> Paper:
    """File the 票决办法(草案) or 测评办法(草案) written from the rule, before the sitting passes it."""
    with acting(MOVES["file_rules_draft"], poll, by) as act:
        poll = act.thing
        return file_paper(
            year=poll.year,
            kind=PaperKind.OTHER if poll.kind == PollKind.SATISFACTION else PaperKind.VOTE_RULES_DRAFT,
            title=f"{poll.title}：{poll.term('票决办法')}（草案）",
            body=rules_text(poll),
            by=by,
        )


def freeze_poll(*, poll: Poll, by: Seat, version: int | None = None) -> Poll:
    """Fix the ballot and its rules, make its box. The rules are a draft until the session has passed them. Raises NotYours, Refused with everything that is missing."""
    with acting(MOVES["freeze_poll"], poll, by, version=version) as act:
        poll = act.thing
        if problems := _not_ready(poll):
            raise Refused(*problems)
        holders = keyholders_of(poll.tellers.select_related("person")) if poll.sealed else []
        poll.keyholders = tuple(seat.pk for seat in holders)
        with box_objects():
            poll.box_id = _box(poll, holders)
        act.note(items=len(poll.items))
    return poll


def _box(poll: Poll, holders: list[Seat]) -> UUID:
    """A new box. A sitting's sealed boxes have one ceremony, where the same people hold the keys (docs/ballot.md#one-ceremony)."""
    asked = {**election(poll), "trustees": [_called(seat) for seat in holders]}
    if not poll.sealed:
        return ballot_box(poll).prepare(asked)
    return ballot_box(poll).prepare(asked, keys_of=keys_shared_with(poll))


def fixes_by_itself(poll: Poll, by: Seat) -> bool:
    """Whether nothing is left to be set or mended before this seat can fix the ballot."""
    return not MOVES.refusals("freeze_poll", poll, by) and not _not_ready(poll)


def _not_ready(poll: Poll) -> list[str]:
    problems = []
    if not poll.items:
        problems.append("票面上还没有项目：请先在“候选”里确定正式候选，再按正式候选更新票面")
    elif poll.kind == PollKind.ADOPTION and not poll.previous_id:
        if not (enough := check_candidates(len(poll.items), poll.the_rule.seats, poll.the_rule)):
            problems.append(enough.sentence)
        if not poll.rehearsal and poll.items != candidates_of(poll.year):
            problems.append("正式候选在准备之后有变化，请先按正式候选更新票面")
    if problem := _cannot_be_sealed(poll):
        problems.append(problem)
    problems += _wrong_people(poll)
    beside = Poll.objects.filter(sitting=poll.sitting, colour=poll.colour, state__in=LIVE, rehearsal=poll.rehearsal)
    if other := beside.exclude(pk=poll.pk).first():
        problems.append(f"同一次会议的“{other}”也用{poll.get_colour_display()}票，请换一种票色，以免混淆")
    return problems


def _wrong_people(poll: Poll) -> list[str]:
    """Why those who are named cannot do this vote, in Chinese."""
    seats = list(poll.tellers.select_related("person"))
    if not seats:
        return ["还没有登记监票计票人员"]
    few = too_few_for_keys(seats) if poll.sealed else None
    return [*complaints(poll, seats), *([few] if few else [])]


def _called(seat: Seat) -> str:
    return f"{seat.get_role_display()} {seat.person}"
