"""Where a station keeps its files: one folder a key, rehearsals apart from real votes, nothing readable by others.

~/.piaojue-station/
├── votes/<box>-<no>/        a real vote        ├── rehearsals/<box>-<no>/   演练
│   station.json  what was agreed, checked, decrypted (nothing secret)
│   key.json      seed and connection code, sealed with the passphrase
│   messages.json what this station handed in, so that the same is sent again after a crash
│   board.bel     its own copy of the board
└── decrypted.json           for each election the one tally that was decrypted here
"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from . import safe
from .problems import Problem

SHARED = (
    "names",
    "threshold",
    "sitting",
    "certs",
    "coefexps",
    "trustees",
    "agreed",
    "printed",
    "copied",
    "drilled",
    "drill_later",
)
"""What of a record holds for every round of the sitting."""
KINDS = {False: "votes", True: "rehearsals"}


@dataclass
class Drawer:
    """The folder of one key. `record` is station.json; change it with `note`."""

    path: Path
    record: dict[str, Any]

    @property
    def name(self) -> str:
        """Names the drawer within its home, e.g. `votes/6f0c…-2`."""
        return f"{self.path.parent.name}/{self.path.name}"

    @property
    def rehearsal(self) -> bool:
        return self.path.parent.name == KINDS[True]

    @property
    def board(self) -> Path:
        return self.path / "board.bel"

    @property
    def key(self) -> Path:
        """Seed and connection code; of a later round of the sitting they are in the drawer in which the key was made."""
        return (self.home / self.record["key_in"] if "key_in" in self.record else self.path) / "key.json"

    @property
    def home(self) -> Path:
        return self.path.parent.parent

    def note(self, **facts: Any) -> None:
        """Add facts to the record; on disk when this returns."""
        self.record |= facts
        safe.write_private(self.path / "station.json", json.dumps(self.record, ensure_ascii=False, indent=1))

    def lock(self, secrets: dict[str, str], passphrase: str) -> None:
        """Keep secrets, sealed with the passphrase for this box alone."""
        safe.write_private(self.key, safe.lock(secrets, passphrase, self._about))

    def unlock(self, passphrase: str) -> dict[str, str]:
        """The secrets. raises: WrongPassphrase; Problem when they were destroyed."""
        if not self.key.exists():
            raise Problem("本机没有这把钥匙（已销毁，或文件被移走）。需要时用密封备份恢复。")
        secrets: dict[str, str] = safe.unlock(self.key.read_text(encoding="utf-8"), passphrase, self._about)
        return secrets

    @property
    def _about(self) -> str:
        return f"piaojue station {self.path.parent.name} {self.record.get('key_of', self.record['box'])}"

    def messages(self) -> dict[str, Any]:
        """What was handed in, by step."""
        return _object(self.path / "messages.json")

    def keep_message(self, step: str, content: Any) -> Any:
        """Keep a message before it is handed in; returns it."""
        safe.write_private(self.path / "messages.json", json.dumps(self.messages() | {step: content}))
        return content

    def decrypted(self, election: str) -> str | None:
        """Hash of the tally that was decrypted here for this election (by uuid)."""
        return self._decrypted().get(election)

    def note_decrypted(self, election: str, tally: str) -> None:
        """From now on no other tally of this election is decrypted on this computer."""
        safe.write_private(self.home / "decrypted.json", json.dumps(self._decrypted() | {election: tally}, indent=1))

    def _decrypted(self) -> dict[str, str]:
        return _object(self.home / "decrypted.json")

    def keep_refused(self, board: bytes) -> None:
        """Keep the first board that set off an alarm, as evidence."""
        path = self.path / "board-refused.bel"
        if not path.exists():
            path.touch(mode=0o600)
            path.write_bytes(board)

    def destroy_key(self) -> None:
        """Remove everything secret; the copy of the board stays."""
        safe.destroy(self.key)
        safe.destroy(self.path / "messages.json")

    def set_aside(self) -> None:
        """Make room for a new ceremony of the same box; nothing is deleted."""
        number = 1
        while (target := self.path.with_name(f"{self.path.name}.old{number}")).exists():
            number += 1
        self.path.rename(target)


def _place(home: Path, rehearsal: bool, box: str, no: int) -> Path:
    return home / KINDS[rehearsal] / f"{box}-{no}"


def new_drawer(home: Path, rehearsal: bool, box: str, no: int, **facts: Any) -> Drawer:
    """An empty drawer for key `no` of a box."""
    safe.private_folder(home)
    safe.private_folder(home / KINDS[rehearsal])
    drawer = Drawer(safe.private_folder(_place(home, rehearsal, box, no)), {"box": box, "no": no})
    drawer.note(**facts)
    return drawer


def under_the_key_of(origin: Drawer, box: str, **facts: Any) -> Drawer:
    """A drawer for another round of the sitting that the same key opens. facts: what was agreed for this one."""
    record = origin.record
    shared = {name: record[name] for name in SHARED if name in record}
    key = {"key_in": record.get("key_in", origin.name), "key_of": record.get("key_of", record["box"])}
    drawer = new_drawer(origin.home, origin.rehearsal, box, record["no"], **shared, **key, **facts)
    drawer.keep_message("voutput", origin.messages()["voutput"])
    return drawer


def with_the_key_of(drawer: Drawer) -> list[Drawer]:
    """All drawers that this key opens, the given one among them."""
    key = drawer.record.get("key_in", drawer.name)
    return [one for one in drawers(drawer.home) if one.record.get("key_in", one.name) == key]


def find(home: Path, rehearsal: bool, box: str, no: int) -> Drawer | None:
    """The drawer for key `no` of a box, if this computer has one."""
    path = _place(home, rehearsal, box, no)
    return _read(path) if (path / "station.json").exists() else None


def _object(path: Path) -> dict[str, Any]:
    """The JSON object in a file; an empty one where there is no file."""
    value: dict[str, Any] = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    return value


def _read(path: Path) -> Drawer:
    return Drawer(path, json.loads((path / "station.json").read_text(encoding="utf-8")))


def drawers(home: Path) -> list[Drawer]:
    """All drawers in use, real votes first."""
    paths = [path for kind in KINDS.values() for path in sorted((home / kind).glob("*/station.json"))]
    return [_read(path.parent) for path in paths if ".old" not in path.parent.name]
