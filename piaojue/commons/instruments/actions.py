"""What happens to local rules: entered or loaded, compared with the original, ended."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from engines.law import read_value, refused
from piaojue.commons.acting import acting
from piaojue.commons.instruments.models import Instrument, InstrumentKind
from piaojue.commons.instruments.moves import MOVES, makes_rules
from piaojue.commons.instruments.values import Provision
from piaojue.commons.moves import Refused
from piaojue.commons.people.models import Seat
from piaojue.commons.places.models import Place


@dataclass(frozen=True)
class Draft:
    """A local rule as somebody brings it. sets in provisions: values as they were typed."""

    kind: str
    title: str
    issuer: str
    starts_on: date
    doc_no: str = ""
    ends_on: date | None = None
    provisions: tuple[Provision, ...] = ()


def enter_instrument(*, place: Place, draft: Draft, by: Seat) -> Instrument:
    """Register a local rule of the seat's own place. Pages say 待核 until somebody has compared it with the original.

    raises: NotYours; Refused: a place without a congress, a parameter that no local rule may set or not so far (each named),
            dates the wrong way round, a rule that is there already
    """
    row = _row(place, draft)
    with acting(MOVES["enter_instrument"], row, by) as act:
        _take(row, draft)
        act.note(sets=sorted(row.sets))
    return row


def load_instrument(*, place: Place, draft: Draft) -> Instrument:
    """The same from a file, by whoever may run commands on the server. Raises Refused."""
    row = _row(place, draft)
    with acting(MOVES["load_instrument"], row, None) as act:
        if problem := makes_rules(place):
            raise Refused(problem)
        _take(row, draft)
        act.note(sets=sorted(row.sets))
    return row


def _row(place: Place, draft: Draft) -> Instrument:
    return Instrument(
        place=place,
        kind=draft.kind,
        title=draft.title.strip(),
        issuer=draft.issuer.strip(),
        doc_no=draft.doc_no.strip(),
        starts_on=draft.starts_on,
        ends_on=draft.ends_on,
    )


def _take(row: Instrument, draft: Draft) -> None:
    if problems := _problems(row, draft.provisions):
        raise Refused(*problems)
    row.provisions = tuple(
        replace(one, sets={key: read_value(key, raw) for key, raw in one.sets.items()}) for one in draft.provisions
    )


def _problems(row: Instrument, provisions: Iterable[Provision]) -> list[str]:
    """Everything that is wrong with it, in Chinese."""
    problems, seen = [], set()
    if not row.title or not row.issuer:
        problems.append("请写明名称和发布机关")
    if row.kind not in InstrumentKind.values:
        problems.append(f"没有“{row.kind}”这个类别，请填：{'、'.join(str(one.label) for one in InstrumentKind)}")
    if row.ends_on and row.ends_on < row.starts_on:
        problems.append("停止适用日期不能早于施行日期")
    if Instrument.objects.filter(place=row.place, title=row.title, starts_on=row.starts_on).exists():
        problems.append(f"《{row.title}》已经登记；要改的，先停止适用，再登记新的")
    for one in provisions:
        if not one.number.strip():
            problems.append("每一条都要写明条号，例如 第五条")
        problems += [f"{one.number}：{problem}" for problem in refused(one.sets, row.place.kind)]
        problems += [f"{one.number}：“{key}”在前面的条文里已经定过" for key in one.sets if key in seen]
        seen |= set(one.sets)
    return problems


def check_instrument(*, instrument: Instrument, by: Seat, version: int | None = None) -> Instrument:
    """Somebody else than who entered it has compared it with the original text. Raises NotYours, Refused."""
    with acting(MOVES["check_instrument"], instrument, by, version=version) as act:
        act.thing.checked = True
    return act.thing


def end_instrument(*, instrument: Instrument, ends_on: date, by: Seat, version: int | None = None) -> Instrument:
    """It binds until that day, which is included; a day before it began: it never did. Raises NotYours, Refused."""
    with acting(MOVES["end_instrument"], instrument, by, version=version) as act:
        act.thing.ends_on = ends_on
    return act.thing
