"""The cast of the stories: small true-to-life people of two neighbouring districts. A name says who may do what.

新城区 (150102) votes; 东街街道 lies in it and only consults; 回民区 (150103) is the neighbour, 赛罕乡 a township with a
congress.
"""

import pickle
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any

from django.db import connection

from piaojue.commons.people.models import Body, BodyKind, Person, Seat
from piaojue.commons.places.models import Level, Place
from piaojue.commons.record import verify
from piaojue.commons.roles import Role
from piaojue.commons.years.models import Year
from piaojue.commons.years.road import RoadKind, Stage

PLACES = [
    ("15", "内蒙古自治区", Level.PROVINCE),
    ("1501", "呼和浩特市", Level.CITY),
    ("150102", "新城区", Level.COUNTY),
    ("150103", "回民区", Level.COUNTY),
    ("150102004", "东街街道", Level.TOWN),
    ("150102101", "保合少镇", Level.TOWN),
    ("150102004001", "东街社区", Level.VILLAGE),
    ("150103002", "中山西路街道", Level.TOWN),
]

# nick name: (姓名, role, body kind, body name, place)
PEOPLE = {
    "resident_wang": ("王大妈", Role.RESIDENT, BodyKind.RESIDENTS, "呼和浩特市居民", "1501"),
    "resident_zhao": ("赵小军", Role.RESIDENT, BodyKind.RESIDENTS, "呼和浩特市居民", "1501"),
    "clerk_li": ("李干事", Role.CONGRESS_CLERK, BodyKind.STANDING_COMMITTEE, "新城区人大常委会", "150102"),
    "chair_zhang": ("张主任", Role.CONGRESS_CHAIR, BodyKind.STANDING_COMMITTEE, "新城区人大常委会", "150102"),
    "committee_sun": ("孙委员", Role.COMMITTEE, BodyKind.STANDING_COMMITTEE, "新城区人大常委会", "150102"),
    "presidium_ma": ("马主席团", Role.PRESIDIUM, BodyKind.PRESIDIUM, "新城区人大主席团", "150102"),
    "secretary_he": ("何秘书", Role.SECRETARIAT, BodyKind.SECRETARIAT, "新城区大会秘书处", "150102"),
    "teller_qian": ("钱总监票", Role.CHIEF_TELLER, BodyKind.TELLERS, "新城区监票组", "150102"),
    "teller_zhou": ("周监票", Role.TELLER, BodyKind.TELLERS, "新城区监票组", "150102"),
    "counter_wu": ("吴计票", Role.COUNTER, BodyKind.TELLERS, "新城区监票组", "150102"),
    "reviewer_feng": ("冯委员", Role.REVIEWER, BodyKind.DEPUTY_GROUP, "新城区两代表一委员", "150102"),
    "leader_guo": ("郭组长", Role.LEADING_GROUP, BodyKind.LEADING_GROUP, "新城区专项工作领导小组", "150102"),
    "government_liu": ("刘主任", Role.GOV_OFFICE, BodyKind.GOVERNMENT, "新城区人民政府", "150102"),
    "department_chen": ("陈科长", Role.DEPARTMENT, BodyKind.DEPARTMENT, "新城区住建局", "150102"),
    "department_deng": ("邓科长", Role.DEPARTMENT, BodyKind.DEPARTMENT, "新城区教育局", "150102"),
    "finance_hu": ("胡科长", Role.FINANCE, BodyKind.DEPARTMENT, "新城区财政局", "150102"),
    "legal_gao": ("高科长", Role.LEGAL, BodyKind.DEPARTMENT, "新城区司法局", "150102"),
    "volunteer_lin": ("林义务", Role.VOLUNTEER, BodyKind.VOLUNTEERS, "新城区义务监督员", "150102"),
    "evaluator_luo": ("罗评估", Role.EVALUATOR, BodyKind.EVALUATOR, "评估中心", "150102"),
    "guidance_tang": ("唐指导", Role.GUIDANCE, BodyKind.GUIDANCE_GROUP, "呼和浩特市人大指导组", "1501"),
    "street_chair_cao": ("曹主任", Role.STREET_CHAIR, BodyKind.STREET_COMMITTEE, "东街街道人大工委", "150102004"),
    "street_clerk_xu": ("许干事", Role.STREET_CLERK, BodyKind.STREET_COMMITTEE, "东街街道人大工委", "150102004"),
    "street_office_yan": ("严主任", Role.GOV_OFFICE, BodyKind.GOVERNMENT, "东街街道办事处", "150102004"),
    "street_party_jin": ("金书记", Role.LEADING_GROUP, BodyKind.LEADING_GROUP, "东街街道党工委", "150102004"),
    "council_yu": ("余大爷", Role.COUNCIL_MEMBER, BodyKind.COUNCIL, "东街街道议事会", "150102004"),
    "neighbour_clerk_bai": ("白干事", Role.CONGRESS_CLERK, BodyKind.STANDING_COMMITTEE, "回民区人大常委会", "150103"),
    "admin_shi": ("史管理", Role.ADMIN, BodyKind.OPERATIONS, "系统运维", "1501"),
}  # fmt: skip
DEPUTIES = ["deputy_dong", "deputy_xia", "deputy_pan", "deputy_du", "deputy_ding"]
DEPUTIES_WHO_WATCH = {"deputy_xia": "teller_qian", "deputy_du": "teller_zhou"}
"""Tellers are deputies (docs/domain.md#tellers): the same person in two seats, by the teller's name."""


