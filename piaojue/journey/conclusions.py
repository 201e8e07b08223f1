"""What a board says in sentences, before it shows anything."""

from django.utils.translation import gettext as _

from piaojue.commons.words import said
from piaojue.commons.years.models import Year
from piaojue.journey.figures import Figures
from piaojue.journey.queries import UNSORTED, Field
from piaojue.journey.regions import Region
from piaojue.stages.deliver.public import BURNING, Project

NAMED = 3
"""Projects that are named; of more only the number is said."""


def of_year(year: Year, figures: Figures, fields: list[Field]) -> list[str]:
    """The year's projects in trouble, what residents speak of most, what is unanswered; at most three sentences."""
    return [
        sentence for sentence in (_trouble(year, figures), _loudest(fields, figures), _unanswered(figures)) if sentence
    ]


def _trouble(year: Year, figures: Figures) -> str:
    red = list(Project.objects.filter(BURNING, year=year, lamp="red").order_by("no"))
    if not red:
        return _("在办的项目没有红灯。") if figures.lamps else ""
    names = _("、").join(project.title for project in red[:NAMED])
    return _("%(n)s 个项目亮红灯：%(names)s。") % {"n": len(red), "names": names}


def _loudest(fields: list[Field], figures: Figures) -> str:
    lines = [line for line in fields if line[0] != UNSORTED]
    if not lines or not lines[0][1] or not figures.suggestions:
        return ""
    name, asked, done = lines[0]
    share = round(100 * asked / figures.suggestions)
    return _("居民说得最多的是“%(name)s”，%(n)s 条，占 %(share)s%%；入选 %(done)s 项。") % {
        "name": said(name),
        "n": asked,
        "share": share,
        "done": done,
    }


def _unanswered(figures: Figures) -> str:
    if figures.answered_rate is None:
        return ""
    if figures.answered_rate >= 1:
        return _("每条诉求都有了书面答复。")
    return _("还有 %(share)s%% 的诉求没有书面答复。") % {"share": round(100 * (1 - figures.answered_rate))}


def of_city(regions: list[Region]) -> list[str]:
    """Where the red lamps burn, and who has not answered everything; at most two sentences."""
    sentences = []
    red = sorted((r for r in regions if r.figures.lamps and r.figures.red), key=lambda r: -r.figures.red)
    whole = sum(region.figures.red for region in red)
    if whole:
        most = red[:2]
        share = round(100 * sum(region.figures.red for region in most) / whole)
        names = _("、").join(region.place.name for region in most)
        everywhere = len(most) == len(red)
        sentences.append(
            _("共 %(n)s 个红灯，都在%(names)s。") % {"n": whole, "names": names}
            if everywhere
            else _("共 %(n)s 个红灯，%(names)s占了 %(share)s%%。") % {"n": whole, "names": names, "share": share}
        )
    late = [r for r in regions if r.figures.answered_rate is not None and r.figures.answered_rate < 1]
    if late:
        names = _("、").join(region.place.name for region in late)
        sentences.append(_("还没有全部答复的：%(names)s。") % {"names": names})
    return sentences
