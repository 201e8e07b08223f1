"""Candidates as cards: what a deputy wants to know of each at a glance, and what the deputy has done with it."""

from collections import Counter
from dataclasses import dataclass

from piaojue.commons.people.models import Seat
from piaojue.commons.years.models import Year
from piaojue.stages.deliberate.models import Outline, Question
from piaojue.stages.deliberate.queries import read_by
from piaojue.stages.shortlist.public import Dossier, candidates_for


@dataclass(frozen=True)
class Card:
    """One candidate for one deputy.

    share:     of the money of all candidates, %
    voices:    people who asked for it or seconded it
    outline:   the deputy's own words, seen by nobody else
    questions: how many were asked, by anybody
    """

    dossier: Dossier
    seen: bool
    share: int
    voices: int
    outline: str
    questions: int

    @property
    def people(self) -> str:
        """How many benefit; a dash where that is not known."""
        return f"{self.dossier.beneficiaries:,}" if self.dossier.beneficiaries else "—"

    @property
    def yuan_a_head(self) -> int | None:
        """元 for each who benefits; None where that is not known."""
        people = self.dossier.beneficiaries
        return round((self.dossier.total_yuan or 0) / people) if people else None


def cards_for(seat: Seat, year: Year) -> list[Card]:
    """In the order of the ballot; five queries, whatever their number."""
    rows = list(candidates_for(seat, year).prefetch_related("demands"))
    done = read_by(seat, year)
    outlines = dict(Outline.objects.filter(seat=seat, dossier__year=year).values_list("dossier_id", "text"))
    asked = Counter(Question.objects.filter(year=year).values_list("dossier_id", flat=True))
    whole = sum(row.total_yuan or 0 for row in rows)
    return [
        Card(
            dossier=row,
            seen=row.pk in done,
            share=round(100 * (row.total_yuan or 0) / whole) if whole else 0,
            voices=sum(demand.voices for demand in row.demands.all()),
            outline=outlines.get(row.pk, ""),
            questions=asked[row.pk],
        )
        for row in rows
    ]
