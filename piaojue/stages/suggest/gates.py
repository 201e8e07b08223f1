"""What must be done in 征集 before the year goes on."""

from django.utils import timezone
from django.utils.translation import gettext as _

from piaojue.commons.years.gates import demands
from piaojue.commons.years.models import Year
from piaojue.stages.suggest.queries import campaign_of, figures


@demands("close_solicitation")
def the_campaign_has_run(year: Year) -> list[str]:
    campaign = campaign_of(year)
    if campaign is None:
        return [_("还没有发布征集活动")]
    lines = []
    if campaign.closes_on > timezone.localdate():
        lines.append(_("征集到 %(day)s 才截止") % {"day": f"{campaign.closes_on:%Y-%m-%d}"})
    if not figures(year)["count"]:
        lines.append(_("还没有收到一条建议"))
    return lines
