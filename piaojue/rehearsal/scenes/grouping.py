"""归并: suggestions about the same need at the same spot become one demand; neighbours second it."""

from collections import defaultdict

from piaojue.commons.moves import Refused
from piaojue.rehearsal.gates import clerk_of
from piaojue.rehearsal.stage import Stage
from piaojue.stages.group import actions
from piaojue.stages.group.public import Demand, DemandDraft, Grounds, waiting
from piaojue.stages.suggest.public import Suggestion


def group_all(stage: Stage, *, share: float = 1.0) -> list[Demand]:
    """Group `share` of what waits, by spot and title (what a clerk sees at once)."""
    by_need: dict[tuple[str, str], list[Suggestion]] = defaultdict(list)
    for suggestion in waiting(stage.year).order_by("pk"):
        by_need[(suggestion.spot_id, suggestion.title)].append(suggestion)
    groups = list(by_need.values())
    demands = []
    for rows in stage.bar(groups[: round(len(groups) * share)], "归并"):
        public = next((row for row in rows if row.is_public), None)  # nobody quotes what is not public
        draft = DemandDraft(
            title=public.masked_title[:60] if public else "",
            summary=public.masked_content[:300] if public else "",
            category=next((row.category for row in rows if row.category), ""),
            spot=rows[0].spot,
        )
        grounds = Grounds(reason="同一地点、同一件事" if len(rows) > 1 else "")
        by = clerk_of(stage.company)
        demands.append(actions.make_demand(year=stage.year, draft=draft, suggestions=rows, by=by, grounds=grounds))
    return demands


def second(stage: Stage, demands: list[Demand], times: int = 0) -> None:
    """Residents second what they care for, too."""
    for _ in range(times or len(demands)):
        try:
            actions.second(demand=stage.luck.choice(demands), by=stage.luck.choice(stage.residents))
        except Refused:
            continue  # has proposed or seconded it already


def merge_and_undo(stage: Stage, demands: list[Demand]) -> None:
    """A clerk merges two demands, sees it was wrong and takes them apart again."""
    if len(demands) >= 2:
        merger = actions.merge(kept=demands[0], gone=demands[1], by=clerk_of(stage.company))
        actions.unmerge(merger=merger, by=clerk_of(stage.company))
