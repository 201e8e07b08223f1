"""编发: the clerk reads what waits and publishes nearly all of it; a few words never stand in public, one is taken down."""

from collections.abc import Sequence

from piaojue.commons.places.models import Place
from piaojue.rehearsal.gates import clerk_of
from piaojue.rehearsal.stage import Stage
from piaojue.stages.suggest import actions
from piaojue.stages.suggest.public import (
    Category,
    Channel,
    Origin,
    Proposer,
    Publication,
    Spot,
    Suggestion,
    Unpublished,
    Words,
)

HELD_BACK = 8
"""Of so many that wait the clerk lets the last one wait for an answer on the phone."""
READ_SO_FAR = 0.6
"""The share of what waits that has been read, where the stage is shown half-way."""


def edit(stage: Stage, suggestions: Sequence[Suggestion], *, whole: bool) -> None:
    """The desk of the weeks in which suggestions come in."""
    clerk = clerk_of(stage.company)
    kept_back(stage)
    waiting = [one for one in suggestions if one.publication == Publication.WAITING]
    read = waiting if whole else waiting[: round(len(waiting) * READ_SO_FAR)]
    held, ready = (read[-1:], read[:-1]) if len(read) >= HELD_BACK else ([], read)
    for one in held:
        actions.hold(suggestion=one, by=clerk)
    if ready:
        actions.decide(suggestions=ready, do="publish", by=clerk)


def kept_back(stage: Stage) -> None:
    """An insult, a caller's illness, a matter for the hotline, and one that named a neighbour and is taken down."""
    clerk, spot = clerk_of(stage.company), stage.spots[0]
    insult = _by_oneself(stage, spot, "路修了又挖挖了又修", "年年挖年年修，管事的都是饭桶，请一次修好。")
    actions.refuse_publication(suggestion=insult, code=Unpublished.UNLAWFUL, by=clerk)
    ill = Words(
        title="希望村社区能上门做透析随访",
        content="来电人的邻居患尿毒症多年，一个人住在二单元，希望卫生院定期上门。",
        category=Category.HEALTH,
    )
    actions.refuse_publication(suggestion=_called(stage, spot, ill), code=Unpublished.PRIVACY, by=clerk)
    refund = Words(title="健身房关门办卡不退费", content="商家迟迟不退款，请帮忙要回来。")
    actions.refuse_publication(suggestion=_called(stage, spot, refund), code=Unpublished.HOTLINE, by=clerk)
    named = _by_oneself(stage, spot, "楼道里装扶手照顾老邻居", "二楼的老邻居摔过两回，腿里有钢钉，楼道该装扶手。")
    if named.publication == Publication.PUBLISHED:
        actions.take_down(suggestion=named, code=Unpublished.PRIVACY, by=clerk)


def _by_oneself(stage: Stage, spot: Place, title: str, content: str) -> Suggestion:
    words = Words(title=title, content=content)
    return actions.suggest(year=stage.year, words=words, spot=Spot(place=spot), by=stage.residents[0])


def _called(stage: Stage, spot: Place, words: Words) -> Suggestion:
    return actions.enter_for(
        year=stage.year,
        words=words,
        spot=Spot(place=spot),
        proposer=Proposer(name="未留姓名"),
        origin=Origin(channel=Channel.HOTLINE),
        by=clerk_of(stage.company),
    )
