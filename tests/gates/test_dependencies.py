"""Every package the project asks for has its reason; production gets what it runs on, and free software alone."""

import json
import re
import tomllib
from collections.abc import Iterator
from importlib.metadata import PackageMetadata, metadata, requires
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
LOCKED_FOR = {"python_version": "3.11", "python_full_version": "3.11.0"}  # as `make locks` says
FREE = re.compile(r"MIT|BSD|Apache|ISC|PSF|MPL|Mozilla|LGPL|Lesser General|HPND|Zlib|Unlicense|CC0")


def asked_for() -> set[str]:
    """Names out of pyproject.toml, package.json and the apt-get lines of deploy/."""
    python = [
        *PROJECT["dependencies"],
        *(line for extra in PROJECT["optional-dependencies"].values() for line in extra),
    ]
    npm = json.loads((ROOT / "package.json").read_text())
    scripts = "\n".join(path.read_text() for path in (ROOT / "deploy").glob("*.sh"))
    lines = re.findall(r"apt-get install (?:-\w+ )*([a-z0-9][a-z0-9.+ -]*)", scripts) + re.findall(
        r"need\+=\(([^)]+)\)", scripts
    )
    return (
        {Requirement(line).name for line in python}
        | {*npm["dependencies"], *npm["devDependencies"]}
        | {name for line in lines for name in line.split()}
    )


def test_every_package_has_its_reason():
    text = (ROOT / "docs" / "dependencies.md").read_text()
    words = set(re.findall(r"[@\w][\w.+/-]*", text.split("## Weighed")[0]))
    wanted = asked_for()
    assert {"django", "echarts", "chromium-headless-shell", "libmagic1", "hypothesis"} <= wanted
    assert sorted(wanted - words) == []


def locked(name: str) -> dict[str, str]:
    """Package → version and hashes, as the lock file says."""
    pins = re.split(r"\n(?=[a-z])", (ROOT / name).read_text())
    return {canonicalize_name(pin.split("==")[0]): pin.split("==", 1)[1].strip() for pin in pins}


def needed_by(lines: list[str]) -> Iterator[str]:
    """Names of these packages and of all that they need, each with the extras it is asked with."""
    waiting, seen = [Requirement(line) for line in lines], set()
    while waiting:
        asked = waiting.pop()
        key = (canonicalize_name(asked.name), frozenset(asked.extras))
        if key in seen:
            continue
        seen.add(key)
        yield key[0]
        for extra in ("", *asked.extras):
            needs = [Requirement(line) for line in requires(asked.name) or []]
            waiting += [
                need for need in needs if need.marker is None or need.marker.evaluate({**LOCKED_FOR, "extra": extra})
            ]


def test_production_installs_what_it_runs_on_and_nothing_else():
    """`make locks` writes both files. A package that only tests import belongs into the extra `dev`."""
    asked = [*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["setup"]]
    assert sorted(locked("requirements.lock")) == sorted(set(needed_by(asked)))


def test_what_is_tested_is_what_runs():
    """Tests see each package of production in the same version: `make locks` writes both files."""
    production, everything = locked("requirements.lock"), locked("requirements-dev.lock")
    assert [name for name, pin in production.items() if everything.get(name) != pin] == []


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock", "package-lock.json"])
def test_locks_name_no_registry(name):
    """Whoever installs chooses where from."""
    addresses = re.findall(r"--(?:extra-)?index-url.*|--find-links.*|\"resolved\".*| @ .*", (ROOT / name).read_text())
    assert addresses == []


def licences(of: PackageMetadata) -> str:
    """What a package says of its licence: the expression, the classifiers, the first paragraph of its text."""
    classifiers = [line for line in of.get_all("Classifier") or [] if line.startswith("License ::")]
    expressions = of.get_all("License-Expression") or []
    texts = [text.split("\n\n")[0] for text in of.get_all("License") or []]
    return " | ".join([*expressions, *classifiers, *texts])


@pytest.mark.parametrize("name", sorted(locked("requirements.lock")))
def test_production_is_free_software_that_a_county_may_pass_on(name):
    """LGPL libraries are used as they are; GPL alone would bind the whole site (docs/decisions.md, licence)."""
    assert FREE.search(licences(metadata(name))), licences(metadata(name))
