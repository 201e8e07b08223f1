"""公文 that the system writes: each room says in its documents.py which ones it can draw up from its data.

    document(
        "task_breakdown",
        "任务分解表",
        house=GOVERNMENT,
        stage=Stage.ANNOUNCING,
        paper=PaperKind.TASK_BREAKDOWN,
        write=breakdown,
    )

`piaojue.commons.drafting` reads these lines and knows no room. `write` takes the thing and `Gaps`, and returns a `Draft`
(`engines.papers`): every number, name and day in it comes from the data, and what is missing is named with
`gaps.need(value, "会议地点", where)`, never left out in silence. These names are the fields of an office's own template.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from engines.papers import Draft, Gap, Gaps
from engines.papers.gaps import gaps_in
from piaojue.commons.issuing import House

DOCUMENTS: dict[str, "Document"] = {}
"""Code → its line, in the order of the road."""
Write = Callable[[Any, Gaps], Draft]


def itself(year: Any) -> Iterable[Any]:
    """A paper of the year is about the year."""
    return [year]


@dataclass(frozen=True)
class Assigned:
    """One point of a paper that somebody has to carry out.

    text: what;  unit: key of the body that does it, None: not said;  due: by when, None: not said
    """

    text: str
    unit: int | None = None
    due: date | None = None


@dataclass(frozen=True, kw_only=True)
class Document:
    """One kind of paper.

    code:    as the address has it;  label: what the office calls it
    house:   whose it is: who draws it up, signs, replaces and withdraws it (piaojue.commons.issuing)
    unit:    thing → key of the body that speaks in it; for a house that is one unit of many
    write:   (thing, gaps) → the draft, from the data as they stand now
    stage:   the stage of the year in which it is usually needed
    paper:   the kind of the year's paper it is filed as (PaperKind); empty: filed as further material
    about:   year → the things that there is one for each of (sittings, changes); the year itself by default
    noun:    what these things are called (会议); empty: there is one for the year
    roads:   the roads that have it; empty: both
    public:  whether it is for everybody to read once it is filed
    letterhead: whether it has 发文机关标志 above the red line and a 版记 (GB/T 9704-2012, 7.2.4, 7.4); a 公告 or table has none
    points:  thing → the points that bind somebody once it is filed; None: it binds nobody
    """

    code: str
    label: str
    house: House
    write: Write
    stage: str
    paper: str = ""
    about: Callable[[Any], Iterable[Any]] = itself
    noun: str = ""
    roads: frozenset[str] = frozenset()
    public: bool = False
    letterhead: bool = False
    points: Callable[[Any], Iterable[Assigned]] | None = None
    unit: Callable[[Any], int | None] | None = None

    def belongs_to(self, year: Any) -> bool:
        """Whether years like this one have it."""
        return not self.roads or year.road in self.roads


@dataclass(frozen=True)
class Written:
    """A paper as the data have it now, and what it lacks. fields: (name, value) of what came from the data"""

    draft: Draft
    gaps: tuple[Gap, ...]
    fields: tuple[tuple[str, str], ...] = ()


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
    facts = {"地区": year.place.name, "年度": str(year.number), **gaps.named}
    draft = replace(draft, mark=year.mark.strip("（）"), facts=tuple(facts.items()))
    fields = {**facts, **gaps.asked}
    return Written(_headed(draft) if line.letterhead else draft, tuple(gaps.found), tuple(fields.items()))


def _headed(draft: Draft) -> Draft:
    """With head and foot by the first body that signs; as long as that one is missing, without."""
    issuer = draft.signed[0] if draft.signed else ""
    if not issuer or gaps_in(issuer):
        return draft
    return replace(draft, head=draft.head or f"{issuer}文件", printed_by=draft.printed_by or f"{issuer}办公室")
