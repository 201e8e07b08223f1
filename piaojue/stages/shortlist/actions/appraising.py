"""论证结论: each office writes its own; the finance office and the judicial office speak for themselves (docs/domain.md#appraisal)."""

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from piaojue.commons.acting import acting
from piaojue.commons.moves import Refused
from piaojue.commons.people.models import Seat
from piaojue.commons.years.models import Year
from piaojue.stages.shortlist.actions.dossiers import keep
from piaojue.stages.shortlist.actions.steps import appraise
from piaojue.stages.shortlist.appraising import not_yours
from piaojue.stages.shortlist.completeness import incomplete, unappraised
from piaojue.stages.shortlist.criteria import APPRAISALS
from piaojue.stages.shortlist.models import Dossier, DossierState
from piaojue.stages.shortlist.moves import MOVES
from piaojue.stages.shortlist.values import Concluded


def set_appraisal(*, dossier: Dossier, conclusions: Mapping[str, str], by: Seat, version: int | None = None) -> Dossier:
    """Write appraisal conclusions; it has to be appraised again. Who wrote each is kept beside it.

    conclusions: {key of APPRAISALS: text}; an empty text leaves what was written
    raises:      NotYours, Refused (no such appraisal, another office's conclusion, stale form)
    """
    with acting(MOVES["set_appraisal"], dossier, by, version=version) as act:
        dossier = act.thing
        if set(conclusions) - set(APPRAISALS):
            raise Refused("没有这一项论证")
        before = dossier.appraisal or {}
        typed = {key: text.strip() for key, text in conclusions.items() if text.strip()}
        written = {key: text for key, text in typed.items() if before.get(key) != text}
        if problems := not_yours(dossier, written, by):
            raise Refused(*problems)
        said = Concluded(by=by.body.name, role=by.role, on=timezone.localdate())
        dossier.appraisal = {**before, **written}
        dossier.concluded = {**dossier.concluded, **dict.fromkeys(written, said)}
        act.save()
        keep(dossier, by, "论证结论")
    return dossier


@transaction.atomic
def set_appraisals(*, year: Year, conclusions: Mapping[int, Mapping[str, str]], by: Seat) -> Year:
    """The conclusions on many dossiers at once.

    conclusions: {dossier id: {key of APPRAISALS: text}}
    raises:      NotYours; Refused (nothing new, another office's conclusion), and then nothing is written
    """
    MOVES.require("set_appraisal", year.place, by)
    rows = Dossier.objects.filter(year=year, pk__in=conclusions).order_by("pk")
    changed = False
    for dossier in rows:
        before, texts = dossier.appraisal or {}, conclusions[dossier.pk]
        if any(text.strip() and text.strip() != before.get(key) for key, text in texts.items()):
            set_appraisal(dossier=dossier, conclusions=texts, by=by)
            changed = True
    if not changed:
        raise Refused("没有新的结论")
    return year


@transaction.atomic
def appraise_ready(*, year: Year, by: Seat) -> Year:
    """完成论证 of every draft that is complete. Raises NotYours, Refused."""
    MOVES.require("appraise", year.place, by)
    drafts = Dossier.objects.filter(year=year, state=DossierState.DRAFT).select_related(
        "place", "year__place", "department"
    )
    ready = [one for one in drafts.order_by("pk") if not incomplete(one) and not unappraised(one)]
    if not ready:
        raise Refused("还没有一项材料和论证结论都齐备的")
    for dossier in ready:
        appraise(dossier=dossier, by=by)
    return year
