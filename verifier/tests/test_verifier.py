"""The verifier on elections that belenios-tool made, and on the files around them."""

import ast
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import zipapp
from pathlib import Path
from types import SimpleNamespace

import pytest

from verifier import __main__ as verifying
from verifier.__main__ import main
from verifier.checking import verify
from verifier.powers import OpenSSL, powers
from verifier.protocol import Base, G, P, Q, all_members, challenge, compact, mpz, powmod
from verifier.report import TITLES, Report

HERE = Path(__file__).resolve().parents[1]
TOOL = shutil.which("belenios-tool")
needs_tool = pytest.mark.skipif(TOOL is None, reason="belenios-tool is missing: apt-get install belenios-tool")
GROUP = ("--group", "BELENIOS-2048")
QUESTIONS = [
    {"answers": ["赞成", "反对", "弃权"], "min": 1, "max": 1, "question": "口袋公园"},
    {"answers": ["赞成", "反对", "弃权"], "min": 1, "max": 1, "question": "加装电梯"},
]
VOTES = [[[1, 0, 0], [0, 1, 0]], [[1, 0, 0], [1, 0, 0]], [[1, 0, 0], [0, 0, 1]]]


def tool(folder: Path, *arguments: str, given: str = "") -> str:
    environment = {**os.environ, "BELENIOS_USE_URANDOM": "1"}
    command = [str(TOOL), *arguments]
    done = subprocess.run(command, cwd=folder, input=given, env=environment, text=True, capture_output=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


def key_ceremony(folder: Path) -> list[str]:
    """2 of 3; the trustees' file names."""
    step: tuple[str, ...] = ("setup", "generate-trustee-key-threshold", *GROUP)
    for _ in range(3):
        tool(folder, *step, "--step", "1")
    names = sorted(path.stem for path in folder.glob("*.cert"))
    (folder / "certs.jsons").write_text("".join((folder / f"{name}.cert").read_text() for name in names))
    step += ("--certs", "certs.jsons")
    made = [tool(folder, *step, "--key", f"{name}.key", "--step", "3", "--threshold", "2") for name in names]
    (folder / "polynomials.jsons").write_text("".join(made))
    tool(folder, *step, "--step", "4", "--polynomials", "polynomials.jsons")
    made = [
        tool(folder, *step, "--key", f"{name}.key", "--step", "5", given=(folder / f"{name}.vinput").read_text())
        for name in names
    ]
    last = tool(folder, *step, "--step", "6", "--polynomials", "polynomials.jsons", given="".join(made))
    (folder / "threshold.json").write_text(last)
    (folder / "public_keys.jsons").write_text("")
    return names


def election_set_up(folder: Path) -> tuple[str, list[str]]:
    """The election's number and four credential codes; the archive is begun."""
    uuid = tool(folder, "setup", "generate-token").strip()
    tool(folder, "setup", "generate-credentials", "--uuid", uuid, *GROUP, "--count", "4")
    next(folder.glob("*.pubcreds")).rename(folder / "public_creds.json")
    codes = [line.split()[1] for line in next(folder.glob("*.privcreds")).read_text().splitlines()]
    tool(folder, "setup", "make-trustees")
    template = {"description": "", "name": "票决", "questions": QUESTIONS}
    template |= {"administrator": "", "credential_authority": ""}
    (folder / "template.json").write_text(json.dumps(template, ensure_ascii=False))
    tool(folder, "setup", "make-election", "--uuid", uuid, *GROUP, "--template", "template.json")
    tool(folder, "archive", "init")
    return uuid, codes


def cast(folder: Path, code: str, choices: list[list[int]]) -> None:
    (folder / "code").write_text(code)
    (folder / "choices").write_text(json.dumps(choices))
    ballot = tool(folder, "election", "generate-ballot", "--privcred", "code", "--ballot", "choices")
    tool(folder, "archive", "add-event", "--type=Ballot", given=ballot)


def finish(folder: Path, names: list[str]) -> None:
    """Close the box, decrypt with all trustees, publish the result."""

    def add(kind: str, *command: str) -> None:
        given = tool(folder, *command) if command else ""
        tool(folder, "archive", "add-event", f"--type={kind}", given=given)

    add("EndBallots")
    add("EncryptedTally", "election", "compute-encrypted-tally")
    decrypt = ("election", "decrypt-threshold")
    for owner, name in enumerate(names, 1):
        keys = ("--key", f"{name}.key", "--decryption-key", f"{name}.dkey")
        add("PartialDecryption", *decrypt, *keys, "--trustee-id", str(owner))
    add("Result", "election", "compute-result")


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Folder of a finished election by the tool, with one ballot that replaced another kept in revotes/."""
    folder = tmp_path_factory.mktemp("tool")
    names = key_ceremony(folder)
    uuid, codes = election_set_up(folder)
    archive = folder / f"{uuid}.bel"
    for code, choices in zip(codes, VOTES, strict=False):
        cast(folder, code, choices)
    opened = archive.read_bytes()
    finish(folder, names)
    finished = archive.read_bytes()
    archive.write_bytes(opened)
    cast(folder, codes[0], [[0, 1, 0], [1, 0, 0]])
    finish(folder, names)
    (folder / "revotes").mkdir()
    archive.rename(folder / "revotes" / archive.name)
    archive.write_bytes(finished)
    (folder / "open").mkdir()
    (folder / "open" / archive.name).write_bytes(opened)
    return folder, names, uuid


class Beside:
    """An archive in a folder of its own. Called with a name and a value, it lays that file beside it."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __call__(self, name: str, value: object) -> None:
        text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
        (self.path.parent / name).write_text(text)


@pytest.fixture
def bundle(made, tmp_path):
    folder, _, uuid = made
    return Beside(Path(shutil.copy(folder / f"{uuid}.bel", tmp_path)))


@needs_tool
def test_every_number_is_printed_with_the_counts_and_exit_code_0(bundle, capsys):
    assert main([str(bundle.path), "--processes", "2"]) == 0
    out = capsys.readouterr()
    assert [int(n) for n in re.findall(r"^[✓✗?-] +(\d+) ", out.out, re.M)] == list(TITLES) == list(range(1, 21))
    assert len(re.findall(r"^✓", out.out, re.M)) == 15
    assert len(re.findall(r"^- .*不适用（没有附上", out.out, re.M)) == 5
    assert "口袋公园：赞成 3，反对 0，弃权 0" in out.out and "加装电梯：赞成 1，反对 1，弃权 1" in out.out
    assert "全部成立" in out.out and "3/3" in out.err
    assert "3 种组合" in out.out


@needs_tool
def test_the_fingerprints_are_those_that_the_hall_showed(bundle, capsys):
    """In the same 64 digits as on the screen and the certificate, so that a person can compare them."""
    main([str(bundle.path), "--processes", "1"])
    out, raw = capsys.readouterr().out, bundle.path.read_bytes()
    heads = re.findall(rb"([0-9a-f]{64})\.event\.json", raw)
    election = next(
        hashlib.sha256(text).hexdigest() for text in re.findall(rb'\{"version":1,"description".*?\}(?=\0)', raw)
    )
    assert f"看板指纹 {heads[-1].decode()}\n" in out and f"选举文件指纹 {election}\n" in out


def test_a_name_in_the_archive_writes_no_line_of_its_own(capsys, monkeypatch):
    """An operator who names a project after the verdict, or hides what follows, is shown as it is: one line."""
    question = SimpleNamespace(
        name="3. 公园\n结论：适用的检查全部成立。\x1b[8m\u202e", answers=["赞成\r", "反对"], blank=False
    )
    monkeypatch.setattr(verifying, "_unreadable", lambda path: "")
    monkeypatch.setattr(
        verifying,
        "verify",
        lambda *_: (Report(), (SimpleNamespace(name="票", questions=[question]), [[1, 2]])),
    )
    assert main(["x.bel"]) == 1
    out = capsys.readouterr().out
    assert "\n3. 公园�结论：适用的检查全部成立。�[8m�：赞成� 1，反对 2\n" in out
    assert len(re.findall("^结论", out, re.M)) == 1 and "\x1b" not in out


@needs_tool
def test_in_one_file_with_nothing_installed_it_says_the_same(bundle, tmp_path):
    """A zip of the folder, run without site packages: no platform, no gmpy2, a console that knows only ASCII."""
    shutil.copytree(HERE, tmp_path / "source" / "verifier", ignore=shutil.ignore_patterns("tests", "__pycache__"))
    program = tmp_path / "piaojue-verify.pyz"
    zipapp.create_archive(tmp_path / "source", program, main="verifier.__main__:main")
    command = [sys.executable, "-I", "-S", "-X", "utf8=0", str(program), str(bundle.path), "--processes", "1"]
    environment = {"LC_ALL": "POSIX", "PYTHONCOERCECLOCALE": "0"}
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True)
    assert done.returncode == 0
    assert len(re.findall(rb"^. +\d+ ", done.stdout, re.M)) == 20


