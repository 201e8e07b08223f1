"""What the stories of the world need."""

from piaojue.world import actions
from piaojue.world.actions import PartnerDraft
from piaojue.world.models import Partner


def partner(cast, **more) -> Partner:
    """The portal of the city's congress, registered by 李干事."""
    draft = PartnerDraft(**{"name": "首府人大网站", **more})
    return actions.open_partner(place=cast.xincheng, draft=draft, by=cast.clerk_li)
