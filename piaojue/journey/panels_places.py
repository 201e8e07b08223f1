"""Panels about places: what came from where, and where the campaign did not reach."""

from collections import Counter, defaultdict
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from piaojue.commons.places.models import Place
from piaojue.journey import drawing
from piaojue.journey.board import Board
from piaojue.journey.panel import Cell, Panel


def regions(board: Board) -> Panel | None:
    """By the regions directly below, on the region's own map."""
    year, below = board.year, board.below
    if not below:
        return None
    asked: Counter[str] = Counter()
    demands: Counter[str] = Counter()
    for spot, n in board.kinds("suggestions.spot").items():
        asked[_under(below, spot)] += n
    for spot, n in board.kinds("demands.spot").items():
        demands[_under(below, spot)] += n
    rows = [
        [place.name, asked[place.pk], demands[place.pk], _per(asked[place.pk], place.population)] for place in below
    ]
    if asked[""]:
        rows.append([_("%(place)s（未细分）") % {"place": year.place.name}, asked[""], demands[""], None])
    chart = drawing.region_map("regions", [(place.name, asked[place.pk]) for place in below])
    return Panel(
        "regions",
        _("各地提了多少"),
        [_("地区"), _("建议（条）"), _("诉求（项）"), _("每万人建议")],
        rows,
        chart,
        _("每万人数按常住人口，未录入人口的不算。地图为本地文件；没有本地边界文件时用示意方格。"),
        map_url=reverse("place_map", args=[year.place_id]),
        height=420,
    )


@dataclass(frozen=True)
class Silence:
    """Communities and villages below one place. number: of them all; missed: names of those from which nothing came."""

    place: str
    number: int
    missed: list[str]

    @property
    def share(self) -> float:
        """0–1."""
        return len(self.missed) / self.number

    @property
    def cells(self) -> list[Cell]:
        """A row of the table."""
        return [self.place, self.number, len(self.missed), self.share, _some(self.missed)]


def silent(board: Board) -> Panel | None:
    """Places from which nothing came: where the campaign did not reach."""
    year, heard = board.year, set(board.kinds("suggestions.spot"))
    parents = {place.parent_id for place in board.places}
    leaves = [place for place in board.places if place.pk not in parents and place.ends is None]
    if not leaves:
        return None
    names = {place.pk: place.name for place in board.places} | {year.place_id: year.place.name}
    lines = _silences(leaves, heard, names)
    count = sum(len(line.missed) for line in lines)
    return Panel(
        "silent",
        _("还没有声音的地方"),
        [_("上级"), _("社区、村（个）"), _("没有建议（个）"), _("占比"), _("是哪些")],
        [line.cells for line in lines],
        drawing.bars([(line.place, len(line.missed)) for line in lines[:12]], _("个")) if lines else None,
        _("%(all)s 个社区、村里，%(n)s 个还没有提过一条。可安排代表走访、上门代填。")
        % {"all": len(leaves), "n": count},
        wide=True,
        shares=(3,),
        height=60 + 34 * max(4, min(12, len(lines))),
    )


def _silences(leaves: list[Place], heard: set[str], names: dict[str, str]) -> list[Silence]:
    """By the place above, the most silent first. heard: codes from which something came; names: code → name."""
    missed: dict[str, list[str]] = defaultdict(list)
    total: Counter[str] = Counter()
    for place in leaves:
        above = place.parent_id or ""
        total[above] += 1
        if place.pk not in heard:
            missed[above].append(place.name)
    lines = [Silence(names.get(code, code), total[code], quiet) for code, quiet in missed.items()]
    return sorted(lines, key=lambda line: (-line.share, -len(line.missed), line.place))


def _under(below: list[Place], code: str) -> str:
    return next((place.pk for place in below if code.startswith(place.pk)), "")


def _per(n: int, population: int | None) -> float | None:
    return round(n * 10_000 / population, 2) if population else None


def _some(names: list[str], most: int = 12) -> str:
    return "、".join(names[:most]) + (_(" 等 %(n)s 个") % {"n": len(names)} if len(names) > most else "")
