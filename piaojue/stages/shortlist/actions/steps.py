"""The way of a dossier: appraised, cleared, reviewed, nominated; into the reserve, or back to drafting."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction

from piaojue.commons.acting import Doing, acting
from piaojue.commons.decisions.models import Decision
from piaojue.commons.people.models import Seat
from piaojue.commons.years.models import Year
from piaojue.stages.group.public import tell_voices
from piaojue.stages.shortlist.models import Dossier, DossierState
from piaojue.stages.shortlist.moves import MOVES

LONGEST_NUMBER = 60


def appraise(*, dossier: Dossier, by: Seat, version: int | None = None) -> Dossier:
    """Everything was appraised and the sheet is complete. Raises NotYours, Refused."""
    with acting(MOVES["appraise"], dossier, by, version=version) as act:
        return act.thing


def clear(*, dossier: Dossier, decision: Decision, by: Seat) -> Dossier:
    """The Party's committee or leading group has cleared it; it does not decide in the congress's place. Raises Refused."""
    with acting(MOVES["clear"], dossier, by, decision=decision) as act:
        act.thing.clearance_no = decision.number or decision.title[:LONGEST_NUMBER]
    return act.thing


def propose(*, dossier: Dossier, decision: Decision, by: Seat) -> Dossier:
    """The government has discussed it collectively and tables it by a motion. Raises Refused."""
    with acting(MOVES["propose"], dossier, by, decision=decision) as act:
        return act.thing


def review(*, dossier: Dossier, decision: Decision, by: Seat) -> Dossier:
    """The review by the congress body with its opinion: 常委会, in a township the 主席团, in a 街道 the 人大工委. Raises Refused."""
    with acting(MOVES["review"], dossier, by, decision=decision) as act:
        item = decision.item_of(dossier)
        act.thing.review_note = (item.note if item else "") or decision.title
    return act.thing


def nominate(*, dossier: Dossier, decision: Decision, by: Seat) -> Dossier:
    """A reviewed dossier becomes a candidate with the next number; whoever asked for it hears of it. Raises Refused."""
    with numbering(dossier.year), acting(MOVES["nominate"], dossier, by, decision=decision) as act:
        dossier = act.thing
        dossier.no = Dossier.objects.filter(year=dossier.year, state=DossierState.CANDIDATE).count() + 1
    for demand in dossier.demands.all():  # the dossier itself opens to the public only when it is sent to the deputies
        tell_voices([demand], f"您关心的事已列为候选项目“{dossier.title}”。", demand.get_absolute_url())
    return dossier


def reserve(*, dossier: Dossier, by: Seat, version: int | None = None) -> Dossier:
    """Into the reserve for later years (储备库); the candidates are numbered anew, whoever asked for it hears of it."""
    with numbering(dossier.year), acting(MOVES["reserve"], dossier, by, version=version) as act:
        _leave_the_ballot(act)
    for demand in act.thing.demands.all():
        words = f"您关心的“{demand.title}”本年度不列为候选，列入储备库，以后年度可以接着做。"
        tell_voices([demand], words, demand.get_absolute_url())
    return act.thing


def withdraw_candidate(*, dossier: Dossier, by: Seat, version: int | None = None) -> Dossier:
    """Back to drafting; the candidates are numbered anew."""
    with numbering(dossier.year), acting(MOVES["withdraw_candidate"], dossier, by, version=version) as act:
        _leave_the_ballot(act)
    return act.thing


@contextmanager
def numbering(year: Year) -> Iterator[None]:
    """Numbers of a year's candidates are given by one act at a time."""
    with transaction.atomic():
        Year.objects.select_for_update().get(pk=year.pk)
        yield


def _leave_the_ballot(act: Doing[Dossier]) -> None:
    act.thing.no = None
    rows = Dossier.objects.select_for_update().filter(year=act.thing.year, state=DossierState.CANDIDATE)
    for number, row in enumerate(rows.exclude(pk=act.thing.pk).order_by("no", "pk"), 1):
        if row.no != number:
            act.change(MOVES["renumber"], row, {"no": number})
