"""The referee: Debian's belenios-tool as a separate program, in a directory of its own."""

import importlib
import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

TOOL = shutil.which("belenios-tool")
needs_tool = pytest.mark.skipif(TOOL is None, reason="belenios-tool is missing: apt-get install belenios-tool")


def verdict(path: Path):
    """The stand-alone verifier's report; by name, since the engine must not import it: it is another program."""
    return importlib.import_module("verifier.__main__").verify(path)[0]


class Tool:
    """Runs the tool in `home`, where the one .bel file of an election lies."""

    def __init__(self, home: Path) -> None:
        self.home = home

    def run(self, *arguments: str, given: str | None = None) -> subprocess.CompletedProcess[str]:
        """One command; its exit code is the caller's to judge."""
        environment = {**os.environ, "BELENIOS_USE_URANDOM": "1"}
        return subprocess.run(
            [str(TOOL), *arguments], cwd=self.home, input=given or "", env=environment, text=True, capture_output=True
        )

    def say(self, *arguments: str, given: str | None = None) -> str:
        """Output of a command that must succeed."""
        done = self.run(*arguments, given=given)
        assert done.returncode == 0, done.stderr
        return done.stdout.rstrip("\n")

    def write(self, name: str, text: str) -> Path:
        path = self.home / name
        path.write_text(text)
        return path

    @property
    def archive(self) -> Path:
        (path,) = self.home.glob("*.bel")
        return path

    def event(self, kind: str, text: str = "") -> None:
        self.say("archive", "add-event", f"--type={kind}", given=text)

    def accepts(self) -> bool:
        """Whether `election verify` is content with the archive here."""
        done = self.run("election", "verify")
        print(done.stderr)  # shown when a test fails
        return done.returncode == 0

    def ballot(self, credential: str, choices: list[list[int]]) -> str:
        self.write("credential", credential)
        self.write("choices.json", json.dumps(choices))
        return self.say("election", "generate-ballot", "--privcred", "credential", "--ballot", "choices.json")
