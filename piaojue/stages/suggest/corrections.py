"""What of a campaign can be corrected. A suggestion's words are its writer's: nobody corrects them."""

from engines.dates import collection
from piaojue.commons.correctable import correctable
from piaojue.commons.roles import Role
from piaojue.stages.suggest.models import Campaign, Suggestion


def wrong_dates(campaign: Campaign) -> list[str]:
    """What cannot be. A shorter time than usual has its reason in the reason of the correction."""
    return [doubt.text for doubt in collection(campaign.opens_on, campaign.closes_on) if not doubt.excusable]


correctable(
    Campaign,
    fields=("title", "text", "opens_on", "closes_on", "contact"),
    roles={Role.CONGRESS_CLERK, Role.STREET_CLERK, Role.GOV_OFFICE},
    frozen=lambda campaign: "征集公告已经公布",
    public=lambda campaign: True,
    objections=wrong_dates,
    relied=lambda campaign: (
        Suggestion.objects.filter(campaign=campaign, proposer__isnull=False)
        .values_list("proposer_id", flat=True)
        .distinct()
    ),
)
