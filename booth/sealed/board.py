"""The archive in the database: one row an event, appended under the board's lock, read back as the very same bytes."""

from collections.abc import Iterator
from uuid import UUID

from gmpy2 import mpz

from booth.models import Board, BoardEvent
from engines.sealing.archive import Archive, Event, read_archive
from engines.sealing.credential import Voter, parse_public_credentials
from engines.sealing.encoding import hexdigest, parse


def locked(uuid: UUID) -> Board:
    """The board with its box, locked until the transaction ends. Raises Board.DoesNotExist."""
    return Board.objects.select_for_update().select_related("box").get(pk=uuid)


def begin(board: Board, election: str, trustees: str, public_credentials: str) -> None:
    """Write the header and the Setup event."""
    archive = Archive.begin(board.began)
    archive.set_up(election, trustees, public_credentials)
    _keep(board, archive.events[-1], archive.to_bytes())


def append(board: Board, kind: str, text: str | None = None, *data: str) -> Event:
    """Append an event with its payload and further data files. The board must be locked.

    raises: ArchiveBroken when that event may not follow here
    """
    archive = _tip(board)
    chunk = b"".join(archive.add_data(one)[1] for one in data)
    if text is None:
        chunk += archive.add_event(kind)[1]
    else:
        chunk += archive.add(kind, text)
    _keep(board, archive.events[-1], chunk)
    return archive.events[-1]


def _tip(board: Board) -> Archive:
    """An archive that knows its last event alone: enough to append."""
    last = board.events.only("hash", "height", "kind", "payload").order_by("-height").first()
    if last is None:
        raise ValueError("看板还没有开始")
    return Archive(board.began, events=[Event(last.hash, None, last.height, last.kind, last.payload)])


def _keep(board: Board, event: Event, chunk: bytes) -> None:
    BoardEvent.objects.create(
        board=board,
        height=event.height,
        offset=board.size,
        kind=event.type,
        hash=event.hash,
        payload=event.payload,
        chunk=chunk,
    )
    board.height, board.size, board.head = event.height + 1, board.size + len(chunk), event.hash
    board.save(update_fields=["height", "size", "head"])


def chunks(board: Board, start: int = 0) -> Iterator[bytes]:
    """The archive's bytes from `start`, event by event."""
    first = board.events.filter(offset__lte=start).order_by("-offset").values_list("offset", flat=True).first() or 0
    rows = board.events.filter(offset__gte=first).order_by("offset").values_list("offset", "chunk")
    for offset, chunk in rows.iterator(chunk_size=50):
        yield bytes(chunk)[max(0, start - offset) :]


def voters(board: Board) -> dict[mpz, Voter]:
    """The credentials that the Setup event lists; none before it is written."""
    event = board.events.filter(height=0).first()
    if event is None:
        return {}
    archive = read_archive(bytes(event.chunk))
    return parse_public_credentials(parse(archive.data[parse(archive.payload(archive.events[0]))["credentials"]]))


def listed(board: Board) -> set[str]:
    """Digests of those credentials."""
    return {hexdigest(str(credential)) for credential in voters(board)}


def whole(board: Board) -> Archive:
    """The archive, read and checked as an outsider would. Raises ArchiveBroken when the database was changed."""
    return read_archive(b"".join(chunks(board)))
