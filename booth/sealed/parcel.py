"""The published bundle as files: the archive, what stands beside it, what stations signed, and the rounds before."""

import io
import json
import zipfile
from collections.abc import Mapping

from booth.models import Board
from booth.sealed import board as boards
from engines.sealing.encoding import compact


def files_of(board: Board) -> dict[str, bytes]:
    """Every file by path; the round before under previous/."""
    files = {f"{board.election_uuid}.bel": b"".join(boards.chunks(board))}
    files |= {name: text.encode() for name, text in board.record.items()}
    signed = [json.loads(one.signature) for one in board.trustee_stations if one.signature]
    files["signatures.json"] = compact(signed).encode()
    if before := Board.objects.filter(pk=board.before).first():
        files |= {f"previous/{path}": content for path, content in files_of(before).items()}
    return files


def zipped(files: Mapping[str, bytes]) -> bytes:
    """One zip; the same files give the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for path, content in files.items():
            packed.writestr(zipfile.ZipInfo(path, (2026, 1, 1, 0, 0, 0)), content)
    return out.getvalue()
