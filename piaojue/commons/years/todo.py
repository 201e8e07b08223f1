"""今天要办: gates that wait for this seat's signature, years ready to go on, 四问 to answer."""

from collections.abc import Iterable

from piaojue.commons.people.models import Seat
from piaojue.commons.todo import Task, waiting
from piaojue.commons.years.gates import missing
from piaojue.commons.years.models import Checkpoint, Signature, Year
from piaojue.commons.years.moves import MOVES
from piaojue.commons.years.road import next_gate


@waiting
def gates_to_sign_or_pass(seat: Seat) -> Iterable[Task]:
    if not MOVES.entitled("sign_gate", seat.place, seat):
        return
    for year in Year.objects.filter(place=seat.place).select_related("place"):
        gate = next_gate(year.road, year.stage)
        if gate is None:
            continue
        url = f"{year.get_absolute_url()}road/#next"
        signed = Signature.objects.filter(year=year, gate=gate.key, role=seat.role).exists()
        if seat.role in gate.signers and not signed:
            yield Task(f"签署关口“{gate.label}”", url, note=str(year))
        if MOVES.entitled("pass_gate", seat.place, seat) and not missing(year, gate).all:
            yield Task(f"{year}可以进入“{gate.target.label}”", url, urgent=True)


@waiting
def questions_to_answer(seat: Seat) -> Iterable[Task]:
    if not MOVES.entitled("answer_checkpoint", seat.place, seat):
        return
    asked = Checkpoint.objects.filter(year__place__pk=seat.place.parent_id).exclude(answers__place=seat.place)
    for point in asked.select_related("year__place"):
        yield Task(f"答复{point.title}", f"/checkpoints/{point.pk}/", due=point.due, note=str(point.year))
