"""The ballot's candidates: put into order, and fixed as deputies will read them."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import QuerySet

from piaojue.commons.acting import acting
from piaojue.commons.moves import Refused
from piaojue.commons.people.models import Seat
from piaojue.commons.years.models import Year
from piaojue.stages.shortlist.actions.dossiers import keep
from piaojue.stages.shortlist.actions.steps import numbering
from piaojue.stages.shortlist.models import Dossier, DossierState, Version
from piaojue.stages.shortlist.moves import MOVES
from piaojue.stages.shortlist.queries import not_ready


@dataclass(frozen=True)
class Ordered:
    """Candidates in a new order. moved: those whose number has changed."""

    year: Year
    moved: list[Dossier]


@dataclass(frozen=True)
class Fixed:
    """Candidates fixed for reading, a version each."""

    year: Year
    versions: list[Version]


def order_candidates(*, year: Year, order: Mapping[int, int], by: Seat) -> Ordered:
    """Number the candidates anew; what was fixed for reading has to be fixed again.

    order:  dossier id → its place on the ballot
    raises: NotYours, Refused: not every candidate once, not 1 to n
    """
    with numbering(year), acting(MOVES["order_candidates"], year, by) as act:
        rows = list(_candidates(year).select_for_update())
        if set(order) != {dossier.pk for dossier in rows}:
            raise Refused("候选项目有变化，请刷新后重新编排")
        if sorted(order.values()) != list(range(1, len(rows) + 1)):
            raise Refused(f"序号要从 1 到 {len(rows)}，每个数只用一次")
        moved = [dossier for dossier in rows if dossier.no != order[dossier.pk]]
        if not moved:
            act.nothing()
            return Ordered(year, [])
        fixed = [row.dossier_id for row in Version.objects.filter(dossier__in=rows, frozen=True)]
        Version.objects.filter(dossier__in=rows, frozen=True).update(frozen=False)
        for dossier in rows:
            if dossier in moved:
                act.change(MOVES["renumber"], dossier, {"no": order[dossier.pk]})
            elif dossier.pk in fixed:
                act.also(MOVES["unfreeze_candidate"], dossier)
    return Ordered(year, moved)


def freeze_candidates(*, year: Year, by: Seat) -> Fixed:
    """Fix what deputies will read and vote on: each candidate's present text becomes its frozen version, its files public.

    raises: NotYours, Refused naming what is incomplete and whether 差额 is satisfied
    """
    versions = []
    with acting(MOVES["freeze_candidates"], year, by) as act:
        act.leave()
        if problems := not_ready(year):
            raise Refused(*problems)
        for dossier in _candidates(year).select_for_update():
            dossier.versions.filter(frozen=True).update(frozen=False)
            dossier.files.update(public=True)
            version = keep(dossier, by, "送阅版本", frozen=True)
            act.also(MOVES["freeze_candidate"], dossier, version=version.number)
            versions.append(version)
    return Fixed(year, versions)


def _candidates(year: Year) -> QuerySet[Dossier]:
    return Dossier.objects.filter(year=year, state=DossierState.CANDIDATE).order_by("no", "pk")
