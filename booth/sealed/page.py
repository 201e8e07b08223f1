"""The voter's page of a sealed box as bytes: the same for every phone, so that its hash can be read out and watched."""

from dataclasses import asdict
from functools import lru_cache
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.template.loader import get_template
from django.urls import get_urlconf, set_urlconf

from booth import marks as markings
from booth.models import Board
from booth.page_files import NAMES, page_file

STEP_BYTES = 4096


def padded(template: str, context: dict[str, Any]) -> bytes:
    """A page, padded to a multiple of STEP_BYTES. Rendered without the request: nothing of the voter's device can reach it."""
    before = get_urlconf()
    set_urlconf("booth.urls")  # the page names the booth's doors, whoever asks for its fingerprint
    try:
        body = get_template(f"booth/{template}").render(context).encode()
    finally:
        set_urlconf(before)
    return body + b"<!--" + b" " * ((-len(body) - 7) % STEP_BYTES) + b"-->"


def facts_of(board: Board) -> dict[str, Any]:
    """What the voter's page computes with: the election file to the letter and the ballot's fields."""
    election = board.box.question_list
    return {
        "uuid": str(board.pk),
        "election": board.serialised,
        "options": [asdict(option) for option in election.options],
        "blank": election.blank,
        "blankValue": election.blank_value,
        "max": election.max,
        "empty": election.empty,
        "items": [
            {"field": markings.field(place), "no": item.no, "title": item.title}
            for place, item in enumerate(election.items)
        ],
    }


def voters_page(board: Board) -> bytes:
    """The one page on which a voter reads, fills, seals and casts; written once for all phones of this process."""
    return _voters_page(board.pk, board.serialised)


@lru_cache(maxsize=16)
def _voters_page(uuid: UUID, serialised: str) -> bytes:
    """Follows from the frozen question list and the election file alone."""
    board = Board.objects.select_related("box").get(pk=uuid)
    context = {
        "box": board.box,
        "election": board.box.question_list,
        "lines": markings.in_words(board.box.question_list, {}),
        "facts": facts_of(board),
        "files": {name: page_file(name) for name in NAMES},
        "states_in": ["stored", "same", "other"],
        "states_out": ["unknown", "void", "prepared", "paper", "closed"],
    }
    return padded("sealed.html", context)


def opened_page(board: Board) -> bytes:
    """The page on which another device checks a ballot that was opened for a test."""
    context = {
        "box": board.box,
        "election": board.box.question_list,
        "facts": facts_of(board),
        "files": {name: page_file(name) for name in NAMES},
    }
    return padded("opened.html", context)


def page_fingerprint(board: Board) -> str:
    """SHA-256 of the voter's page once its election is made. The page names all it loads by hash, so this names all of it."""
    return sha256(voters_page(board)).hexdigest() if board.serialised else ""
