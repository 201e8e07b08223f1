"""权限表: how personal data are handled, and who may see and do what."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from piaojue.commons.moves import REGISTRY
from piaojue.commons.privacy import queries
from piaojue.commons.roles import DOMAIN_OF, Domain, Role
from piaojue.commons.web.request import Request


@require_GET
def policy(request: Request) -> HttpResponse:
    """The policy table: who may see and do what, side by side of the domains; ?role= shows one role's lines only."""
    role = request.GET.get("role", "")
    chosen = Role(role) if role in Role.values else None
    rooms = [
        (room, [(line, _sides(line.roles)) for line in room.lines.values() if chosen is None or chosen in line.roles])
        for room in REGISTRY.values()
    ]
    controller = queries.nearest(request.seat.place if request.seat else None)
    return render(
        request,
        "privacy/policy.html",
        {
            "rooms": [(room, lines) for room, lines in rooms if lines],
            "roles": Role.choices,
            "chosen": chosen,
            "everybody": len(Role),
            "signed_in": len(Role) - 1,
            "controller": controller,
            "controllers": [] if controller else queries.named_controllers(),
        },
    )


def _sides(roles: frozenset[Role]) -> list[tuple[Domain, list[Role]]]:
    """Roles by their domain, in the order of the domains."""
    sides = [(domain, [role for role in Role if role in roles and DOMAIN_OF[role] == domain]) for domain in Domain]
    return [(domain, some) for domain, some in sides if some]
