"""The company: everybody a region needs for a year, appointed through the same actions as on the pages."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from random import Random

from django.utils import timezone

from piaojue.commons.moves import Refused
from piaojue.commons.people import actions, mandates, rolls
from piaojue.commons.people.models import Body, BodyKind, Person, Seat, Term
from piaojue.commons.people.roll import RollRow
from piaojue.commons.people.titles import TERM_YEARS, congress_name, ordinal, session_number, term_word
from piaojue.commons.people.usual import named_in
from piaojue.commons.places.models import Place
from piaojue.commons.roles import Role
from piaojue.rehearsal.texts import NEEDS, person_name

K, R = BodyKind, Role
ELECTED = datetime(2021, 12, 1, tzinfo=UTC)
"""When the offices of people began who belong to no term of a congress: before every year that is rehearsed."""
TERM_NUMBER = 18
YEARS_BEFORE = 3
"""A year that is rehearsed is its term's fourth, so that the years beside it are of the same term."""
DELEGATIONS = 8
TITLES: dict[str, str] = {R.SECRETARIAT: "秘书长"}
COMMITTEE_SIZE, PRESIDIUM_SIZE, FIVE_KEYS = 15, 7, 20
"""Members of a standing committee (the fewest that 地方组织法 47 条 allows a county) and of a presidium (人)."""


@dataclass
class Company:
    """People of one region.

    one:         the only one, or the first, in a role
    many:        those of a role that many have
    departments: by their name
    bodies:      by kind
    term:        of the congress
    """

    place: Place
    one: dict[str, Seat] = field(default_factory=dict)
    many: dict[str, list[Seat]] = field(default_factory=dict)
    departments: dict[str, Seat] = field(default_factory=dict)
    bodies: dict[str, Body] = field(default_factory=dict)
    term: Term | None = None

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