@dataclass
class Cast:
    """Everybody by nick name: `cast.clerk_li` is a Seat; places: `cast.xincheng`, `cast.dongjie`, …"""

    seats: dict[str, Seat] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)

    def __getattr__(self, name: str) -> Seat:
        try:
            return self.__dict__["seats"][name]
        except KeyError:
            raise AttributeError(name) from None

    @property
    def xincheng(self) -> Place:
        return self.places["150102"]

    @property
    def huimin(self) -> Place:
        return self.places["150103"]

    @property
    def dongjie(self) -> Place:
        return self.places["150102004"]

    @property
    def baoheshao(self) -> Place:
        return self.places["150102101"]

    @property
    def community(self) -> Place:
        return self.places["150102004001"]


_kept: tuple[bytes, list[tuple[str, list[tuple[Any, ...]]]]] | None = None
_written = 0


def assemble() -> Cast:
    """Put the places, the people and their seats into the database: every test begins here.

    Made once a process; afterwards their rows are written as they were then.
    """
    global _kept, _written
    if _kept is None:
        cast = _make()
        rows = [rows_of(model._meta.db_table) for model in (Place, Body, Person, Seat)]
        _kept = pickle.dumps(cast), rows
    else:
        pickled, rows = _kept
        with connection.cursor() as cursor:
            for insert, values in rows:
                cursor.executemany(insert, values)
        cast = pickle.loads(pickled)
    _written = _changes()
    return cast


def is_untouched() -> bool:
    """Whether nothing was written since the cast was assembled, in the same transaction."""
    return connection.in_atomic_block and _changes() == _written


def _changes() -> int:
    """How many rows this transaction (PostgreSQL) or this connection (SQLite) has written."""
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        return connection.connection.total_changes
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(sum(n_tup_ins + n_tup_upd + n_tup_del), 0) FROM pg_stat_xact_user_tables")
        return int(cursor.fetchone()[0])


def rows_of(table: str) -> tuple[str, list[tuple[Any, ...]]]:
    """The statement and the values that write all of a table's rows again, their keys with them, as the database has them."""
    select, insert = _statements_of(table)
    with connection.cursor() as cursor:
        cursor.execute(select)
        return insert, cursor.fetchall()


@cache
def _statements_of(table: str) -> tuple[str, str]:
    """What reads all of a table's columns, and what writes them."""
    quote = connection.ops.quote_name
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {quote(table)} LIMIT 0")
        columns = [quote(column[0]) for column in cursor.description]
    # an expression has no type of its own, so SQLite's driver turns nothing into Python's values
    values = [f"coalesce({column}, NULL)" for column in columns] if connection.vendor == "sqlite" else columns
    select = f"SELECT {', '.join(values)} FROM {quote(table)}"
    insert = f"INSERT INTO {quote(table)} ({', '.join(columns)}) VALUES ({', '.join(['%s'] * len(columns))})"
    return select, insert


def _make() -> Cast:
    """Table by table."""
    cast = Cast()
    for code, name, level in PLACES:
        parent = max((c for c in cast.places if code.startswith(c)), key=len, default=None)
        cast.places[code] = Place(code=code, name=name, level=level, parent_id=parent)
    Place.objects.bulk_create(cast.places.values())
    everybody = PEOPLE | {
        nick: (f"代表{number}", Role.DEPUTY, BodyKind.CONGRESS, "新城区第十八届人民代表大会", "150102")
        for number, nick in enumerate(DEPUTIES, 1)
    }
    bodies = {
        (place, kind, body): Body(place=cast.places[place], kind=kind, name=body)
        for _, _, kind, body, place in everybody.values()
    }
    delegation = Body(place=cast.xincheng, kind=BodyKind.DELEGATION, name="第一代表团")
    Body.objects.bulk_create([*bodies.values(), delegation])
    people = {
        nick: Person(username=nick, name=name, phone=f"1390000{number:04d}", phone_verified=True)
        for number, (nick, (name, *_)) in enumerate(everybody.items())
    }
    people |= {nick: people[teller] for nick, teller in DEPUTIES_WHO_WATCH.items()}
    Person.objects.bulk_create({id(person): person for person in people.values()}.values())
    cast.seats = {
        nick: Seat(
            person=people[nick],
            body=bodies[place, kind, body],
            place=cast.places[place],
            role=role,
            delegation=delegation if role == Role.DEPUTY else None,
        )
        for nick, (_, role, kind, body, place) in everybody.items()
    }
    Seat.objects.bulk_create(cast.seats.values())
    return cast


def one_more(nick: str, name: str, role: str, kind: str, body_name: str, place: Place) -> Seat:
    """Somebody who is in one story only, in a body that is there already or not."""
    body, _ = Body.objects.get_or_create(place=place, kind=kind, name=body_name)
    person = Person.objects.create(
        username=nick, name=name, phone=f"1380000{Person.objects.count():04d}", phone_verified=True
    )
    return Seat.objects.create(person=person, body=body, place=place, role=role)


def tampered() -> list[verify.Tampering]:
    """What the log's check finds, but for the cast: nobody seated them by an action."""
    return [row for row in verify.changed_rows() if not row.where.startswith("people.seat:")]


def year(place: Place, stage: str = Stage.PLANNED, number: int = 2026, **values) -> Year:
    """A year standing at `stage` (stories about one room need not walk the whole road)."""
    road = RoadKind.STREET if place.is_subdistrict else RoadKind.CONGRESS
    values = {"seats_to_fill": 2, "solicit_until": date(2026, 12, 31), **values}
    return Year.objects.create(place=place, number=number, road=road, stage=stage, **values)
