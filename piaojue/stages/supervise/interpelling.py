"""质询 in numbers: who may sign, how many must, which organ decides, what the signers say of the answer (地方组织法 24, 监督法 51–54)."""

from dataclasses import dataclass

from engines.law import Matter, Organ, joint_signers, signers_bases
from piaojue.commons.basis import Basis, of
from piaojue.commons.people.models import Seat, SeatQuerySet
from piaojue.commons.sittings.models import Sitting, SittingKind
from piaojue.commons.sittings.organs import ORGANS, organ_of
from piaojue.stages.supervise.models import Interpellation

RAISED_AT = (SittingKind.SESSION, SittingKind.STANDING)
DECIDES = {Organ.CONGRESS: Organ.PRESIDIUM, Organ.STANDING_COMMITTEE: Organ.CHAIRS_MEETING}
"""Where it is raised → who decides whether and how it is answered."""


def needed(sitting: Sitting) -> int:
    """Persons that must sign together at this sitting; 0: nobody can raise one there."""
    organ = organ_of(sitting)
    return joint_signers(Matter.INTERPELLATION, organ, sitting.place.kind) if organ in DECIDES else 0


def bases_at(sitting: Sitting) -> tuple[Basis, ...]:
    """The articles that say how many."""
    organ = organ_of(sitting)
    return of(*signers_bases(Matter.INTERPELLATION, organ)) if organ is not None else ()


def decided_by(sitting: Sitting) -> Organ | None:
    """The presidium of a session, the 主任会议 of a standing committee; None: no such sitting."""
    organ = organ_of(sitting)
    return DECIDES.get(organ) if organ is not None else None


def may_sign(sitting: Sitting) -> SeatQuerySet:
    """Deputies in a session, members in a meeting of the standing committee; in office now, of this place."""
    organ = organ_of(sitting)
    if organ not in DECIDES:
        return Seat.objects.none()
    line = ORGANS[organ]
    return Seat.objects.in_office().filter(place=sitting.place_id, role__in=line.members, body__kind=line.body)


@dataclass(frozen=True)
class Verdict:
    """What the signers say of the latest answer, in persons.

    again:   the answer is asked for once more: half of the deputies or more in a session, more than half of the members in a
             meeting of the standing committee are not satisfied
    settled: however the others say, it will not be asked for again
    """

    signers: int
    content: int
    discontent: int
    again: bool
    settled: bool

    @property
    def waiting(self) -> int:
        """Persons who have not said."""
        return self.signers - self.content - self.discontent


def verdict_of(interpellation: Interpellation) -> Verdict:
    """The count of the latest answer (监督法 54; 代表法, the article to be checked)."""
    rows = interpellation.signatures.all()
    said = [row.content for row in rows if row.content is not None and row.round == interpellation.rounds]
    content, discontent = sum(said), len(said) - sum(said)
    session = interpellation.sitting.kind == SittingKind.SESSION
    return counted(len(rows), content, discontent, half_is_enough=session)


def counted(signers: int, content: int, discontent: int, *, half_is_enough: bool) -> Verdict:
    """The verdict of so many persons. half_is_enough: 半数以上 includes the half, 过半数 does not."""

    def many(persons: int) -> bool:
        return 2 * persons >= signers if half_is_enough else 2 * persons > signers

    again = signers > 0 and many(discontent)
    settled = not again and not many(signers - content)
    return Verdict(signers, content, discontent, again, settled)
