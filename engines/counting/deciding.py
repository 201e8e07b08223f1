"""Counts → verdict. Exact arithmetic; a tie at the line is never broken in silence."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from engines.exact import share_in_chinese

from . import sentences as say
from .counts import Counts, SumCheck, box_holds, sums_agree
from .quorum import Roll, base_size, council_base_size, quorum, reaches
from .rule import PassBase, Pick, Rule, Shortfall, TieAtCut
from .verdict import Cause, ItemVerdict, Next, State, Status, Verdict, ranks

Titles = Mapping[str, str]


@dataclass(frozen=True)
class _Poll:
    """Everything one round is decided by."""

    counts: Counts
    rule: Rule
    roll: Roll
    council: Counts | None
    titles: Titles

    @property
    def base(self) -> int:
        return base_size(self.rule, self.roll, self.counts.returned)

    def passes(self, item: str) -> bool:
        """Over the threshold (or both thresholds)? Without a threshold everything passes."""
        if self.rule.pass_base is PassBase.NONE:
            return True
        approve = self.counts.items[item].approve
        return reaches(approve, self.base, self.rule.threshold, self.rule.inclusive) and self.council_passes(item)

    def council_passes(self, item: str) -> bool:
        if self.rule.deputies_threshold is None or self.council is None:
            return True
        base = council_base_size(self.rule, self.roll, self.council.returned)
        return reaches(self.council.items[item].approve, base, self.rule.deputies_threshold, self.rule.inclusive)

    def how(self, item: str) -> tuple[str, ...]:
        """赞成 n 票, and how that stands to each threshold."""
        approve = self.counts.items[item].approve
        passed = reaches(approve, self.base, self.rule.threshold, self.rule.inclusive)
        parts = [f"赞成 {approve} 票", say.line(approve, self.base, self.rule, passed)]
        if self.rule.double and self.council is not None:
            base = council_base_size(self.rule, self.roll, self.council.returned)
            own = self.council.items[item].approve
            parts.append(say.council_line(own, base, self.rule, self.council_passes(item)))
        return tuple(parts)


def decide(
    counts: Counts,
    rule: Rule,
    roll: Roll,
    *,
    council: Counts | None = None,
    titles: Titles | None = None,
) -> Verdict:
    """The verdict on the first round.

    counts:  all ballots, items in the order of the ballot
    roll:    the sitting's roll, in persons
    council: double threshold only: counts of the deputies' ballots alone (part of `counts`)
    titles:  item → name, for the sentences
    result:  Verdict; state RECOUNT (sums off), INVALID (no quorum, more ballots than issued, too few
             taking part), DECIDED, REVOTE, SECOND_ROUND or PRESIDIUM
    raises:  ValueError when the double threshold lacks its counts or its roll
    source:  《地方组织法》第十四、二十五条; the sitting's 票决办法 (docs/domain.md#vote)
    """
    poll = _Poll(counts, rule, roll, council, titles or {})
    if rule.double and council is None:
        raise ValueError("双门槛需要人大代表部分的计票")
    if stopped := _stopped(poll):
        return stopped
    passing = [item for item in counts.items if poll.passes(item)]
    verdict = _choose(poll, passing, rule.seats)
    return replace(verdict, warnings=_warnings(poll))


def _stopped(poll: _Poll) -> Verdict | None:
    """A verdict without result, if the numbers or the sitting do not hold."""
    counts, roll, rule = poll.counts, poll.roll, poll.rule
    if not (there := quorum(roll.present, roll.all_deputies, rule.quorum)):
        return _without_result(poll, State.INVALID, [there.sentence])
    if not box_holds(counts.issued, counts.returned):
        text = f"收回 {counts.returned} 张，多于发出的 {counts.issued} 张，本次投票无效，应当重新投票。"
        return _without_result(poll, State.INVALID, [text])
    problems = [*_checked(poll).problems]
    if problems:
        return _without_result(poll, State.RECOUNT, problems)
    if rule.participation is not None and not reaches(counts.returned, roll.all_deputies, rule.participation, False):
        share = share_in_chinese(rule.participation)
        text = f"参加表决 {counts.returned} 人，未超过全体代表 {roll.all_deputies} 人的{share}，本次表决无效。"
        return _without_result(poll, State.INVALID, [text])
    return None


def _checked(poll: _Poll) -> SumCheck:
    """Sums of both counts, and that neither exceeds the people in the room or the other."""
    counts, roll, council = poll.counts, poll.roll, poll.council
    problems = [*sums_agree(counts, poll.titles).problems]
    if not counts.items:
        problems.append("没有可表决的项目。")
    if counts.issued > roll.present:
        problems.append(f"发出 {counts.issued} 张票，多于到会的 {roll.present} 人，请核对签到与发票。")
    if council is not None:
        problems += [f"人大代表部分：{text}" for text in sums_agree(council, poll.titles).problems]
        if council.items.keys() != counts.items.keys():
            problems.append("人大代表部分的项目与全部票的项目不一致。")
        elif any(
            own > whole
            for item in counts.items
            for own, whole in zip(council.items[item], counts.items[item], strict=True)
        ):
            problems.append("人大代表部分的票数多于全部票数。")
    return SumCheck(tuple(problems))


def _without_result(poll: _Poll, state: State, problems: list[str]) -> Verdict:
    word = "本次表决没有有效结果" if state is State.INVALID else "计票数字对不上，复核之前不作认定"
    items = tuple(
        ItemVerdict(item, Status.NONE, count.approve, 0, None, f"赞成 {count.approve} 票，{word}。")
        for item, count in poll.counts.items.items()
    )
    return Verdict(state, poll.rule.seats, poll.base, items, (), None, "".join(problems))


def _warnings(poll: _Poll) -> tuple[str, ...]:
    """Sentences for the minutes: what the numbers themselves give away."""
    counts = poll.counts
    if not poll.rule.secret or not counts.valid:
        return ()
    sentences = []
    if any(counts.valid in count for count in counts.items.values()):
        sentences.append("有项目全票一致，公布票数即公布了每张票在该项上的意见。")
    if counts.valid < 20:
        sentences.append(f"有效票只有 {counts.valid} 张，公布票数可能推知个人意见，建议只公布入选名单。")
    return tuple(sentences)


def _choose(poll: _Poll, passing: list[str], seats: int) -> Verdict:
    """Fill `seats` from `passing`, most approvals first; a tie across the last seat opens a next step."""
    counts, rule = poll.counts, poll.rule
    approvals = counts.approvals()
    order = sorted(passing, key=lambda item: -approvals[item])
    if rule.pick is Pick.ALL_PASSING:
        return _outcome(poll, order, [], seats)
    if len(order) <= seats:
        return _outcome(poll, order, [], seats)
    cut = approvals[order[seats - 1]]
    if approvals[order[seats]] < cut:
        return _outcome(poll, order[:seats], [], seats)
    above = [item for item in order if approvals[item] > cut]
    tied = [item for item in counts.items if item in set(order) and approvals[item] == cut]
    return _at_the_line(poll, above, tied, seats)


def _at_the_line(poll: _Poll, above: list[str], tied: list[str], seats: int) -> Verdict:
    """Equal counts straddle the last seat: apply the rule's way out, and say so."""
    open_seats, rule = seats - len(above), poll.rule
    whom = say.names(tied, poll.titles)
    tie = f"{whom}票数相等，剩 {open_seats} 个名额"
    if rule.tie_at_cut is TieAtCut.ALL_IN:
        return _outcome(poll, above + tied, [], seats, note={item: "末位平票，按办法并列都进" for item in tied})
    if rule.tie_at_cut is TieAtCut.BY_NUMBER:
        first = tied[:open_seats]
        note = {item: "末位平票，按办法取序号在前者，本项序号在" + ("前" if item in first else "后") for item in tied}
        return _outcome(poll, above + first, [], seats, note=note)
    if rule.tie_at_cut is TieAtCut.REVOTE:
        step = Next(
            State.REVOTE,
            Cause.TIE,
            tuple(tied),
            open_seats,
            f"{tie}，应对这 {len(tied)} 项再次投票，得票多者{say.adopted_word(rule)}。",
        )
    else:
        step = Next(State.PRESIDIUM, Cause.TIE, tuple(tied), open_seats, f"{tie}，由{say.decider(rule)}决定。")
    return _outcome(poll, above, tied, seats, step=step)


