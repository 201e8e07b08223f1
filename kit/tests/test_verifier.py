"""The kit's verifier beside the stand-alone one, a program of its own: what one accepts or refuses, so does the other."""

import json
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest

from engines.sealing.tests.forging import FORGERIES, forge, good
from engines.sealing.tests.tool import verdict
from engines.sealing.tests.wholes import REPORT, TITLES, Whole, rule_of, rule_with, whole
from kit import build

pytestmark = [
    pytest.mark.once,
    pytest.mark.skipif(shutil.which("node") is None, reason="needs node"),
]
PARK, LIFT, NURSERY = TITLES
PAPER = [[18, 1, 1, 0], [2, 17, 1, 0], [0, 20, 0, 0]]


def verified(folder: Path, files: list[Path]) -> list[dict]:
    """What the kit's program says of each file."""
    program = folder / "core.js"
    program.write_text(build.core(), encoding="utf-8")
    asked = json.dumps({"program": str(program), "files": [str(path) for path in files]})
    here = Path(__file__).parent / "verify_in_node.mjs"
    done = subprocess.run(["node", str(here)], input=asked, text=True, capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def packed(path: Path, made: Whole, method: int = zipfile.ZIP_STORED) -> Path:
    with zipfile.ZipFile(path, "w", method) as out:
        for name, raw in made.texts().items():
            out.writestr(name, raw)
    return path


SOME = 6
"""Of the forgeries every sixth is asked here: a second program in script is slow. All of them were when it was written."""
BEYOND_SAFE_INTEGERS = "counts_plus_q"
"""A number that a script cannot hold is no number for it: another check, the same refusal."""
HALF = "present 25.0"
"""A script does not tell 25.0 from 25 and finds fault with its writing: the same check in other words."""


def test_forged_archives_are_refused_by_the_same_check(tmp_path):
    parts, paths = good(), []
    names = {*list(FORGERIES)[::SOME], BEYOND_SAFE_INTEGERS}
    for name in names:
        paths.append(tmp_path / f"{name}.bel")
        paths[-1].write_bytes(forge(name, parts))
    for name, path, said in zip(names, paths, verified(tmp_path, paths), strict=True):
        expected = {"4"} if name == BEYOND_SAFE_INTEGERS else {str(n) for n in verdict(path).failed}
        assert not said["good"] and said["failed"].keys() == expected, (name, said["failed"])


def forged_bundles(held: Whole) -> dict[str, Whole]:
    """Bundles that are wrong around the ciphertexts, signed by two stations all the same."""
    numbers = {"returned": 500, "present": 24, "valid": 500, "void": 0, "excess": 1, "printed": 6, "rehearsal": True}
    made = {name: held.but(meeting={name: value}) for name, value in numbers.items()}
    made |= {f"present {value!r}": held.but(meeting={"present": value}) for value in (-1, 25.0, True, "25", None)}
    made |= {f"adopted {value}": held.but(meeting={"adopted": value}) for value in ([], [LIFT], [PARK, PARK], None)}
    sheet = {"boxes": 1, "issued": 21, "returned": 21, "spoiled": 1, "rows": PAPER}
    for change in (
        {"rows": [[500, 0, 0, 0]] * 3},
        {"rows": PAPER[:2]},
        {"rows": None},
        {"boxes": 0},
        {"returned": 500},
    ):
        made[f"paper {change}"] = held.but(paper_dot_json=sheet | change)
    made["another rule"] = held.but(rule_dot_json=rule_of(rule_with(seats=1, inclusive=True)))
    made["a rule of another kind"] = held.but(rule_dot_json=rule_of(rule_with(seats=True)))
    made["no audits"] = held.but(audits_dot_json=None)
    made["a roll of nobody"] = held.but(
        slips_dot_json={"credentials": [], "exchanged": [], "transcribed": [], "voided": []}
    )
    report = held.files[REPORT].replace("赞成 21 票", "赞成 12 票")
    made["another certificate"] = Whole(held.here, held.people, held.files | {REPORT: report})
    for signers in ((), (1,), (1, 1)):
        made[f"signed by {signers}"] = Whole(held.here, held.people, held.files, signers=signers)
    return made


def test_forged_bundles_are_refused_with_the_same_words(tmp_path):
    """The honest ones, one of two rounds, are accepted with the same verdict and counts."""
    held = whole(
        rule_with(seats=1), [[0, 0, 1], [0, 1, 0], [0, 2, 2]], paper=PAPER, papers=21, adopted=[PARK], deputies=30
    )
    tie = rule_with(seats=2, max_revotes=1)
    first = whole(tie, [[0, 0, 0], [0, 0, 0], [0, 1, 1]], absent=0, adopted=[PARK], pending=[LIFT, NURSERY], deputies=3)
    later = tie | {"seats": 1, "tie_at_cut": "presidium", "pass_base": "none"}
    votes = [[1, 0], [1, 0], [0, 1]]
    more = {"titles": (LIFT, NURSERY), "absent": 0, "deputies": 3, "before": first}
    honest = {"paper beside": held, "two rounds": whole(later, votes, adopted=[PARK, NURSERY], **more)}
    forged = dict(list(forged_bundles(held).items())[::SOME])
    made = honest | forged | {"an earlier item lost": whole(later, votes, adopted=[NURSERY], **more)}
    paths = [packed(tmp_path / f"{n}.zip", one, zipfile.ZIP_DEFLATED) for n, one in enumerate(made.values())]
    for name, path, said in zip(made, paths, verified(tmp_path, paths), strict=True):
        report = verdict(path)
        assert said["good"] is report.good is (name in honest), name
        assert said["failed"] == {str(n): why for n, why in report.failed.items()} or name == HALF, name
        assert said["failed"].keys() == {str(n) for n in report.failed}, name
        if name in honest:
            assert said["head"] == report.head and said["verdict"] == report.verdict, name
            assert [line[3] for line in said["lines"]] == [report.held.get(n, "") for n in range(1, 21)], name


def test_the_folder_is_the_same_on_every_machine_and_carries_the_verifier(tmp_path):
    """`make station-kit` prints the hashes; whoever builds it anew gets the same."""
    first, again = build.files(), build.files()
    assert first == again and all(b"\r" not in raw for raw in (first[build.PAGE], first[build.LEAF]))
    page = first[build.PAGE].decode()
    assert page.count("<script") == 2 and "<script src" not in page and "</style>" in page, (
        "nothing is loaded from elsewhere"
    )
    program = tmp_path / build.VERIFIER
    program.write_bytes(first[build.VERIFIER])
    done = subprocess.run(["python3", "-I", str(program), "--help"], capture_output=True, text=True, cwd=tmp_path)
    assert done.returncode == 0 and "核验票决档案" in done.stdout
