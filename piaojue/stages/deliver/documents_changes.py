"""调整决定: a project changed by decision."""

from engines.papers import Column, Draft, Gaps, heading, para, table
from piaojue.commons.draftable import Assigned
from piaojue.commons.years.issuers import congress_side, projects_word
from piaojue.commons.years.models import Year
from piaojue.stages.deliver.models import Change, ChangeState
from piaojue.stages.deliver.wording import proposed_lines


def decided_changes(year: Year) -> list[Change]:
    """Changes that a body has approved."""
    rows = Change.objects.filter(year=year, state=ChangeState.APPROVED)
    return list(rows.select_related("project__department", "year__place", "place"))


def change_decision(change: Change, gaps: Gaps) -> Draft:
    """调整决定: what was voted on, what it becomes, why; it is the decision of a body and bears its number."""
    number = gaps.need(change.decision_no, "决定文号", change.get_absolute_url())
    body = congress_side(change.year, gaps)
    affected = f"，影响受益群众{change.affected:,}人" if change.affected else ""
    heads = (Column("事项", 2), Column("调整后", 5, "left"))
    lines = proposed_lines(change)
    return Draft(
        title=f"关于调整{projects_word(change.year)}“{change.project}”的决定",
        number=number,
        blocks=(
            para(f"{body}审议了关于调整民生实事项目“{change.project}”{change.get_kind_display()}的议案，决定："),
            heading(1, "调整内容"),
            para(f"原内容：{change.old}"),
            para(f"调整为：{change.new}{affected}。"),
            *([table(heads, lines)] if lines else []),
            heading(1, "调整理由"),
            para(change.reason),
            heading(1, "审议决定"),
            para(gaps.need(change.decision, "决定的内容", change.get_absolute_url())),
        ),
        signed=(body,),
    )


def change_points(change: Change) -> list[Assigned]:
    """What the unit does from now on."""
    due = change.proposed.due or change.project.baseline.due
    return [Assigned(f"按调整后的内容实施“{change.project}”：{change.new}", change.project.department_id, due)]
