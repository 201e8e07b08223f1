"""The lines of a ballot: from the year's candidates, or as somebody names them."""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any

from engines.exact import rounded
from piaojue.commons.moves import Refused
from piaojue.commons.years.models import Year
from piaojue.stages.shortlist.public import Dossier, DossierState
from piaojue.stages.vote.values import BallotItem

LONGEST_SCOPE = 60


def candidates_of(year: Year) -> tuple[BallotItem, ...]:
    """The ballot's items from the frozen candidates, in their order."""
    candidates = Dossier.objects.filter(year=year, state=DossierState.CANDIDATE).order_by("no", "pk")
    return tuple(
        item_of(dossier, place, max((v.number for v in dossier.versions.all() if v.frozen), default=None))
        for place, dossier in enumerate(candidates.prefetch_related("versions"), 1)
    )


def item_of(dossier: Dossier, place: int, version: int | None = None) -> BallotItem:
    """One line of a ballot.

    place:   where it stands when it has no number
    version: the text that deputies read, if one was fixed
    """
    return BallotItem(
        key=f"d{dossier.pk}",
        no=dossier.no or place,
        title=dossier.title,
        dossier=dossier.pk,
        version=version,
        text=brief(dossier),
    )


def brief(dossier: Dossier) -> str:
    """What a ballot says about a project (简要内容、投资、完成时限, docs/domain.md#ballot-face), in a line or two."""
    scope = " ".join(dossier.scope.split()).rstrip("。；,.")
    parts = [scope if len(scope) <= LONGEST_SCOPE else scope[: LONGEST_SCOPE - 1] + "…"]
    if dossier.total_yuan:
        parts.append(f"总投资 {rounded(Fraction(dossier.total_yuan, 10_000))} 万元")
    if dossier.due:
        parts.append(f"{dossier.due.year} 年 {dossier.due.month} 月完成")
    return "；".join(part for part in parts if part)


def items_from(lines: Iterable[Mapping[str, Any]]) -> tuple[BallotItem, ...]:
    """The ballot's items as somebody names them. Raises Refused when one stands there twice.

    lines: [{"key": str, "no": int, "title": str, "text", "dossier": id (both optional)}] in the order of the ballot
    """
    items = tuple(
        BallotItem(
            key=str(line["key"])[:40],
            no=int(line["no"]),
            title=str(line["title"])[:120],
            dossier=line.get("dossier"),
            version=None,
            text=str(line.get("text", ""))[:200],
        )
        for line in lines
    )
    if len({item.key for item in items}) < len(items):
        raise Refused("同一个项目在票面上出现了两次")
    return items
