"""An election in the .pb format of pabulib.org, which other programs read."""

import re
from collections.abc import Collection, Iterable, Mapping

from .election import Election


def as_pabulib(
    election: Election,
    *,
    description: str,
    unit: str,
    instance: str,
    titles: Mapping[str, str],
    selected: Collection[str],
) -> str:
    """The text of a .pb file. Votes are numbered and name nobody; they stand in the order of their wishes.

    unit: the place; instance: the year; titles: item → title; selected: the items on the list that is looked at
    source: Faliszewski and others 2023, arXiv 2305.11035
    """
    meta = {
        "description": description,
        "country": "China",
        "unit": unit,
        "instance": instance,
        "num_projects": len(election.costs),
        "num_votes": sum(election.approvals.values()),
        "budget": election.budget,
        "vote_type": "approval",
        "rule": "unknown",
    }
    projects = [
        (item, election.costs[item], titles[item], election.people[item], int(item in selected))
        for item in sorted(election.costs, key=_by_number)
    ]
    return "".join(
        [
            _table("META", ("key", "value"), meta.items()),
            _table("PROJECTS", ("project_id", "cost", "name", "votes", "selected"), projects),
            _table("VOTES", ("voter_id", "vote"), enumerate(_ballots(election))),
        ]
    )


def _ballots(election: Election) -> list[str]:
    return [
        ",".join(sorted(wish, key=_by_number))
        for wish, people in sorted(election.approvals.items(), key=lambda pair: sorted(pair[0]))
        for _person in range(people)
    ]


def _table(name: str, headings: tuple[str, ...], rows: Iterable[Iterable[object]]) -> str:
    lines = [name, ";".join(headings), *(";".join(map(_cell, row)) for row in rows)]
    return "\n".join(lines) + "\n"


def _cell(value: object) -> str:
    """A semicolon or a line's end in a title would break the table."""
    return " ".join(str(value).replace(";", "；").split())


def _by_number(item: str) -> list[str | int]:
    """p2 stands before p10."""
    return [int(part) if part.isdigit() else part for part in re.split(r"(\d+)", item)]
