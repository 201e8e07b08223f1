"""开始之前: what a place needs before a year can start there, as a list that turns green by being true (docs/operations.md#ready)."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from piaojue.commons.health.checks import OLDEST
from piaojue.commons.health.moves import MOVES as HEALTH
from piaojue.commons.jobs import pulse
from piaojue.commons.moves import Move, entitled
from piaojue.commons.notify.models import Message, MessageState, Way
from piaojue.commons.people.models import Body, BodyKind, Seat
from piaojue.commons.people.moves import MOVES as PEOPLE
from piaojue.commons.people.usual import usual_bodies
from piaojue.commons.places.models import Place
from piaojue.commons.privacy.moves import MOVES as PRIVACY
from piaojue.commons.privacy.queries import assessment_in_force, controller_of
from piaojue.commons.record.models import Entry
from piaojue.commons.roles import Role, word_for
from piaojue.commons.years.models import Year
from piaojue.commons.years.moves import MOVES as YEARS
from piaojue.commons.years.parameters import YearSettings
from piaojue.commons.years.road import ROADS, roads_of

LATER = frozenset({Role.SECRETARIAT, Role.CHIEF_TELLER})
"""Signers who are appointed with their session, not before the year."""
MESSAGES_HOLD = timedelta(days=30)
"""A message that arrived shows for so long that messages work."""


@dataclass(frozen=True)
class Item:
    """One line. says: how it is; url, act: where it is mended, and the act in a few words; line: the declared act, if there is one."""

    name: str
    done: bool
    says: str
    url: str = ""
    act: str = ""
    line: Move | None = None

    def may(self, seat: Seat) -> bool:
        """Whether this seat can mend it itself."""
        return self.line is not None and entitled(self.line, seat.place, seat)

    @property
    def by(self) -> str:
        """Who mends it, where it is not the reader; what no act mends is the administrator's."""
        roles = self.line.roles if self.line else {Role.ADMIN}
        return "、".join(str(role.label) for role in Role if role in roles)


def items_of(place: Place) -> list[Item]:
    """The whole list of a place that goes a road; empty where none can begin."""
    return [item for look in LOOKS for item in look(place)] if roads_of(place) else []


def left_in(place: Place) -> list[Item]:
    """What is not done yet."""
    return [item for item in items_of(place) if not item.done]


def places_below(place: Place) -> Iterator[Item]:
    if not place.is_leaf:
        number = Place.objects.standing().filter(parent=place).count()
        yield Item("下级地区", number > 0, f"{number} 个", act="由管理员导入区划")


def bodies(place: Place) -> Iterator[Item]:
    there = set(Body.objects.filter(place=place).values_list("kind", flat=True))
    lacking = [name for kind, name in usual_bodies(place) if kind not in there and kind != BodyKind.VOLUNTEERS]
    says = f"还没有：{'、'.join(lacking[:3])}{'等' if len(lacking) > 3 else ''}" if lacking else "常设的机构都已登记"
    yield Item("机构", not lacking, says, reverse("found_usual"), "一次登记常设机构", PEOPLE["found_body"])


def seats(place: Place) -> Iterator[Item]:
    signers = {role for gate in ROADS[roads_of(place)[0]] for role in gate.signers} - LATER
    needed = [role for role in Role if role in signers | {Role.LEADING_GROUP, Role.DEPARTMENT}]
    held = set(Seat.objects.in_office().filter(place=place).values_list("role", flat=True))
    lacking = [word_for(role, place) for role in needed if role not in held]
    says = f"还没有人：{'、'.join(lacking)}" if lacking else "签署和承办的席位都有人"
    yield Item("席位", not lacking, says, reverse("appoint"), "任命", PEOPLE["appoint"])


def roll(place: Place) -> Iterator[Item]:
    street = place.is_subdistrict
    role = Role.COUNCIL_MEMBER if street else Role.DEPUTY
    number = Seat.objects.in_office().filter(place=place, role=role).count()
    where = ("appoint", "任命") if street else ("roll_import", "导入名册")
    yield Item(
        "议事会成员" if street else "代表名册",
        number > 0,
        f"{number} 人",
        reverse(where[0]),
        where[1],
        PEOPLE["appoint"],
    )


def parameters(place: Place) -> Iterator[Item]:
    year = Year.real.filter(place=place).first()
    if year is None:
        yield Item("年度和参数", False, "还没有开启年度", reverse("open_year"), "开启年度", YEARS["open_year"])
        return
    was_set = Entry.objects.filter(act="years.set_year", subject=f"years.year:{year.pk}").exists()
    done = was_set or year.settings != YearSettings()
    says = f"{year.number} 年度，应选 {year.seats_to_fill} 项" + ("" if done else "，参数还没有核对过")
    yield Item("年度和参数", done, says, year.page("set_year"), "核对参数", YEARS["set_year"])


def personal_data(place: Place) -> Iterator[Item]:
    """Who answers for what people leave here, and what was weighed before (个人信息保护法 17、55 条)."""
    named = bool(controller_of(place).phone)
    says = "处理者和联系电话已登记" if named else "还没有登记处理者和联系电话"
    yield Item("个人信息处理者", named, says, reverse("set_controller"), "登记", PRIVACY["set_controller"])
    last = assessment_in_force(place, timezone.localdate())
    says = f"适用到 {last.until}" if last else "还没有适用中的评估：公开建议、委托发送短信以前要先评估"
    url = reverse("enter_assessment")
    yield Item("个人信息保护影响评估", last is not None, says, url, "登记", PRIVACY["enter_assessment"])


def backup_works(place: Place) -> Iterator[Item]:
    last = pulse.last("backup")
    done = last is not None and last.fine and timezone.now() - last.at < OLDEST
    says = (
        f"上一次 {timezone.localtime(last.at):%m-%d %H:%M}{'' if last.fine else ' 没有成功'}" if last else "还没有做过"
    )
    yield Item("备份", done, says, act="在服务器上运行 piaojue backup")


def messages_work(place: Place) -> Iterator[Item]:
    reached = Message.objects.filter(way=Way.SMS, state__in=[MessageState.SENT, MessageState.DELIVERED])
    done = reached.filter(created_at__gt=timezone.now() - MESSAGES_HOLD).exists()
    yield Item(
        "短信",
        done,
        "近一个月发出过" if done else "近一个月没有发出过一条",
        reverse("ready"),
        "给自己发一条",
        HEALTH["try_message"],
    )


LOOKS: tuple[Callable[[Place], Iterator[Item]], ...] = (
    places_below,
    bodies,
    seats,
    roll,
    parameters,
    personal_data,
    backup_works,
    messages_work,
)
