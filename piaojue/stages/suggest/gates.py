"""What must be done in 征集 before the year goes on."""

from django.utils import timezone

from piaojue.commons.years.gates import demands
from piaojue.commons.years.models import Year
from piaojue.stages.suggest.queries import campaign_of, figures


@demands("close_solicitation")
def the_campaign_has_run(year: Year) -> list[str]:
    campaign = campaign_of(year)
    if campaign is None:
        return ["还没有发布征集活动"]
    lines = []
    if campaign.closes_on > timezone.localdate() and not year.settings.get("close_early"):
        lines.append(f"征集到 {campaign.closes_on:%Y-%m-%d} 才截止")
    if not figures(year)["count"]:
        lines.append("还没有收到一条建议")
    return lines
