"""The whole result is checked, or nothing is: bundles that are wrong around the ciphertexts, read by the stand-alone verifier."""

import copy
import importlib
import io
import json
import zipfile
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from engines.sealing.encoding import compact

from .tool import verdict
from .wholes import REPORT, TITLES, certificate, rule_of, rule_with, whole

pytestmark = pytest.mark.once
RULE = rule_with(seats=1)
PARK, LIFT, NURSERY = TITLES
VOTES = [[0, 0, 1], [0, 1, 0], [0, 2, 2]]
PAPER = [[18, 1, 1, 0], [2, 17, 1, 0], [0, 20, 0, 0]]


@pytest.fixture(scope="module")
def meeting_held():
    """Three ballots by phone, twenty-one papers of which one is spoiled, one slip unused."""
    return whole(RULE, VOTES, paper=PAPER, papers=21, adopted=[PARK], deputies=30)


@pytest.fixture(scope="module")
def written(meeting_held):
    return meeting_held.texts()


def failed(made, tmp_path) -> dict[int, str]:
    return verdict(made.write(tmp_path)).failed


def test_a_whole_bundle_holds_as_a_folder_and_as_a_zip(meeting_held, tmp_path):
    report = verdict(meeting_held.write(tmp_path / "folder"))
    assert report.good and report.whole and not report.skipped, list(report.lines())
    packed = tmp_path / "bundle.zip"
    with zipfile.ZipFile(packed, "w") as out:
        for name, raw in meeting_held.texts().items():
            out.writestr(name, raw)
    assert verdict(packed).head == report.head != ""
    assert report.joined[2] == [[21, 1, 1, 0], [3, 18, 2, 0], [1, 21, 1, 0]]


@pytest.mark.parametrize(
    ("number", "changes"),
    [
        (9, {"printed": 6}),
        (9, {"voided": 0}),
        (18, {"deputies": 24}),
        (18, {"present": 24}),
        (18, {"present": 31}),
        (18, {"issued": 24}),
        (18, {"direct": 20}),
        (18, {"not_voted": 0}),
        (18, {"returned": 500}),
        (18, {"valid": 500}),
        (18, {"void": 0}),
        (18, {"excess": 1}),
        (18, {"rehearsal": True}),
        (4, {"present": -1}),
        (4, {"present": 25.0}),
        (4, {"present": True}),
        (4, {"present": "25"}),
        (4, {"surplus": 1}),
        (18, {"kind": "election"}),
        (19, {"kind": "advisory"}),
        (19, {"adopted": []}),
        (19, {"adopted": [LIFT]}),
        (19, {"adopted": [PARK, PARK]}),
        (19, {"pending": [LIFT]}),
        (19, {"adopted": None, "pending": None}),
    ],
)
def test_no_number_of_the_meeting_is_taken_on_trust(meeting_held, arithmetic_once, tmp_path, number, changes):
    """The certificate is written anew each time, as a forger would."""
    made = meeting_held.but(meeting=changes)
    rows = verdict(meeting_held.write(tmp_path / "right")).joined[2]
    if all(type(value) is int for value in made.files["meeting.json"].values() if isinstance(value, int | float)):
        made.files[REPORT] = certificate(made.files["meeting.json"], rows, TITLES)
    assert set(failed(made, tmp_path / "forged")) == {number}


@pytest.mark.parametrize(
    "paper",
    [
        {"boxes": 1, "issued": 21, "returned": 0, "spoiled": 0, "rows": [[500, 0, 0, 0]] * 3},
        {"boxes": 1, "issued": 21, "returned": 500, "spoiled": 0, "rows": [[500, 0, 0, 0]] * 3},
        {"boxes": 1, "issued": 21, "returned": 21, "spoiled": 0, "rows": PAPER},
        {"boxes": 1, "issued": 21, "returned": 21, "spoiled": 1, "rows": PAPER[:2]},
        {"boxes": 0, "issued": 21, "returned": 21, "spoiled": 1, "rows": PAPER},
        {"boxes": 1, "issued": 20, "returned": 21, "spoiled": 1, "rows": PAPER},
        {"boxes": 1, "issued": 21, "returned": 21, "spoiled": 1, "rows": None},
        {"boxes": 1, "issued": 21, "returned": 21, "spoiled": 1, "rows": [[20], [20], [20]]},
        {"boxes": 1, "issued": 21, "returned": 21, "spoiled": 1, "rows": [[21, -1, 0, 0], *PAPER[1:]]},
        [],
        "21",
    ],
)
def test_paper_of_a_wrong_number_or_shape_is_a_sentence(meeting_held, arithmetic_once, tmp_path, paper):
    assert set(failed(meeting_held.but(paper_dot_json=paper), tmp_path)) <= {4, 18}


