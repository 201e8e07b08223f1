"""Demands valid by themselves."""

from piaojue.stages.group import actions
from piaojue.stages.group.models import Demand
from piaojue.stages.group.values import DemandDraft
from piaojue.stages.suggest.models import Suggestion
from piaojue.stages.suggest.tests import make as suggest


def suggestion(cast, year, *, title: str = "给东街社区加装电梯", by=None, **values) -> Suggestion:
    """王大妈's suggestion, unless it is somebody else's."""
    return suggest.suggestion(cast, year, title=title, by=by, **values)


def demand(cast, year, *, title: str = "东街社区老楼加装电梯", suggestions=None, by=None, **values) -> Demand:
    """A demand of one suggestion."""
    rows = suggestions if suggestions is not None else [suggestion(cast, year)]
    return actions.make_demand(
        year=year, draft=DemandDraft(title=title, **values), suggestions=rows, by=by or cast.clerk_li
    )
