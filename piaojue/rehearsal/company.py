"""The company: everybody a region needs for a year, appointed through the same actions as on the pages."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from random import Random

from piaojue.commons.people import actions, rolls
from piaojue.commons.people.models import Body, BodyKind, Person, Seat
from piaojue.commons.people.roll import RollRow
from piaojue.commons.places.models import Place
from piaojue.commons.roles import Role
from piaojue.rehearsal.texts import NEEDS, person_name

K, R = BodyKind, Role
ELECTED = datetime(2021, 12, 1, tzinfo=UTC)
"""When the offices of made-up people began: before every year that is rehearsed."""


@dataclass
class Company:
    """People of one region.

    one:         the only one, or the first, in a role
    many:        those of a role that many have
    departments: by their name
    bodies:      by kind
    """

    place: Place
    one: dict[str, Seat] = field(default_factory=dict)
    many: dict[str, list[Seat]] = field(default_factory=dict)
    departments: dict[str, Seat] = field(default_factory=dict)
    bodies: dict[str, Body] = field(default_factory=dict)

    def __getitem__(self, role: str) -> Seat:
        return self.one[role]

    @property
    def deputies(self) -> list[Seat]:
        return self.many.get(R.DEPUTY, [])

    def department(self, name: str) -> Seat:
        return self.departments.get(name) or next(iter(self.departments.values()))


class Phones:
    """Made-up phone numbers: 199 and a running number. None comes twice, none is of a real range."""

    def __init__(self) -> None:
        self.next = 19900000000 + Person.objects.count() * 10

    def __call__(self) -> str:
        self.next += 1
        return str(self.next)


def administrator(prefix: str, luck: Random) -> Seat:
    """The administrator of an empty installation, with the region tree below `prefix`; or the one who is there."""
    seat = Seat.objects.in_office().filter(role=R.ADMIN).first()
    if seat is None:
        person = actions.first_administrator(
            username="admin", name=person_name(luck), password=_password(luck), prefix=prefix
        )
        seat = person.seats.get()
        actions.mark_sample(person=person)
    return seat


def _password(luck: Random) -> str:
    """Sample people are entered by demo sign-in; their password is never told."""
    return "".join(luck.choice("abcdefghjkmnpqrstuvwxyz23456789") for _ in range(24))


CONGRESS_CREW = (
    (K.STANDING_COMMITTEE, "{place}人大常委会", (R.CONGRESS_CLERK, R.CONGRESS_CHAIR, R.COMMITTEE)),
    (K.PRESIDIUM, "{place}人大会议主席团", (R.PRESIDIUM,)),
    (K.SECRETARIAT, "{place}人大会议秘书处", (R.SECRETARIAT,)),
    (K.TELLERS, "{place}监票计票组", (R.CHIEF_TELLER, R.TELLER, R.COUNTER)),
    (K.DEPUTY_GROUP, "{place}两代表一委员", (R.REVIEWER,)),
    (K.LEADING_GROUP, "{place}党委专项工作领导小组", (R.LEADING_GROUP,)),
    (K.GOVERNMENT, "{place}人民政府", (R.GOV_OFFICE,)),
    (K.DEPARTMENT, "{place}财政局", (R.FINANCE,)),
    (K.DEPARTMENT, "{place}司法局", (R.LEGAL,)),
    (K.VOLUNTEERS, "{place}群众义务监督员", (R.VOLUNTEER,)),
    (K.EVALUATOR, "民生项目第三方评估中心", (R.EVALUATOR,)),
)
TOWN_CREW = (
    (K.PRESIDIUM, "{place}人大主席团", (R.CONGRESS_CLERK, R.CONGRESS_CHAIR, R.PRESIDIUM)),
    *(row for row in CONGRESS_CREW if row[0] not in (K.STANDING_COMMITTEE, K.PRESIDIUM, K.DEPARTMENT)),
    (K.DEPARTMENT, "{place}财政所", (R.FINANCE,)),
    (K.DEPARTMENT, "{place}司法所", (R.LEGAL,)),
)
TOWN_OFFICES = {
    "住房和城乡建设局": "村镇建设办公室",
    "交通运输局": "村镇建设办公室",
    "城市管理综合执法局": "综合行政执法局",
    "公安分局交警大队": "派出所",
    "应急管理局": "平安建设办公室",
    "消防救援大队": "平安建设办公室",
    "水务局": "农牧林水服务中心",
    "农牧局": "农牧林水服务中心",
    "林业和草原局": "农牧林水服务中心",
    "政务服务局": "党群服务中心",
    "商务局": "经济发展办公室",
}
"""Which office of a township does the work of a county's bureau; any other: 社会事务办公室."""
STREET_CREW = (
    (K.STREET_COMMITTEE, "{place}人大工委", (R.STREET_CHAIR, R.STREET_CLERK)),
    (K.TELLERS, "{place}监票计票组", (R.CHIEF_TELLER, R.TELLER, R.COUNTER)),
    (K.GOVERNMENT, "{place}办事处", (R.GOV_OFFICE,)),
    (K.LEADING_GROUP, "{place}党工委", (R.LEADING_GROUP,)),
    (K.DEPARTMENT, "{place}民生服务办", (R.DEPARTMENT,)),
    (K.DEPARTMENT, "{place}财政所", (R.FINANCE,)),
    (K.DEPARTMENT, "{place}司法所", (R.LEGAL,)),
    (K.DEPUTY_GROUP, "{place}两代表一委员", (R.REVIEWER,)),
    (K.VOLUNTEERS, "{place}群众义务监督员", (R.VOLUNTEER,)),
)