def _outcome(
    poll: _Poll,
    adopted: list[str],
    tied: list[str],
    seats: int,
    *,
    step: Next | None = None,
    note: Mapping[str, str] | None = None,
) -> Verdict:
    """Assemble the verdict; too few adopted and nothing tied is a shortfall."""
    if step is None:
        step = _shortfall(poll, adopted, seats)
    place = ranks(poll.counts.approvals())
    items = tuple(_item(poll, item, adopted, step, place[item], note or {}) for item in poll.counts.items)
    state = step.state if step else State.DECIDED
    return Verdict(state, seats, poll.base, items, tuple(adopted), step, _summary(poll.rule, adopted, seats, step))


def _shortfall(poll: _Poll, adopted: list[str], seats: int) -> Next | None:
    """What the rule does when fewer passed than seats, and somebody is left to fill them with."""
    rest = tuple(item for item in poll.counts.items if item not in set(adopted))
    missing = min(seats - len(adopted), len(rest))
    if missing < 1 or poll.rule.shortfall is Shortfall.AS_MANY_AS_PASSED:
        return None
    gap = f"过线 {len(adopted)} 项，少于应选 {seats} 项，差 {seats - len(adopted)} 项"
    if poll.rule.shortfall is Shortfall.SECOND_ROUND:
        text = f"{gap}，应对未过线的 {len(rest)} 项再投一轮。"
        return Next(State.SECOND_ROUND, Cause.SHORTFALL, rest, missing, text)
    return Next(State.PRESIDIUM, Cause.SHORTFALL, rest, missing, f"{gap}，是否补足由{say.decider(poll.rule)}决定。")


