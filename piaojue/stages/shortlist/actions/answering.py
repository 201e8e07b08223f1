"""答复: every demand gets a public outcome with a reason code and a written answer, signed by a person."""

from collections.abc import Iterable, Mapping

from django.db import transaction

from piaojue.commons.moves import Refused
from piaojue.commons.people.models import Body, Seat
from piaojue.commons.places.models import Place
from piaojue.commons.record.log import record
from piaojue.commons.roles import Role
from piaojue.stages.group.public import Demand, DemandState, set_demand_state, tell_voices
from piaojue.stages.shortlist.models import Disposition, Outcome, ReasonCode, Wording
from piaojue.stages.shortlist.moves import MOVES
from piaojue.stages.shortlist.wordings import TITLE, built_in, left_open


@transaction.atomic
def answer(
    *, demand: Demand, disposition: str, code: str, text: str, by: Seat, department: Body | None = None
) -> Outcome:
    """Decide what becomes of a demand and say why; all voices hear of it. `{诉求}` in the text is the demand's title.

    raises: NotYours, Refused (another department's, no reviewer yet, no written answer, blanks of a template left open, code does not fit)
    """
    demand = (
        Demand.objects.select_for_update(of=("self",)).select_related("place", "year", "year__place").get(pk=demand.pk)
    )
    MOVES.take("answer", demand, by)
    problems = []
    if demand.state != DemandState.OPEN:
        problems.append(f"这条诉求{demand.get_state_display()}")
    if by.role == Role.DEPARTMENT and demand.department_id not in (None, by.body_id):
        problems.append(f"这条诉求由“{demand.department}”承办，请由承办部门或政府办答复")
    if len(text.strip()) < 10:
        problems.append("书面答复至少 10 个字，让提出的人看得明白")
    if blanks := left_open(text):
        problems.append(f"书面答复里还有没填的：{'、'.join(blanks)}")
    if (disposition == Disposition.SHORTLISTED) != (code == ReasonCode.ADOPTED):
        problems.append("“采纳为初定项目”对应理由码“符合正面清单”；其他去向请选择相应的理由码")
    if disposition == Disposition.SHORTLISTED and not demand.screenings.exists():
        problems.append("采纳前至少要有一位评审人的意见")
    if problems:
        raise Refused(*problems)
    outcome = Outcome.objects.create(
        place=demand.place,
        year=demand.year,
        demand=demand,
        disposition=disposition,
        code=code,
        answer=text.strip().replace(TITLE, demand.title),
        department=department or (by.body if by.role == Role.DEPARTMENT else demand.department),
        answered_by=by,
        created_by=by,
    )
    shortlisted = disposition == Disposition.SHORTLISTED
    set_demand_state(demand=demand, state=DemandState.SHORTLISTED if shortlisted else DemandState.ANSWERED)
    record("shortlist.demand_answered", demand, by, disposition=disposition)
    record("shortlist.answered", outcome, by)
    tell_voices(
        [demand], f"您关心的“{demand.title}”有了答复：{outcome.get_disposition_display()}。", demand.get_absolute_url()
    )
    return outcome


@transaction.atomic
def answer_many(*, demands: Iterable[Demand], disposition: str, code: str, text: str, by: Seat) -> list[Outcome]:
    """One text for several demands, each answer signed by the same person. `{诉求}` is each demand's title."""
    demands = list(demands)
    if not demands:
        raise Refused("请先勾选要答复的诉求")
    return [answer(demand=d, disposition=disposition, code=code, text=text, by=by) for d in demands]


@transaction.atomic
def set_wordings(*, place: Place, texts: Mapping[str, str], by: Seat) -> list[Wording]:
    """Give a place its own 答复模板; an empty text, or the built-in one, brings the built-in wording back.

    texts:   reason code → text
    returns: the wordings that are new or changed
    raises:  NotYours, Refused (a wording too short to be an answer)
    """
    MOVES.require("word", place, by)
    texts = {code: text.strip() for code, text in texts.items()}
    if short := [ReasonCode(code).label for code, text in texts.items() if 0 < len(text) < 10]:
        raise Refused(f"答复模板至少 10 个字：{'、'.join(short)}")
    usual = built_in(place)
    own = {wording.code: wording for wording in Wording.objects.select_for_update().filter(place=place)}
    changed = []
    for code, text in texts.items():
        wording = own.get(code)
        if text in ("", usual[code]):
            if wording:
                record("shortlist.wording_dropped", wording, by, deleted=True)
                wording.delete()
        elif wording is None or wording.text != text:
            wording, _ = Wording.objects.update_or_create(place=place, code=code, defaults={"text": text})
            record("shortlist.worded", wording, by)
            changed.append(wording)
    return changed
