"""撤回: the sentence that says what was done has a button beside it that takes it back, as long as that page is shown.

It is an act like any other, with its own permission and its own entry in the log. Lawful deeds (votes, decisions, signatures, answers) have none.
"""

import json
from dataclasses import dataclass

from django.contrib import messages
from django.contrib.messages.storage.base import Message

from piaojue.commons.web.request import Request


@dataclass(frozen=True)
class Undo:
    """Where the button sends, with which fields beside the usual ones."""

    url: str
    fields: tuple[tuple[str, str], ...] = ()


def say_done(request: Request, text: str, undo: Undo | None = None) -> None:
    """Say it on the next page."""
    kept = json.dumps([undo.url, undo.fields]) if undo else ""
    messages.success(request, text, extra_tags=kept)


def undo_of(message: Message) -> Undo | None:
    """What takes it back; None: nothing does."""
    if not message.extra_tags:
        return None
    url, fields = json.loads(message.extra_tags)
    return Undo(url, tuple((str(name), str(value)) for name, value in fields))
