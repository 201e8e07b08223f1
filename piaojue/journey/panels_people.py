"""Panels about people: who suggested, through which channels, how many took part."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Count
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _

from piaojue.commons.places.models import Place
from piaojue.commons.words import said, zh
from piaojue.commons.years.models import Year
from piaojue.journey import drawing
from piaojue.journey.figures import Figures, received
from piaojue.journey.panel import Cell, Panel, share
from piaojue.stages.evaluate.public import awareness
from piaojue.stages.group.public import Second
from piaojue.stages.suggest.public import Campaign, Channel, ProposerType, Support


def channels(year: Year, figures: Figures) -> Panel | None:
    return _by(year, "channels", _("从哪些渠道来"), _("渠道"), "channel", dict(Channel.choices))


def proposers(year: Year, figures: Figures) -> Panel | None:
    return _by(year, "proposers", _("谁提的"), _("身份"), "proposer_type", dict(ProposerType.choices))


def _by(year: Year, key: str, title: str, heading: str, column: str, names: dict) -> Panel | None:
    counts = Counter(dict(received([year]).values_list(column).annotate(n=Count("pk"))))
    if not counts:
        return None
    rows = [[said(names.get(value, value)), n, share(n, counts.total())] for value, n in counts.most_common()]
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
    aware:     of `asked` residents, those who had heard of the vote before; 0 of 0 where that is not shown
    """

    signed_in: int
    phones: int
    nameless: int
    scans: int
    by_code: int
    aware: int
    asked: int

    @property
    def people(self) -> int:
        return self.signed_in + self.phones + self.nameless


def taking_part(year: Year) -> TakingPart:
    rows = received([year])
    people = set(rows.exclude(proposer=None).values_list("proposer", flat=True))
    people |= set(Second.objects.filter(demand__year=year).values_list("person", flat=True))
    people |= set(Support.objects.filter(suggestion__year=year).values_list("person", flat=True))
    without = rows.filter(proposer=None)
    aware, asked = awareness(year)
    return TakingPart(
        signed_in=len(people),
        phones=without.exclude(proposer_phone="").values("proposer_phone").distinct().count(),
        nameless=without.filter(proposer_phone="").count(),
        scans=sum(Campaign.objects.filter(year=year).values_list("hits", flat=True)),
        by_code=rows.filter(channel=Channel.QR).count(),
        aware=aware,
        asked=asked,
    )


def participation(year: Year, figures: Figures) -> Panel:
    """How many people took part, and how many of all."""
    part = taking_part(year)
    bars = [
        (_("登录提出或附议"), part.signed_in),
        (_("留了电话，由他人代填"), part.phones),
        (_("未留联系方式的纸质表"), part.nameless),
        *([(_("听说过（居民评价）"), part.aware)] if part.asked else []),
    ]
    notes = (_of_whom(year.place), _of_the_asked(part.asked))
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


def _of_the_asked(asked: int) -> str:
    if not asked:
        return _("知晓率来自居民评价里“以前听说过吗”一问，结果公布且回答的人够多才显示。")
    return _("知晓率按居民评价里回答了这一问的 %(n)s 人计算，不是全体居民。") % {"n": f"{asked:,}"}
