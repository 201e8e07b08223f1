"""What must be done in 送阅 and 审议 before the year goes on."""

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from piaojue.commons.roles import Role
from piaojue.commons.sittings.models import Sitting, SittingKind
from piaojue.commons.sittings.moves import CALLERS
from piaojue.commons.todo import Lack, Supply, in_turn
from piaojue.commons.years.gates import by_hand, demands, draws
from piaojue.commons.years.models import PaperKind, Year
from piaojue.stages.deliberate.moves import DESK, MOVES
from piaojue.stages.deliberate.queries import circulation_of, open_questions, sessions_for

OFFICE = in_turn(DESK, Role.SECRETARIAT)


@demands("close_circulation")
def the_candidates_were_sent(year: Year) -> list[Lack]:
    if circulation_of(year):
        return []
    if _called(year).exists():
        supply = Supply("会前送阅候选项目材料", year.page("circulation"), OFFICE, act="deliberate.circulate")
    else:
        roles = in_turn(CALLERS, Role.SECRETARIAT)
        supply = Supply("召集人民代表大会会议", reverse("call_sitting"), roles, act="sittings.call_sitting")
    return [Lack(_("候选项目材料还没有送阅，请在“会前送阅”里送出"), supply)]


def _called(year: Year) -> QuerySet[Sitting]:
    """Sessions of the congress that are not over."""
    return Sitting.objects.filter(place=year.place, kind=SittingKind.SESSION, ends_on__gte=timezone.localdate())


@draws(PaperKind.SESSION_NOTICE)
def from_the_call(year: Year) -> Supply | None:
    """It says to which session the deputies are asked, and what was sent to them."""
    return None if circulation_of(year) else by_hand(year, PaperKind.SESSION_NOTICE, _("会前送阅"))


@demands("open_vote")
def questions_are_answered_and_groups_have_met(year: Year) -> list[Lack]:
    lines = []
    if bodies := list(open_questions(year).values_list("dossier__department", flat=True)):
        roles = in_turn(MOVES["answer_question"].roles, Role.DEPARTMENT, Role.GOV_OFFICE)
        answering = Supply(
            "答复代表提问",
            year.page("questions"),
            roles,
            bodies=tuple(body for body in bodies if body),
            number=len(bodies),
            act="deliberate.answer_question",
        )
        lines.append(Lack(_("还有 %(n)s 个代表提问没有答复") % {"n": len(bodies)}, answering))
    if not sessions_for(year).exists():
        minuting = Supply("记录分组审议", year.page("new_group_session"), OFFICE, act="deliberate.hold_group_session")
        lines.append(Lack(_("还没有分组审议的记录"), minuting))
    return lines
