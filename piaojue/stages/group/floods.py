"""Floods: many accounts from one source. They are shown as such and do not count as many people."""

from collections import defaultdict
from collections.abc import Iterable

from piaojue.stages.group.models import Link, Second
from piaojue.stages.suggest.public import FLOOD


def floods_of(demands: Iterable[int]) -> dict[int, list[set[int]]]:
    """Demand id → for each crowded source the persons that came from it (more than FLOOD of them)."""
    keys = set(demands)
    links = Link.objects.filter(demand__in=keys, ended_at=None)
    seen: dict[tuple[int, str], set[int]] = defaultdict(set)
    for rows in (
        links.exclude(suggestion__source="").values_list("demand_id", "suggestion__source", "suggestion__proposer_id"),
        Second.objects.filter(demand__in=keys).exclude(source="").values_list("demand_id", "source", "person_id"),
        links.filter(suggestion__supports__source__gt="").values_list(
            "demand_id", "suggestion__supports__source", "suggestion__supports__person_id"
        ),
    ):
        for demand, source, person in rows:
            if person:
                seen[demand, source].add(person)
    floods: dict[int, list[set[int]]] = defaultdict(list)
    for (demand, _), people in sorted(seen.items()):
        if len(people) > FLOOD:
            floods[demand].append(people)
    return floods


def too_many(demand: int) -> int:
    """Accounts that are not counted as people: of each crowded source all but one."""
    crowded = floods_of([demand])[demand]
    return len(set().union(*crowded)) - len(crowded) if crowded else 0
