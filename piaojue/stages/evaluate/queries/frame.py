"""How a residents' survey was done: its frame, who answered, which way, and what looks like too many."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date

from django.db.models import Count, Q, Sum

from engines.scoring import flooded_days
from piaojue.stages.evaluate.models import Arrival, Invitee, Reply, Side, Survey, Via
from piaojue.stages.evaluate.queries.surveys import smallest_cell
from piaojue.stages.suggest.public import FLOOD

LEAST_COPIES, LEAST_LETTERS = 3, 10
"""The same words in so many replies, of so many letters, are shown as copies."""
REPLIES_READ = 2000


@dataclass(frozen=True)
class FrameLine:
    """One group (层) of the frame: persons in it, drawn, answered.

    few: how many answered is not shown; of a few people it would tell who did
    """

    side: str
    at: str
    people: int
    drawn: int
    answered: int
    few: bool = False

    @property
    def label(self) -> str:
        return str(Side(self.side).label)

    @property
    def rate(self) -> float:
        """The response rate, 0–1."""
        return self.answered / self.drawn if self.drawn else 0.0


@dataclass(frozen=True)
class Fieldwork:
    """The whole of it.

    ways:    Via → replies (份)
    again:   attempts of telephones and codes that had answered
    floods:  days on which suspiciously many came; crowded: replies from networks with more than a family behind them
    copies:  replies whose reasons are, letter by letter, those of at least two others
    """

    lines: tuple[FrameLine, ...] = ()
    ways: dict[str, int] = field(default_factory=dict)
    again: int = 0
    floods: dict[date, int] = field(default_factory=dict)
    crowded: int = 0
    copies: int = 0

    @property
    def people(self) -> int:
        return sum(line.people for line in self.lines)

    @property
    def drawn(self) -> int:
        return sum(line.drawn for line in self.lines)

    @property
    def answered(self) -> int:
        return sum(line.answered for line in self.lines)

    @property
    def rate(self) -> float:
        """The response rate of those drawn, 0–1."""
        return self.answered / self.drawn if self.drawn else 0.0

    @property
    def has_few(self) -> bool:
        return any(line.few for line in self.lines)

    @property
    def sides(self) -> list[tuple[str, int]]:
        """(who, persons in the frame)."""
        people: Counter[str] = Counter()
        for line in self.lines:
            people[str(Side(line.side).label)] += line.people
        return list(people.items())

    @property
    def by_way(self) -> list[tuple[str, int]]:
        """(way, replies), in the order of Via."""
        return [(str(via.label), self.ways[via]) for via in Via if self.ways.get(via)]

    @property
    def is_doubtful(self) -> bool:
        return bool(self.floods or self.crowded or self.copies or self.again)


def frame_lines(survey: Survey) -> tuple[FrameLine, ...]:
    rows = Invitee.objects.filter(survey=survey).order_by().values_list("side", "at")
    counted = rows.annotate(
        people=Count("pk"), asked=Count("pk", filter=Q(drawn=True)), done=Count("pk", filter=Q(answered=True))
    )
    return tuple(FrameLine(*line) for line in sorted(counted))


def without_the_few(lines: Iterable[FrameLine], least: int) -> tuple[FrameLine, ...]:
    """Mark the smallest groups until together they are enough: else all together, less what is shown, would be the few."""
    rows, few, size = list(lines), set[FrameLine](), 0
    for line in sorted(rows, key=lambda line: (line.drawn or line.people, line.side, line.at)):
        asked = line.drawn or line.people
        if asked >= least and not 0 < size < least:
            break
        few.add(line)
        size += asked
    return tuple(replace(line, few=line in few) for line in rows)


def fieldwork_of(survey: Survey) -> Fieldwork:
    """Five questions whatever the number of replies."""
    arrivals = Arrival.objects.filter(survey=survey).order_by()
    ways = dict(arrivals.values_list("via").annotate(Sum("number")))
    days = dict(arrivals.exclude(via=Via.PAPER).values_list("day").annotate(Sum("number")))
    sources = arrivals.exclude(source="").values_list("source").annotate(number=Sum("number"))
    return Fieldwork(
        lines=without_the_few(frame_lines(survey), smallest_cell(survey.year)),
        ways=ways,
        again=arrivals.aggregate(again=Sum("again"))["again"] or 0,
        floods=flooded_days(days),
        crowded=sum(number for _source, number in sources if number > FLOOD),
        copies=_copies(survey),
    )


def _copies(survey: Survey) -> int:
    """Replies that repeat a reason which at least two others have, too."""
    texts: dict[str, set[int]] = defaultdict(set)
    rows = Reply.objects.filter(survey=survey).exclude(reasons={}).values_list("pk", "reasons")
    for pk, reasons in rows[:REPLIES_READ]:
        for text in reasons.values():
            if len(text) >= LEAST_LETTERS:
                texts["".join(text.split())].add(pk)
    return len(set().union(*(found for found in texts.values() if len(found) >= LEAST_COPIES)))
