"""Panels about people: who suggested, through which channels, how many took part."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _

from piaojue.commons.places.models import Place
from piaojue.commons.words import said, zh
from piaojue.journey import drawing
from piaojue.journey.board import Board
from piaojue.journey.panel import Cell, Panel, share
from piaojue.journey.reckoned import people_of
from piaojue.stages.evaluate.public import awareness
from piaojue.stages.suggest.public import Campaign, Channel, ProposerType


def channels(board: Board) -> Panel | None:
    return _by(board, "channels", _("从哪些渠道来"), _("渠道"), "suggestions.channel", dict(Channel.choices))


def proposers(board: Board) -> Panel | None:
    return _by(board, "proposers", _("谁提的"), _("身份"), "suggestions.proposer", dict(ProposerType.choices))


def _by(board: Board, key: str, title: str, heading: str, tally: str, names: dict) -> Panel | None:
    counts = board.kinds(tally)
    if not counts:
        return None
    rows = [[said(names.get(value, value)), n, share(n, sum(counts.values()))] for value, n in counts.items()]
    return Panel(
        key,
        title,
        [heading, _("建议（条）"), _("占比")],
        rows,
        drawing.bars([(row[0], row[1]) for row in rows], _("条")),
        height=60 + 34 * max(4, len(rows)),
        shares=(2,),
    )


@dataclass(frozen=True)
class TakingPart:
    """How many people took part in a year, nobody counted twice.

    signed_in: suggested or seconded with an account
    phones:    left a phone number with somebody who wrote for them
    nameless:  sheets of paper without a phone number
    scans:     of the campaign's codes; by_code: suggestions (条) that came from them
    at:        when the people were counted; None: just now
    aware:     of `asked` residents, those who had heard of the vote before; 0 of 0 where that is not shown
    """

    signed_in: int
    phones: int
    nameless: int
    scans: int
    by_code: int
    aware: int
    asked: int
    at: datetime | None = None

    @property
    def people(self) -> int:
        return self.signed_in + self.phones + self.nameless


def taking_part(board: Board) -> TakingPart | None:
    """None: the people are being counted."""
    year = board.year
    if (people := people_of(year, board.figures.suggestions)) is None:
        return None
    aware, asked = awareness(year)
    return TakingPart(
        signed_in=people.signed_in,
        phones=people.phones,
        nameless=board.kept.one("nameless", year.pk),
        scans=sum(Campaign.objects.filter(year=year).values_list("hits", flat=True)),
        by_code=board.kinds("suggestions.channel").get(Channel.QR, 0),
        aware=aware,
        asked=asked,
        at=people.at,
    )


def participation(board: Board) -> Panel:
    """How many people took part, and how many of all."""
    year, part = board.year, taking_part(board)
    if part is None:
        note = _("人很多，正在数，过几分钟再打开这一页就有了。")
        return Panel("participation", _("参与与知晓"), [_("项目"), _("数量"), _("比例")], [], note=note)
    bars = [
        (_("登录提出或附议"), part.signed_in),
        (_("留了电话，由他人代填"), part.phones),
        (_("未留联系方式的纸质表"), part.nameless),
        *([(_("听说过（居民评价）"), part.aware)] if part.asked else []),
    ]
    notes = (_of_whom(year.place), _of_the_asked(part.asked), _as_of(part.at))
    return Panel(
        "participation",
        _("参与与知晓"),
        [_("项目"), _("数量"), _("比例")],
        _participation_rows(part, year.place.population),
        drawing.bars(bars, _("人")),
        format_html_join("", "{}", ((note,) for note in notes)),
        height=60 + 34 * 4,
        shares=(2,),
    )


def _participation_rows(part: TakingPart, population: int | None) -> list[list[Cell]]:
    return [
        [_("参与（人，去重）"), part.people, share(part.people, population)],
        [_("其中：登录提出或附议"), part.signed_in, share(part.signed_in, part.people)],
        [_("其中：留了电话，由他人代填"), part.phones, share(part.phones, part.people)],
        [_("其中：未留联系方式的纸质表"), part.nameless, share(part.nameless, part.people)],
        [_("知晓（人）：居民评价中答“听说过”"), part.aware if part.asked else None, share(part.aware, part.asked)],
        [_("扫码看征集（次）"), part.scans, None],
        [_("扫码后提出（条）"), part.by_code, share(part.by_code, part.scans)],
    ]


def _of_whom(place: Place) -> str:
    """Of how many inhabitants the rate is, and who says so."""
    if not place.population:
        return _("还没有录入常住人口，参与率不能算；由工作人员在“常住人口”里录入。")
    source = zh(place.population_source or _("未写出处"))
    return format_html(_("参与率按常住人口 {} 人计算（{}）。"), f"{place.population:,}", source)


def _as_of(at: datetime | None) -> str:
    return _("人数截至 %(at)s。") % {"at": f"{timezone.localtime(at):%H:%M}"} if at else ""


def _of_the_asked(asked: int) -> str:
    if not asked:
        return _("知晓率来自居民评价里“以前听说过吗”一问，结果公布且回答的人够多才显示。")
    return _("知晓率按居民评价里回答了这一问的 %(n)s 人计算，不是全体居民。") % {"n": f"{asked:,}"}
