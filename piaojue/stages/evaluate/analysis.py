"""项目分析报告: the year in figures and sentences computed from the data (docs/domain.md#analysis-report); page, PDF and .docx agree."""

from dataclasses import dataclass, field

from django.db.models import Count, Q

from piaojue.commons.years.models import Year
from piaojue.stages.deliver.public import Baseline, Change, Lamp, Project
from piaojue.stages.evaluate import reserve
from piaojue.stages.evaluate.judging import grade_name
from piaojue.stages.evaluate.models import Rectification
from piaojue.stages.evaluate.queries import compared, published
from piaojue.stages.group.public import GONE, Demand
from piaojue.stages.shortlist.public import Dossier, DossierState, Outcome
from piaojue.stages.suggest.public import ProposerType, Suggestion, received
from piaojue.stages.supervise.public import Activity, Finding, FindingState, held_activities
from piaojue.stages.vote.public import PollState, Result


@dataclass
class Section:
    """One chapter: sentences, then its tables, each with its caption (first row: headings)."""

    title: str
    sentences: list[str] = field(default_factory=list)
    tables: list[tuple[str, list[list[str]]]] = field(default_factory=list)

    def add_table(self, rows: list[list[str]], caption: str = "") -> None:
        self.tables.append((caption, rows))


@dataclass
class Analysis:
    """The report."""

    title: str
    sections: list[Section]

    @property
    def text(self) -> str:
        """Plain text, tables as tab-separated lines."""
        lines = []
        for section in self.sections:
            lines += [section.title, *section.sentences]
            for caption, rows in section.tables:
                lines += [*filter(None, [caption]), *("\t".join(row) for row in rows)]
            lines.append("")
        return "\n".join(lines).strip()


def analysis_of(year: Year, *, advice: str = "") -> Analysis:
    """The report of one year as its data stand now. advice: the office's own conclusions, kept as they are."""
    sections = [_asked(year), _answered(year), _voted(year), _done(year), _watched(year), _judged(year), _left(year)]
    if advice.strip():
        sections.append(Section("八、意见建议", [line.strip() for line in advice.splitlines() if line.strip()]))
    return Analysis(f"{year.place.name}{year.number}年民生实事项目分析报告{year.mark}", sections)


def share(part: int, whole: int) -> str:
    """12 of 80 → “15%”; nothing of nothing → “—”."""
    return f"{part / whole:.1%}".replace(".0%", "%") if whole else "—"


def _asked(year: Year) -> Section:
    suggestions = received().filter(year=year)
    total = suggestions.count()
    own = suggestions.filter(proposer_type=ProposerType.RESIDENT).count()
    places = suggestions.values("spot").distinct().count()
    section = Section(
        "一、征集", [f"共收到建议 {total} 条，涉及 {places} 个地方；其中居民提出 {own} 条，占 {share(own, total)}。"]
    )
    rows = [["领域", "建议（条）", "占比"]]
    for row in suggestions.values("category").annotate(n=Count("pk")).order_by("-n", "category"):
        name = dict(Suggestion._meta.get_field("category").flatchoices).get(row["category"], "未分类")
        rows.append([str(name), str(row["n"]), share(row["n"], total)])
    section.add_table(rows)
    return section


def _answered(year: Year) -> Section:
    demands = Demand.objects.filter(year=year).exclude(state__in=GONE).count()
    outcomes = Outcome.objects.filter(year=year)
    answered = outcomes.count()
    section = Section(
        "二、归并与初定", [f"归并为诉求 {demands} 项，已书面答复 {answered} 项，答复率 {share(answered, demands)}。"]
    )
    names = dict(Outcome._meta.get_field("disposition").flatchoices)
    rows = [["去向", "诉求（项）", "占比"]]
    for row in outcomes.values("disposition").annotate(n=Count("pk")).order_by("-n"):
        rows.append([str(names[row["disposition"]]), str(row["n"]), share(row["n"], answered)])
    section.add_table(rows)
    return section


def _voted(year: Year) -> Section:
    candidates = Dossier.objects.filter(year=year, state=DossierState.CANDIDATE).count()
    results = Result.objects.filter(poll__year=year, poll__state=PollState.CONFIRMED, poll__rehearsal=False)
    adopted = results.filter(adopted=True).count()
    asked = Dossier.objects.filter(year=year, project__isnull=False)
    voices = asked.aggregate(n=Count("demands__links", filter=Q(demands__links__ended_at=None)))["n"]
    section = Section(
        "三、候选与票决",
        [
            f"正式候选 {candidates} 项，应选 {year.seats_to_fill} 项，入选 {adopted} 项。",
            f"入选项目背后有 {voices} 条建议。",
        ],
    )
    rows = list(results.select_related("poll"))
    if rows:
        section.add_table(_results(rows))
    return section


