"""Polls that are valid by themselves, made through the room's actions. Later rooms' tests use them, too."""

import re
from datetime import date

from django.test import Client

from engines.counting import Rule
from piaojue.commons.people.models import Body, BodyKind
from piaojue.commons.sittings import actions as sittings
from piaojue.commons.sittings.models import Sitting, SittingKind
from piaojue.commons.years.models import Year
from piaojue.commons.years.road import Stage
from piaojue.stages.shortlist.models import Dossier, DossierState, Version
from piaojue.stages.vote import actions
from piaojue.stages.vote.models import Poll
from tests import cast as the_cast

TITLES = ["老旧小区加装电梯", "改造农贸市场公厕", "新建社区托育点", "公交站台遮阳避雨亭", "中小学食堂明厨亮灶"]


def voting_year(cast, stage: str = Stage.VOTING, **values) -> Year:
    """新城区's year, standing at 票决."""
    return the_cast.year(cast.xincheng, stage=stage, **values)


def candidates(cast, year: Year, number: int = 3) -> list[Dossier]:
    """Frozen candidates; `number` at most 5."""
    made = []
    for no, title in enumerate(TITLES[:number], 1):
        dossier = Dossier.objects.create(
            place=year.place, year=year, no=no, title=title, purpose="方便群众", scope="一处", spot=year.place,
            state=DossierState.CANDIDATE, total_yuan=805_000, due=date(2026, 10, 31),
        )  # fmt: skip
        Version.objects.create(dossier=dossier, number=1, content={"title": title}, frozen=True)
        made.append(dossier)
    return made


def session(cast, present: int = 5) -> Sitting:
    """The congress in session with the first `present` of the five deputies checked in."""
    body = Body.objects.get(place=cast.xincheng, kind=BodyKind.CONGRESS)
    sitting = sittings.call_sitting(
        body=body, kind=SittingKind.SESSION, name="新城区第十八届人民代表大会第六次会议", starts_on=date(2026, 1, 10),
        ends_on=date(2026, 1, 12), by=cast.secretary_he,
    )  # fmt: skip
    for nick in the_cast.DEPUTIES[:present]:
        sittings.check_in(sitting=sitting, seat=getattr(cast, nick), by=cast.secretary_he)
    return sitting


def prepared_poll(cast, *, year: Year | None = None, sitting: Sitting | None = None, number: int = 3, **values) -> Poll:
    """A poll with its tellers; `number` candidates for two seats unless a rule says otherwise."""
    year = year or voting_year(cast)
    if "items" not in values and not Dossier.objects.filter(year=year).exists():
        candidates(cast, year, number)
    poll = actions.prepare_poll(
        year=year, sitting=sitting or session(cast), by=cast.secretary_he, **{"rule": Rule(seats=2), **values}
    )
    return actions.appoint_tellers(poll=poll, seats=[cast.teller_qian, cast.teller_zhou, cast.counter_wu], by=cast.secretary_he)


def frozen_poll(cast, **values) -> Poll:
    """A poll whose ballot is fixed."""
    return actions.freeze_poll(poll=prepared_poll(cast, **values), by=cast.secretary_he)


def open_poll(cast, *, poll: Poll | None = None, slips: int = 5, **values) -> tuple[Poll, list[str]]:
    """An open poll and the slips' codes, as drawn."""
    poll = poll or frozen_poll(cast, **values)
    if poll.state == "prepared":
        poll = actions.freeze_poll(poll=poll, by=cast.secretary_he)
    codes = actions.print_slips(poll=poll, number=slips, by=cast.teller_zhou) if slips else []
    return agree(cast, poll, actions.agree_to_open), codes


def agree(cast, poll: Poll, act) -> Poll:
    """Both tellers agree to open or to close."""
    act(poll=poll, by=cast.teller_qian)
    return act(poll=poll, by=cast.teller_zhou)


def vote(poll: Poll, code: str, *words: str, page: str = "1"):
    """One voter's phone sends a ballot: one word an item (approve, against, abstain; empty: blank)."""
    marks = {f"m{place:03d}": word for place, word in enumerate(words) if word}
    return Client().post(f"/booth/{poll.box_id}/cast/", {"slip": code, "page": page, **marks})


def sheet(poll: Poll, returned: int, *rows: tuple[int, int, int, int], spoiled: dict | None = None) -> dict:
    """A teller's sheet: one row of four counts an item."""
    return {"returned": returned, "spoiled": spoiled or {}, "items": dict(zip(poll.keys, map(list, rows), strict=True))}


def counted_poll(cast, ballots: list[tuple[str, ...]], *, not_voted: int | None = None, **values) -> Poll:
    """A poll in which `ballots` were cast by phone, closed and counted."""
    poll, codes = open_poll(cast, **{"slips": len(ballots), **values})
    for code, words in zip(codes, ballots, strict=False):
        assert vote(poll, code, *words).status_code == 201
    poll = agree(cast, poll, actions.agree_to_close)
    out = poll.issued - len(ballots) if not_voted is None else not_voted
    return actions.count(poll=poll, not_voted=out, by=cast.counter_wu)


def confirmed_poll(cast, ballots: list[tuple[str, ...]] | None = None, **values) -> Poll:
    """A poll all of whose five deputies voted, confirmed: the first two projects are adopted."""
    ballots = ballots or [("approve", "approve", "against")] * 4 + [("approve", "abstain", "approve")]
    return actions.confirm_result(poll=counted_poll(cast, ballots, **values), by=cast.presidium_ma)


def tracking_code(answer) -> str:
    """核验码 on a voter's page."""
    return re.search(r'class="digits">([0-9A-F-]+)<', answer.content.decode())[1]
