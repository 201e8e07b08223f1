"""What its proposer takes back: the contact, the public words, the suggestion, everything (个人信息保护法 15、46、47 条)."""

from typing import Any

from django.db import transaction

from piaojue.commons.acting import acting
from piaojue.commons.evidence.models import Upload
from piaojue.commons.people.models import Seat
from piaojue.commons.web.shared import drop_all
from piaojue.stages.suggest.actions.publishing import keep_back
from piaojue.stages.suggest.models import Suggestion
from piaojue.stages.suggest.moves import CONTACT, DELETED, MOVES
from piaojue.stages.suggest.publication import Publication, Unpublished

WORDS = ("content", "rationale", "background", "beneficiary_group", "suggested_owner")


def correct_contact(*, suggestion: Suggestion, by: Seat, version: int | None = None, **contact: str) -> Suggestion:
    """Put right, or with empty texts erase, who proposed it and how to reach them; what they said stays as it is.

    contact: values of CONTACT
    raises:  NotYours, Refused (stale form)
    """
    if unknown := set(contact) - set(CONTACT):
        raise TypeError(f"correct_contact() knows no {sorted(unknown)}")
    with acting(MOVES["correct_contact"], suggestion, by, version=version) as act:
        for name, value in contact.items():
            setattr(act.thing, name, value.strip())
        act.note(fields=sorted(contact))
    return act.thing


def erase_contact(*, suggestion: Suggestion, by: Seat, version: int | None = None) -> Suggestion:
    """The proposer erases name, phone and address; what was said goes on without them.

    raises: NotYours for anybody else; Refused: erased already
    """
    with acting(MOVES["erase_contact"], suggestion, by, version=version) as act:
        forget(act.thing)
    return act.thing


def no_contact() -> dict[str, Any]:
    """Values of the columns that say who proposed it, when nobody is to be reached."""
    return dict.fromkeys(CONTACT, "") | {"by_sms": False}


def forget(suggestion: Suggestion) -> None:
    """Empty whatever says who proposed it; nothing is saved."""
    for name, value in no_contact().items():
        setattr(suggestion, name, value)


def hide_words(*, suggestion: Suggestion, by: Seat, version: int | None = None) -> Suggestion:
    """The proposer's words are gone from the public at the next request; they are grouped and answered all the same.

    raises: NotYours for anybody else; Refused: they are not public
    """
    with acting(MOVES["hide_words"], suggestion, by, version=version) as act:
        keep_back(act, Publication.TAKEN_DOWN, Unpublished.OWN_WISH)
    return act.thing


def withdraw(*, suggestion: Suggestion, by: Seat, version: int | None = None) -> Suggestion:
    """The proposer takes it back before it was dealt with; nobody needs to be reached any more, so the contact goes.

    raises: NotYours for anybody else; Refused
    """
    with acting(MOVES["withdraw"], suggestion, by, version=version) as act:
        forget(act.thing)
        drop_all()
    return act.thing


def delete_words(*, suggestion: Suggestion, by: Seat, version: int | None = None) -> Suggestion:
    """The words, photos and files of a withdrawn suggestion are gone for good; its number stays.

    raises: NotYours for anybody else; Refused: not withdrawn, deleted already
    """
    with acting(MOVES["delete_words"], suggestion, by, version=version) as act:
        act.thing.title = DELETED
        for name in WORDS:
            setattr(act.thing, name, "")
        uploads = list(act.thing.photos.all()) + list(act.thing.files.all())
        act.thing.photos.clear()
        act.thing.files.clear()
        act.note(files=len(uploads))
    for upload in uploads:
        _delete_file(upload)
    return act.thing


def _delete_file(upload: Upload) -> None:
    """The row and, once that is certain, the bytes."""
    file = upload.file
    upload.delete()
    transaction.on_commit(lambda: file.delete(save=False))