def test_five_papers_are_never_counted_apart(tmp_path):
    few = whole(RULE, VOTES, paper=[[4, 1, 0, 0]] * 3, papers=5, adopted=[PARK])
    assert "暴露个人意见" in failed(few, tmp_path)[18]


@pytest.mark.parametrize("name", ["bundle.json", "meeting.json", "paper.json", "slips.json", "rule.json", REPORT])
def test_no_file_may_miss(meeting_held, tmp_path, name):
    (meeting_held.write(tmp_path) / name).unlink()
    assert set(verdict(tmp_path).failed) == {20}


def test_a_file_more_or_a_byte_of_another_is_refused(meeting_held, tmp_path):
    meeting_held.write(tmp_path)
    (tmp_path / "note.txt").write_text("more")
    assert set(verdict(tmp_path).failed) == {20}
    (tmp_path / "note.txt").unlink()
    (tmp_path / REPORT).write_text((tmp_path / REPORT).read_text().replace("会议", "会义"))
    assert "被改过" in verdict(tmp_path).failed[20]


def test_two_different_stations_sign(meeting_held, tmp_path):
    for number, signers in enumerate([(), (1,), (1, 1)]):
        assert 16 in failed(replace(meeting_held, signers=signers), tmp_path / str(number))


def test_a_station_that_is_to_sign_first_hears_of_everything_else(meeting_held, tmp_path):
    """Signatures are asked for last: a bundle that nobody signed yet is checked to its end all the same."""
    report = verdict(replace(meeting_held, signers=()).write(tmp_path / "right"))
    assert set(report.failed) == {16} and len(report.held) == 19
    wrong = replace(meeting_held.but(meeting={"returned": 500}), signers=())
    assert set(failed(wrong, tmp_path / "wrong")) == {18}


def test_the_rule_is_the_one_that_the_election_file_names(meeting_held, tmp_path):
    """A line that changes nothing in the outcome is refused all the same: slips name the election file."""
    other = meeting_held.but(rule_dot_json=rule_of(rule_with(seats=1, inclusive=True)))
    assert "选举文件写明" in failed(other, tmp_path)[19]


def rounds(tmp_path, adopted, **changes):
    """A tie for the last place, and the round after it, with what may be changed in the second."""
    rule = rule_with(seats=2, max_revotes=1)
    first = whole(
        rule, [[0, 0, 0], [0, 0, 0], [0, 1, 1]], absent=0, adopted=[PARK], pending=[LIFT, NURSERY], deputies=3
    )
    later = rule | {"seats": 1, "tie_at_cut": "presidium", "pass_base": "none"} | changes
    second = whole(
        later, [[1, 0], [1, 0], [0, 1]], titles=(LIFT, NURSERY), absent=0, deputies=3, adopted=adopted, before=first
    )
    return verdict(second.write(tmp_path))


def test_a_further_round_is_joined_to_the_rounds_before(tmp_path):
    assert rounds(tmp_path / "right", [PARK, NURSERY]).good
    assert set(rounds(tmp_path / "alone", [NURSERY]).failed) == {19}
    assert "不是由第一轮" in rounds(tmp_path / "rule", [PARK, NURSERY], seats=2).failed[19]


def test_the_congress_decides_a_tie_within_its_bounds(tmp_path):
    rule = rule_with(seats=2, tie_at_cut="presidium")
    tie = whole(rule, [[0, 0, 0], [0, 0, 0]], absent=0, deputies=2, adopted=[], pending=list(TITLES))
    fingerprint = verdict(tie.write(tmp_path / "open")).head
    for number, (chosen, holds) in enumerate(
        [([PARK, LIFT], True), ([PARK], False), ([PARK, PARK], False), (["别的"], False)]
    ):
        decision = {"basis": "大会1号", "bundle": fingerprint, "chosen": chosen, "adopted": chosen}
        assert verdict(tie.but(decision_dot_json=decision).write(tmp_path / str(number))).good is holds


# ── what nobody thought of ───────────────────────────────────────────────────────────────────────────────────────────

