"""Writes the mini-program shell for one installation: a zip of its files, opened by WeChat's developer tool and uploaded there.

The same site and app give the same bytes on every machine. `make mini-program` prints the file's SHA-256 (docs/operations.md#mini-program).
"""

import io
import re
import sys
import zipfile
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

PROGRAM = Path(__file__).parent / "program"
WHEN = (2026, 1, 1, 0, 0, 0)
NAME = "mini-program.zip"
SITE = re.compile(r"https://[a-z0-9.-]+(:[0-9]+)?")
APP = re.compile(r"wx[0-9a-f]{16}")


class Unfit(ValueError):
    """What was given is no address of a site, or no app."""


def package(site: str, app: str) -> bytes:
    """The zip. site: https://host without a path; app: the mini-program's id. raises: Unfit."""
    if not SITE.fullmatch(site):
        raise Unfit(f"SITE={site}: write the site's address like https://site.example.cn (WeChat opens no other)")
    if not APP.fullmatch(app):
        raise Unfit(f"APP={app}: write the mini-program's id, wx and 16 letters or digits")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as packed:
        for path in sorted(path for path in PROGRAM.rglob("*") if path.is_file()):
            text = path.read_text("utf-8")
            if path.name == "config.js":
                text = text.replace('"SITE"', f'"{site}"')
            if path.name == "project.config.json":
                text = text.replace('"APP"', f'"{app}"')
            packed.writestr(zipfile.ZipInfo(path.relative_to(PROGRAM).as_posix(), WHEN), text.encode())
    return out.getvalue()


def main(arguments: Sequence[str]) -> int:
    """SITE APP FOLDER: write the zip there and print its hash. Returns 1 where something is unfit."""
    try:
        made = package(arguments[0].rstrip("/"), arguments[1])
    except Unfit as error:
        print(error, file=sys.stderr)
        return 1
    folder = Path(arguments[2])
    folder.mkdir(parents=True, exist_ok=True)
    (folder / NAME).write_bytes(made)
    print(sha256(made).hexdigest(), f"{len(made):>8}", folder / NAME)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
