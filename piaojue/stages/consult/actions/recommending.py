"""From counts to recommendations, and their confirmation by the Party working committee."""

from collections.abc import Iterable
from dataclasses import replace

from engines.counting import State, Verdict, after_presidium
from piaojue.commons.acting import STALE, acting
from piaojue.commons.decisions.models import Decision
from piaojue.commons.moves import Refused
from piaojue.commons.people.models import Seat
from piaojue.commons.roles import Role
from piaojue.stages.consult.models import Consultation, Recommendation
from piaojue.stages.consult.moves import MOVES
from piaojue.stages.consult.rounds import COUNTERS, differences, ends_in_a_tie, judged, sheet_now, titles_of
from piaojue.stages.consult.values import BallotResult, CountSheet
from piaojue.stages.group.public import tell_voices
from piaojue.stages.shortlist.public import Dossier

LONGEST_SENTENCE = 300


def conclude(
    *, consultation: Consultation, by: Seat, version: int | None = None, chosen: Iterable[Dossier] = ()
) -> Consultation:
    """From the boxes' count or two equal typed ones to recommendations, each with its sentence.

    A tie at the last place opens another ballot among the tied (`vote_again`); tied again, the chair says which.
    chosen: what the chair decides among the items that are still tied
    raises: NotYours, Refused: counts missing or different, no valid ballot, a tie that the chair has to decide
    """
    if ends_in_a_tie(consultation):
        return vote_again(consultation=consultation, by=by, version=version)
    with acting(MOVES["conclude"], consultation, by, version=version) as act:
        meeting = act.thing
        rounds = (*meeting.result.held, _agreed_sheet(meeting))
        verdict = _valid_verdict(meeting, rounds)
        if verdict.state is State.REVOTE:
            raise Refused(STALE)
        if verdict.state is State.PRESIDIUM:
            verdict = _settled(meeting, verdict, [str(dossier.pk) for dossier in chosen], by)
        meeting.result = replace(meeting.result, rounds=rounds, tied=(), sentence=verdict.sentence)
        for row in _recommendations(meeting, rounds[0], verdict, by):
            row.save()
            act.also(MOVES["recommend"], row)
        act.note(recommended=len(verdict.adopted))
    return act.thing


def vote_again(*, consultation: Consultation, by: Seat, version: int | None = None) -> Consultation:
    """What is tied at the last place is voted on again. Raises NotYours, Refused: it is not tied any more."""
    with acting(MOVES["vote_again"], consultation, by, version=version) as act:
        meeting = act.thing
        rounds = (*meeting.result.held, _agreed_sheet(meeting))
        verdict = _valid_verdict(meeting, rounds)
        if verdict.state is not State.REVOTE:
            raise Refused(STALE)
        meeting.result = BallotResult(rounds=rounds, tied=verdict.pending, sentence=verdict.sentence)
    return act.thing


def confirm(*, consultation: Consultation, decision: Decision, by: Seat) -> Consultation:
    """The Party working committee has confirmed in a meeting; proposers hear of it. Raises Refused: no such decision."""
    with acting(MOVES["confirm"], consultation, by, decision=decision) as act:
        rows = act.thing.recommendations.select_for_update(of=("self",)).filter(recommended=True)
        confirmed = list(rows.select_related("dossier", "place"))
        for row in confirmed:
            act.change(MOVES["confirm_recommendation"], row, {"confirmed": True})
    for row in confirmed:
        words = f"您关心的“{row.dossier.title}”经议事会推荐、党工委确认，将列入实施。"
        tell_voices(row.dossier.demands.all(), words, row.dossier.get_absolute_url())
    return act.thing


def _agreed_sheet(consultation: Consultation) -> CountSheet:
    """This round's count. Raises Refused: it is missing, or two people have counted differently."""
    sheet = sheet_now(consultation)
    if sheet is not None:
        return sheet
    if len(consultation.result.typed) < COUNTERS:
        raise Refused("要有两个人各自录入的计数才能形成结果")
    raise Refused(*differences(consultation))


def _valid_verdict(consultation: Consultation, rounds: tuple[CountSheet, ...]) -> Verdict:
    """What the sheets decide. Raises Refused: no valid ballot, numbers that do not add up."""
    verdict = judged(consultation, rounds)
    if verdict.state in (State.INVALID, State.RECOUNT):
        raise Refused(verdict.sentence)
    return verdict


def _settled(consultation: Consultation, verdict: Verdict, chosen: list[str], by: Seat) -> Verdict:
    """What the chair says among items that stayed tied. Raises Refused: nobody else, and as many as there are seats."""
    titles = titles_of(consultation)
    is_the_chair = Role(by.role) is Role.STREET_CHAIR
    if not is_the_chair or len(set(chosen)) != verdict.seats_open or set(chosen) - set(verdict.pending):
        tied = "、".join(f"“{titles[key]}”" for key in verdict.pending)
        raise Refused(f"再次投票后仍然相等，由街道人大工委主任在{tied}中确定 {verdict.seats_open} 项")
    return after_presidium(verdict, chosen, consultation.the_rule, basis="街道人大工委决定", titles=titles)


def _recommendations(
    consultation: Consultation, first: CountSheet, verdict: Verdict, by: Seat
) -> Iterable[Recommendation]:
    """One a topic, not saved yet. first: the sheet of the round that voted on all of them."""
    for dossier in consultation.dossiers.order_by("no"):
        key = str(dossier.pk)
        deputies, everyone = first.items[key]
        yield Recommendation(
            place=consultation.place,
            year=consultation.year,
            consultation=consultation,
            dossier=dossier,
            deputies_for=deputies,
            all_for=everyone,
            recommended=key in verdict.adopted,
            sentence=verdict.of(key).sentence[:LONGEST_SENTENCE],
            created_by=by,
        )
