"""公开: whether a suggestion's words stand in public, and why they do not (docs/domain.md#publication).

It stands beside the suggestion's state: what is not public is grouped, counted and answered all the same, unless the reason
says that it belongs elsewhere.
"""

from django.db import models


class Publication(models.TextChoices):
    """Where a suggestion's words stand."""

    WAITING = "waiting", "待编发"
    PUBLISHED = "published", "已公开"
    HELD = "held", "暂缓公开"
    REFUSED = "refused", "不公开"
    TAKEN_DOWN = "taken_down", "已撤下"


class Unpublished(models.TextChoices):
    """原因码: why words are not public. Everybody may read it."""

    PETITION = "petition", "转信访"
    HOTLINE = "hotline", "转 12345"
    UNFIT = "unfit", "不属于建议"
    PRIVACY = "privacy", "含他人隐私"
    UNLAWFUL = "unlawful", "违法不良"
    OWN_WISH = "own_wish", "本人要求"


OPEN = (Publication.WAITING, Publication.HELD)
"""A clerk has still to decide."""
ENDED = (Publication.REFUSED, Publication.TAKEN_DOWN)
"""A clerk has decided against it and gave a reason."""
ELSEWHERE = (Unpublished.PETITION, Unpublished.HOTLINE, Unpublished.UNFIT, Unpublished.UNLAWFUL)
"""Reasons for which a suggestion is not grouped either. What only holds somebody's privacy is still a wish."""

WAY_ON: dict[str, str] = {
    Unpublished.PETITION: "这属于信访事项，请向信访部门提出，那里依法登记并答复（信访工作条例）。",
    Unpublished.HOTLINE: "这是一件具体的个案，请拨打 12345 或找主管部门，那里限时答复。",
    Unpublished.UNFIT: "这里只收对公共事务的建议。换成一件大家都用得上的事，欢迎重新提。",
    Unpublished.PRIVACY: "里面有别人的姓名、住址、病情一类的内容。所提的事照样归并、答复；想让大家看到的，请去掉这些内容再提一次。",
    Unpublished.OWN_WISH: "原文按您的要求不再公开，所提的事照样归并、答复。",
    Unpublished.UNLAWFUL: "里面有侮辱、诽谤或法律禁止传播的内容。所提的事可以换一种说法重新提。",
}
"""What the proposer can do."""
