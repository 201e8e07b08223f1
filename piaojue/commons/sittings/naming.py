"""届次 of a session: its name is written from the congress's term and the number of the session in it."""

from datetime import date

from django.utils import timezone

from piaojue.commons.people.models import Body, BodyKind
from piaojue.commons.people.queries import term_on
from piaojue.commons.people.titles import ordinal, session_name, session_number
from piaojue.commons.sittings.models import Sitting, SittingKind

MOST_SESSIONS = 60


def next_session_name(body: Body, day: date) -> str | None:
    """新城区第十八届人民代表大会第五次会议, of the session that is called for a day. None: the congress keeps no terms.

    It follows the term's last session that has its number in its name, else it is counted by years from the term's first
    session (docs/domain.md#terms). Sessions that are called between the yearly ones are numbered on.
    """
    term = term_on(body, day)
    if body.kind != BodyKind.CONGRESS or term is None:
        return None
    last = max((_number_of(name) for name in _names_of(body, term.pk)), default=0)
    if last:
        return session_name(body.place, term.number, last + 1)
    if term.begins is None:
        return None
    first = timezone.localdate(term.begins)
    return session_name(body.place, term.number, max(1, session_number(first, day)))


def _names_of(body: Body, term: int) -> list[str]:
    sessions = Sitting.objects.filter(body=body, term=term, kind=SittingKind.SESSION)
    return list(sessions.values_list("name", flat=True))


def _number_of(name: str) -> int:
    """5 for 第五次会议; 0 where there is no number."""
    return next((n for n in range(MOST_SESSIONS, 0, -1) if f"{ordinal(n)}次会议" in name), 0)
