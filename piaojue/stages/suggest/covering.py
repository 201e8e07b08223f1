"""What of a suggestion's words others do not see, told to whoever wrote them."""

import re
from collections import Counter
from dataclasses import dataclass

from engines.matching import mask
from piaojue.stages.suggest.models import Suggestion

KEPT_COVERED = re.compile("＊+")
NUMBER = "号码"
"""What was covered when the suggestion was taken; of which kind it was is not kept."""


@dataclass(frozen=True)
class Covering:
    """kinds: (what is covered, in how many places), most first; doubts: what a clerk reads before it is public."""

    kinds: tuple[tuple[str, int], ...] = ()
    doubts: tuple[str, ...] = ()


def covering_of(suggestion: Suggestion) -> Covering:
    """What is covered in the title and the content."""
    texts = (suggestion.title, suggestion.content)
    read = [mask(text) for text in texts]
    kinds = Counter(str(hit.kind) for masked in read for hit in masked.hits)
    if numbers := sum(len(KEPT_COVERED.findall(text)) for text in texts):
        kinds[NUMBER] += numbers
    doubts = dict.fromkeys(masked.text[doubt.start : doubt.end] for masked in read for doubt in masked.doubts)
    return Covering(tuple(kinds.most_common()), tuple(doubts))
