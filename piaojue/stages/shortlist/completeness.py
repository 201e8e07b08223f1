"""What a dossier still lacks before it may become a candidate."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from piaojue.commons.words import said
from piaojue.stages.shortlist.models import Dossier
from piaojue.stages.shortlist.values import Funding

NEEDED: dict[str, str] = {
    "purpose": "建设目的",
    "scope": "建设内容与规模",
    "total_yuan": "总投资",
    "year_yuan": "年度投资",
    "beneficiaries": "受益人数",
    "due": "完成时间",
    "department": "责任单位",
    "milestones": "时间节点",
    "funding": "资金来源",
}
"""Columns that a candidate has filled in."""


def funding_gap(total_yuan: int | None, funding: Iterable[Funding]) -> int | None:
    """total minus the sum of the sources, 元; None when there is no total. Zero: they add up."""
    return None if total_yuan is None else total_yuan - sum(source.yuan for source in funding)


def incomplete(dossier: Dossier) -> list[str]:
    """What a dossier still lacks before it may become a candidate."""
    title = {"title": dossier.title}
    empty = [said(label) for name, label in NEEDED.items() if getattr(dossier, name) in (None, "", ())]
    lines = [_("“%(title)s”还没有填写：%(fields)s") % {**title, "fields": _("、").join(empty)}] if empty else []
    if dossier.funding and (gap := funding_gap(dossier.total_yuan, dossier.funding)):
        lines.append(_gap_in_words(dossier.title, gap))
    if dossier.total_yuan is not None and dossier.year_yuan is not None and dossier.year_yuan > dossier.total_yuan:
        lines.append(_("“%(title)s”的年度投资大于总投资") % title)
    if dossier.cross_year and not dossier.year_goal:
        lines.append(_("“%(title)s”是跨年项目，请写明年度目标") % title)
    return lines


def _gap_in_words(title: str, gap: int) -> str:
    """gap: 元, not zero."""
    amounts = {"title": title, "n": f"{abs(gap) / 10000:,.4f}".rstrip("0").rstrip(".")}
    if gap > 0:
        return _("“%(title)s”的资金来源合计比总投资少 %(n)s 万元，两者必须相等") % amounts
    return _("“%(title)s”的资金来源合计比总投资多 %(n)s 万元，两者必须相等") % amounts


def unappraised(dossier: Dossier) -> str | None:
    """A check: every appraisal has a conclusion."""
    missing = [said(label) for label, conclusion in dossier.conclusions if not conclusion]
    return _("还缺论证结论：%(left)s") % {"left": _("、").join(missing)} if missing else None
