"""Whose turn it is with a dossier that no body has in hand yet."""

from django.urls import reverse

from piaojue.commons.roles import Role
from piaojue.commons.todo import Supply, in_turn
from piaojue.stages.shortlist.completeness import incomplete, unappraised
from piaojue.stages.shortlist.models import Dossier
from piaojue.stages.shortlist.moves import MOVES

WRITERS = in_turn(MOVES["draft"].roles, Role.GOV_OFFICE, Role.STREET_CLERK)
APPRAISERS = in_turn(MOVES["appraise"].roles, Role.GOV_OFFICE, Role.STREET_CLERK)


def turn_of(dossier: Dossier) -> Supply:
    """A draft is filled in, gets its conclusions, and is declared appraised."""
    if incomplete(dossier):
        return Supply(
            f"补全项目材料：{dossier}", reverse("edit_dossier", args=[dossier.pk]), WRITERS, act="shortlist.edit"
        )
    if unappraised(dossier):
        address = reverse("appraisal", args=[dossier.pk])
        return Supply(f"填写论证结论：{dossier}", address, WRITERS, act="shortlist.set_appraisal")
    return Supply(f"完成论证：{dossier}", dossier.get_absolute_url(), APPRAISERS, act="shortlist.appraise")
