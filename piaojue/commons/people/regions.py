"""区划变动: places are renamed, go over to another town, are merged or dissolved (docs/domain.md#places).

What was done in a place stays there under its name. From the day on people choose what stands for it now.
"""

from datetime import date

from django.utils import timezone

from piaojue.commons.acting import Doing, acting
from piaojue.commons.moves import Refused
from piaojue.commons.people.holds import STAYS
from piaojue.commons.people.models import Body, BodyKind, Seat
from piaojue.commons.people.moves import MOVES
from piaojue.commons.places.models import Level, Place, PlaceEvent, PlaceEventKind

BY_ITSELF = (BodyKind.RESIDENTS, BodyKind.OPERATIONS)
"""Bodies that the system keeps: nobody has to end them."""
FIRST_FREE, LAST_FREE = 1, 999
OURS = (Level.VILLAGE, Level.TOWN)
NOT_OURS = "这里只登记社区、村和乡镇、街道的变动；旗县区以上的，由管理员按新的区划表导入"


def rename_place(*, place: Place, name: str, on: date, by: Seat, evidence: str = "") -> Place:
    """The place goes on under another name from a day on (村改社区、撤乡设镇). Raises NotYours, Refused."""
    name = name.strip()
    with acting(MOVES["rename_place"], place, by) as act:
        place = act.thing
        _is_standing(place, on)
        if place.level not in OURS:
            raise Refused(NOT_OURS)
        if not name or name == place.name:
            raise Refused("请填写新的名称")
        if Place.objects.standing().filter(parent=place.parent_id, name=name).exists():
            raise Refused(f"{place.parent or '这里'}已经有“{name}”；要并入它，请选“并入”")
        _note(act, place, PlaceEventKind.RENAMED, on, evidence)
        place.name = name
    return place


def reform_place(
    *, place: Place, kind: str, on: date, by: Seat, heir: Place | None = None, code: str = "", evidence: str = ""
) -> Place:
    """The place goes over to another town, into another place, or is dissolved. Returns what stands for it now.

    kind:   MOVED: `heir` is the town to which a village goes; MERGED: `heir` takes it in; DISSOLVED: no heir
    code:   the village's new 统计用区划代码, of a moving; empty: the next free one below the town
    raises: NotYours; Refused: an heir that does not fit, a year that goes on, bodies that stand
    The bodies of a village go with it, and their people. The villages of a town that is merged go over to the heir.
    """
    with acting(MOVES["reform_place"], place, by) as act:
        place = act.thing
        _is_standing(place, on)
        heir = heir and Place.objects.select_for_update().get(
            pk=heir.pk
        )  # as it is now: forms know places for a minute
        if reasons := _unfit(place, kind, heir, by):
            raise Refused(*reasons)
        if kind == PlaceEventKind.MOVED and heir is not None:
            return _go_over(act, place, heir, on, evidence, code)
        children = list(place.children.filter(ends=None).select_for_update().order_by("code"))
        if children and heir is None:
            raise Refused(f"{place.name}下面还有 {len(children)} 个社区、村，请选“并入”，它们随之划归承接的乡镇")
        for child in children:
            if heir is not None:
                _go_over(act, child, heir, on, evidence)
        place.ends = on
        _note(act, place, kind, on, evidence, heir)
        act.note(villages=len(children))
    return heir or place


def _go_over(act: Doing[Place], village: Place, town: Place, on: date, evidence: str, code: str = "") -> Place:
    """The village ends below its old town and stands below the new one, with its bodies and its people."""
    new = Place(
        code=_code_below(town, village, code),
        name=village.name,
        level=village.level,
        parent=town,
        population=village.population,
        population_source=village.population_source,
    )
    new.save(force_insert=True)
    act.also(MOVES["note_place"], new)
    if village is act.thing:
        village.ends = on
    else:
        act.change(MOVES["place_goes_over"], village, {"ends": on})
    _note(act, village, PlaceEventKind.MOVED, on, evidence, new)
    for body in Body.objects.standing().select_for_update().filter(place=village).order_by("pk"):
        act.change(MOVES["body_goes_over"], body, {"place": new})
        for seat in Seat.objects.in_office().select_for_update().filter(body=body).order_by("pk"):
            act.change(MOVES["seat_goes_over"], seat, {"place": new})
    return new


def _code_below(town: Place, village: Place, code: str) -> str:
    """The code that was typed, or the village's own three digits, or the next free ones. Raises Refused."""
    taken = set(Place.objects.filter(code__startswith=town.pk).values_list("code", flat=True))
    if code:
        if len(code) != 12 or not code.isdecimal() or not code.isascii() or not code.startswith(town.pk):
            raise Refused(f"新的区划代码是 12 位数字，前 9 位是{town.name}的 {town.pk}")
        if code in taken:
            raise Refused(f"代码 {code} 已经用过")
        return code
    own = int(village.pk[-3:])
    numbers = [*range(own, LAST_FREE + 1), *range(FIRST_FREE, own)]
    return next(free for number in numbers if (free := f"{town.pk}{number:03d}") not in taken)


def _note(act: Doing[Place], place: Place, kind: str, on: date, evidence: str, heir: Place | None = None) -> None:
    event = PlaceEvent(place=place, kind=kind, on=on, old_name=place.name, heir=heir, evidence=evidence.strip())
    event.save()
    act.also(MOVES["note_place_event"], event)


def _is_standing(place: Place, on: date) -> None:
    if place.ends is not None:
        raise Refused(f"{place.name}已经变动过，现在是{place.today.full_name}")
    if on > timezone.localdate():
        raise Refused("变动的日期不能晚于今天；到了那一天再登记")


def _unfit(place: Place, kind: str, heir: Place | None, by: Seat) -> list[str]:
    """Why this cannot become of it."""
    if place.level not in OURS or kind not in PlaceEventKind.values[1:]:
        return [NOT_OURS]
    if kind == PlaceEventKind.DISSOLVED:
        return ["撤销的不选承接地区；有承接的请选“并入”"] if heir else _still_at_work(place)
    if heir is None or heir.ends or heir.pk == place.pk or not by.place.covers(heir):
        return ["请选择您管理范围内的、还在的承接地区；划到外面的，由上级登记"]
    if kind == PlaceEventKind.MERGED:
        same = heir.level == place.level
        return _still_at_work(place) if same else [f"{place.name}只能并入另一个{place.get_level_display()}"]
    if place.level != Level.VILLAGE or heir.level != Level.TOWN or heir.pk == place.parent_id:
        return ["划归是社区、村转到另一个乡镇、街道；乡镇整体并走的请选“并入”"]
    return []


def _still_at_work(place: Place) -> list[str]:
    """What has to be done before it ends for good."""
    reasons = [why for why in (ask(place) for ask in STAYS) if why]
    bodies = Body.objects.standing().filter(place=place).exclude(kind__in=BY_ITSELF)
    if names := list(bodies.values_list("name", flat=True)[:4]):
        reasons.append(f"请先到“机构”办理撤并：{'、'.join(names)}")
    return reasons
