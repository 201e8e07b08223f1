"""A commit says in one short line what changes for whom, and below it why (docs/contributing.md)."""

import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LONGEST = 72


def git(*arguments: str) -> str:
    return subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, text=True, check=True).stdout.strip()


def commits() -> list[tuple[str, str]]:
    """(short id, message) of each commit since there is a CHANGELOG.md; those before it were written otherwise."""
    first = git("log", "--diff-filter=A", "--format=%H", "--", "CHANGELOG.md").splitlines()
    if not first:
        return []
    log = git("log", "--no-merges", "--format=%h%x00%B%x01", f"{first[-1]}..HEAD")
    return [
        (commit, message)
        for commit, _, message in (entry.strip().partition("\0") for entry in log.split("\1"))
        if commit
    ]


def faults_of(message: str) -> list[str]:
    """What is wrong with a commit's message; nothing for one that is right."""
    subject, *rest = message.strip().split("\n")
    faults = []
    if len(subject) > LONGEST:
        faults.append(f"the subject has {len(subject)} characters, {LONGEST} at most")
    if rest and rest[0].strip():
        faults.append("an empty line between subject and body")
    if not any(line.strip() for line in rest):
        faults.append("no body: why is this done?")
    return faults


def test_each_commit_says_what_and_why():
    try:
        written = commits()
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("no git history here")
    assert [(commit, fault) for commit, message in written for fault in faults_of(message)] == []


@pytest.mark.parametrize(
    ("message", "fault"),
    [
        ("Lamps are judged once a day\n\nA wall that nobody opened kept old colours.", None),
        ("Lamps are judged once a day", "no body"),
        ("Lamps are judged once a day\nA wall kept old colours.", "empty line"),
        (f"{'x' * 73}\n\nBecause.", "73 characters"),
    ],
)
def test_what_is_asked_of_a_message(message, fault):
    assert [fault in sentence for sentence in faults_of(message)] == ([True] if fault else [])
