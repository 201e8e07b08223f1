"""征集: residents, deputies and clerks bring suggestions; several people word the same need differently."""

from dataclasses import dataclass
from random import Random

from piaojue.commons.moves import Refused
from piaojue.commons.places.models import Place
from piaojue.commons.privacy.actions import set_controller
from piaojue.commons.privacy.queries import controller_of
from piaojue.commons.years.actions import set_year
from piaojue.rehearsal.gates import clerk_of
from piaojue.rehearsal.scenery.where import near
from piaojue.rehearsal.stage import Stage
from piaojue.rehearsal.texts import NEEDS, Need, person_name, wording
from piaojue.stages.suggest import actions
from piaojue.stages.suggest.public import (
    Channel,
    Origin,
    Plan,
    Proposer,
    ProposerType,
    Spot,
    Suggestion,
    Words,
)

ON_BEHALF = (Channel.PAPER, Channel.VISIT, Channel.DEPUTY_HOME, Channel.DEPUTY_GROUP, Channel.STREET, Channel.MEETING)


@dataclass(frozen=True)
class Wish:
    """What a suggestion asks for, whoever hands it in."""

    words: Words
    spot: Spot
    plan: Plan


def open_campaign(stage: Stage) -> None:
    year = stage.year
    if not controller_of(year.place).phone:
        office = f"{year.place.name}{'人大工委' if year.place.is_subdistrict else '人大'}办公室"
        set_controller(place=year.place, name=office, phone="12345", kept_months=12, by=clerk_of(stage.company))
    set_year(year=year, solicit_until=stage.day(11, 20), by=clerk_of(stage.company))
    year.refresh_from_db()
    actions.open_campaign(
        year=year,
        title=f"{year.place.name}{year.number}年民生实事项目征集",
        opens_on=stage.day(10, 8),
        closes_on=stage.day(11, 20),
        text="您身边最盼着办的事是什么？请告诉我们。一条建议说一件事，说清在哪里、办什么、多少人受益。"
        "每条建议都有查询码，都会得到答复。",
        contact=f"{year.place.name}人大办公室",
        by=clerk_of(stage.company),
    )


def suggestions(stage: Stage) -> list[Suggestion]:
    """`stage.suggestions` suggestions about perhaps a quarter as many needs."""
    rows = []
    needs = _needs(stage)
    for number in stage.bar(range(stage.suggestions), "征集"):
        early = number * 2 < stage.suggestions
        day = 8 + number * 22 // stage.suggestions if early else 1 + number * 19 // stage.suggestions
        stage.on(10 if early else 11, day)
        need, spot = stage.luck.choice(needs)
        title, content = wording(need, spot.name, stage.luck)
        category = need.category if stage.luck.random() < 0.7 else ""
        wish = Wish(
            words=Words(title=title, content=content, category=category),
            spot=_pointed(stage, spot, number),
            plan=Plan(beneficiaries=stage.luck.choice((None, need.people // 10))),
        )
        rows.append(_on_behalf(stage, wish) if number % 4 == 3 else _by_oneself(stage, wish))
    return rows


def _pointed(stage: Stage, spot: Place, number: int) -> Spot:
    """Every second one taps the exact place on the map."""
    point = near(spot.pk, Random(f"{stage.year.pk} {number}")) if number % 2 else None
    return Spot(place=spot, lng=point[0], lat=point[1]) if point else Spot(place=spot)


def _by_oneself(stage: Stage, wish: Wish) -> Suggestion:
    resident, channel = stage.luck.choice(stage.residents), stage.luck.choice(("web", "qr"))
    return actions.suggest(
        year=stage.year, words=wish.words, spot=wish.spot, plan=wish.plan, origin=Origin(channel=channel), by=resident
    )


def _on_behalf(stage: Stage, wish: Wish) -> Suggestion:
    deputies = stage.company.deputies
    by = stage.luck.choice(deputies) if deputies and stage.luck.random() < 0.6 else clerk_of(stage.company)
    channel = stage.luck.choice(ON_BEHALF)
    proposer = Proposer(
        name=person_name(stage.luck),
        phone=f"1980{stage.luck.randrange(10**7):07d}" if stage.luck.random() < 0.7 else "",
        type=stage.luck.choice((ProposerType.RESIDENT, ProposerType.RESIDENT, ProposerType.DEPUTY, ProposerType.CPPCC)),
    )
    return actions.enter_for(
        year=stage.year,
        words=wish.words,
        spot=wish.spot,
        plan=wish.plan,
        proposer=proposer,
        origin=Origin(channel=channel),
        by=by,
    )


def _needs(stage: Stage) -> list[tuple[Need, Place]]:
    """(need, spot) pairs: rural needs in villages, urban ones in communities; loud ones come up more often."""
    pairs = []
    for n in range(max(6, stage.suggestions // 4)):
        spot = stage.luck.choice(stage.spots)
        rural = spot.name.endswith("村")
        need = stage.luck.choice([need for need in NEEDS if need.rural == rural or not need.rural])
        pairs += [(need, spot)] * (1 + (n % 7 == 0) * 6 + n % 3)
    return pairs


def withdraw_one(stage: Stage, suggestions: list[Suggestion]) -> None:
    """Somebody thinks better of it."""
    own = next((s for s in suggestions if s.proposer_id), None)
    if own is None:
        return
    seat = next((seat for seat in stage.residents if seat.person_id == own.proposer_id), None)
    if seat is not None:
        try:
            actions.withdraw(suggestion=own, by=seat)
        except Refused:
            return
