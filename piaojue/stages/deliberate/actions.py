"""What happens in 送阅 and 审议: dossiers read with receipts, questions answered, groups deliberate."""

from datetime import timedelta

from django.utils import timezone

from piaojue.commons.acting import acting
from piaojue.commons.approved import Kind
from piaojue.commons.moves import Refused
from piaojue.commons.notify.tell import tell
from piaojue.commons.people.models import Body, BodyKind, Seat
from piaojue.commons.people.queries import officers_of
from piaojue.commons.roles import Role
from piaojue.commons.sittings.models import Sitting
from piaojue.commons.years.models import Year
from piaojue.stages.deliberate.models import Circulation, GroupSession, Opinion, Outline, Question, Reading
from piaojue.stages.deliberate.moves import MOVES
from piaojue.stages.deliberate.receipts import still_to_read
from piaojue.stages.shortlist.public import Dossier, DossierState

LONGEST_MINUTES = 600
SHORTEST_TEXT, SHORTEST_OPINION = 5, 2


def circulate(*, year: Year, sitting: Sitting, by: Seat, note: str = "") -> Circulation:
    """Send the frozen candidates to the deputies of a session; each is told.

    raises: NotYours; Refused: nothing frozen, another place's sitting, later than the place's rule allows
    """
    circulation = Circulation(place=year.place, year=year, sitting=sitting, note=note)
    with acting(MOVES["circulate"], year, by, makes=circulation):
        if problems := _not_ready_to_circulate(year, sitting):
            raise Refused(*problems)
    deputies = Seat.objects.in_office().filter(place=year.place, role=Role.DEPUTY).values_list("person_id", flat=True)
    words = f"{sitting.name}的候选项目材料已送到，请会前研读。"
    tell(deputies, words, year.page("reading"), by_sms=True, year=year, kind=Kind.SITTING)
    return circulation


def remind_readers(*, circulation: Circulation, by: Seat) -> Circulation:
    """Tell each deputy who has not read everything how much is left, once a day at most. Raises NotYours, Refused."""
    with acting(MOVES["remind_readers"], circulation, by) as act:
        readers = still_to_read(act.thing)
        act.thing.reminded_on = timezone.localdate()
        act.note(reminded=len(readers))
    for left in {reader.left for reader in readers}:
        people = [reader.seat.person_id for reader in readers if reader.left == left]
        words = f"{circulation.sitting.name}的候选项目材料还有 {left} 项没有读，请会前研读。"
        tell(people, words, circulation.year.page("reading"), by_sms=True, year=circulation.year, kind=Kind.SITTING)
    return act.thing


def _not_ready_to_circulate(year: Year, sitting: Sitting) -> list[str]:
    problems = []
    if sitting.place_id != year.place_id:
        problems.append("请选择本地区的会议")
    candidates = Dossier.objects.filter(year=year, state=DossierState.CANDIDATE)
    if not candidates.exists() or candidates.exclude(versions__frozen=True).exists():
        problems.append("候选项目的送阅版本还没有固定")
    days = year.settings.days_to_circulate
    if sitting.starts_on - timezone.localdate() < timedelta(days=days):
        problems.append(f"材料至少要在会前 {days} 天送到，会议 {sitting.starts_on:%Y-%m-%d} 开始")
    if Circulation.objects.filter(year=year, sitting=sitting).exists():
        problems.append("已经为这次会议送阅过")
    return problems


def read(*, dossier: Dossier, by: Seat) -> Reading | None:
    """Keep the receipt that this seat opened a dossier; None before circulation. Reading again is the same receipt."""
    circulation = Circulation.objects.filter(year=dossier.year).order_by("-pk").first()
    if circulation is None:
        return None
    receipt = Reading.objects.filter(circulation=circulation, seat=by, dossier=dossier).first()
    receipt = receipt or Reading(circulation=circulation, seat=by, dossier=dossier)
    with acting(MOVES["read"], dossier, by, makes=receipt):
        return receipt


def ask(*, dossier: Dossier, text: str, by: Seat) -> Question:
    """A question to the responsible unit; it must be answered before the vote opens. Raises NotYours, Refused."""
    question = Question(place=dossier.place, year=dossier.year, dossier=dossier, asked_by=by, text=text.strip())
    with acting(MOVES["ask"], dossier, by, makes=question):
        if len(question.text) < SHORTEST_TEXT:
            raise Refused(f"请把问题写清楚，至少 {SHORTEST_TEXT} 个字")
    if dossier.department_id:
        unit = officers_of(dossier.department_id).values_list("person_id", flat=True)
        words = dossier.year.term(f"代表对“{dossier.title}”有提问，请在票决前答复。")
        tell(unit, words, question.get_absolute_url())
    return question


