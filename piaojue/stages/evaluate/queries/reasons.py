"""Why residents are not satisfied: masked for everybody, as they were written for the desk."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import Http404

from engines.matching import mask
from piaojue.commons.people.models import Seat
from piaojue.stages.evaluate.models import Item, Reason, Reply, Survey
from piaojue.stages.evaluate.moves import MOVES

REASONS_SHOWN = 300
"""Reasons of one row that a page shows at most."""
REPLIES_READ = 4 * REASONS_SHOWN
"""Replies that are read for them at most."""


def public_reasons(survey: Survey) -> dict[int, list[str]]:
    """item id → reasons for 不满意 in other words than the person's own data: masked, hidden ones left out, no order.

    One query for the whole survey, of 1,200 replies at most: ask once a page.
    """
    shown: dict[int, list[str]] = defaultdict(list)
    unsaid = _unsaid(survey)
    for reply in _replies_with_reasons(survey).only("reasons", "hidden").iterator():
        for pk, text in reply.reasons.items():
            if pk not in reply.hidden and pk not in unsaid and len(shown[pk]) < REASONS_SHOWN:
                shown[pk].append(mask(text).cautious)
    return {pk: sorted(texts) for pk, texts in shown.items()}


def _unsaid(survey: Survey) -> set[int]:
    """Rows of a follow-up about which so few spoke that their words would show who they are."""
    few = survey.items.filter(satisfied=0, fairly=0, dissatisfied=0)
    return set(few.values_list("pk", flat=True)) if survey.follow_up else set()


def _replies_with_reasons(survey: Survey) -> QuerySet[Reply]:
    return Reply.objects.filter(survey=survey).exclude(reasons={})[:REPLIES_READ]


@dataclass(frozen=True)
class ReasonToReview:
    """One reason for the desk. text: as written; public: as anybody reads it; line: names reply and row in a form."""

    title: str
    text: str
    public: str
    hidden: bool
    line: str


def reasons_to_review(seat: Seat | None, survey: Survey) -> list[ReasonToReview]:
    """Every reason with whether it is hidden; without the person, sorted by text."""
    MOVES.require("read_reasons", survey.place, seat)
    titles = dict(survey.items.values_list("pk", "title"))
    lines = [
        ReasonToReview(titles.get(pk, ""), text, mask(text).cautious, pk in reply.hidden, f"{reply.pk}-{pk}")
        for reply in _replies_with_reasons(survey)
        for pk, text in reply.reasons.items()
    ]
    return sorted(lines, key=lambda line: (line.title, line.text))


def reason_named(survey: Survey, line: str) -> Reason:
    """What `ReasonToReview.line` names. Raises Http404 when it names nothing of this survey."""
    parts = line.split("-")
    if len(parts) != 2 or not all(part.isdecimal() and len(part) < 20 for part in parts):
        raise Http404("no such reason")
    reply = Reply.objects.filter(survey=survey, pk=parts[0]).select_related("survey").first()
    item = Item.objects.filter(survey=survey, pk=parts[1]).first()
    if reply is None or item is None:
        raise Http404("no such reason")
    return Reason(reply, item)
