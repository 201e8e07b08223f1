"""What may happen in 送阅 and 审议: papers read before the session, questions answered, groups deliberate."""

from django.utils import timezone

from piaojue.commons.basis import Basis, house, local
from piaojue.commons.moves import Moves, Reach, move, view
from piaojue.commons.people.models import Seat
from piaojue.commons.roles import ANYONE, STAFF, Role
from piaojue.commons.years.road import Stage
from piaojue.stages.deliberate.models import Circulation, GroupSession, Opinion, Question
from piaojue.stages.deliberate.models import QuestionState as Q
from piaojue.stages.deliberate.receipts import still_to_read
from piaojue.stages.shortlist.public import Dossier, DossierState


def is_a_candidate(dossier: Dossier, by: Seat | None) -> bool:
    """Deputies ask about candidates; a dossier that is none does not exist for them."""
    return dossier.state == DossierState.CANDIDATE


def answers_for_its_unit(question: Question, by: Seat) -> str | None:
    """A department answers for its own projects; the government office and finance for any."""
    if by.role != Role.DEPARTMENT or question.dossier.department_id in by.speaks_for:
        return None
    return f"请由责任单位“{question.dossier.department}”答复"


def meets_with_it(session: GroupSession, by: Seat | None) -> bool:
    """A deputy speaks in her own delegation; the desk minutes any."""
    return by is None or by.role != Role.DEPUTY or by.delegation_id == session.delegation_id


def is_her_own(opinion: Opinion, by: Seat | None) -> bool:
    """A deputy corrects what she said or wrote; the desk corrects any."""
    return by is None or by.role != Role.DEPUTY or by.pk in (opinion.speaker_id, opinion.created_by_id)


def not_reminded_today(circulation: Circulation) -> str | None:
    return "今天已经提醒过，一天至多提醒一次" if circulation.reminded_on == timezone.localdate() else None


def somebody_has_to_read(circulation: Circulation) -> str | None:
    return None if still_to_read(circulation) else "代表都已经读完"


READERS = {Role.DEPUTY, Role.COMMITTEE, Role.PRESIDIUM}
DESK = {Role.SECRETARIAT, Role.CONGRESS_CLERK}

MOVES = Moves(
    "deliberate",
    "送阅与审议",
    view(
        "read_questions",
        "看代表提问和部门答复",
        ANYONE,
        english="See deputies' questions and the answers",
        reach=Reach.ALL,
        basis=house("送阅材料公开后提问和答复一并公开"),
    ),
    view(
        "read_receipts", "看各代表团送阅进度", DESK | {Role.CONGRESS_CHAIR}, english="See how far delegations have read"
    ),
    view(
        "read_minutes",
        "看分组审议记录和简报",
        STAFF | {Role.DEPUTY},
        english="See the groups' minutes and the bulletin",
    ),
    move(
        "circulate",
        "会前送阅",
        DESK,
        english="Circulation",
        stages=[Stage.CIRCULATING],
        basis=[Basis("代表法", "13", says="代表会前研读"), local("会前把材料送给代表", "浙江、重庆乡镇条例")],
    ),
    move(
        "remind_readers",
        "提醒还没有读完的代表",
        DESK,
        english="Remind deputies who have not read everything",
        stages=[Stage.CIRCULATING, Stage.DELIBERATING],
        checks=[not_reminded_today, somebody_has_to_read],
        basis=house("一天至多提醒一次"),
    ),
    move(
        "read",
        "阅读材料并留回执",
        READERS,
        english="Read the papers and leave a receipt",
        logged=None,
        stages=[Stage.CIRCULATING, Stage.DELIBERATING, Stage.VOTING],
    ),
    move(
        "ask",
        "向责任单位提问",
        READERS,
        english="Ask the responsible unit",
        logged="代表提问",
        whose=is_a_candidate,
        stages=[Stage.CIRCULATING, Stage.DELIBERATING],
        basis=[
            Basis("代表法", "46", says="会前向有关部门了解情况"),
            Basis("代表法", "19", says="会议期间的询问"),
            Basis("地方组织法", "23", says="有关机关派人说明"),
        ],
    ),
    move(
        "answer_question",
        "答复代表提问",
        {Role.DEPARTMENT, Role.GOV_OFFICE, Role.FINANCE},
        english="Answer a deputy's question",
        source=[Q.OPEN],
        target=Q.ANSWERED,
        seat_checks=[answers_for_its_unit],
    ),
    move(
        "write_outline",
        "写发言提纲（只有本人能看）",
        READERS,
        english="Write an outline (only its author can see it)",
        logged=None,
        basis=house("提前准备发言提纲"),
    ),
    move(
        "hold_group_session",
        "记录分组审议",
        DESK,
        english="Minute a group",
        stages=[Stage.DELIBERATING],
        basis=local("代表团、分组审议", "各地议事规则"),
    ),
    move("amend_minutes", "更正分组审议记录", DESK, english="Correct a group's minutes", stages=[Stage.DELIBERATING]),
    move(
        "minute_opinion",
        "记录审议意见",
        DESK | {Role.DEPUTY},
        english="Minute an opinion",
        stages=[Stage.DELIBERATING],
        whose=meets_with_it,
    ),
    move(
        "amend_opinion",
        "更正审议意见",
        DESK | {Role.DEPUTY},
        english="Correct an opinion",
        stages=[Stage.DELIBERATING],
        whose=is_her_own,
        basis=house("代表只更正自己的"),
    ),
)
