"""What the Makefile promises to whoever changes the site, and what it must never do in production."""

import gettext
import os
import re
import subprocess
import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def dev():
    """deploy/dev.py, the server of `make dev`."""
    spec = spec_from_file_location("dev", ROOT / "deploy" / "dev.py")
    assert spec and spec.loader
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_a_word_that_is_translated_shows_without_a_new_start(dev, tmp_path):
    catalogue = tmp_path / "django.po"
    catalogue.write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "票决"\nmsgstr "vote"\n'
    )
    assert dev.compile_words(catalogue)
    with open(tmp_path / "django.mo", "rb") as compiled:
        assert gettext.GNUTranslations(compiled).gettext("票决") == "vote"
    assert not dev.compile_words(tmp_path / "pages.py")  # left to Django, which starts anew


def test_a_mistake_in_a_catalogue_is_told_and_the_server_goes_on(dev, tmp_path, capsys):
    broken = tmp_path / "django.po"
    broken.write_text('msgid "票决\nmsgstr "vote"\n')
    assert dev.compile_words(broken) and "fatal error" in capsys.readouterr().out


def test_production_shows_no_traceback():
    asked = {"PIAOJUE_MODE": "production", "SECRET_KEY": "x" * 32, "PIAOJUE_TRACEBACKS": "1"}
    start = [sys.executable, "-c", "import piaojue.config.settings"]
    run = subprocess.run(start, cwd=ROOT, env={**os.environ, **asked}, capture_output=True, text=True)
    assert run.returncode != 0 and "PIAOJUE_TRACEBACKS=1 cannot be used" in run.stderr


def test_the_environment_is_made_of_the_systems_own_python_where_it_can_be(tmp_path):
    own, elsewhere = Path("/usr/bin/python3"), tmp_path / "python3"
    elsewhere.write_text("#!/bin/sh\n")
    elsewhere.chmod(0o755)
    can = "import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))"
    usable = own.exists() and subprocess.run([own, "-c", can], capture_output=True).returncode == 0
    asked = {**os.environ, "PATH": f"{tmp_path}:{os.environ['PATH']}"}
    named = subprocess.run([ROOT / "deploy" / "python.sh"], env=asked, capture_output=True, text=True)
    assert named.stdout.split() == [str(own if usable else elsewhere)]


def test_the_documents_name_commands_that_exist():
    targets = set(re.findall(r"^[\w-]+(?: [\w-]+)*(?=:)", (ROOT / "Makefile").read_text(), re.M))
    targets = {name for line in targets for name in line.split()}
    papers = [ROOT / "README.md", *(ROOT / "docs").glob("*.md")]
    named = {name for paper in papers for name in re.findall(r"(?:`|^)make ([a-z-]+)\b", paper.read_text(), re.M)}
    assert {"run", "dev", "check", "test"} <= named and named <= targets


def test_the_guide_explains_every_gate():
    guide = (ROOT / "docs" / "contributing.md").read_text()
    gates = sorted(path.name for path in (ROOT / "tests" / "gates").glob("test_*.py"))
    assert gates and [name for name in gates if f"`{name}`" not in guide] == []
