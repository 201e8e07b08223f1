"""What happens after the first count: re-vote among the tied, second round, a body's decision."""

from collections.abc import Sequence
from dataclasses import replace

from . import sentences as say
from .counts import Counts
from .deciding import Titles, decide
from .quorum import Roll
from .rule import PassBase, Pick, Rule, Shortfall, TieAtCut
from .verdict import Cause, ItemVerdict, Next, State, Status, Verdict


class StepRefused(ValueError):
    """This step does not fit where the poll stands. `reasons`: every objection, in Chinese."""

    def __init__(self, *reasons: str) -> None:
        self.reasons = reasons
        super().__init__("；".join(reasons))


def after_revote(
    verdict: Verdict,
    counts: Counts,
    rule: Rule,
    roll: Roll,
    *,
    council: Counts | None = None,
    titles: Titles | None = None,
) -> Verdict:
    """Join the count of a further round to what was decided before.

    verdict: state REVOTE (tie: more approvals win, the threshold was already passed) or
             SECOND_ROUND (shortfall: the threshold applies again)
    counts:  the new round's counts, of exactly the items that were pending
    result:  a Verdict over all items; a tie again leads to another re-vote up to `rule.max_revotes`,
             then to the congress (a council's: to 街道人大工委); a second shortfall is final (as many as passed)
             A round without result (sums off, more ballots than issued) keeps what was decided: its
             state is RECOUNT or INVALID and `next` still names the round to repeat
    raises:  StepRefused when no such round is due or the items are others
    """
    step = _due(verdict, {State.REVOTE, State.SECOND_ROUND})
    if set(counts.items) != set(step.items):
        raise StepRefused(f"本轮应只对{say.names(step.items, titles or {})}投票，计票中的项目与此不同")
    this = decide(counts, _rule_of_round(verdict, step, rule), roll, council=council, titles=titles)
    if this.state in {State.INVALID, State.RECOUNT}:
        return replace(verdict, state=this.state, sentence=this.sentence)
    revotes = verdict.revotes + (step.state is State.REVOTE)
    second = verdict.second_rounds + (step.state is State.SECOND_ROUND)
    word = "再次投票" if step.state is State.REVOTE else "第二轮投票"
    return _joined(verdict, this, rule, word, revotes, second)


def _due(verdict: Verdict, states: set[State]) -> Next:
    """The next step, if it is one of `states`. A round that came out void or off may be held or entered again."""
    if verdict.next is None or verdict.next.state not in states:
        raise StepRefused(f"现在不能进行这一步：{verdict.sentence}")
    return verdict.next


def _rule_of_round(verdict: Verdict, step: Next, rule: Rule) -> Rule:
    """The rule for a further round: its seats, its threshold, and what its own tie would lead to."""
    limit = None if rule.max_choices is None and not rule.chooses else min(rule.limit or step.seats, step.seats)
    later = replace(rule, seats=step.seats, max_choices=limit, shortfall=Shortfall.AS_MANY_AS_PASSED)
    if step.state is State.SECOND_ROUND:
        return later
    if verdict.revotes + 1 >= rule.max_revotes:
        later = replace(later, tie_at_cut=TieAtCut.BODY)
    return replace(later, pass_base=PassBase.NONE, deputies_threshold=None, pick=Pick.TOP)


def rule_of_next_round(verdict: Verdict, rule: Rule) -> Rule:
    """The rule by which ballots of the round that is due are read and counted. raises: StepRefused if none is."""
    return _rule_of_round(verdict, _due(verdict, {State.REVOTE, State.SECOND_ROUND}), rule)


def _joined(verdict: Verdict, this: Verdict, rule: Rule, word: str, revotes: int, second: int) -> Verdict:
    """Earlier verdicts for decided items, this round's for the others."""
    new = {v.item: replace(v, sentence=f"{word}：{v.sentence}") for v in this.items}
    items = tuple(new.get(v.item, v) for v in verdict.items)
    adopted = verdict.adopted + this.adopted
    rest = f"；{this.next.sentence}" if this.next else "。"
    sentence = f"{word}后，应选 {verdict.seats} 项，共{say.adopted_word(rule)} {len(adopted)} 项{rest}"
    return Verdict(
        this.state,
        verdict.seats,
        verdict.base,
        items,
        adopted,
        this.next,
        sentence,
        tuple(dict.fromkeys(verdict.warnings + this.warnings)),
        revotes,
        second,
    )


def after_presidium(
    verdict: Verdict,
    chosen: Sequence[str],
    rule: Rule,
    *,
    basis: str,
    titles: Titles | None = None,
) -> Verdict:
    """Join what the congress, its presidium or 街道人大工委 decided.

    verdict: state PRESIDIUM
    chosen:  after a tie exactly as many as seats are open; after a shortfall none up to that many;
             all of them among the pending items
    basis:   number or date of that body's decision; must not be empty
    raises:  StepRefused with every objection at once
    """
    step = _due(verdict, {State.PRESIDIUM})
    _require_allowed(step, chosen, rule, basis, titles or {})
    picked = set(chosen)
    items = tuple(
        _decided(v, v.item in picked, step, rule, basis) if v.item in step.items else v for v in verdict.items
    )
    adopted = verdict.adopted + tuple(item for item in step.items if item in picked)
    decider = say.decider(rule)
    sentence = f"经{decider}决定（{basis}），应选 {verdict.seats} 项，共{say.adopted_word(rule)} {len(adopted)} 项。"
    warnings = verdict.warnings
    if picked and step.cause is not Cause.TIE:
        filled = say.names((item for item in step.items if item in picked), titles or {})
        warnings += (f"{decider}补入的{filled}未过通过线。",)
    return replace(
        verdict, state=State.DECIDED, items=items, adopted=adopted, next=None, sentence=sentence, warnings=warnings
    )


def _require_allowed(step: Next, chosen: Sequence[str], rule: Rule, basis: str, titles: Titles) -> None:
    """Whether the presidium may decide so. raises: StepRefused with every objection at once."""
    picked, exact = set(chosen), step.cause is Cause.TIE
    objections = [
        (not basis.strip(), f"请填写{say.decider(rule)}决定的文号或会议记录"),
        (len(picked) < len(chosen), "同一个项目选了两次"),
        (not picked <= set(step.items), f"只能在{say.names(step.items, titles)}之中决定"),
        (exact and len(picked) != step.seats, f"应恰好决定 {step.seats} 项，现为 {len(picked)} 项"),
        (not exact and len(picked) > step.seats, f"至多补入 {step.seats} 项，现为 {len(picked)} 项"),
    ]
    if reasons := [text for wrong, text in objections if wrong]:
        raise StepRefused(*reasons)


def _decided(before: ItemVerdict, chosen: bool, step: Next, rule: Rule, basis: str) -> ItemVerdict:
    why = "末位平票" if step.cause is Cause.TIE else "未过通过线"
    end = say.adopted_word(rule) if chosen else say.lost_word(rule)
    if step.cause is Cause.SHORTFALL and chosen:
        end = f"补入{end}"
    status = Status.ADOPTED if chosen else Status.NOT_ADOPTED
    text = say.joined(f"赞成 {before.approve} 票", why, f"经{say.decider(rule)}决定（{basis}）{end}")
    return replace(before, status=status, sentence=text)
