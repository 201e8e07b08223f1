"""Whatever single thing is done to a chain behind its back, the check finds it and names the place."""

import hashlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engines.chaining import GENESIS, Kind, NotCanonical, canonical, first_break, link

values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
payloads = st.dictionaries(st.text(max_size=5), values, max_size=4)


def chained(contents):
    rows, prev = [], GENESIS
    for seq, payload in enumerate(contents, 1):
        rows.append((seq, prev, link(prev, payload), payload))
        prev = rows[-1][2]
    return rows


def head_of(rows):
    return rows[-1][0], rows[-1][2]


chains = st.lists(payloads, min_size=2, max_size=7).map(chained)


def test_the_link_is_what_any_other_program_computes():
    payload = {"项目": "停车场", "a": [1, 2.0, None, True]}
    text = '{"a":[1,2,null,true],"项目":"停车场"}'
    assert canonical(payload) == text.encode()
    assert link(GENESIS, payload) == hashlib.sha256(("0" * 64 + "\n" + text).encode()).hexdigest()


@given(payloads)
def test_a_round_trip_through_json_and_any_key_order_keep_the_bytes(payload):
    again = json.loads(json.dumps(payload))
    assert canonical(dict(reversed(again.items()))) == canonical(payload)


@pytest.mark.parametrize("value", [{"x": float("nan")}, {"x": {1: 2}}, {"x": object()}, {"x": "\ud800"}, {"x": b"1"}])
def test_what_has_no_canonical_form_is_refused(value):
    with pytest.raises(NotCanonical):
        link(GENESIS, value)


@pytest.mark.parametrize("prev", ["", "0" * 63, "G" * 64, "A" * 64])
def test_a_malformed_previous_hash_is_refused(prev):
    with pytest.raises(ValueError, match="64 位"):
        link(prev, {})


@given(chains)
def test_an_untouched_chain_holds(rows):
    assert first_break(rows, head=head_of(rows)) is None
    assert first_break(iter(rows)) is None
    assert first_break(rows[1:], start=(1, rows[0][2])) is None


def test_an_empty_chain_holds_unless_something_was_expected():
    assert first_break([]) is None
    assert first_break([], head=(3, "f" * 64)).kind is Kind.REMOVED


@given(chains, st.data())
def test_a_changed_payload_is_named(rows, data):
    at = data.draw(st.integers(0, len(rows) - 1))
    other = data.draw(payloads.filter(lambda p: canonical(p) != canonical(rows[at][3])))
    touched = [*rows[:at], (*rows[at][:3], other), *rows[at + 1 :]]
    broken = first_break(touched)
    assert (broken.seq, broken.kind) == (rows[at][0], Kind.CHANGED)
    assert f"第 {rows[at][0]} 条" in broken.reason


@given(chains, st.data())
def test_a_changed_field_of_the_chain_itself_is_found(rows, data):
    at = data.draw(st.integers(0, len(rows) - 1))
    field = data.draw(st.integers(0, 2))
    row = list(rows[at])
    row[field] = row[0] + 100 if field == 0 else "e" * 64
    touched = [*rows[:at], tuple(row), *rows[at + 1 :]]
    broken = first_break(touched, head=head_of(rows))
    assert broken is not None
    assert broken.kind is Kind.CHANGED
    assert broken.seq in {row[0], rows[at][0]}


@given(chains, st.data())
def test_a_removed_row_is_named(rows, data):
    at = data.draw(st.integers(0, len(rows) - 1))
    broken = first_break(rows[:at] + rows[at + 1 :], head=head_of(rows))
    assert (broken.seq, broken.kind) == (rows[at][0], Kind.REMOVED)


@given(chains, st.data())
def test_a_removed_row_is_found_even_when_the_rest_is_renumbered(rows, data):
    at = data.draw(st.integers(0, len(rows) - 2))
    rest = rows[:at] + rows[at + 1 :]
    assert first_break([(seq, *row[1:]) for seq, row in enumerate(rest, 1)]) is not None


@given(chains, st.data())
def test_swapped_rows_are_found(rows, data):
    one, other = sorted(data.draw(st.sets(st.integers(0, len(rows) - 1), min_size=2, max_size=2)))
    touched = list(rows)
    touched[one], touched[other] = touched[other], touched[one]
    broken = first_break(touched, head=head_of(rows))
    assert broken is not None
    if other == one + 1:
        assert broken.kind is Kind.MOVED


@given(chains, payloads, st.data())
def test_a_forged_row_is_named_although_it_chains_well_to_the_row_before(rows, forged, data):
    at = data.draw(st.integers(1, len(rows)))
    prev = rows[at - 1][2]
    row = (at + 1, prev, link(prev, forged), forged)
    after = [(seq + 1, *rest) for seq, *rest in rows[at:]]
    broken = first_break([*rows[:at], row, *after], head=head_of(rows))
    assert (broken.seq, broken.kind) == (at + 1, Kind.INSERTED)


@given(chains, st.data())
def test_a_row_copied_elsewhere_is_found(rows, data):
    source, target = data.draw(st.integers(0, len(rows) - 1)), data.draw(st.integers(0, len(rows)))
    assert first_break([*rows[:target], rows[source], *rows[target:]], head=head_of(rows)) is not None


@given(chains, payloads, st.data())
def test_a_row_rewritten_together_with_its_hash_is_named_by_its_successor(rows, other, data):
    at = data.draw(st.integers(0, len(rows) - 1))
    if canonical(other) == canonical(rows[at][3]):
        return
    seq, prev, _, _ = rows[at]
    touched = [*rows[:at], (seq, prev, link(prev, other), other), *rows[at + 1 :]]
    broken = first_break(touched, head=head_of(rows))
    assert (broken.seq, broken.kind) == (seq, Kind.CHANGED)
