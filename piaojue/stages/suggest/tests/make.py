"""Suggestions valid by themselves."""

from dataclasses import fields
from typing import Any

from piaojue.commons.years.models import Year
from piaojue.stages.suggest import actions
from piaojue.stages.suggest.models import Suggestion
from piaojue.stages.suggest.values import Origin, Plan, Proposer, Spot, Words

PARTS = {"words": Words, "plan": Plan, "proposer": Proposer, "origin": Origin}


def suggestion(
    cast: Any,
    year: Year,
    *,
    title: str = "给东街社区加装电梯",
    content: str = "六楼老人下不来，盼着有电梯",
    spot: Any = None,
    by: Any = None,
    **details: Any,
) -> Suggestion:
    """王大妈's suggestion, unless it is somebody else's. With a proposer's `name` it is entered for that person.

    details: fields of the values of suggest/values.py
    """
    details = {"title": title, "content": content, **details}
    values = {part: kind(**_of(kind, details)) for part, kind in PARTS.items()}
    if left := set(details) - {field.name for kind in PARTS.values() for field in fields(kind)}:
        raise TypeError(f"no value has {sorted(left)}")
    act = actions.enter_for if details.get("name") else actions.suggest
    return act(year=year, spot=Spot(place=spot or cast.community), by=by or cast.resident_wang, **values)


def _of(kind: type, details: dict[str, Any]) -> dict[str, Any]:
    return {field.name: details[field.name] for field in fields(kind) if field.name in details}
