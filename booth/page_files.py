"""The voter's page as a fixed set of files: a page, one script, styles. Each is named by its hash and loaded by it (SRI).

The script is put together here from the modules under static/booth/sealing and from @noble/hashes, in one fixed way: the same
sources give the same bytes on every machine. It holds the worker's program as a function, so that nothing is fetched later.
`make page` prints names and hashes (docs/ballot.md#page).
"""

import json
import re
import sys
from base64 import b64encode
from collections.abc import Sequence
from functools import cache
from hashlib import sha256, sha384
from pathlib import Path
from typing import NamedTuple

STATIC = Path(__file__).parent / "static" / "booth"
NOBLE = Path(__file__).parents[1] / "node_modules" / "@noble" / "hashes"
DESK = (
    *(NOBLE / f"{name}.js" for name in ("utils", "_u64", "_md", "sha2", "hmac", "pbkdf2")),
    *(STATIC / "sealing" / f"{name}.js" for name in ("group", "seal", "worker")),
)
"""The sealing desk's modules, each after those that it imports."""
PROGRAM = """
const worker = () => new Worker(URL.createObjectURL(new Blob([`(${sealingDesk})()`], { type: "text/javascript" })));
const here = async () => sealingDesk().answer;
"""
TYPES = {"js": "text/javascript; charset=utf-8", "css": "text/css; charset=utf-8"}
NAMES = {"vote": "js", "opened": "js", "slips": "js", "size": "js", "booth": "css"}
OWN = {
    "vote": ("desk", "rounds", "terminal", "twice", "vote"),
    "opened": ("desk", "opened"),
    "slips": ("desk", "slips"),
}
"""A page's own modules, each after those that it imports."""
IMPORT = re.compile(r'^import\s+(?:\*\s+as\s+(\w+)|\{([^}]*)\})\s+from\s+"([^"]+)";$', re.MULTILINE)
EXPORT = re.compile(r"^export\s+((?:async\s+)?(?:function\*?|class|const|let))\s+(\w+)", re.MULTILINE)
DEFAULT = re.compile(r"^export default \w+;$", re.MULTILINE)
EXPORTS = re.compile(r"^export\s+\{([^}]*)\};$", re.MULTILINE)
COMMENTS = re.compile(r"^\s*/\*\*.*?\*/\n|^\s*//[^\n]*\n", re.MULTILINE | re.DOTALL)


class PageFile(NamedTuple):
    """One file of the page. name: with a part of its hash; integrity: as SRI writes it."""

    name: str
    content: bytes

    @property
    def integrity(self) -> str:
        return "sha384-" + b64encode(sha384(self.content).digest()).decode()

    @property
    def media_type(self) -> str:
        return TYPES[self.name.rpartition(".")[2]]


def _variable(path: str) -> str:
    return "m_" + re.sub(r"\W", "_", path.rpartition("/")[2].removesuffix(".mjs").removesuffix(".js"))


def as_function(path: Path) -> str:
    """A module as a function that is called at once and gives what the module exports."""
    text = COMMENTS.sub("", path.read_text("utf-8"))
    names = [name for _, name in EXPORT.findall(text)]
    names += [name.strip() for listed in EXPORTS.findall(text) for name in listed.split(",") if name.strip()]
    text = IMPORT.sub(lambda m: f"const {m[1] or '{' + m[2].replace(' as ', ': ') + '}'} = {_variable(m[3])};", text)
    text = EXPORTS.sub("", EXPORT.sub(r"\1 \2", DEFAULT.sub("", text)))
    if re.search(r"^(?:import|export)\b", text, re.MULTILINE):
        raise ValueError(f"{path.name} imports or exports in a way that this page does not know")
    return f"const {_variable(path.name)} = (() => {{\n{text}\nreturn {{ {', '.join(names)} }};\n}})();\n"


def _script(name: str) -> bytes:
    """A page's own modules around the desk's program."""
    desk = "".join(map(as_function, DESK))
    program = f"const m_program = (() => {{{PROGRAM}return {{ worker, here }};\n}})();\n"
    own = "".join(as_function(STATIC / "sealing" / f"{one}.js") for one in OWN[name])
    return f'"use strict";\nfunction sealingDesk() {{\n{desk}return m_worker;\n}}\n(() => {{\n{program}{own}}})();\n'.encode()


@cache
def page_file(name: str) -> PageFile:
    """A file of the page by its short name, see NAMES. raises: KeyError."""
    kind = NAMES[name]
    content = _script(name) if name in OWN else (STATIC / f"{name}.{kind}").read_bytes()
    return PageFile(f"{name}.{sha256(content).hexdigest()[:16]}.{kind}", content)


def main(arguments: Sequence[str]) -> None:
    """Print the files; with a path, write the stations' list of them there."""
    files = [page_file(name) for name in NAMES]
    for one in files:
        print(one.name, one.integrity, f"{len(one.content)} bytes")
    for path in arguments:
        Path(path).write_text(json.dumps({one.name: one.integrity for one in files}, indent=2) + "\n", "utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