def _results(rows: list[Result]) -> list[list[str]]:
    """As far as numbers were announced."""
    shown = {
        label: [getattr(row, name) for row in rows]
        for name, label in (("approve", "赞成"), ("against", "反对"), ("abstain", "弃权"))
        if any(getattr(row, name) is not None for row in rows)
    }
    lines = [["项目", *shown, "结果"]]
    for place, row in enumerate(rows):
        numbers = [column[place] for column in shown.values()]
        told = ["未公布" if number is None else str(number) for number in numbers]
        lines.append([row.title, *told, "入选" if row.adopted else "未入选"])
    return lines


def _done(year: Year) -> Section:
    projects = list(Project.objects.filter(year=year).select_related("department"))
    finished = sum(project.state in reserve.FINISHED[:2] for project in projects)
    plan = sum(Baseline.objects.filter(project__year=year, number=1).values_list("year_yuan", flat=True))
    paid = sum(project.paid_yuan for project in projects)
    changes = Change.objects.filter(year=year, state="approved").count()
    lamps = "、".join(f"{lamp.label} {sum(p.lamp == lamp for p in projects)} 项" for lamp in Lamp)
    section = Section(
        "四、实施",
        [
            f"共 {len(projects)} 个项目，完成或基本完成 {finished} 个，占 {share(finished, len(projects))}；{lamps}。",
            f"票决时年度投资 {plan / 10000:,.0f} 万元，累计支付 {paid / 10000:,.0f} 万元，占 {share(paid, plan)}。",
            f"经批准的实质变更 {changes} 件。",
        ],
    )
    if projects:
        heads = ["项目", "责任单位", "状态", "进度", "累计支付（万元）"]
        rows = [
            [
                p.title,
                p.department.name if p.department else "—",
                str(p.get_state_display()),
                f"{p.progress}%",
                f"{p.paid_yuan / 10000:,.0f}",
            ]
            for p in projects
        ]
        section.add_table([heads, *rows])
    return section


def _watched(year: Year) -> Section:
    activities = held_activities(year)
    findings = Finding.objects.filter(year=year)
    total, closed = findings.count(), findings.filter(state=FindingState.CLOSED).count()
    dismissed = findings.filter(state=FindingState.DISMISSED).count()
    apart = f"（另有 {dismissed} 个不予交办，不计入）" if dismissed else ""
    section = Section(
        "五、监督",
        [
            f"开展监督 {activities.count()} 次，发现问题 {total} 个，"
            f"已核实销号 {closed} 个，占 {share(closed, total - dismissed)}{apart}。"
        ],
    )
    names = dict(Activity._meta.get_field("kind").flatchoices)
    rows = list(activities.values("kind").annotate(n=Count("pk")).order_by("-n"))
    if rows:
        section.add_table([["方式", "次数"], *([str(names[row["kind"]]), str(row["n"])] for row in rows)])
    return section


def _judged(year: Year) -> Section:
    section = Section("六、满意度测评")
    for survey in published(year):
        before = compared(survey)
        line = f"{survey.title}：{survey.summary.sentence}"
        if before:
            line += f"与上年相比，总体满意率变化 {before.satisfied_change:+} 个百分点。"
        section.sentences.append(line)
        if survey.summary.rates is None:
            continue
        rows = [
            [
                str(item.rank),
                item.title,
                str(item.satisfied),
                str(item.fairly),
                str(item.dissatisfied),
                str(item.unknown),
                grade_name(item.verdict),
            ]
            for item in survey.items.order_by("rank", "pk")
        ]
        heads = ["名次", "项目（子项）", "满意", "基本满意", "不满意", "不了解", "判定"]
        section.add_table([heads, *rows], survey.title)
    if not section.sentences:
        section.sentences = ["尚未公布测评结果。"]
    orders = Rectification.objects.filter(year=year).aggregate(
        n=Count("pk"), passed=Count("pk", filter=Q(state="reevaluated"))
    )
    section.sentences.append(f"交由政府研究处理、限期整改 {orders['n']} 件，复评通过 {orders['passed']} 件。")
    return section


def _left(year: Year) -> Section:
    lines = reserve.leftovers(year)
    section = Section("七、结转", [f"结转下一年度 {len(lines)} 项。" if lines else "没有需要结转的事项。"])
    if lines:
        rows = [[reserve.KINDS[line.kind], line.title, line.why] for line in lines]
        section.add_table([["类别", "名称", "原因"], *rows])
    return section
