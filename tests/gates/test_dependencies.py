"""Every package the project asks for has its reason in docs/dependencies.md."""

import json
import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def asked_for() -> set[str]:
    """Names out of pyproject.toml, package.json and the apt-get lines of deploy/."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    python = [
        *project["dependencies"],
        *(line for extra in project["optional-dependencies"].values() for line in extra),
    ]
    npm = json.loads((ROOT / "package.json").read_text())
    scripts = "\n".join(path.read_text() for path in (ROOT / "deploy").glob("*.sh"))
    lines = re.findall(r"apt-get install (?:-\w+ )*([a-z0-9][a-z0-9.+ -]*)", scripts) + re.findall(
        r"need\+=\(([^)]+)\)", scripts
    )
    return (
        {re.split(r"[^\w.-]", line, maxsplit=1)[0] for line in python}
        | {*npm["dependencies"], *npm["devDependencies"]}
        | {name for line in lines for name in line.split()}
    )


def test_every_package_has_its_reason():
    told = (ROOT / "docs" / "dependencies.md").read_text()
    words = set(re.findall(r"[@\w][\w.+/-]*", told.split("## Weighed")[0]))
    wanted = asked_for()
    assert {"django", "echarts", "chromium-headless-shell", "libmagic1", "hypothesis"} <= wanted
    assert sorted(wanted - words) == []
