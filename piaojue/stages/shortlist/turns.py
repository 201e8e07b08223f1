"""Whose turn it is with a dossier that no body has in hand yet."""

from django.urls import reverse

from piaojue.commons.roles import Role
from piaojue.commons.todo import Supply, in_turn
from piaojue.stages.shortlist.appraising import lacking
from piaojue.stages.shortlist.completeness import incomplete
from piaojue.stages.shortlist.criteria import APPRAISALS
from piaojue.stages.shortlist.models import Dossier
from piaojue.stages.shortlist.moves import MOVES

WRITERS = in_turn(MOVES["draft"].roles, Role.GOV_OFFICE, Role.STREET_CLERK)
APPRAISERS = in_turn(MOVES["appraise"].roles, Role.GOV_OFFICE, Role.STREET_CLERK)


def turns_of(dossier: Dossier) -> list[Supply]:
    """A draft is filled in, gets its conclusions from several offices at once, and is declared appraised."""
    if incomplete(dossier):
        return [
            Supply(
                f"补全项目材料：{dossier}", reverse("edit_dossier", args=[dossier.pk]), WRITERS, act="shortlist.edit"
            )
        ]
    if left := lacking(dossier):
        return [_concluding(dossier, Role(role) if role else None, keys) for role, keys in left.items()]
    return [Supply(f"完成论证：{dossier}", dossier.get_absolute_url(), APPRAISERS, act="shortlist.appraise")]


def _concluding(dossier: Dossier, office: Role | None, keys: list[str]) -> Supply:
    """The office that speaks for itself; where nobody holds it, who draws up the dossier enters it."""
    what = "、".join(APPRAISALS[key] for key in keys) if office else "论证"
    roles = (office, *WRITERS) if office else WRITERS
    address = reverse("appraisal", args=[dossier.pk])
    return Supply(f"填写{what}结论：{dossier}", address, roles, act="shortlist.set_appraisal")