Crew = Sequence[tuple[BodyKind, str, tuple[Role, ...]]]
CONGRESS_CREW: Crew = (
    (K.STANDING_COMMITTEE, "{place}人大常委会", (R.CONGRESS_CLERK, R.CONGRESS_CHAIR, R.COMMITTEE)),
    (K.PRESIDIUM, "{place}人民代表大会会议主席团", (R.PRESIDIUM,)),
    (K.SECRETARIAT, "{place}人民代表大会会议秘书处", (R.SECRETARIAT,)),
    (K.TELLERS, "{place}监票计票组", (R.CHIEF_TELLER, R.TELLER, R.COUNTER)),
    (K.DEPUTY_GROUP, "{place}两代表一委员", (R.REVIEWER,)),
    (K.LEADING_GROUP, "{party}", (R.LEADING_GROUP,)),
    (K.GOVERNMENT, "{place}人民政府", (R.GOV_OFFICE,)),
    (K.DEPARTMENT, "{place}财政局", (R.FINANCE,)),
    (K.DEPARTMENT, "{place}司法局", (R.LEGAL,)),
    (K.VOLUNTEERS, "{place}群众义务监督员", (R.VOLUNTEER,)),
    (K.EVALUATOR, "民生项目第三方评估中心", (R.EVALUATOR,)),
)
TOWN_CREW: Crew = (
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
STREET_CREW: Crew = (
    (K.STREET_COMMITTEE, "{place}人大工委", (R.STREET_CHAIR, R.STREET_CLERK)),
    (K.TELLERS, "{place}监票计票组", (R.CHIEF_TELLER, R.TELLER, R.COUNTER)),
    (K.GOVERNMENT, "{place}办事处", (R.GOV_OFFICE,)),
    (K.LEADING_GROUP, "{party}", (R.LEADING_GROUP,)),
    (K.DEPARTMENT, "{place}民生服务办", (R.DEPARTMENT,)),
    (K.DEPARTMENT, "{place}财政所", (R.FINANCE,)),
    (K.DEPARTMENT, "{place}司法所", (R.LEGAL,)),
    (K.DEPUTY_GROUP, "{place}两代表一委员", (R.REVIEWER,)),
    (K.VOLUNTEERS, "{place}群众义务监督员", (R.VOLUNTEER,)),
)


def congress_company(place: Place, admin: Seat, luck: Random, phones: Phones, *, deputies: int, year: int) -> Company:
    """Congress, presidium, secretariat, tellers, government with its departments, and the deputies' roll.

    year:   of the rehearsal; a congress that is new began its term some years before it
    raises: Refused: the year lies outside of the term that the congress has
    A township has no standing committee, and offices in place of bureaus. Deputies who are there already go on.
    """
    company = Company(place)
    found = Founding(company, admin, luck, phones)
    term = _term(found, year)
    company.bodies[K.CONGRESS], company.term = term.body, term
    found.begins = term.begins
    company.many[R.DEPUTY] = _deputies(found, term, deputies)
    found.crew(TOWN_CREW if place.is_township else CONGRESS_CREW, _elected(company.deputies, place))
    offices: dict[str, Seat] = {}
    for name in dict.fromkeys(need.department for need in NEEDS):
        office = TOWN_OFFICES.get(name, "社会事务办公室") if place.is_township else name
        if office not in offices:
            body = actions.found_body(place=place, kind=K.DEPARTMENT, name=f"{place.name}{office}", by=admin)
            offices[office] = found.seat(body, R.DEPARTMENT)
        company.departments[name] = offices[office]
    return company


def _term(found: "Founding", year: int) -> Term:
    """The congress's term in which the year is rehearsed. Raises Refused."""
    place = found.company.place
    congress = actions.found_body(
        place=place, kind=K.CONGRESS, name=congress_name(place), by=found.admin, term_no=TERM_NUMBER
    )
    term = congress.terms.filter(ends=None).order_by("-number").first()
    if term is None:
        begins = date(year - YEARS_BEFORE, 1, 10)
        term = mandates.open_term(body=congress, number=TERM_NUMBER, begins=begins, by=found.admin)
    number = session_number(first_day(term), date(year, 2, 1))
    if not 1 <= number <= TERM_YEARS:
        raise Refused(f"{year} 年不在{congress_name(place)}{term_word(term.number)}的五年任期里，请换一个年度或地区")
    return term


def first_day(term: Term) -> date:
    """The day of the term's first session."""
    return timezone.localdate(term.begins)


def _deputies(found: "Founding", term: Term, number: int) -> list[Seat]:
    """Those of the roll, which is imported where nobody sits yet."""
    place, luck = found.company.place, found.luck
    seats = term.body.seats.in_office().filter(role=R.DEPUTY).select_related("person", "body", "place", "delegation")
    if not seats.exists():
        rows = [
            RollRow(
                person_name(luck),
                found.phones(),
                f"{place.code}-{n:03d}",
                f"{place.name}{ordinal(n % DELEGATIONS + 1)}代表团",
            )
            for n in range(number)
        ]
        rolls.import_roll(body=term.body, rows=rows, by=found.admin, sample=True)
    return list(seats.order_by("pk"))


def _elected(deputies: Sequence[Seat], place: Place) -> dict[str, list[Seat]]:
    """Role → the deputies who hold it. Who acts for another body in the same year is another deputy.

    A chair, the members of a standing committee and of a presidium, the 秘书长 and the tellers are deputies (地方组织法 17–19、
    47 条; tellers: docs/domain.md#tellers)
    """
    chair, teller, second, chief, secretary, presiding = deputies[0], *deputies[:-6:-1]
    more = [] if place.is_township or len(deputies) < FIVE_KEYS else deputies[-7:-5]
    members = deputies[1 : min(COMMITTEE_SIZE, max(len(deputies) // 2 - 1, len(deputies) - 2 * PRESIDIUM_SIZE))]
    return {
        R.CONGRESS_CHAIR: [chair],
        R.COMMITTEE: [*members, chair],
        R.PRESIDIUM: [presiding, *deputies[: min(PRESIDIUM_SIZE, len(deputies) // 2) - 1]],
        R.SECRETARIAT: [secretary],
        R.CHIEF_TELLER: [chief],
        R.TELLER: [teller, second, *more],
    }


def street_company(place: Place, admin: Seat, luck: Random, phones: Phones, *, members: int = 40) -> Company:
    """A sub-district: working committee, office, Party working committee and a residents' council, whose members watch the vote."""
    company = Company(place)
    found = Founding(company, admin, luck, phones)
    council = actions.found_body(place=place, kind=K.COUNCIL, name=f"{place.name}居民议事会", by=admin)
    company.bodies[K.COUNCIL] = council
    company.many[R.COUNCIL_MEMBER] = [
        found.seat(council, R.COUNCIL_MEMBER, title="" if n % 4 else R.DEPUTY.label) for n in range(members)
    ]
    teller, second, chief = company.many[R.COUNCIL_MEMBER][:-4:-1]
    found.crew(STREET_CREW, {R.CHIEF_TELLER: [chief], R.TELLER: [teller, second]})
    company.departments["民生服务办"] = company[R.DEPARTMENT]
    return company


def guidance(city: Place, admin: Seat, luck: Random, phones: Phones) -> Seat:
    """市人大指导组."""
    body = actions.found_body(place=city, kind=K.GUIDANCE_GROUP, name=f"{city.name}人大专项工作指导组", by=admin)
    return Founding(Company(city), admin, luck, phones).seat(body, R.GUIDANCE)


def residents(count: int, phones: Phones) -> list[Seat]:
    """People who sign in by phone code."""
    people = [actions.welcome_resident(phone=phones(), sample=True) for _ in range(count)]
    return list(Seat.objects.filter(person__in=people, role=R.RESIDENT).select_related("person", "body", "place"))


@dataclass
class Founding:
    """What it takes to give people their seats. begins: when their offices begin."""

    company: Company
    admin: Seat
    luck: Random
    phones: Phones
    begins: datetime | None = ELECTED

    def crew(self, rows: Crew, known: dict[str, list[Seat]]) -> None:
        """Bodies with who sits in them: of `known` by role those persons, of other roles somebody new."""
        place = self.company.place
        for kind, name, roles in rows:
            body = actions.found_body(place=place, kind=kind, name=named_in(place, name), by=self.admin)
            self.company.bodies[kind] = body
            for role in roles:
                people: Sequence[Seat | None] = known.get(role, [None])
                self.company.many[role] = [self.seat(body, role, who) for who in people]
                self.company.one[role] = self.company.many[role][0]

    def seat(self, body: Body, role: str, who: Seat | None = None, title: str = "") -> Seat:
        """A seat of whoever sits in `who`, or of somebody new. title: 职务"""
        return actions.appoint(
            body=body,
            role=role,
            name=who.person.name if who else person_name(self.luck),
            phone=str(who.person.phone) if who else self.phones(),
            title=title or TITLES.get(role, ""),
            by=self.admin,
            more=actions.Particulars(begins=self.begins, agreed=True),
            sample=True,
        )
