"""What bodies decide about a vote: the session its rules and tellers and what is tied, the presidium its result (docs/domain.md#vote)."""

from collections.abc import Iterable

from engines.counting import State
from engines.law import Matter
from piaojue.commons.decidable import decidable
from piaojue.commons.decisions.models import Decision
from piaojue.commons.people.models import Seat
from piaojue.commons.places.models import Place
from piaojue.commons.years.models import Year
from piaojue.stages.shortlist.public import Dossier
from piaojue.stages.vote import actions
from piaojue.stages.vote.gates import adoption_polls
from piaojue.stages.vote.models import Poll, PollState, Voiding, VoidingState


def _first_rounds(year: Year) -> list[Poll]:
    polls = adoption_polls(year).filter(state=PollState.FROZEN)
    return list(polls.select_related("place", "year__place", "sitting").order_by("pk"))


def rules_to_pass(place: Place, year: Year) -> Iterable[Poll]:
    return [poll for poll in _first_rounds(year) if poll.rules_passed_id is None]


def tellers_to_pass(place: Place, year: Year) -> Iterable[Poll]:
    return [poll for poll in _first_rounds(year) if poll.tellers_passed_id is None]


def results_to_confirm(place: Place, year: Year) -> Iterable[Poll]:
    polls = adoption_polls(year).filter(state=PollState.DECIDED).select_related("place", "year__place", "sitting")
    return [poll for poll in polls.order_by("pk") if not poll.reruns.exclude(state=PollState.ABANDONED).exists()]


def polls_at_a_tie(year: Year) -> list[Poll]:
    """Counted polls whose counts do not decide and that nobody votes on again."""
    polls = adoption_polls(year).filter(state=PollState.COUNTED, reruns=None).order_by("pk")
    return [poll for poll in polls if poll.the_verdict and poll.the_verdict.state is State.PRESIDIUM]


def tied(place: Place, year: Year) -> Iterable[Dossier]:
    """What the congress chooses from."""
    keys = [key for poll in polls_at_a_tie(year) for key in _pending(poll)]
    return Dossier.objects.filter(pk__in=keys).select_related("place", "year__place")


def _pending(poll: Poll) -> list[int]:
    """Candidates that are tied (ids)."""
    verdict = poll.the_verdict
    return [item.dossier for item in poll.items if verdict and item.dossier and item.key in verdict.pending]


def voidings(place: Place, year: Year) -> Iterable[Voiding]:
    return Voiding.objects.filter(year=year, state=VoidingState.PROPOSED).select_related("place", "year__place", "poll")


def rules_passed(poll: Poll, decision: Decision, by: Seat) -> None:
    actions.pass_rules(poll=poll, decision=decision, by=by)


def tellers_passed(poll: Poll, decision: Decision, by: Seat) -> None:
    actions.pass_tellers(poll=poll, decision=decision, by=by)


def confirmed(poll: Poll, decision: Decision, by: Seat) -> None:
    actions.confirm_result(poll=poll, decision=decision, by=by)


def chosen(dossier: Dossier, decision: Decision, by: Seat) -> None:
    """All items that passed are recorded at once, with the first of them."""
    for poll in polls_at_a_tie(dossier.year):
        if dossier.pk in _pending(poll):
            actions.record_decision(poll=poll, dossier=dossier, decision=decision, by=by)


def declared_void(voiding: Voiding, decision: Decision, by: Seat) -> None:
    actions.void_poll(voiding=voiding, decision=decision, by=by)


def kept(voiding: Voiding, decision: Decision, by: Seat) -> None:
    actions.keep_poll(voiding=voiding, decision=decision, by=by)


decidable(
    Matter.VOTE_RULES,
    Poll,
    waiting=rules_to_pass,
    carry_out=rules_passed,
    called=lambda poll: f"《{poll.sitting.name}民生实事项目票决办法》",
)
decidable(
    Matter.TELLERS,
    Poll,
    waiting=tellers_to_pass,
    carry_out=tellers_passed,
    called=lambda poll: f"“{poll.title}”的总监票人、监票人",
)
decidable(Matter.TIE, Dossier, waiting=tied, carry_out=chosen)
decidable(
    Matter.RESULT,
    Poll,
    waiting=results_to_confirm,
    carry_out=confirmed,
    called=lambda poll: f"“{poll.title}”的结果有效",
)
decidable(Matter.RESULT, Voiding, waiting=voidings, carry_out=declared_void, turn_down=kept)
