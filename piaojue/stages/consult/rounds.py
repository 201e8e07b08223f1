"""What the rounds of an advisory ballot mean: who is voted on, by which rule, and what the sheets decide."""

from collections.abc import Sequence
from fractions import Fraction

from django.utils.translation import gettext as _

from engines.counting import (
    Counts,
    Form,
    ItemCount,
    PassBase,
    Roll,
    Rule,
    State,
    Verdict,
    after_revote,
    decide,
    rule_of_next_round,
)
from piaojue.commons.years.models import Year
from piaojue.stages.consult.models import Consultation
from piaojue.stages.consult.queries import members_of, present
from piaojue.stages.consult.values import CountSheet
from piaojue.stages.shortlist.public import Dossier

COUNTERS = 2  # people who count by hand, each alone
EQUAL_NUMBERS = Fraction(0)  # as many candidates as seats are enough


def rule_of(year: Year, *, double: bool) -> Rule:
    """The advisory rule: the law sets no line for a 街道; the double threshold is a local choice (docs/domain.md#double-threshold)."""
    if not double:
        return Rule(seats=year.seats_to_fill, form=Form.ADVISORY, pass_base=PassBase.NONE, min_surplus=EQUAL_NUMBERS)
    return Rule(
        seats=year.seats_to_fill,
        form=Form.ADVISORY,
        pass_base=PassBase.VOTING,
        threshold=Fraction(2, 3),
        deputies_threshold=Fraction(1, 2),
        min_surplus=EQUAL_NUMBERS,
    )


def rule_now(consultation: Consultation) -> Rule:
    """The rule of the round that is due: among the tied the most approvals win, both thresholds are behind them."""
    rule, rounds = consultation.the_rule, consultation.result.held
    return rule_of_next_round(judged(consultation, rounds), rule) if rounds else rule


def on_the_ballot(consultation: Consultation) -> list[Dossier]:
    """What is voted on now: everything, or what was tied at the last place."""
    tied = consultation.result.tied
    rows = consultation.dossiers.order_by("no")
    return [dossier for dossier in rows if not tied or str(dossier.pk) in tied]


def titles_of(consultation: Consultation) -> dict[str, str]:
    """Id of each dossier, as text → its title."""
    return {str(dossier.pk): dossier.title for dossier in consultation.dossiers.all()}


def problems_of(consultation: Consultation, sheet: CountSheet) -> list[str]:
    """Why a sheet cannot be true."""
    problems = []
    deputies, others = sheet.deputies_valid, sheet.others_valid
    if not 0 <= sheet.deputies_returned <= sheet.returned <= sheet.issued:
        problems.append("收回票数不能多于发出票数，代表票数不能多于收回票数")
    elif not 0 <= (sheet.deputies_void or 0) <= (sheet.void or 0) or min(deputies, others) < 0:
        problems.append("无效票不能多于收回的票，代表的无效票不能多于全部无效票，请重新清点")
    if sheet.issued > (here := present(consultation).count()):
        problems.append(f"签到的议事会成员 {here} 人，发出的票不能多于 {here} 张")
    for dossier in on_the_ballot(consultation):
        approvals, everyone = sheet.items.get(str(dossier.pk), (0, -1))
        if not 0 <= approvals <= deputies or not approvals <= everyone <= approvals + others:
            problems.append(
                f"“{dossier.title}”的赞成数对不上：代表赞成应在 0 到 {deputies} 之间，"
                f"总赞成减去代表赞成应在 0 到 {others}（居民有效票）之间"
            )
    return problems


def differences(consultation: Consultation) -> list[str]:
    """Where the two counts differ; empty when they agree or one is missing."""
    typed = consultation.result.typed
    if len(typed) < COUNTERS:
        return []
    one, other = typed
    titles = titles_of(consultation)
    lines = [
        _("“%(item)s”：一人计 %(a)s，另一人计 %(b)s")
        % {"item": titles.get(key, key), "a": _pair(pair), "b": _pair(other.items.get(key))}
        for key, pair in one.items.items()
        if pair != other.items.get(key)
    ]
    totals = zip(one.totals, other.totals, strict=True)
    return lines + [_("票数不一致：%(a)s 与 %(b)s") % {"a": a, "b": b} for a, b in totals if a != b]


def _pair(pair: tuple[int, int] | None) -> str:
    return str(list(pair)) if pair else str(pair)


def sheet_now(consultation: Consultation) -> CountSheet | None:
    """This round's count: what the boxes hold, or what two people have counted alike; None: there is none yet."""
    result = consultation.result
    if result.counted:
        return result.counted
    return result.typed[0] if len(result.typed) == COUNTERS and not differences(consultation) else None


def ends_in_a_tie(consultation: Consultation) -> bool:
    """Whether this round's count leaves items that are voted on again."""
    sheet = sheet_now(consultation)
    if sheet is None:
        return False
    return judged(consultation, [*consultation.result.held, sheet]).state is State.REVOTE


def judged(consultation: Consultation, rounds: Sequence[CountSheet]) -> Verdict:
    """The verdict of engines.counting on the sheets of all rounds so far."""
    rule, titles = consultation.the_rule, titles_of(consultation)
    first, *later = [_counted(consultation, sheet, rule) for sheet in rounds]
    verdict = decide(first[0], rule, first[1], council=first[2], titles=titles)
    for counts, roll, council in later:
        verdict = after_revote(verdict, counts, rule, roll, council=council, titles=titles)
    return verdict


def _counted(consultation: Consultation, sheet: CountSheet, rule: Rule) -> tuple[Counts, Roll, Counts | None]:
    """One sheet as the engine takes it: all ballots, who was there, the deputies' ballots alone (double threshold)."""
    roll = Roll(
        all_deputies=members_of(consultation).count(),
        present=present(consultation).count(),
        council_deputies=max(1, sheet.deputies_returned),
        council_deputies_present=max(1, sheet.deputies_returned),
    )
    everyone = _counts(sheet.returned, sheet.valid, {key: pair[1] for key, pair in sheet.items.items()})
    deputies = {key: pair[0] for key, pair in sheet.items.items()}
    council = _counts(sheet.deputies_returned, sheet.deputies_valid, deputies) if rule.double else None
    return everyone, roll, council


def _counts(returned: int, valid: int, approvals: dict[str, int]) -> Counts:
    """returned, valid: ballots (张); approvals: of each item."""
    rows = {
        key: ItemCount(approve=approve, against=valid - approve, abstain=0, not_pressed=0)
        for key, approve in approvals.items()
    }
    return Counts(issued=returned, returned=returned, valid=valid, void=returned - valid, items=rows)
