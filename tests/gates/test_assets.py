"""Browser assets come without Node, and only as the lock file names them (deploy/assets.py)."""

import base64
import hashlib
import io
import json
import tarfile
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def assets():
    spec = spec_from_file_location("assets", ROOT / "deploy" / "assets.py")
    assert spec and spec.loader
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def tarball(**files: str) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as archive:
        for name, text in files.items():
            member = tarfile.TarInfo(name)
            member.size = len(text)
            archive.addfile(member, io.BytesIO(text.encode()))
    return out.getvalue()


def test_a_package_is_taken_from_any_registry_when_its_bytes_are_the_locked_ones(assets, tmp_path, monkeypatch):
    data = tarball(**{"package/dist/a.js": "1", "package/../../escaped.js": "2"})
    integrity = f"sha512-{base64.b64encode(hashlib.sha512(data).digest()).decode()}"
    mirror = tmp_path / "mirror" / "@some" / "thing" / "-"
    mirror.mkdir(parents=True)
    (mirror / "thing-1.0.tgz").write_bytes(data)
    monkeypatch.setenv("NPM_CONFIG_REGISTRY", (tmp_path / "mirror").as_uri())
    package = assets.Package("@some/thing", "1.0", integrity)
    got = assets.fetched(package, assets.registry())
    assets.unpack(got, tmp_path / "node_modules" / "thing")
    kept = [path for path in (tmp_path / "node_modules").rglob("*") if path.is_file()]
    assert [path.read_text() for path in kept] == ["1"] and not (tmp_path / "escaped.js").exists()
    (mirror / "thing-1.0.tgz").write_bytes(data + b" ")
    with pytest.raises(assets.WrongBytes):
        assets.fetched(package, assets.registry())


def test_production_fetches_no_tool(assets):
    tools = set(json.loads((ROOT / "package.json").read_text())["devDependencies"])
    named = {want: {package.name for package in assets.packages(want)} for want in ("production", "everything")}
    assert named["everything"] - named["production"] == tools and "echarts" in named["production"]
