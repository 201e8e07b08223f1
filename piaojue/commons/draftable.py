"""公文 that the system writes: each room says in its documents.py which ones it can draw up from its data.

    document(
        "task_breakdown",
        "任务分解表",
        stage=Stage.ANNOUNCING,
        paper=PaperKind.TASK_BREAKDOWN,
        write=breakdown,
    )

`piaojue.commons.drafting` reads these lines and knows no room. `write` takes the thing and `Gaps`, and returns a `Draft`
(`engines.papers`): every number, name and day in it comes from the data, and what is missing is named with
`gaps.need(value, "会议地点", where)`, never left out in silence.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any

from engines.papers import Draft, Gap, Gaps

DOCUMENTS: dict[str, "Document"] = {}
"""Code → its line, in the order of the road."""
Write = Callable[[Any, Gaps], Draft]


def itself(year: Any) -> Iterable[Any]:
    """A paper of the year is about the year."""
    return [year]


@dataclass(frozen=True, kw_only=True)
class Document:
    """One kind of paper.

    code:    as the address has it;  label: what the office calls it
    write:   (thing, gaps) → the draft, from the data as they stand now
    stage:   the stage of the year in which it is usually needed
    paper:   the kind of the year's paper it is filed as (PaperKind); empty: filed as further material
    about:   year → the things that there is one for each of (sittings, changes); the year itself by default
    noun:    what these things are called (会议); empty: there is one for the year
    roads:   the roads that have it; empty: both
    public:  whether it is for everybody to read once it is filed
    """

    code: str
    label: str
    write: Write
    stage: str
    paper: str = ""
    about: Callable[[Any], Iterable[Any]] = itself
    noun: str = ""
    roads: frozenset[str] = frozenset()
    public: bool = False

    def belongs_to(self, year: Any) -> bool:
        """Whether years like this one have it."""
        return not self.roads or year.road in self.roads


@dataclass(frozen=True)
class Written:
    """A paper as the data have it now, and what it lacks."""

    draft: Draft
    gaps: tuple[Gap, ...]


def document(code: str, label: str, **line: Any) -> Document:
    """Declare it, once. Raises ValueError the second time."""
    if code in DOCUMENTS:
        raise ValueError(f"{code} is declared twice")
    declared = Document(code=code, label=label, **line)
    DOCUMENTS[code] = declared
    return declared


def document_for(paper: str, year: Any) -> Document | None:
    """The document that is filed as this kind of the year's papers (PaperKind); None: the system does not write it."""
    return next((line for line in DOCUMENTS.values() if line.paper == paper and line.belongs_to(year)), None)


def written(line: Document, thing: Any, year: Any) -> Written:
    """Write it from the data as they stand now, in the local words; a practice year's paper says so on every page."""
    gaps = Gaps()
    draft = line.write(thing, gaps)
    return Written(replace(draft, mark=year.mark.strip("（）")), tuple(gaps.found))
