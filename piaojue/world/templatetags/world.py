"""What pages of projects take from 对外接口."""

from typing import Any

from django import template

from piaojue.stages.deliver.public import Project
from piaojue.world.following import follows

register = template.Library()


@register.inclusion_tag("world/_follow.html", takes_context=True)
def follow_button(context: dict, project: Project) -> dict[str, Any]:
    """`{% follow_button project %}`: hear of each step, or no more; a visitor signs in first."""
    user = context["request"].user
    signed_in = user.is_authenticated
    return {
        "project": project,
        "signed_in": signed_in,
        "follows": signed_in and follows(user, project),
        "csrf_token": context.get("csrf_token"),
        "request": context["request"],
    }
