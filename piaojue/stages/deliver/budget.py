"""预算调整: a change of money is not carried out before the budget adjustment is approved, or found not to be needed (预算法 67–69)."""

from engines.law import Matter, competence
from piaojue.commons.decisions.queries import decisions_on
from piaojue.stages.deliver.models import Change, ChangeKind
from piaojue.stages.deliver.wording import wan
from piaojue.stages.shortlist.public import Dossier


def new_money(change: Change) -> tuple[int, int] | None:
    """(元 of the year now, 元 after the change); None where the change leaves the money as it is."""
    now = change.project.baseline.year_yuan
    if change.kind == ChangeKind.FUNDS:
        then = change.proposed.year_yuan
    elif change.kind == ChangeKind.REPLACE:
        dossier = Dossier.objects.filter(pk=change.proposed.dossier).first()
        then = dossier.year_yuan if dossier else None
    else:
        then = None
    return (now, then) if then is not None and then != now else None


def needs_budget(change: Change) -> bool:
    """Whether the money changes where there is a budget of one's own: a 街道 has none."""
    return bool(competence(Matter.BUDGET, change.place.kind)) and new_money(change) is not None


def is_noted(change: Change) -> bool:
    """Whether the adjustment was approved, or the finance office found that none is needed."""
    return bool(change.budget_note) or any(
        not decision.objections_to(Matter.BUDGET, change)
        for decision in decisions_on(change)
        if decision.matter == Matter.BUDGET.value
    )


def budget_problem(change: Change) -> str | None:
    """Why the change cannot be carried out yet, as a Chinese sentence; None: nothing of the budget stands in its way."""
    money = new_money(change)
    if money is None or not needs_budget(change) or is_noted(change):
        return None
    bodies = "或".join(one.organ.label for one in competence(Matter.BUDGET, change.place.kind))
    return (
        f"年度投资由 {wan(money[0])}变为 {wan(money[1])}：请先登记{bodies}批准预算调整的决定，"
        "或由财政部门认定不属于预算调整（预算法 67–69 条）"
    )
