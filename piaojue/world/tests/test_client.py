"""The client that docs/api.md tells how to make: it is generated, and it reads."""

import importlib
import json
import subprocess
import sys

import pytest

from piaojue.journey.tests import make
from piaojue.world.api.api import api


@pytest.fixture
def generated(tmp_path, monkeypatch):
    """The package as `openapi-python-client generate` writes it."""
    document, settings, target = tmp_path / "openapi.json", tmp_path / "client.yml", tmp_path / "piaojue_client"
    document.write_text(json.dumps(api.get_openapi_schema(), ensure_ascii=False))
    settings.write_text("post_hooks: []\n")
    command = [sys.executable, "-m", "openapi_python_client", "generate", "--meta", "none", "--fail-on-warning"]
    options = ["--path", str(document), "--config", str(settings), "--output-path", str(target)]
    run = subprocess.run([*command, *options], capture_output=True, text=True)
    assert run.returncode == 0, run.stdout + run.stderr
    monkeypatch.syspath_prepend(tmp_path)
    yield importlib.import_module("piaojue_client")
    for name in [name for name in sys.modules if name.partition(".")[0] == "piaojue_client"]:
        del sys.modules[name]


def test_the_generated_client_reads_a_project(cast, as_, generated):
    make.whole_life(cast)
    whole = importlib.import_module("piaojue_client.models.project_whole_out").ProjectWholeOut
    project = whole.from_dict(as_(None).get("/api/v1/projects/EL2026").json())
    assert (project.title, project.progress, project.baselines[0].number) == ("老旧小区加装电梯", 100, 1)
    asked = importlib.import_module("piaojue_client.api.default.projects")
    assert callable(asked.sync)