def _item(
    poll: _Poll, item: str, adopted: list[str], step: Next | None, rank: int, note: Mapping[str, str]
) -> ItemVerdict:
    """One item's verdict with its sentence."""
    rule, passed = poll.rule, poll.passes(item)
    threshold = None if rule.pass_base is PassBase.NONE else passed
    how = (*poll.how(item), f"得票第 {rank}", note.get(item, ""))
    if item in adopted:
        status, end = Status.ADOPTED, say.adopted_word(rule)
    elif step and item in step.items:
        status = Status.TIED if step.cause is Cause.TIE else Status.PENDING
        end = ("末位平票，" if step.cause is Cause.TIE else "") + _waits(step, rule)
    else:
        status = Status.NOT_ADOPTED
        end = ("名额已满，" if passed and item not in note else "") + say.lost_word(rule)
    return ItemVerdict(item, status, poll.counts.items[item].approve, rank, threshold, say.joined(*how, end))


def _waits(step: Next, rule: Rule) -> str:
    return {
        State.REVOTE: "等待再次投票",
        State.SECOND_ROUND: "等待再投一轮",
        State.PRESIDIUM: f"等待{say.decider(rule)}决定",
    }[step.state]


def _summary(rule: Rule, adopted: list[str], seats: int, step: Next | None) -> str:
    """The whole result in one sentence."""
    word = say.adopted_word(rule)
    start = f"应选 {seats} 项，{word} {len(adopted)} 项"
    if step:
        return f"{start}；{step.sentence}"
    if len(adopted) < seats:
        return f"{start}，少于应选数，按实际过线数确定。"
    if len(adopted) > seats:
        return f"{start}，多于应选数，" + ("末位平票并列都进。" if rule.pick is Pick.TOP else "过线者全部入选。")
    return start + "。"
