"""Texts of 实施: goals, the table of tasks, notices, the completion report."""

from piaojue.commons.people.models import Body
from piaojue.stages.deliver.models import Baseline, Change, Project
from piaojue.stages.shortlist.public import Dossier


def wan(yuan: int) -> str:
    """元 → 「80.5 万元」."""
    return f"{yuan / 10000:,.2f}".rstrip("0").rstrip(".") + " 万元"


def goal_text(project: Project, baseline: Baseline) -> str:
    """One baseline in a sentence."""
    parts = [baseline.scope.rstrip("。； ")]
    if baseline.goal:
        parts.append(f"目标 {baseline.goal}")
    if baseline.year_yuan:
        parts.append(f"年度投资 {wan(baseline.year_yuan)}")
    if baseline.due:
        parts.append(f"{baseline.due:%Y-%m-%d} 前完成")
    if project.department:
        parts.append(f"责任单位 {project.department.name}")
    return "；".join(part for part in parts if part)


def proposed_lines(change: Change) -> list[tuple[str, str]]:
    """(what, value) that the new baseline says once the change is approved: this, not the words around it, is decided on."""
    asked, lines = change.proposed, []
    if asked.scope:
        lines.append(("内容与规模", asked.scope))
    if asked.target_count is not None or asked.target_unit is not None:
        current = change.project.baseline
        count = current.target_count if asked.target_count is None else asked.target_count
        unit = current.target_unit if asked.target_unit is None else asked.target_unit
        lines.append(("目标", f"{count:,} {unit}" if count else unit))
    if asked.year_yuan is not None:
        lines.append(("年度投资", wan(asked.year_yuan)))
    if asked.due:
        lines.append(("完成时间", f"{asked.due} 前"))
    for label, rows, key in (
        ("责任单位", Body.objects, asked.department),
        ("替代项目", Dossier.objects, asked.dossier),
    ):
        if row := rows.filter(pk=key).first():
            lines.append((label, str(row)))
    return lines


def change_notice(change: Change) -> str:
    """The notice of an approved change: what was voted on, what it becomes, why, by which decision."""
    exactly = "".join(f"\n  {label}：{value}" for label, value in proposed_lines(change))
    affected = f"\n影响受益人数：{change.affected:,} 人" if change.affected else ""
    return (
        f"变更类型：{change.get_kind_display()}\n原内容：{change.old}\n新内容：{change.new}{exactly}\n理由：{change.reason}{affected}\n"
        f"决定文号：{change.decision_no}\n决定：{change.decision}"
    )
