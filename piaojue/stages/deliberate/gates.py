"""What must be done in 送阅 and 审议 before the year goes on."""

from django.utils.translation import gettext as _

from piaojue.commons.years.gates import demands
from piaojue.commons.years.models import Year
from piaojue.stages.deliberate.queries import circulation_of, open_questions, sessions_for


@demands("close_circulation")
def the_candidates_were_sent(year: Year) -> list[str]:
    return [] if circulation_of(year) else [_("候选项目材料还没有送阅，请在“会前送阅”里送出")]


@demands("open_vote")
def questions_are_answered_and_groups_have_met(year: Year) -> list[str]:
    lines = []
    if left := open_questions(year).count():
        lines.append(_("还有 %(n)s 个代表提问没有答复") % {"n": left})
    if not sessions_for(year).exists():
        lines.append(_("还没有分组审议的记录"))
    return lines