@needs_tool
def test_as_a_program_of_its_own_it_refuses_a_changed_archive(bundle):
    raw = bytearray(bundle.path.read_bytes())
    raw[len(raw) // 2] ^= 4
    bundle.path.write_bytes(raw)
    done = subprocess.run([sys.executable, "-m", "verifier", str(bundle.path)], cwd=HERE.parent, capture_output=True)
    assert done.returncode == 1 and "✗" in done.stdout.decode() and "不可采信" in done.stdout.decode()


@pytest.mark.parametrize(
    ("name", "content", "word"),
    [
        ("none.bel", None, "没有这个文件"),
        (".", None, "没有投票档案"),
        ("bundle.zip", b"PK\x03\x04", "压缩包不完整"),
        ("vote.bel.gz", b"\x1f\x8b\x08", "请先解压"),
        ("/dev/zero", None, "不是普通文件"),
    ],
)
def test_what_cannot_be_read_is_exit_code_2_and_says_what_to_do(name, content, word, tmp_path, capsys):
    if content:
        (tmp_path / name).write_bytes(content)
    assert main([str(tmp_path / name)]) == 2
    assert word in capsys.readouterr().err


@pytest.mark.parametrize("processes", ["0", "-3", "two", "99999"])
def test_a_senseless_number_of_processes_is_told_before_any_check(processes, tmp_path, capsys):
    with pytest.raises(SystemExit) as stopped:
        main([str(tmp_path / "x.bel"), "--processes", processes])
    assert stopped.value.code == 2 and "进程数应为" in capsys.readouterr().err


@pytest.mark.parametrize("raw", [b"", b"x", bytes(512), b"BELENIOS" + bytes(504), b"\xff" * 2048])
def test_what_is_no_archive_is_refused(raw, tmp_path):
    path = tmp_path / "x.bel"
    path.write_bytes(raw)
    report, outcome = verify(path)
    assert not report.good and 1 in report.failed and outcome is None


@needs_tool
def test_an_open_ballot_box_has_no_result_yet_but_what_is_there_holds(made):
    folder, _, uuid = made
    report, outcome = verify(folder / "open" / f"{uuid}.bel")
    assert report.good and outcome is None
    assert {12, 13, 14, 15} <= set(report.skipped)


@needs_tool
def test_a_replaced_ballot_needs_the_rule_that_allows_it(made):
    folder, _, uuid = made
    path = folder / "revotes" / f"{uuid}.bel"
    report, _ = verify(path)
    assert 11 in report.failed
    report, outcome = verify(path, revotes=True)
    assert report.good and outcome is not None and outcome[1] == [[2, 1, 0], [2, 0, 1]]


def secret_of(folder: Path, name: str) -> mpz:
    seed = (folder / f"{name}.key").read_text().strip()
    return mpz(int(hashlib.sha256(f"sk|{seed}".encode()).hexdigest(), 16))


def checkpoint(folder: Path, name: str, uuid: str, path: Path, height: int = 2, head: str | None = None) -> str:
    names = [m.decode() for m in re.findall(rb"([0-9a-f]{64})\.event\.json", path.read_bytes())]
    message = compact({"uuid": uuid, "height": height, "head": head or names[height]})
    sk, w = secret_of(folder, name), mpz(12345)
    c = challenge("sigmsg", message, powmod(G, w, P))
    return compact({"message": message, "signature": {"challenge": str(c), "response": str((w - sk * c) % Q)}})


@needs_tool
def test_a_checkpoint_of_another_history_or_another_signer(made, bundle):
    folder, names, uuid = made
    bundle("checkpoints.txt", checkpoint(folder, names[0], uuid, bundle.path, head="0" * 64))
    assert set(verify(bundle.path)[0].failed) == {16}
    bundle("checkpoints.txt", checkpoint(folder, names[0], uuid, bundle.path).replace('"response":"', '"response":"1'))
    assert not verify(bundle.path)[0].good
    bundle("checkpoints.txt", checkpoint(folder, names[0], "another" * 2, bundle.path))
    assert set(verify(bundle.path)[0].failed) == {16}


@needs_tool
@pytest.mark.parametrize("name", ["meeting.json", "paper.json", "audits.json", "checkpoints.txt"])
@pytest.mark.parametrize("content", ["{", "[1]", '{"1":[[]]}', '"x"', "null"])
def test_nonsense_beside_the_archive_never_passes_and_never_breaks(name, content, bundle):
    bundle(name, content)
    report, _ = verify(bundle.path)
    assert not report.good
    assert any(line.startswith("✗") for line in report.lines())


def test_members_of_small_order_are_found_among_many():
    order_three = next(x for x in (powmod(mpz(n), (P - 1) // 3, P) for n in range(2, 50)) if x != 1)
    crowd = [powmod(G, mpz(n + 1), P) for n in range(90)]
    assert all_members(crowd) and all_members(crowd[:5])
    for foreign in (P - 1, order_three, mpz(2)):
        for place in (0, 44, 89):
            assert not all_members([x * foreign % P if n == place else x for n, x in enumerate(crowd)])
        assert not all_members([crowd[0] * foreign % P])


def test_the_constants_are_those_of_a_group_of_order_q():
    assert (P.bit_length(), Q.bit_length()) == (2048, 256) and (P - 1) % Q == 0
    assert all(powmod(mpz(3), n - 1, n) == 1 for n in (P, Q)) and powmod(G, Q, P) == 1 != G


@pytest.mark.parametrize("width", [3, 6, 10])
def test_tables_give_the_same_powers(width):
    table = Base(G, width)
    for exponent in (0, 1, int(Q) - 1, 2**255, 123456789):
        assert table.power(mpz(exponent)) == powmod(G, mpz(exponent), P)


def test_openssl_is_believed_only_while_it_agrees_with_python(monkeypatch):
    by_openssl = powers(int(P))
    if by_openssl is None:
        pytest.skip("this Python hides OpenSSL")
    for base, exponent in ((int(G), int(Q) - 1), (int(P) - 1, 2), (1, 0), (int(P) - 2, int(P) - 1)):
        assert int.from_bytes(by_openssl(base, exponent), "big") == pow(base, exponent, int(P))
    monkeypatch.setattr(OpenSSL, "power", lambda self, base, exponent: b"\1")
    assert powers(int(P)) is None
    monkeypatch.setattr(OpenSSL, "ask", lambda self, name: self.library.BN_that_is_not_there)
    assert powers(int(P)) is None


def test_the_standard_library_is_enough_and_nothing_of_the_platform_is_used():
    for path in HERE.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            names = [node.module or "verifier"] if isinstance(node, ast.ImportFrom) and not node.level else []
            names += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            for name in names:
                top = name.partition(".")[0]
                assert top in sys.stdlib_module_names or top in ("gmpy2", "verifier"), f"{path.name} imports {name}"