def answer_question(*, question: Question, text: str, by: Seat, version: int | None = None) -> Question:
    """Answer; a department answers for its own projects only. Raises NotYours, Refused."""
    with acting(MOVES["answer_question"], question, by, version=version) as act:
        question = act.thing
        if len(text.strip()) < SHORTEST_TEXT:
            raise Refused(f"请写明答复，至少 {SHORTEST_TEXT} 个字")
        question.answer, question.answered_by, question.answered_at = text.strip(), by, timezone.now()
    words = f"您对“{question.dossier.title}”的提问已答复。"
    tell([question.asked_by.person_id], words, question.get_absolute_url(), by_sms=True, year=question.year)
    return question


def write_outline(*, dossier: Dossier, text: str, by: Seat) -> Outline:
    """发言提纲: nobody but its writer reads it, and the log keeps nothing of it."""
    outline = Outline.objects.filter(seat=by, dossier=dossier).first() or Outline(seat=by, dossier=dossier)
    with acting(MOVES["write_outline"], dossier, by, makes=outline):
        outline.text = text[: Outline.LONGEST]
    return outline


def hold_group_session(
    *, year: Year, sitting: Sitting, delegation: Body, minutes: str, minutes_spent: int, by: Seat
) -> GroupSession:
    """One delegation's deliberation: what was said and how long it took (分钟). Raises NotYours, Refused (minuted already)."""
    session = GroupSession(place=year.place, year=year, sitting=sitting, delegation=delegation)
    with acting(MOVES["hold_group_session"], year, by, makes=session):
        problems = _unlikely_time(minutes_spent) + _unfit_group(session)
        if problems:
            raise Refused(*problems)
        session.minutes, session.minutes_spent = minutes.strip(), minutes_spent
    return session


def _unfit_group(session: GroupSession) -> list[str]:
    problems = []
    delegation, sitting = session.delegation, session.sitting
    own = sitting.place_id == session.place_id and delegation.place_id == session.place_id
    if not own or delegation.kind != BodyKind.DELEGATION:
        problems.append("请选择本地区的会议和代表团")
    if GroupSession.objects.filter(year=session.year, sitting=sitting, delegation=delegation).exists():
        problems.append(f"“{delegation}”在这次会议上的审议已有记录，请打开那份记录更正")
    return problems


def amend_minutes(
    *, session: GroupSession, minutes: str, minutes_spent: int, by: Seat, version: int | None = None
) -> GroupSession:
    """Correct what was minuted; before and after stay in the log. Raises NotYours, Refused (stale form)."""
    with acting(MOVES["amend_minutes"], session, by, version=version) as act:
        if problems := _unlikely_time(minutes_spent):
            raise Refused(*problems)
        act.thing.minutes, act.thing.minutes_spent = minutes.strip(), minutes_spent
    return act.thing


def _unlikely_time(minutes_spent: int) -> list[str]:
    return [] if 1 <= minutes_spent <= LONGEST_MINUTES else [f"审议时长是 1–{LONGEST_MINUTES} 分钟"]


def minute_opinion(
    *, session: GroupSession, dossier: Dossier, text: str, by: Seat, speaker: Seat | None = None
) -> Opinion:
    """One opinion on one candidate. A deputy writes her own; the secretariat minutes any. Raises NotYours, Refused."""
    opinion = Opinion(place=session.place, year=session.year, group_session=session)
    with acting(MOVES["minute_opinion"], session, by, makes=opinion):
        _write(opinion, dossier, text, by if by.role == Role.DEPUTY else speaker)
    return opinion


def amend_opinion(
    *, opinion: Opinion, dossier: Dossier, text: str, by: Seat, speaker: Seat | None = None, version: int | None = None
) -> Opinion:
    """Correct what was minuted: the words, the candidate, the speaker. A deputy only her own. Raises NotYours, Refused."""
    with acting(MOVES["amend_opinion"], opinion, by, version=version) as act:
        _write(act.thing, dossier, text, by if by.role == Role.DEPUTY else speaker)
    return act.thing


def _write(opinion: Opinion, dossier: Dossier, text: str, speaker: Seat | None) -> None:
    """Fill an opinion. Raises Refused with every objection."""
    session, problems = opinion.group_session, []
    if dossier.year_id != session.year_id or dossier.state != DossierState.CANDIDATE:
        problems.append("请选择本年度的候选项目")
    if speaker is not None and speaker.delegation_id != session.delegation_id:
        problems.append(f"发言人不在{session.delegation}")
    if len(text.strip()) < SHORTEST_OPINION:
        problems.append("请写下意见")
    if problems:
        raise Refused(*problems)
    opinion.dossier, opinion.text, opinion.speaker = dossier, text.strip(), speaker
