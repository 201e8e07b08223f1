"""编发: a clerk decides whether a suggestion's words stand in public; its proposer hears of it with the reason and a way on."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from django.db import transaction

from piaojue.commons.acting import Doing, acting
from piaojue.commons.moves import Refused
from piaojue.commons.people.models import Seat
from piaojue.commons.web.shared import drop_all
from piaojue.commons.years.models import Year
from piaojue.stages.suggest.doubts import MAY_AT_ONCE
from piaojue.stages.suggest.models import Channel, Suggestion
from piaojue.stages.suggest.moves import MOVES
from piaojue.stages.suggest.publication import WAY_ON, Publication, Unpublished
from piaojue.stages.suggest.telling import tell_proposer

Unquote = Callable[[Doing[Any], Suggestion], None]
"""Called in the act that takes words out of the public: what quotes them is worded anew."""
UNQUOTING: list[Unquote] = []
ASK = "有不同意见的，可以带查询码联系本地人大办事机构。"


def unquoting(source: Unquote) -> Unquote:
    """Let a later room take the words out of what it has written."""
    UNQUOTING.append(source)
    return source


def publish(*, suggestion: Suggestion, by: Seat, covering: bool = False, version: int | None = None) -> Suggestion:
    """The words stand in public from now on.

    covering: what the mask is not sure of is covered, too: a name that may be one
    raises:   NotYours; Refused: withdrawn, decided already
    """
    with acting(MOVES["publish"], suggestion, by, version=version) as act:
        act.thing.covers_doubts = covering
        act.thing.publication, act.thing.unpublished = Publication.PUBLISHED, ""
    tell_proposer(act.thing, f"您的建议“{act.thing.title}”已经公开，可以看它走到哪一步。")
    return act.thing


def hold(*, suggestion: Suggestion, by: Seat, version: int | None = None) -> Suggestion:
    """Something is to be found out first. Raises NotYours; Refused: withdrawn, decided already."""
    with acting(MOVES["hold"], suggestion, by, version=version) as act:
        act.thing.publication = Publication.HELD
    tell_proposer(act.thing, f"您的建议“{act.thing.title}”有内容要核实，原文暂缓公开；归并和答复不受影响。")
    return act.thing


def refuse_publication(*, suggestion: Suggestion, code: str, by: Seat, version: int | None = None) -> Suggestion:
    """The words will not stand in public, for a reason that everybody may read.

    code:   a value of Unpublished
    raises: NotYours; Refused: withdrawn, decided already, no reason
    """
    with acting(MOVES["refuse_publication"], suggestion, by, version=version) as act:
        keep_back(act, Publication.REFUSED, code)
    _tell_reason(act.thing, "没有公开")
    return act.thing


def take_down(*, suggestion: Suggestion, code: str, by: Seat, version: int | None = None) -> Suggestion:
    """Public words are gone at the next request, with whatever quoted them.

    code:   a value of Unpublished
    raises: NotYours; Refused: not public, no reason
    """
    with acting(MOVES["take_down"], suggestion, by, version=version) as act:
        keep_back(act, Publication.TAKEN_DOWN, code)
    _tell_reason(act.thing, "已经从公开页面撤下")
    return act.thing


def publish_again(*, suggestion: Suggestion, by: Seat, version: int | None = None) -> Suggestion:
    """A decision against the words was wrong. Raises NotYours; Refused: withdrawn, never decided so."""
    with acting(MOVES["publish_again"], suggestion, by, version=version) as act:
        act.note(was=act.thing.publication, code=act.thing.unpublished)
        act.thing.publication, act.thing.unpublished = Publication.PUBLISHED, ""
    tell_proposer(act.thing, f"您的建议“{act.thing.title}”重新公开了。", by_sms=True)
    return act.thing


def decide_anew(*, suggestion: Suggestion, by: Seat, version: int | None = None) -> Suggestion:
    """A slip of the finger: it waits again, as if nobody had decided.

    raises: NotYours; Refused: withdrawn, decided too long ago (`moves.TAKE_BACK`), something else has happened to it since
    """
    with acting(MOVES["decide_anew"], suggestion, by, version=version) as act:
        was = act.thing.publication
        act.note(was=was)
        act.thing.covers_doubts = False
        act.thing.publication, act.thing.unpublished = Publication.WAITING, ""
        if was == Publication.PUBLISHED:
            for unquote in UNQUOTING:
                unquote(act, act.thing)
            drop_all()
    text = f"您的建议“{act.thing.title}”的编发决定刚才撤回了，正在重新看。"
    tell_proposer(act.thing, text, by_sms=was == Publication.REFUSED)
    return act.thing


def keep_back(act: Doing[Suggestion], publication: Publication, code: str) -> None:
    """Take the words out of the public for a reason, with whatever quotes them. Raises Refused: no such reason."""
    if code not in Unpublished.values:
        raise Refused("请选择不公开的原因")
    act.thing.publication, act.thing.unpublished = publication, code
    for unquote in UNQUOTING:
        unquote(act, act.thing)
    drop_all()


def _tell_reason(suggestion: Suggestion, says: str) -> None:
    reason = Unpublished(suggestion.unpublished)
    text = f"您的建议“{suggestion.title}”{says}，原因：{reason.label}。{WAY_ON[reason]}{ASK}"
    tell_proposer(suggestion, text, by_sms=True)


@dataclass(frozen=True)
class Decided:
    """What became of several suggestions at once. keys: of those that were decided; left: sentences about those that stayed."""

    keys: tuple[int, ...]
    left: tuple[str, ...] = ()

    @property
    def done(self) -> int:
        """How many (条)."""
        return len(self.keys)


@transaction.atomic
def decide(*, suggestions: Iterable[Suggestion], do: str, by: Seat, code: str = "") -> Decided:
    """The same decision about several, an act and an entry each; those that somebody else has decided meanwhile stay.

    do:     a key of DECISIONS
    raises: NotYours: one of them is not this seat's, then nothing happens; Refused: none was decided
    """
    done: list[int] = []
    left: list[str] = []
    more = {"code": code} if do in WITH_REASON else {}
    for suggestion in suggestions:
        try:
            DECISIONS[do](suggestion=suggestion, by=by, **more)
            done.append(suggestion.pk)
        except Refused as refused:
            left.append(f"{suggestion.number_word}：{'；'.join(refused.reasons)}")
    if not done:
        raise Refused(*(left or ["请先勾选建议"]))
    return Decided(tuple(done), tuple(left))


DECISIONS: dict[str, Callable[..., Suggestion]] = {
    "publish": publish,
    "publish_covered": partial(publish, covering=True),
    "hold": hold,
    "refuse_publication": refuse_publication,
    "take_down": take_down,
    "publish_again": publish_again,
    "decide_anew": decide_anew,
}
"""What can be decided about several at once."""
WITH_REASON = {"refuse_publication", "take_down"}


def set_publishing(*, year: Year, channels: Iterable[str], by: Seat, version: int | None = None) -> Year:
    """Choose which channels publish at once when nothing in the words raises a doubt.

    raises: NotYours; Refused: a channel that always waits, a stale form
    """
    chosen = [str(channel) for channel in channels]
    with acting(MOVES["set_publishing"], year, by, version=version) as act:
        if always := [Channel(one).label for one in chosen if one not in MAY_AT_ONCE]:
            raise Refused(f"这些渠道一律先看后发：{'、'.join(always)}")
        act.thing.settings = replace(act.thing.settings, publish_at_once=tuple(chosen))
        act.note(channels=chosen)
    return act.thing
