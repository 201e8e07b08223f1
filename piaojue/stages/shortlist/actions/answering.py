"""答复: every demand gets a public outcome with a reason code and a written answer, signed by a person."""

from collections.abc import Iterable, Mapping

from django.db import transaction

from piaojue.commons.acting import Doing, acting
from piaojue.commons.moves import Refused
from piaojue.commons.people.models import Body, Seat
from piaojue.commons.places.models import Place
from piaojue.commons.roles import Role
from piaojue.commons.years.models import Year
from piaojue.stages.group.public import Demand, DemandState, answer_suggestions, tell_voices
from piaojue.stages.shortlist.models import Disposition, Outcome, Wording
from piaojue.stages.shortlist.moves import MOVES
from piaojue.stages.shortlist.reasons import ReasonCode
from piaojue.stages.shortlist.wordings import TITLE, built_in, left_open

SHORTEST_ANSWER = 10


def answer(
    *, demand: Demand, disposition: str, code: str, text: str, by: Seat, department: Body | None = None
) -> Outcome:
    """Decide what becomes of a demand and say why; all voices hear of it. `{诉求}` in the text is the demand's title.

    raises: NotYours; Refused: another department's, no reviewer yet, no written answer, blanks of a template left open,
            a code that does not fit
    """
    outcome = Outcome(place=demand.place, year=demand.year, demand=demand, disposition=disposition, code=code)
    shortlisted = disposition == Disposition.SHORTLISTED
    with acting(MOVES["answer"], demand, by, makes=outcome, hold=True) as act:
        demand = outcome.demand = act.thing
        if problems := _problems(outcome, text, demand):
            raise Refused(*problems)
        outcome.answer = text.strip().replace(TITLE, demand.title)
        outcome.department = department or (by.body if by.role == Role.DEPARTMENT else demand.department)
        outcome.answered_by = by
        state = DemandState.SHORTLISTED if shortlisted else DemandState.ANSWERED
        act.change(MOVES["decide_demand"], demand, {"state": state}, disposition=disposition)
        answer_suggestions(act, demand)
    words = f"您关心的“{demand.title}”有了答复：{outcome.get_disposition_display()}。"
    tell_voices([demand], words, demand.get_absolute_url())
    return outcome


def _problems(outcome: Outcome, text: str, demand: Demand) -> list[str]:
    problems = []
    if len(text.strip()) < SHORTEST_ANSWER:
        problems.append(f"书面答复至少 {SHORTEST_ANSWER} 个字，让提出的人看得明白")
    if blanks := left_open(text):
        problems.append(f"书面答复里还有没填的：{'、'.join(blanks)}")
    shortlisted = outcome.disposition == Disposition.SHORTLISTED
    if shortlisted != (outcome.code == ReasonCode.ADOPTED):
        problems.append("“采纳为初定项目”对应理由码“符合正面清单”；其他去向请选择相应的理由码")
    if shortlisted and not demand.screenings.exists():
        problems.append("采纳前至少要有一位评审人的意见")
    return problems


@transaction.atomic
def answer_many(
    *, year: Year, demands: Iterable[Demand], disposition: str, code: str, text: str, by: Seat
) -> list[Outcome]:
    """One text for several demands of a year, each answer signed by the same person, all or none.

    `{诉求}` is each demand's title.
    """
    chosen = [demand for demand in demands if demand.year_id == year.pk]
    if not chosen:
        raise Refused("请先勾选要答复的诉求")
    return [answer(demand=demand, disposition=disposition, code=code, text=text, by=by) for demand in chosen]


def set_wordings(*, place: Place, texts: Mapping[str, str], by: Seat) -> list[Wording]:
    """Give a place its own 答复模板; an empty text, or the built-in one, brings the built-in wording back.

    texts:   reason code → text
    returns: the wordings that are new or changed
    raises:  NotYours, Refused (a wording too short to be an answer)
    """
    texts = {code: text.strip() for code, text in texts.items()}
    with acting(MOVES["set_wordings"], place, by) as act:
        if short := [str(ReasonCode(code).label) for code, text in texts.items() if 0 < len(text) < SHORTEST_ANSWER]:
            raise Refused(f"答复模板至少 {SHORTEST_ANSWER} 个字：{'、'.join(short)}")
        usual = built_in(place)
        own = {wording.code: wording for wording in Wording.objects.select_for_update().filter(place=place)}
        texts = {code: "" if text == usual[code] else text for code, text in texts.items()}
        if all(text == (own[code].text if code in own else "") for code, text in texts.items()):
            act.nothing()
        changes = [_reworded(act, place, own.get(code), code, text) for code, text in texts.items()]
    return [wording for wording in changes if wording]


def _reworded(act: Doing[Place], place: Place, own: Wording | None, code: str, text: str) -> Wording | None:
    """What a place's wording becomes; None where it stays or goes. text: empty for the built-in one."""
    if not text:
        if own:
            act.remove(MOVES["drop_wording"], own)
        return None
    if own is None:
        own = Wording.objects.create(place=place, code=code, text=text)
        act.also(MOVES["set_wording"], own)
    elif own.text != text:
        act.change(MOVES["set_wording"], own, {"text": text})
    else:
        return None
    return own
