"""`{% once_button page %}`: in WeChat, to whom the account may not write by itself, the offer of one message about this page."""

from typing import Any

from django import template

from piaojue.commons import wechat
from piaojue.commons.notify import consents

register = template.Library()


@register.inclusion_tag("notify/_once.html", takes_context=True)
def once_button(context: template.Context, page: str) -> dict[str, Any]:
    """page: its path. Nothing is shown outside WeChat, to visitors, or where the account tells every step anyway."""
    request = context.get("request")
    user = getattr(request, "user", None)
    if request is None or user is None or not user.is_authenticated:
        return {}
    there = wechat.is_its_browser(request.headers.get("User-Agent", ""))
    offered = there and wechat.asks_once() and not wechat.sends()
    return {"page": page, "offered": offered, "waits": offered and consents.waits(user, page)}