def congress_company(place: Place, admin: Seat, luck: Random, phones: Phones, *, deputies: int) -> Company:
    """Congress, presidium, secretariat, tellers, government with its departments, and the deputies' roll.

    A township has no standing committee, and offices in place of bureaus.
    """
    company = Company(place)
    _crew(company, TOWN_CREW if place.is_township else CONGRESS_CREW, admin, luck, phones)
    offices: dict[str, Seat] = {}
    for name in dict.fromkeys(need.department for need in NEEDS):
        office = TOWN_OFFICES.get(name, "社会事务办公室") if place.is_township else name
        if office not in offices:
            body = actions.found_body(place=place, kind=K.DEPARTMENT, name=f"{place.name}{office}", by=admin)
            offices[office] = _seat(body, R.DEPARTMENT, admin, luck, phones)
        company.departments[name] = offices[office]
    congress = actions.found_body(place=place, kind=K.CONGRESS, name=f"{place.name}人民代表大会", by=admin, term_no=17)
    company.bodies[K.CONGRESS] = congress
    rows = [
        RollRow(
            person_name(luck), phones(), f"{place.code}-{n:03d}", f"{place.name}第{'一二三四五六七八九十'[n % 8]}代表团"
        )
        for n in range(deputies)
    ]
    rolls.import_roll(body=congress, rows=rows, by=admin, sample=True, begins=ELECTED)
    company.many[R.DEPUTY] = list(congress.seats.select_related("person", "body", "place", "delegation").order_by("pk"))
    return company


def street_company(place: Place, admin: Seat, luck: Random, phones: Phones, *, members: int = 40) -> Company:
    """A sub-district: working committee, office, Party working committee and a residents' council."""
    company = Company(place)
    _crew(company, STREET_CREW, admin, luck, phones)
    company.departments["民生服务办"] = company[R.DEPARTMENT]
    council = actions.found_body(place=place, kind=K.COUNCIL, name=f"{place.name}居民议事会", by=admin)
    company.bodies[K.COUNCIL] = council
    company.many[R.COUNCIL_MEMBER] = [
        _seat(council, R.COUNCIL_MEMBER, admin, luck, phones, title="" if n % 4 else R.DEPUTY.label)
        for n in range(members)
    ]
    return company


def guidance(city: Place, admin: Seat, luck: Random, phones: Phones) -> Seat:
    """市人大指导组."""
    body = actions.found_body(place=city, kind=K.GUIDANCE_GROUP, name=f"{city.name}人大专项工作指导组", by=admin)
    return _seat(body, R.GUIDANCE, admin, luck, phones)


def residents(count: int, phones: Phones) -> list[Seat]:
    """People who sign in by phone code."""
    people = [actions.welcome_resident(phone=phones(), sample=True) for _ in range(count)]
    return list(Seat.objects.filter(person__in=people, role=R.RESIDENT).select_related("person", "body", "place"))


def _crew(company: Company, crew, admin: Seat, luck: Random, phones: Phones) -> None:
    for kind, name, roles in crew:
        body = actions.found_body(place=company.place, kind=kind, name=name.format(place=company.place.name), by=admin)
        company.bodies[kind] = body
        for role in roles:
            company.one[role] = _seat(body, role, admin, luck, phones)


def _seat(body: Body, role: str, admin: Seat, luck: Random, phones: Phones, *, title: str = "") -> Seat:
    return actions.appoint(
        body=body,
        role=role,
        name=person_name(luck),
        phone=phones(),
        title=title,
        by=admin,
        more=actions.Particulars(begins=ELECTED),
        sample=True,
    )
