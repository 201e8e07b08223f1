"""Writes the station kit: 监票台.html with everything in it, the stand-alone verifier, a leaf that says how to begin.

The script is put together from the modules under program/, booth/static/booth/sealing and @noble/hashes in one fixed way: the
same sources give the same bytes on every machine. `make station-kit` prints every file's SHA-256 (docs/station.md).
"""

import io
import json
import re
import sys
import zipfile
from base64 import b64encode
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from hashlib import sha256
from pathlib import Path

from booth.page_files import NOBLE, STATIC, as_function

ROOT = Path(__file__).parents[1]
PROGRAM = Path(__file__).parent / "program"
WHEN = (2026, 1, 1, 0, 0, 0)
PAGE, LEAF, VERIFIER, WHOLE = "监票台.html", "先读我.txt", "piaojue-verify.pyz", "station-kit.zip"
CORE = (
    *(NOBLE / f"{name}.js" for name in ("utils", "_u64", "_md", "sha2", "hmac", "pbkdf2", "scrypt")),
    *(STATIC / "sealing" / f"{name}.js" for name in ("group", "seal")),
    *(
        PROGRAM / f"{name}.js"
        for name in (
            *("numbers", "reading", "proofs", "archive", "election", "ballots", "tally", "pki", "ceremony"),
            *("unzip", "report", "parcel", "meeting", "rule", "bundle", "checking", "core"),
        )
    ),
)
"""What computes: of the page and of its workers. Each module after those that it imports."""
DESK = (
    *("problem", "doors", "store", "safe", "drawer", "watch", "witness", "page_watch", "trustee", "deciding"),
    *("office", "testing", "source"),
)
PAGES = ("dom", "pool", "papers", "watching", "ending", "keys", "desks", "app")
OWN = (
    *(Path(__file__).parent / "desk" / f"{name}.js" for name in DESK),
    ROOT / "node_modules" / "qrcode-generator" / "dist" / "qrcode.mjs",
    *(Path(__file__).parent / "pages" / f"{name}.js" for name in PAGES),
)


def joined(modules: Iterable[Path]) -> str:
    """Modules as functions that are called at once."""
    return "".join(map(as_function, modules))


@cache
def core() -> str:
    """A function that gives what core.js exports."""
    return f"function stationCore() {{\n{joined(CORE)}return m_core;\n}}\n"


@cache
def script() -> str:
    """The page's whole script; its workers are made of the text of `stationCore`."""
    return f'"use strict";\n{core()}(() => {{\nconst m_core = stationCore();\n{joined(OWN)}}})();\n'


def page() -> bytes:
    """监票台.html: one file, which loads nothing and runs this one script."""
    style = (ROOT / "station" / "pages" / "station.css").read_text("utf-8")
    published = json.loads((ROOT / "station" / "voters_page.json").read_text("utf-8"))
    facts = {"published": published, "version": sha256(script().encode()).hexdigest()[:12]}
    parts = {"style": style, "script": script(), "facts": json.dumps(facts)}
    parts |= {f"{name}_hash": b64encode(sha256(parts[name].encode()).digest()).decode() for name in ("style", "script")}
    text = (Path(__file__).parent / "pages" / "page.html").read_text("utf-8")
    return re.sub(r"\{(\w+)\}", lambda found: parts[found[1]], text).encode()


def files() -> dict[str, bytes]:
    """Every file of the kit by name."""
    return {PAGE: page(), LEAF: leaf(), VERIFIER: verifier()}


def leaf() -> bytes:
    """What to do first, for whoever finds the folder on a USB stick."""
    return (Path(__file__).parent / "leaf.txt").read_bytes()


def verifier() -> bytes:
    """The stand-alone verifier as one file that Python runs: `python piaojue-verify.pyz BUNDLE.zip`."""
    folder = ROOT / "verifier"
    content = {f"verifier/{path.name}": path.read_bytes() for path in sorted(folder.glob("*.py"))}
    start = "import sys\nfrom verifier.__main__ import main\nsys.exit(main())\n"
    return zipped({"__main__.py": start.encode(), **content})


def zipped(content: Mapping[str, bytes]) -> bytes:
    """One zip; the same files give the same bytes, whatever library compresses elsewhere: they are stored as they are."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as packed:
        for name, raw in content.items():
            packed.writestr(zipfile.ZipInfo(name, WHEN), raw)
    return out.getvalue()


def main(arguments: Sequence[str]) -> None:
    """Write the kit and its zip into a folder and print every file's SHA-256."""
    folder = Path(arguments[0])
    made = files()
    made[WHOLE] = zipped({f"station-kit/{name}": raw for name, raw in made.items()})
    folder.mkdir(parents=True, exist_ok=True)
    for name, raw in made.items():
        (folder / name).write_bytes(raw)
        print(sha256(raw).hexdigest(), f"{len(raw):>8}", name)


if __name__ == "__main__":
    main(sys.argv[1:])
