"""What is handed to the verifier: an archive alone, or the whole bundle as a folder or a zip.

bundle.json names every file of the bundle with its SHA-256, the archive among them. Its own SHA-256 is the fingerprint
that the hall saw. A bundle is taken whole or not at all: no file may miss, none may be changed, none may be added.

bundle.json          {"version": 2, "archive": name, "files": {name: SHA-256}, "previous": fingerprint of the round before or null}
meeting.json         see `meeting.Meeting`      paper.json   see `meeting.Paper`      slips.json  see `meeting.Slips`
rule.json            see `rule.Rule`            计票报告单.txt  see `sheet`
audits.json          [{"ballot": unsigned ballot, "seed": 64 hexadecimal digits}]
guardian_proofs.json {"owner": [[proof]]}, see `tally.read_share`
checkpoints.txt      one signed_msg (§4.6.1) of a trustee a line over {"uuid", "height", "head": hash of that event}
previous/            the bundle of the round before
Beside it, not part of the fingerprint: signatures.json, what stations signed over it; decision.json, what the congress
decided afterwards; README.txt.
"""

import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from .protocol import Broken, demand, fields, load, sha, text_of, whole

MANIFEST, REPORT = "bundle.json", "计票报告单.txt"
MEETING = ("meeting.json", "paper.json", "slips.json", "rule.json", REPORT)
PROTOCOL = ("audits.json", "guardian_proofs.json", "checkpoints.txt")
BESIDE = ("signatures.json", "decision.json", "README.txt")
MOST_FILES, MOST_BYTES, MOST_ROUNDS = 200, 2_000_000_000, 10


class Parcel:
    """The files of one round. fingerprint: of the whole bundle; empty where there is an archive alone."""

    def __init__(self, archive: str, files: Mapping[str, bytes], previous: "Parcel | None" = None) -> None:
        self.files, self.previous = dict(files), previous
        self.archive_name = archive
        self.fingerprint = ""
        self.whole = MANIFEST in self.files or any(name in self.files for name in MEETING)
        if self.whole:
            self._hold_manifest()
        demand(1, self.archive_name in self.files, "没有投票档案（.bel）")

    @property
    def archive(self) -> bytes:
        return self.files[self.archive_name]

    def _hold_manifest(self) -> None:
        """Everything that bundle.json names is here as it says, and nothing else."""
        demand(20, MANIFEST in self.files, f"缺少 {MANIFEST}：没有它不知道档案是否齐全")
        version, self.archive_name, listed, previous = fields(self.json(MANIFEST), "version archive files previous")
        demand(20, whole(version) == 2, "档案清单的版本不认识，请更新验票程序")
        named = dict(listed) if isinstance(listed, dict) else {}
        expected = sorted((text_of(self.archive_name), *MEETING, *PROTOCOL))
        demand(20, list(named) == expected, "档案清单列的文件不是规定的那些")
        for name, digest in named.items():
            demand(20, name in self.files, f"缺少 {name}")
            demand(20, sha(self.files[name]) == digest, f"{name} 与档案清单不符：被改过")
        added = self.files.keys() - named.keys() - {MANIFEST, *BESIDE}
        demand(20, not added, f"多出文件：{'、'.join(sorted(added))}")
        before = self.previous.fingerprint if self.previous else None
        demand(20, before == previous, "上一轮的档案缺失、多余，或不是这一轮所接的那一份")
        self.fingerprint = sha(self.files[MANIFEST])

    def text(self, name: str) -> str | None:
        """A file's text; None where there is none. raises: Broken for check 4."""
        try:
            return self.files[name].decode() if name in self.files else None
        except UnicodeDecodeError as why:
            raise Broken(4, f"{name} 不是文字") from why

    def json(self, name: str, missing: Any = None) -> Any:
        """What a file holds; `missing` where there is none. raises: Broken for check 4."""
        text = self.text(name)
        return missing if text is None else load(text, name)


def open_parcel(path: Path) -> Parcel:
    """A .bel file with what lies beside it, a bundle's folder, or its zip. raises: Broken, OSError."""
    if path.is_dir():
        return _of_folder(path)
    if zipfile.is_zipfile(path):
        return _of_names(_unzipped(path))
    beside = [*MEETING, *PROTOCOL, *BESIDE, MANIFEST]
    files = {name: (path.parent / name).read_bytes() for name in beside if (path.parent / name).is_file()}
    before = path.parent / "previous"
    previous = _of_folder(before) if MANIFEST in files and before.is_dir() else None
    return Parcel(path.name, {path.name: path.read_bytes(), **files}, previous)


def _of_folder(folder: Path) -> Parcel:
    """The files of a bundle's folder; what one cannot mistake for a part of it is left aside."""
    paths = [path for path in folder.rglob("*") if path.is_file() and not path.name.startswith(".")]
    demand(1, len(paths) <= MOST_FILES, "文件夹里的文件太多，请指向公开档案解压后的文件夹")
    return _of_names({path.relative_to(folder).as_posix(): path.read_bytes() for path in paths})


def _unzipped(path: Path) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(path) as packed:
            entries = packed.infolist()
            names = [one.filename for one in entries]
            demand(1, len(set(names)) == len(names) <= MOST_FILES, "压缩包里的文件重复或太多")
            demand(1, sum(one.file_size for one in entries) <= MOST_BYTES, "压缩包里的内容太大")
            return {one.filename: packed.read(one) for one in entries if not one.is_dir()}
    except (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, EOFError, KeyError, ValueError) as why:
        raise Broken(1, "压缩包损坏，请重新下载") from why


def _of_names(files: Mapping[str, bytes], depth: int = 0) -> Parcel:
    """The parcel in files named by their path; `previous/…` is the round before."""
    demand(20, depth < MOST_ROUNDS, "轮次太多")
    inner = {name.removeprefix("previous/"): raw for name, raw in files.items() if name.startswith("previous/")}
    own = {name: raw for name, raw in files.items() if not name.startswith("previous/")}
    archives = [name for name in own if name.endswith(".bel")]
    demand(1, len(archives) == 1, "应当正好有一份投票档案（.bel）")
    return Parcel(archives[0], own, _of_names(inner, depth + 1) if inner else None)
