"""名称: congresses, their sessions and what these elect, and Party committees, as an office writes them. Nothing here asks the database.

Pages and papers take the words from here, so that 届 and 次 are counted and written in one way.
"""

from datetime import date

from engines.exact import number_in_chinese
from piaojue.commons.places.models import Level, Place

TERM_YEARS = 5
"""How long one term of a congress is (地方组织法 9 条)."""
FIRST_MONTH_OF_NEXT = 10
"""A session that begins in this month or later is the next year's: its year's work is still to come."""
BY_COMMITTEE = {"省": "委", "市": "委", "区": "委", "县": "委", "旗": "委", "盟": "委"}
"""How 中共…委 is written, by the last character of the region's name; others write 委员会."""


def ordinal(number: int) -> str:
    """18 → 第十八."""
    return f"第{number_in_chinese(number)}"


def term_word(number: int) -> str:
    """届: 18 → 第十八届."""
    return f"{ordinal(number)}届"


def congress_name(place: Place, term: int | None = None) -> str:
    """新城区第十八届人民代表大会; without a term 新城区人民代表大会."""
    return f"{place.name}{term_word(term) if term else ''}人民代表大会"


def session_name(place: Place, term: int | None, number: int) -> str:
    """次: 新城区第十八届人民代表大会第五次会议. number: of the session in its term, from 1."""
    return f"{congress_name(place, term)}{ordinal(number)}次会议"


def presidium_name(session: str) -> str:
    """新城区第十八届人民代表大会第五次会议主席团: it is elected for one session (地方组织法 17 条)."""
    return f"{session}主席团"


def secretariat_name(session: str) -> str:
    """新城区第十八届人民代表大会第五次会议秘书处."""
    return f"{session}秘书处"


def year_of_session(day: date) -> int:
    """The year whose yearly session is held on a day: what meets late in autumn meets for the next year."""
    return day.year + (day.month >= FIRST_MONTH_OF_NEXT)


def session_number(first: date, day: date) -> int:
    """How often a congress has met by a session on `day`, when it meets once a year.

    first: the day of the term's first session. The result lies within the term where it is 1 to `TERM_YEARS`
    """
    return year_of_session(day) - year_of_session(first) + 1


def party_committee(place: Place) -> str:
    """The Party's committee: 中共新城区委, 中共土默特左旗委, 中共保合少镇委员会, 中共东街街道工作委员会. It has no 届 in its name here."""
    name = place.name
    if place.level == Level.TOWN:
        return f"中共{name}{'委员会' if place.is_township else '工作委员会'}"
    if place.level == Level.CITY and name.endswith("地区"):
        return f"中共{name.removesuffix('地区')}地委"
    if not place.has_congress and not name.endswith("盟"):
        return f"中共{name}工作委员会"
    if name.endswith("自治区"):
        return f"中共{name}委员会"
    return f"中共{name}{BY_COMMITTEE.get(name[-1], '委员会')}"


def leading_group(place: Place) -> str:
    """专项工作领导小组 of the Party's committee; in a 街道 the working committee itself."""
    committee = party_committee(place)
    return committee if place.is_subdistrict else f"{committee}专项工作领导小组"
