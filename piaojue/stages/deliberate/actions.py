"""What happens in 送阅 and 审议: dossiers read with receipts, questions answered, groups deliberate."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from piaojue.commons.moves import NotYours, Refused
from piaojue.commons.notify.tell import tell
from piaojue.commons.people.models import Body, BodyKind, Seat
from piaojue.commons.people.roles import Role
from piaojue.commons.record.log import record
from piaojue.commons.sittings.models import Sitting
from piaojue.commons.years.models import Year
from piaojue.stages.deliberate.models import Circulation, GroupSession, Opinion, Outline, Question, Reading
from piaojue.stages.deliberate.moves import MOVES
from piaojue.stages.shortlist.models import Dossier, DossierState


@transaction.atomic
def circulate(*, year: Year, sitting: Sitting, by: Seat, note: str = "") -> Circulation:
    """Send the frozen candidates to the deputies of a session; each is told.

    raises: NotYours, Refused (nothing frozen, another place's sitting, too late by year.settings["circulate_days"])
    """
    MOVES.take("circulate", year, by)
    problems = []
    if sitting.place_id != year.place_id:
        problems.append("请选择本地区的会议")
    candidates = Dossier.objects.filter(year=year, state=DossierState.CANDIDATE)
    if not candidates.exists() or candidates.exclude(versions__frozen=True).exists():
        problems.append("候选项目的送阅版本还没有固定")
    days = year.settings.get("circulate_days", 1)
    if sitting.starts_on - timezone.localdate() < timedelta(days=days):
        problems.append(f"材料至少要在会前 {days} 天送到，会议 {sitting.starts_on:%Y-%m-%d} 开始")
    if Circulation.objects.filter(year=year, sitting=sitting).exists():
        problems.append("已经为这次会议送阅过")
    if problems:
        raise Refused(*problems)
    made = Circulation.objects.create(place=year.place, year=year, sitting=sitting, note=note, created_by=by)
    record("deliberate.circulated", made, by)
    deputies = Seat.objects.filter(place=year.place, role=Role.DEPUTY, active=True).values_list("person_id", flat=True)
    tell(deputies, f"{sitting.name}的候选项目材料已送到，请会前研读。", f"{year.get_absolute_url()}reading/")
    return made


@transaction.atomic
def read(*, dossier: Dossier, by: Seat) -> Reading | None:
    """Keep the receipt that this seat opened a dossier; None before circulation. Reading again is the same receipt."""
    MOVES.take("read", dossier, by)
    circulation = Circulation.objects.filter(year=dossier.year).order_by("-pk").first()
    if circulation is None:
        return None
    reading, _ = Reading.objects.get_or_create(circulation=circulation, seat=by, dossier=dossier)
    return reading


@transaction.atomic
def ask(*, dossier: Dossier, text: str, by: Seat) -> Question:
    """A question to the responsible unit; it must be answered before the vote opens."""
    MOVES.take("ask", dossier, by)
    if dossier.state != DossierState.CANDIDATE:
        raise NotYours("ask")
    if len(text.strip()) < 5:
        raise Refused("请把问题写清楚，至少 5 个字")
    question = Question.objects.create(
        place=dossier.place, year=dossier.year, dossier=dossier, asked_by=by, text=text.strip(), created_by=by
    )
    record("deliberate.asked", question, by)
    if dossier.department_id:
        unit = Seat.objects.filter(body=dossier.department, active=True).values_list("person_id", flat=True)
        tell(unit, dossier.year.term(f"代表对“{dossier.title}”有提问，请在票决前答复。"), f"/questions/{question.pk}/")
    return question


@transaction.atomic
def answer_question(*, question: Question, text: str, by: Seat, version: int | None = None) -> Question:
    """Answer; a department answers for its own projects only."""
    rows = Question.objects.select_for_update(of=("self",)).select_related("place", "year", "dossier", "asked_by")
    question = rows.get(pk=question.pk)
    MOVES.take("answer_question", question, by, version=version)
    if by.role == Role.DEPARTMENT and question.dossier.department_id != by.body_id:
        raise Refused(f"请由责任单位“{question.dossier.department}”答复")
    if len(text.strip()) < 5:
        raise Refused("请写明答复，至少 5 个字")
    question.answer, question.answered_by, question.answered_at = text.strip(), by, timezone.now()
    question.save(update_fields=["state", "answer", "answered_by", "answered_at", "version"])
    record("deliberate.answered", question, by)
    tell([question.asked_by.person_id], f"您对“{question.dossier.title}”的提问已答复。", f"/questions/{question.pk}/")
    return question


@transaction.atomic
def write_outline(*, dossier: Dossier, text: str, by: Seat) -> Outline:
    """发言提纲: nobody but its writer reads it, the log keeps only that there is one."""
    MOVES.take("outline", dossier, by)
    outline, _ = Outline.objects.update_or_create(seat=by, dossier=dossier, defaults={"text": text[:4000]})
    return outline


@transaction.atomic
def hold_group_session(
    *, year: Year, sitting: Sitting, delegation: Body, minutes: str, minutes_spent: int, by: Seat
) -> GroupSession:
    """One delegation's deliberation: what was said and how long it took (分钟). Raises NotYours, Refused (minuted already)."""
    MOVES.take("group_session", year, by)
    problems = _time(minutes_spent)
    if (
        sitting.place_id != year.place_id
        or delegation.place_id != year.place_id
        or delegation.kind != BodyKind.DELEGATION
    ):
        problems.append("请选择本地区的会议和代表团")
    if GroupSession.objects.filter(year=year, sitting=sitting, delegation=delegation).exists():
        problems.append(f"“{delegation}”在这次会议上的审议已有记录，请打开那份记录更正")
    if problems:
        raise Refused(*problems)
    session = GroupSession.objects.create(
        place=year.place,
        year=year,
        sitting=sitting,
        delegation=delegation,
        minutes=minutes.strip(),
        minutes_spent=minutes_spent,
        created_by=by,
    )
    record("deliberate.group_minuted", session, by)
    return session


@transaction.atomic
def amend_minutes(
    *, session: GroupSession, minutes: str, minutes_spent: int, by: Seat, version: int | None = None
) -> GroupSession:
    """Correct what was minuted; before and after stay in the log. Raises NotYours, Refused (stale form)."""
    session = (
        GroupSession.objects.select_for_update(of=("self",))
        .select_related("place", "year__place", "delegation")
        .get(pk=session.pk)
    )
    MOVES.take("amend_minutes", session, by, version=version)
    if problems := _time(minutes_spent):
        raise Refused(*problems)
    session.minutes, session.minutes_spent = minutes.strip(), minutes_spent
    session.save(update_fields=["minutes", "minutes_spent", "version"])
    record("deliberate.group_amended", session, by)
    return session


def _time(minutes_spent: int) -> list[str]:
    return [] if 1 <= minutes_spent <= 600 else ["审议时长是 1–600 分钟"]


@transaction.atomic
def minute_opinion(
    *, session: GroupSession, dossier: Dossier, text: str, by: Seat, speaker: Seat | None = None
) -> Opinion:
    """One opinion on one candidate. A deputy writes her own; the secretariat minutes any."""
    MOVES.take("minute_opinion", session, by)
    if by.role == Role.DEPUTY:
        speaker = by
        if by.delegation_id != session.delegation_id:
            raise NotYours("minute_opinion")
    _fitting(session, dossier, text, speaker)
    opinion = Opinion.objects.create(
        place=session.place,
        year=session.year,
        group_session=session,
        dossier=dossier,
        speaker=speaker,
        text=text.strip(),
        created_by=by,
    )
    record("deliberate.opinion", opinion, by)
    return opinion


@transaction.atomic
def amend_opinion(
    *, opinion: Opinion, dossier: Dossier, text: str, by: Seat, speaker: Seat | None = None, version: int | None = None
) -> Opinion:
    """Correct what was minuted: the words, the candidate, the speaker. A deputy only her own. Raises NotYours, Refused."""
    rows = Opinion.objects.select_for_update(of=("self",)).select_related(
        "place", "year__place", "group_session__delegation"
    )
    opinion = rows.get(pk=opinion.pk)
    if by.role == Role.DEPUTY:
        if by.pk not in (opinion.speaker_id, opinion.created_by_id):
            raise NotYours("amend_opinion")
        speaker = by
    MOVES.take("amend_opinion", opinion, by, version=version)
    _fitting(opinion.group_session, dossier, text, speaker)
    opinion.dossier, opinion.text, opinion.speaker = dossier, text.strip(), speaker
    opinion.save(update_fields=["dossier", "text", "speaker", "version"])
    record("deliberate.opinion_amended", opinion, by)
    return opinion


def _fitting(session: GroupSession, dossier: Dossier, text: str, speaker: Seat | None) -> None:
    problems = []
    if dossier.year_id != session.year_id or dossier.state != DossierState.CANDIDATE:
        problems.append("请选择本年度的候选项目")
    if speaker is not None and speaker.delegation_id != session.delegation_id:
        problems.append(f"发言人不在{session.delegation}")
    if len(text.strip()) < 2:
        problems.append("请写下意见")
    if problems:
        raise Refused(*problems)
