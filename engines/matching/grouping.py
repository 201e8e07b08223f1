"""Same-demand groups: proposed once for all messages, joined by new ones as they come.

`group` looks at all; `Groups.join` takes new messages in without touching the rest. Every link is a proposal with
likeness, confidence and a reason; what clerks decided (`Decisions`) holds against any likeness.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import islice

import numpy as np

from . import candidates
from .likeness import Why, likeness, why
from .linking import Component, components, settle_each
from .places import NOWHERE, Gazetteer
from .shelf import Shelf
from .traits import CHUNK, Ground, Message, Reading, Run, Traits, read

PROPOSE = 0.17
"""Mean likeness inside a group from which it is proposed to the clerk."""
ACCEPT = 0.45
"""Mean likeness from which a link stands without a person (who may undo it): well above the line at which 95 of 100 links were right."""
SAMPLE = 100
"""Most members of a group that one more message is compared with: the first and the last ones."""
_BATCH = 500
_BUNDLE = 1500
_STEEP = 14.0
_PLACE_ALONE = 0.4
"""Most confidence of a link that rests on the place alone."""


def confidence(likeness: float) -> float:
    """Likeness told as a share, 0…1: a half at the line of proposal, near 1 at the line of acceptance."""
    return float(1 / (1 + np.exp(-_STEEP * (likeness - PROPOSE))))


def accept_line(decided: Iterable[tuple[float, bool]], precision: float = 0.95, least: int = 50) -> float:
    """The lowest likeness from which links may stand without a person, learned from what clerks kept and undid.

    decided: likeness of each decided link and whether the clerk kept it
    least:   decided links above the line that must have been seen; with fewer, ACCEPT stays
    """
    stayed, line = 0, ACCEPT
    for seen, (value, right) in enumerate(sorted(decided, key=lambda link: (-link[0], link[1])), 1):
        stayed += right
        if seen >= least and stayed >= precision * seen:
            line = value
    return line


@dataclass(frozen=True)
class Link:
    """A proposal: `message` states the same demand as the others of `group`.

    like: id of the member it resembles most, to be shown beside it; likeness: mean over the members, 0…1
    """

    message: int
    group: int
    like: int
    likeness: float
    reason: Why

    @property
    def confidence(self) -> float:
        """How sure, 0…1. Two wishes for one place that share no word of their matter are for a person to judge."""
        sure = confidence(self.likeness)
        return min(sure, _PLACE_ALONE) if self.reason.place_alone else sure

    @property
    def accepted(self) -> bool:
        """Whether it is sure enough to stand before a person has seen it."""
        return self.likeness >= ACCEPT and not self.reason.place_alone


@dataclass
class Decisions:
    """Pairs of message ids that clerks put together or took apart; the later decision counts."""

    together: set[tuple[int, int]] = field(default_factory=set)
    apart: set[tuple[int, int]] = field(default_factory=set)

    def join(self, one: int, other: int) -> None:
        """Put together; an earlier parting of the two is lifted."""
        pair = (min(one, other), max(one, other))
        self.apart.discard(pair)
        self.together.add(pair)

    def part(self, one: int, other: int) -> None:
        """Take apart; an earlier joining of the two is lifted."""
        pair = (min(one, other), max(one, other))
        self.together.discard(pair)
        self.apart.add(pair)

    def forget(self, one: int, other: int) -> None:
        """What was decided of the two is taken back."""
        pair = (min(one, other), max(one, other))
        self.together.discard(pair)
        self.apart.discard(pair)


class Groups:
    """Messages and the group each is in. A group is named by the lowest id in it; a single is a group of one.

    of: message id -> group; members: group -> message ids
    """

    def __init__(self, ground: Ground, gazetteer: Gazetteer = NOWHERE, decisions: Decisions | None = None) -> None:
        self.ground, self.gazetteer, self.decisions = ground, gazetteer, decisions or Decisions()
        self.ids: list[int] = []
        self.readings: list[Reading] = []
        self.of: dict[int, int] = {}
        self.members: dict[int, list[int]] = {}
        self._at: dict[int, int] = {}
        self._shelf = Shelf(ground.traits([]))

    def __len__(self) -> int:
        return len(self.ids)

    @property
    def traits(self) -> Traits:
        """The rows of all messages, in the order of `ids`."""
        return self._shelf.traits

    def add(self, messages: Sequence[Message], labels: Sequence[int], run: Run = map) -> None:
        """Take in messages whose groups are known (equal label: same group), as when the work is taken up again."""
        readings = read_all(messages, self.gazetteer, run)
        self._append([message.id for message in messages], readings, self.ground.traits(readings, run))
        self._label([message.id for message in messages], labels)

    def join(self, messages: Sequence[Message]) -> list[Link]:
        """New messages, each into the group it resembles most or into one of its own; nobody else moves.

        returns a link for every message that goes into a group of others, in order
        """
        return [link for part in _parts(messages, _BATCH) for link in self._join(part)]

    def move(self, message: int, group: int | None) -> int:
        """A clerk moves a message into another group, or out into its own (None). Returns its group then."""
        old = self.of[message]
        if group == old:
            return old
        rest = [member for member in self.members.pop(old) if member != message]
        for member in rest:
            self.decisions.part(message, member)
        fellows = [] if group is None else self.members.pop(group)
        for member in fellows:
            self.decisions.join(message, member)
        if rest:
            self._name(rest)
        return self._name([*fellows, message])

    def links(self, group: int) -> list[Link]:
        """Why each member but the first is in the group: its likeness to the others (of a large group to a part)."""
        sample = self._sample(self.members[group])
        links = []
        for row in (self._at[member] for member in self.members[group][1:]):
            others = sample[sample != row]
            links.append(self._link(int(row), group, others, self._shelf.likeness(self._shelf.row(row), 0, others)))
        return links

    def _append(self, ids: list[int], readings: list[Reading], traits: Traits) -> None:
        if known := sorted(self._at.keys() & set(ids)):
            raise ValueError(f"messages already grouped: {known[:5]}")
        self._at.update(zip(ids, range(len(self.ids), len(self.ids) + len(ids)), strict=True))
        self.ids += ids
        self.readings += readings
        self._shelf.add(traits)

    def _label(self, ids: Sequence[int], labels: Iterable[int]) -> None:
        together: dict[int, list[int]] = defaultdict(list)
        for message, label in zip(ids, labels, strict=True):
            together[int(label)].append(message)
        for fellows in together.values():
            self._name(fellows)

    def _name(self, ids: list[int]) -> int:
        name = min(ids)
        self.members[name] = sorted(ids)
        self.of.update(dict.fromkeys(ids, name))
        return name

    def _join(self, messages: list[Message]) -> list[Link]:
        """A few messages: compared with all before them; among themselves one after the other."""
        readings = read_all(messages, self.gazetteer)
        traits, start = self.ground.traits(readings), len(self.ids)
        near = self._shelf.near(traits)
        self._append([message.id for message in messages], readings, traits)
        for neighbours, among in zip(near, _among(traits), strict=True):
            neighbours += [start + at for at in among]
        links = []
        for row, message in enumerate(messages):
            if link := self._best(traits, row, start + row, near[row]):
                fellows = self.members.pop(link.group)
                self._name([*fellows, message.id])
                links.append(link)
            else:
                self._name([message.id])
        return links

    def _best(self, traits: Traits, row: int, at: int, near: list[int]) -> Link | None:
        best: Link | None = None
        for group in sorted({self.of[self.ids[other]] for other in near if other < at}):
            members = self.members[group]
            if any((min(self.ids[at], m), max(self.ids[at], m)) in self.decisions.apart for m in members):
                continue
            rows = self._sample(members)
            values = self._shelf.likeness(traits, row, rows)
            if values.mean() >= PROPOSE and (best is None or values.mean() > best.likeness):
                best = self._link(at, group, rows, values)
        return best

    def _sample(self, members: list[int]) -> np.ndarray:
        if len(members) > SAMPLE:
            members = members[: SAMPLE // 2] + members[-SAMPLE // 2 :]
        return np.array([self._at[member] for member in members])

    def _link(self, at: int, group: int, rows: np.ndarray, values: np.ndarray) -> Link:
        nearest = int(rows[np.argmax(values)])
        reason = why(self.readings[at], self.readings[nearest], self.ground)
        return Link(self.ids[at], group, self.ids[nearest], round(float(values.mean()), 4), reason)


def _among(traits: Traits) -> list[list[int]]:
    """For each row the rows of the same batch worth a comparison."""
    sketches = candidates.heaviest(traits.text)
    near: list[list[int]] = [[] for _ in range(len(traits))]
    for row, column in zip(*candidates.matches(sketches, candidates.holders(sketches)), strict=True):
        near[row].append(int(column))
    return near


def read_all(messages: Sequence[Message], gazetteer: Gazetteer = NOWHERE, run: Run = map) -> list[Reading]:
    """`read` for many, by partition."""
    parts = run(partial(_read_part, gazetteer=gazetteer), _parts(messages, CHUNK))
    return [reading for part in parts for reading in part]


def group(
    messages: Sequence[Message],
    gazetteer: Gazetteer = NOWHERE,
    decisions: Decisions | None = None,
    *,
    cut: float = PROPOSE,
    run: Run = map,
) -> Groups:
    """All messages into same-demand groups whose mean likeness is at least `cut`.

    run: `map`, or the map of an executor or a cluster

    The groups are the same for any number of workers: work is cut by counts fixed here, and its parts only add up.
    """
    readings = read_all(messages, gazetteer, run)
    ground = Ground.learn(readings, run)
    groups = Groups(ground, gazetteer, decisions)
    groups._append([message.id for message in messages], readings, ground.traits(readings, run))
    groups._label(groups.ids, labels(groups.traits, groups.ids, groups.decisions, cut, run))
    return groups


def labels(
    traits: Traits, ids: Sequence[int], decisions: Decisions | None = None, cut: float = PROPOSE, run: Run = map
) -> np.ndarray:
    """Group number of each row: equal numbers, same demand."""
    decisions = decisions or Decisions()
    first, second = candidates.pairs(candidates.heaviest(traits.text), run)
    slices = [slice(at, at + 50_000) for at in range(0, len(first), 50_000)]
    values = [likeness(traits, first[part], traits, second[part]) for part in slices]
    at = {message: row for row, message in enumerate(ids)}
    decided = np.array([(at[a], at[b]) for a, b in sorted(decisions.together) if a in at and b in at], int).reshape(
        -1, 2
    )
    parts = components(
        len(traits),
        np.concatenate([first, decided[:, 0]]),
        np.concatenate([second, decided[:, 1]]),
        np.concatenate([*values, np.ones(len(decided))]),
        cut,
    )
    result = np.arange(len(traits))
    bundles = list(_bundles(parts))
    work = ([_piece(traits, part, ids, decisions) for part in bundle] for bundle in bundles)
    for bundle, settled in zip(bundles, run(partial(settle_each, cut=cut), work), strict=True):
        for part, numbers in zip(bundle, settled, strict=True):
            lowest = [part[numbers == number].min() for number in range(numbers.max() + 1)]
            result[part] = np.array(lowest)[numbers]
    return result


def _piece(traits: Traits, part: np.ndarray, ids: Sequence[int], decisions: Decisions) -> Component:
    place = {ids[row]: at for at, row in enumerate(part)}
    together, apart = (
        sorted((place[a], place[b]) for a, b in decided if a in place and b in place)
        for decided in (decisions.together, decisions.apart)
    )
    return traits.rows(part), together, apart


def _bundles(parts: Iterable[np.ndarray]) -> Iterator[list[np.ndarray]]:
    bundle: list[np.ndarray] = []
    for part in parts:
        bundle.append(part)
        if sum(map(len, bundle)) >= _BUNDLE:
            yield bundle
            bundle = []
    if bundle:
        yield bundle


def _read_part(messages: Sequence[Message], gazetteer: Gazetteer) -> list[Reading]:
    return [read(message, gazetteer) for message in messages]


def _parts(messages: Sequence[Message], size: int) -> Iterator[list[Message]]:
    source = iter(messages)
    while part := list(islice(source, size)):
        yield part