ODD = st.sampled_from([None, True, False, -1, 0, 1, 2, 10**30, 1.5, "", "x", [], {}, [[]], {"a": 1}])


def paths_in(value, path=()):
    """Every place in a JSON value."""
    yield path
    if isinstance(value, dict | list):
        for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from paths_in(inner, (*path, key))


def changed(value, path, how, odd):
    """The value with one place replaced, dropped, doubled or moved."""
    if not path:
        return odd
    value = copy.deepcopy(value)
    place = value
    for key in path[:-1]:
        place = place[key]
    key, old = path[-1], place[path[-1]]
    if how == "drop":
        del place[key]
    elif how == "next" and isinstance(old, int) and not isinstance(old, bool):
        place[key] = old + 1
    elif how == "double" and isinstance(place, list):
        place.insert(key, old)
    elif how == "flip" and isinstance(old, str) and old:
        place[key] = old[:-1] + ("1" if old[-1] != "1" else "2")
    else:
        place[key] = odd
    return value


KNOWN = {}


def once(module, name, key):
    """The module's function, computed anew only for what it has not seen: its inputs other than `key` stay the same."""
    function = getattr(module, name)

    def known(*arguments):
        of = (name, key(*arguments))
        if of not in KNOWN:
            try:
                KNOWN[of] = function(*arguments)
            except Exception as why:
                KNOWN[of] = why
        if isinstance(KNOWN[of], Exception):
            raise KNOWN[of]
        return KNOWN[of]

    return known


@pytest.fixture
def arithmetic_once(monkeypatch):
    """The archive is the same each time; what is costly is computed once for each thing that was changed beside it."""
    checking, bundle = importlib.import_module("verifier.checking"), importlib.import_module("verifier.bundle")
    for name, key in {
        "check_ballots": lambda *a: "",
        "Trustees": str,
        "read_credentials": str,
        "read_tally": lambda data, payload, *a: payload,
        "check_result": lambda counts, *a: str(counts),
        "read_share": lambda data, payload, tally, trustees, phi, strong: payload + compact(strong),
    }.items():
        monkeypatch.setattr(checking, name, once(checking, name, key))
    audited = bundle.Bundle._audited
    monkeypatch.setattr(bundle, "audited", audited, raising=False)
    remembered = once(bundle, "audited", lambda self, *a: compact(self.audits))
    monkeypatch.setattr(bundle.Bundle, "_audited", lambda self, *a: remembered(self, *a))


@given(data=st.data())
@settings(
    max_examples=220,
    deadline=None,
    database=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_no_change_of_any_value_is_accepted_and_none_breaks(meeting_held, arithmetic_once, tmp_path, data):
    """The forger makes the list anew, and two stations sign it: what is left must refuse by what it means."""
    values = meeting_held.files | {"rule.json": json.loads(meeting_held.files["rule.json"])}
    name = data.draw(st.sampled_from(sorted(values.keys() - {REPORT, "checkpoints.txt"})))
    path = data.draw(st.sampled_from(list(paths_in(values[name]))))
    how = data.draw(st.sampled_from(["drop", "next", "double", "flip", "odd"]))
    value = changed(values[name], path, how, data.draw(ODD))
    assume(compact(value) != compact(values[name]))
    forged = replace(meeting_held, files=meeting_held.files | {name: compact(value)})
    report = verdict(forged.write(tmp_path))
    assert not report.good and report.failed, f"{name} {path} {how}"
    assert all("内容无法理解" not in why for why in report.failed.values()), f"{name} {path} {how}: {report.failed}"


@given(data=st.data())
@settings(max_examples=40, deadline=None, database=None, derandomize=True, suppress_health_check=list(HealthCheck))
def test_no_change_of_any_byte_is_accepted(written, arithmetic_once, tmp_path, data):
    """Nothing is made anew: a byte changed, cut off or added anywhere, in any file."""
    texts = written
    name = data.draw(st.sampled_from(sorted(texts)))
    at = int(data.draw(st.floats(0, 1, exclude_max=True)) * len(texts[name]))
    raw = texts[name]
    new = data.draw(
        st.sampled_from([raw[:at], raw[:at] + b"7" + raw[at:], raw[:at] + bytes([raw[at] ^ 1]) + raw[at + 1 :]])
    )
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as out:
        for one, content in (texts | {name: new}).items():
            out.writestr(one, content)
    (tmp_path / "b.zip").write_bytes(packed.getvalue())
    assert not verdict(tmp_path / "b.zip").good
