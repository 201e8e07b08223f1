"""Generators shared by this folder's tests: items, ballots, rules, sittings."""

from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

from engines.counting import (
    BlankItem,
    Counts,
    Detail,
    Form,
    OverSelect,
    PassBase,
    Pick,
    Roll,
    Rule,
    Shortfall,
    TieAtCut,
    tally,
)

ITEMS = [f"项目{n}" for n in range(1, 7)]
shares = st.fractions(min_value=Fraction(1, 20), max_value=Fraction(19, 20), max_denominator=20)


@st.composite
def rules(draw: st.DrawFn, /, **fixed: Any) -> Rule:
    """Any rule that makes sense."""
    form = fixed.get("form") or draw(st.sampled_from(Form))
    base = fixed.get("pass_base") or draw(st.sampled_from(PassBase))
    picks = [Pick.TOP] if base is PassBase.NONE else list(Pick)
    values = {
        "form": form,
        "opposing": form is Form.CHOOSE and draw(st.booleans()),
        "seats": draw(st.integers(1, 5)),
        "max_choices": draw(st.none() | st.integers(1, 6)),
        "pass_base": base,
        "threshold": draw(shares),
        "inclusive": draw(st.booleans()),
        "participation": draw(st.none() | shares),
        "pick": draw(st.sampled_from(picks)),
        "tie_at_cut": draw(st.sampled_from(TieAtCut)),
        "max_revotes": draw(st.integers(1, 3)),
        "shortfall": draw(st.sampled_from(Shortfall)),
        "over_select": draw(st.sampled_from(OverSelect)),
        "blank_item": draw(st.sampled_from(BlankItem)),
        "unclear_voids_ballot": draw(st.booleans()),
        "blank_ballot_valid": draw(st.booleans()),
        "result_detail": draw(st.sampled_from(Detail)),
        "secret": draw(st.booleans()),
        "quorum": draw(shares),
        "min_surplus": draw(st.fractions(0, 1, max_denominator=10)),
        "local_basis": draw(st.text(max_size=8)),
    }
    return Rule(**(values | fixed))


words = st.sampled_from(["approve", "against", "abstain"])
sheets = st.dictionaries(
    st.sampled_from([*ITEMS, "陌生项目"]),
    st.none() | words | st.sets(words, max_size=3) | st.just("乱写"),
    max_size=len(ITEMS),
)
clean_sheets = st.dictionaries(st.sampled_from(ITEMS), words, max_size=len(ITEMS))


@st.composite
def sittings(draw: st.DrawFn, /, **fixed: Any) -> tuple[Counts, Rule, Roll]:
    """(counts, rule, roll) of a sitting with a quorum, counted from clean ballots."""
    rule = draw(rules(**({"quorum": Fraction(1, 20), "participation": None} | fixed)))
    number = draw(st.integers(1, 12))
    papers: list[Any]
    if rule.ticks:
        papers = draw(st.lists(st.sets(st.sampled_from(ITEMS), max_size=rule.limit), min_size=number, max_size=number))
    else:
        papers = draw(st.lists(clean_sheets, min_size=number, max_size=number))
    issued = number + draw(st.integers(0, 2))
    roll = Roll(all_deputies=issued + draw(st.integers(0, 5)), present=issued)
    return tally(papers, rule, ITEMS, issued=issued), rule, roll
