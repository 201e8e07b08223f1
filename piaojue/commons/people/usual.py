"""机构 as data: which a region usually has, and which roles sit in which kind."""

from engines.law import PlaceKind
from piaojue.commons.people.models import BodyKind as K
from piaojue.commons.people.titles import leading_group
from piaojue.commons.places.models import Level, Place
from piaojue.commons.roles import Role as R

WITH_CONGRESS: tuple[tuple[K, str], ...] = (
    (K.CONGRESS, "{place}人民代表大会"),
    (K.GUIDANCE_GROUP, "{place}人大专项工作指导组"),
    (K.STANDING_COMMITTEE, "{place}人大常委会"),
    (K.PRESIDIUM, "{place}人民代表大会会议主席团"),
    (K.SECRETARIAT, "{place}人民代表大会会议秘书处"),
    (K.TELLERS, "{place}监票计票组"),
    (K.DEPUTY_HOME, "{place}人大代表之家"),
    (K.DEPUTY_GROUP, "{place}两代表一委员"),
    (K.LEADING_GROUP, "{party}"),
    (K.GOVERNMENT, "{place}人民政府"),
    (K.DEPARTMENT, "{place}财政局"),
    (K.DEPARTMENT, "{place}司法局"),
    (K.VOLUNTEERS, "{place}群众义务监督员"),
)
"""For 省、市、旗县区: {place} is the region's name, {party} its leading group's."""
TOWNSHIP: tuple[tuple[K, str], ...] = (
    (K.CONGRESS, "{place}人民代表大会"),
    (K.PRESIDIUM, "{place}人大主席团"),
    (K.SECRETARIAT, "{place}人民代表大会会议秘书处"),
    (K.TELLERS, "{place}监票计票组"),
    (K.DEPUTY_HOME, "{place}人大代表之家"),
    (K.DEPUTY_GROUP, "{place}两代表一委员"),
    (K.LEADING_GROUP, "{party}"),
    (K.GOVERNMENT, "{place}人民政府"),
    (K.DEPARTMENT, "{place}财政所"),
    (K.DEPARTMENT, "{place}司法所"),
    (K.VOLUNTEERS, "{place}群众义务监督员"),
)
"""For 乡镇、苏木: the 主席团 acts for the congress, there is no 常委会 (地方组织法 19、46 条); offices, no bureaus."""
ONLY_AT: dict[K, frozenset[str]] = {
    K.GUIDANCE_GROUP: frozenset({Level.PROVINCE, Level.CITY}),  # guides the 旗县区 (docs/domain.md#guidance)
}
STREET: tuple[tuple[K, str], ...] = (
    (K.STREET_COMMITTEE, "{place}人大工委"),
    (K.COUNCIL, "{place}居民议事会"),
    (K.TELLERS, "{place}监票计票组"),
    (K.LEADING_GROUP, "{party}"),
    (K.GOVERNMENT, "{place}办事处"),
    (K.DEPARTMENT, "{place}民生服务办"),
    (K.DEPARTMENT, "{place}财政所"),
    (K.DEPARTMENT, "{place}司法所"),
    (K.DEPUTY_GROUP, "{place}两代表一委员"),
    (K.DEPUTY_HOME, "{place}人大代表联络站"),
    (K.VOLUNTEERS, "{place}群众义务监督员"),
)
"""For 街道, which have no congress (地方组织法 59 条)."""


USUAL_AT = {PlaceKind.SUBDISTRICT: STREET, PlaceKind.TOWNSHIP: TOWNSHIP}


def usual_bodies(place: Place) -> list[tuple[K, str]]:
    """(kind, name) of what a region of this kind usually has; nothing where there is neither a congress nor a 街道."""
    rows = USUAL_AT.get(place.kind, WITH_CONGRESS if place.has_congress else ())
    return [(kind, named_in(place, name)) for kind, name in rows if place.level in ONLY_AT.get(kind, {place.level})]


def named_in(place: Place, name: str) -> str:
    """The name of a body in a place: {place} and {party} are filled in."""
    return name.format(place=place.name, party=leading_group(place))


ONE_OF_A_KIND = frozenset(
    {
        K.CONGRESS,
        K.STANDING_COMMITTEE,
        K.PRESIDIUM,
        K.SECRETARIAT,
        K.STREET_COMMITTEE,
        K.LEADING_GROUP,
        K.GOVERNMENT,
    }
)
"""Kinds of which a region has one, whatever it is called: a second one is not registered beside it."""
OFFICE = frozenset({R.CONGRESS_CLERK, R.CONGRESS_CHAIR})
ROLES_IN: dict[str, frozenset[R]] = {
    K.CONGRESS: frozenset({R.DEPUTY}) | OFFICE,
    K.STANDING_COMMITTEE: OFFICE | {R.COMMITTEE},
    K.PRESIDIUM: OFFICE | {R.PRESIDIUM},
    K.STREET_COMMITTEE: frozenset({R.STREET_CHAIR, R.STREET_CLERK}),
    K.GUIDANCE_GROUP: OFFICE | {R.GUIDANCE},
    K.DELEGATION: frozenset(),
    K.DEPUTY_GROUP: frozenset({R.REVIEWER}),
    K.DEPUTY_HOME: frozenset({R.CONGRESS_CLERK, R.STREET_CLERK, R.REVIEWER}),
    K.GOVERNMENT: frozenset({R.GOV_OFFICE, R.FINANCE, R.LEGAL}),
    K.DEPARTMENT: frozenset({R.DEPARTMENT, R.FINANCE, R.LEGAL, R.GOV_OFFICE}),
    K.LEADING_GROUP: frozenset({R.LEADING_GROUP}),
    K.COUNCIL: frozenset({R.COUNCIL_MEMBER}),
    K.TELLERS: frozenset({R.CHIEF_TELLER, R.TELLER, R.COUNTER}),
    K.SECRETARIAT: frozenset({R.SECRETARIAT, R.COUNTER}),
    K.VOLUNTEERS: frozenset({R.VOLUNTEER}),
    K.EVALUATOR: frozenset({R.EVALUATOR}),
    K.RESIDENTS: frozenset({R.RESIDENT}),
    K.OPERATIONS: frozenset({R.ADMIN}),
}
"""The three sides stay apart: nobody of the government sits in a congress body under its seat (docs/domain.md#separate-sides)."""
