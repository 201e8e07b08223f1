"""Texts of 实施: goals, the table of tasks, notices, the completion report."""

from dataclasses import asdict

from engines.pacing import PRESETS
from piaojue.commons.people.models import Body
from piaojue.commons.years.parameters import LampRule
from piaojue.stages.deliver.models import Baseline, Change, Project
from piaojue.stages.deliver.pace import DEFAULT
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


RULE_WORDS = {
    "yellow_from": "落后 {} 起黄灯",
    "orange_above": "落后超过 {} 橙灯",
    "red_above": "落后超过 {} 红灯",
    "overdue_yellow": "节点逾期 {} 天黄灯",
    "overdue_red": "节点逾期 {} 天红灯",
    "payment_yellow": "支付率低于 {} 黄灯",
    "payment_red": "支付率低于 {} 红灯",
    "report_days": "月报宽限 {} 天",
}


def rule_text(rule: LampRule | None) -> str:
    """A lamp rule in a sentence: the preset it starts from, and what is different here."""
    given = asdict(rule or LampRule())
    preset = PRESETS.get(given["preset"] or DEFAULT)
    own = [words.format(given[name]) for name, words in RULE_WORDS.items() if given[name] is not None]
    base = preset.basis if preset else str(given["preset"])
    return f"{base}。{'本地：' + '，'.join(own) + '。' if own else ''}"
