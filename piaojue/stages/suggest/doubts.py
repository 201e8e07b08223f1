"""Doubts: what keeps words from standing in public before a clerk has read them, each with just the words that raised it.

The rules are those of engines.matching.hints, and what the mask has covered (docs/domain.md#publication). What is looked
through is what everybody would read: title, content, who benefits, who should do it.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

from engines.matching import Personal, Sort, Span, mask
from piaojue.commons.places.models import Place
from piaojue.commons.years.models import Year
from piaojue.stages.suggest.hints import hints_for
from piaojue.stages.suggest.models import Channel, Suggestion
from piaojue.stages.suggest.publication import Publication

BY_ONESELF = (Channel.WEB, Channel.QR)
MAY_AT_ONCE = (
    *BY_ONESELF,
    Channel.DEPUTY_HOME,
    Channel.DEPUTY_GROUP,
    Channel.VISIT,
    Channel.MEETING,
    Channel.STREET,
)
"""Channels that a place may let publish at once. Who called the hotline or filled in a paper never agreed to it (个人信息保护法 25 条)."""
USUAL_AT_ONCE = BY_ONESELF
"""Where a place has set nothing."""
COVERED = re.compile(r"[^\s。；，！？]{0,4}＊+")


@dataclass(frozen=True)
class Doubt:
    """Why words wait for a person. serious: danger or abuse; uncovered: may be personal, and the mask left it."""

    name: str
    words: tuple[str, ...]
    serious: bool = False
    uncovered: bool = False


def at_first(suggestion: Suggestion) -> Publication:
    """Where the words of a suggestion stand when it is taken."""
    by_oneself = bool(suggestion.proposer_id) or suggestion.channel not in BY_ONESELF
    if by_oneself and suggestion.channel in channels_at_once(suggestion.year) and not doubts_of(suggestion):
        return Publication.PUBLISHED
    return Publication.WAITING


def channels_at_once(year: Year) -> tuple[str, ...]:
    """Channels whose words are public at once when nothing in them raises a doubt."""
    chosen = year.settings.publish_at_once
    return USUAL_AT_ONCE if chosen is None else tuple(one for one in chosen if one in MAY_AT_ONCE)


def doubts_of(suggestion: Suggestion) -> list[Doubt]:
    """What a clerk should look at, what is serious first."""
    rest = (suggestion.content, suggestion.beneficiary_group, suggestion.suggested_owner)
    text = "。".join(part for part in rest if part)
    serious = (Sort.DANGER, Sort.ABUSE)
    doubts = [Doubt(hint.name, hint.words, serious=hint.sort in serious) for hint in hints_for(suggestion.title, text)]
    places = [suggestion.spot.name] if suggestion.spot_id else []
    doubts += personal_in(suggestion.title, *rest, places=places)
    return sorted(doubts, key=lambda doubt: not doubt.serious)


def doubts_in(text: str, spot: Place) -> list[Doubt]:
    """The same of a few words that are no suggestion. spot: the place that they are about"""
    hinted = [Doubt(hint.name, hint.words, serious=hint.sort in (Sort.DANGER, Sort.ABUSE)) for hint in hints_for(text)]
    return hinted + personal_in(text, places=[spot.name])


def personal_in(*texts: str, places: Iterable[str] = ()) -> list[Doubt]:
    """Personal data: what the mask covers, as everybody would read it, and what it is not sure of.

    texts:  each is read by itself, for a name stands at the end of a text
    places: names of places that are known; what only looks like a name within one is none (牛牛营村)
    """
    known = tuple(places)
    open_words: dict[Personal, dict[str, None]] = defaultdict(dict)
    covered: dict[str, None] = {}
    for text in texts:
        masked = mask(text)
        for span in masked.doubts:
            if not (span.kind is Personal.NAME and _within(text, span, known)):
                open_words[span.kind][text[span.start : span.end]] = None
        covered |= dict.fromkeys(COVERED.findall(masked.text))
    doubts = [Doubt(f"可能是{kind}", tuple(words), uncovered=True) for kind, words in sorted(open_words.items())]
    if covered:
        doubts.append(Doubt("已遮蔽的个人信息", tuple(covered)))
    return doubts


def _within(text: str, span: Span, places: Iterable[str]) -> bool:
    """Whether the span shares characters with one of the places where the text names it."""
    found = (match.span() for place in places if place for match in re.finditer(re.escape(place), text))
    return any(span.start < end and start < span.end for start, end in found)


def highlighted(text: str, doubts: Iterable[Doubt]) -> SafeString:
    """The text with what raised a doubt marked; line ends become breaks."""
    words = sorted({word for doubt in doubts for word in doubt.words if word}, key=len, reverse=True)
    pieces = re.split(f"({'|'.join(map(re.escape, words))})", text, flags=re.IGNORECASE) if words else [text]
    shown = (
        f"<mark>{conditional_escape(piece)}</mark>" if at % 2 else conditional_escape(piece)
        for at, piece in enumerate(pieces)
    )
    return mark_safe("".join(shown).replace("\n", "<br>"))
