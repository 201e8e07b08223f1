"""What must be done in 征集 before the year goes on."""

from django.utils import timezone
from django.utils.translation import gettext as _

from piaojue.commons.roles import Role
from piaojue.commons.todo import Lack, Supply, in_turn
from piaojue.commons.years.gates import demands
from piaojue.commons.years.models import Year
from piaojue.stages.suggest.moves import MOVES
from piaojue.stages.suggest.queries import campaign_of, figures

OPENERS = in_turn(MOVES["open_campaign"].roles, Role.CONGRESS_CLERK, Role.STREET_CLERK)
TAKERS = in_turn(MOVES["enter_for"].roles - {Role.DEPUTY}, Role.CONGRESS_CLERK, Role.STREET_CLERK)


@demands("close_solicitation")
def the_campaign_has_run(year: Year) -> list[Lack]:
    campaign = campaign_of(year)
    if campaign is None:
        opening = Supply("发布征集活动", year.page("new_campaign"), OPENERS, act="suggest.open_campaign")
        return [Lack(_("还没有发布征集活动"), opening)]
    lines = []
    if campaign.closes_on > timezone.localdate():
        running = Supply("征集截止", year.page("campaign"), OPENERS, due=campaign.closes_on, opens=campaign.closes_on)
        lines.append(Lack(_("征集到 %(day)s 才截止") % {"day": f"{campaign.closes_on:%Y-%m-%d}"}, running))
    if not figures(year)["count"]:
        entering = Supply("登记收到的建议", year.page("suggest_for"), TAKERS, act="suggest.enter_for")
        lines.append(Lack(_("还没有收到一条建议"), entering))
    return lines
