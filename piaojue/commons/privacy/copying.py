"""A copy of what the site has of somebody, for that person alone (个人信息保护法 45 条): each room says its part in its erasing.py.

@copying("我提的建议")
def suggestions(person: Person) -> Iterable[dict]: …
"""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from django.utils import timezone

from piaojue.commons.people.models import Person
from piaojue.commons.people.queries import former_offices_of, offices_of

Copier = Callable[[Person], Iterable[dict[str, Any]]]
COPIERS: list[tuple[str, Copier]] = []


def copying(title: str) -> Callable[[Copier], Copier]:
    """Decorator: what stands under this title in the copy. Keys are what a person calls them, values text, numbers or moments."""

    def put(copier: Copier) -> Copier:
        COPIERS.append((title, copier))
        return copier

    return put


def copy_of(person: Person) -> dict[str, Any]:
    """All of it. Words of other people, hashes and keys are not in it."""
    account = {
        "姓名": person.name,
        "手机号": person.phone or "",
        "固定电话": person.landline,
        "登录名": person.username,
        "开通时间": person.date_joined,
        "上次登录": person.last_login,
        "绑定的外部账号": [outside.get_kind_display() for outside in person.outside.all()],
    }
    seats = [*offices_of(person), *former_offices_of(person)]
    offices = [
        {"机构": str(seat.body), "角色": seat.get_role_display(), "开始": seat.begins, "结束": seat.ends}
        for seat in seats
    ]
    parts = {title: list(copier(person)) for title, copier in COPIERS}
    return _by_our_clock({"账号": account, "席位": offices, **parts})


def _by_our_clock(value: Any) -> Any:
    """The same with every moment in the site's own time."""
    if isinstance(value, datetime):
        return timezone.localtime(value)
    if isinstance(value, dict):
        return {name: _by_our_clock(one) for name, one in value.items()}
    return [_by_our_clock(one) for one in value] if isinstance(value, list) else value
