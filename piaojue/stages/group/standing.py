"""The engine's state of one year: who stands with whom. Each process holds it, a file keeps it, the database decides.

`Proposal` rows say which suggestion is in which bundle; a process that was not there takes them from the rows. Only
the batch job looks at all suggestions (`begin`); later ones join by `join_new`, a few milliseconds each.
"""

import hashlib
import hmac
import logging
import pickle
from collections import OrderedDict
from pathlib import Path
from threading import Lock

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db.models import QuerySet

from engines.matching import Decisions, Ground, Groups, Message, confidence, group
from engines.matching.grouping import read_all
from piaojue.commons.years.models import Year
from piaojue.stages.group.models import Decision, How, Proposal
from piaojue.stages.suggest.public import Suggestion, gazetteer_of, goes_on

FORMAT = 2
SMALL = 1500  # suggestions up to which a page may look at all of them itself; more are the batch job's
DIGEST = 32  # bytes
AT_ONCE = 200  # new suggestions a page takes in before it answers
YEARS_HELD = 6
logger = logging.getLogger("piaojue")
_HELD: OrderedDict[int, Groups] = OrderedDict()
_LOCK = Lock()


def suggestions_of(year: Year) -> QuerySet[Suggestion]:
    """What can be grouped, in the order it came."""
    return Suggestion.objects.filter(goes_on(), year=year).order_by("pk")


def messages_of(rows: QuerySet[Suggestion]) -> list[Message]:
    return [Message(*row) for row in rows.values_list("pk", "title", "content", "spot_id").iterator(chunk_size=5000)]


def decisions_of(year: Year) -> Decisions:
    """What clerks judged, the latest word on each pair."""
    decisions = Decisions()
    rows = Decision.objects.filter(year=year).order_by("pk").values_list("one_id", "other_id", "same", "act")
    for one, other, same, how in rows:
        (decisions.forget if how == How.UNDO else decisions.join if same else decisions.part)(one, other)
    return decisions


def begin(year: Year, groups: Groups) -> None:
    """Hold and keep what the batch job found."""
    with _LOCK:
        _HELD[year.pk] = groups
    keep(year, groups)


def join_new(year: Year, most: int = AT_ONCE) -> list[Proposal]:
    """Suggestions without a proposal join the bundles; returns the new rows, unsaved. Nobody else moves.

    Empty as well when there are too many to look at them without the batch job.
    """
    new = suggestions_of(year).filter(proposal=None)
    if not new.exists():
        return []
    with _LOCK:
        groups = _HELD.get(year.pk) or _read(year) or _small(year)
        if groups is None:
            return []
        _HELD[year.pk] = groups
        while len(_HELD) > YEARS_HELD:
            _HELD.popitem(last=False)
        _catch_up(year, groups)
        messages = messages_of(new[:most])
        lost = {message.id for message in messages} & groups.of.keys()  # known here, but their rows were never saved
        links = {
            link.message: link for link in groups.join([message for message in messages if message.id not in lost])
        }
        for name in {groups.of[pk] for pk in lost}:
            links |= {link.message: link for link in groups.links(name) if link.message in lost}
        rows = Proposal.objects.filter(suggestion__in={link.like for link in links.values()})
        bundles = dict(rows.values_list("suggestion_id", "bundle"))
        proposals = []
        for pk in (message.id for message in messages):
            bundles[pk] = bundles.get(links[pk].like, groups.of[pk]) if pk in links else pk
            proposals.append(proposal(year, pk, links.get(pk), bundles[pk]))
        return proposals


def proposal(year: Year, suggestion: int, link, bundle: int) -> Proposal:
    """One row from a link of the engine (None: stands alone)."""
    if link is None:
        return Proposal(place=year.place, year=year, suggestion_id=suggestion, bundle=bundle)
    return Proposal(
        place=year.place,
        year=year,
        suggestion_id=suggestion,
        bundle=bundle,
        like_id=link.like,
        likeness=link.likeness,
        confidence=round(confidence(link.likeness), 4),
        reason=str(link.reason)[:200],
    )


def forget() -> None:
    """Drop what this process holds: for tests and after a restore of the database."""
    with _LOCK:
        _HELD.clear()


def folder() -> Path:
    """Where this machine keeps what a running batch has read so far."""
    return Path(settings.VAR) / "matching"


def file_of(year: Year) -> str:
    """The name in the storage that all nodes share."""
    return f"matching/{year.place_id}-{year.number}-{year.pk}.groups"


def keep(year: Year, groups: Groups) -> None:
    """For every node. Reading it runs what it says, so it carries a keyed digest."""
    packed = pickle.dumps((FORMAT, groups), pickle.HIGHEST_PROTOCOL)
    storages["work"].save(file_of(year), ContentFile(_digest(packed) + packed))


def _read(year: Year) -> Groups | None:
    try:
        with storages["work"].open(file_of(year)) as file:
            sealed = file.read()
        packed = memoryview(sealed)[DIGEST:]
        if not hmac.compare_digest(sealed[:DIGEST], _digest(packed)):
            raise ValueError("not written by this site")
        number, groups = pickle.loads(packed)
    except FileNotFoundError:
        return None
    except Exception:
        logger.exception("groups of %s cannot be read: run the batch grouping again", year)
        return None
    return groups if number == FORMAT else None


def _digest(packed: bytes | memoryview) -> bytes:
    return hmac.digest(f"group.standing:{settings.SECRET_KEY}".encode(), packed, hashlib.sha256)


def _small(year: Year) -> Groups | None:
    """A year of few suggestions needs no batch job."""
    rows = suggestions_of(year)
    if rows.count() > SMALL:
        return None
    gazetteer, decisions = gazetteer_of(year.place), decisions_of(year)
    placed = rows.exclude(proposal=None)
    bundles = list(placed.values_list("proposal__bundle", flat=True))
    if not bundles:
        return group(messages_of(rows), gazetteer, decisions)
    messages = messages_of(placed)
    groups = Groups(Ground.learn(read_all(messages, gazetteer)), gazetteer, decisions)
    groups.add(messages, bundles)
    return groups


def _catch_up(year: Year, groups: Groups) -> None:
    """Take in what other processes placed, and every decision."""
    elsewhere = suggestions_of(year).exclude(proposal=None).filter(pk__gt=max(groups.ids, default=0))
    bundle_of = dict(elsewhere.values_list("pk", "proposal__bundle"))
    if bundle_of:
        groups.add(messages_of(elsewhere), list(bundle_of.values()))
    groups.decisions = decisions_of(year)
