"""Signing in by what another house says: a resident by the WeChat account, staff by the office's own OIDC or CAS.

Nobody gets an office here. A resident's account follows from the phone, as without WeChat; staff must stand in the roll.
"""

from piaojue.commons.moves import Refused
from piaojue.commons.people.models import OutsideAccount, OutsideKind, Person
from piaojue.commons.people.seats import by_phone
from piaojue.commons.roles import STAFF, Role


def known_by_wechat(openid: str) -> Person | None:
    """Who said that this is their WeChat; nobody whose seats need a password."""
    row = OutsideAccount.objects.filter(kind=OutsideKind.WECHAT, subject=openid).select_related("person").first()
    if row is None or row.person.seats.in_office().exclude(role__in=by_phone()).exists():
        return None
    return row.person if row.person.is_active else None


def bind_wechat(*, person: Person, openid: str) -> None:
    """This WeChat is this person's from now on, and nobody else's. A private matter: the log does not keep it."""
    OutsideAccount.objects.filter(kind=OutsideKind.WECHAT, person=person).exclude(subject=openid).delete()
    OutsideAccount.objects.update_or_create(kind=OutsideKind.WECHAT, subject=openid, defaults={"person": person})


def unbind_wechat(*, person: Person) -> int:
    """Nothing is sent there any more. Returns how many were bound."""
    return OutsideAccount.objects.filter(kind=OutsideKind.WECHAT, person=person).delete()[0]


def staff_named(username: str, region: str) -> Person:
    """The person whom an office's own sign-in names, as the roll of its region has it.

    username: 登录名 in the roll; region: code of the region that the provider answers for
    raises: Refused: not in the roll, out of office, an office elsewhere or one that an outside sign-in does not open
    """
    person = Person.objects.filter(username=username, is_active=True).first() if username else None
    seats = list(person.seats.in_office().values_list("place_id", "role")) if person else []
    if person is None or not any(role in STAFF for _, role in seats):
        raise Refused("单位的统一登录认得您，但这里的名册里没有您现任的席位。请联系本单位的名册管理员。")
    if any(role == Role.ADMIN or not place.startswith(region) for place, role in seats):
        raise Refused("您的席位不只在这个单位的范围里，请用登录名和密码登录。")
    return person
