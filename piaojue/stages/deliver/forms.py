"""Forms of 实施."""

from dataclasses import asdict
from datetime import timedelta
from fractions import Fraction
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone

from engines.pacing import PRESETS, Measure
from piaojue.commons.evidence.fields import FilesField, PhotosField
from piaojue.commons.instruments.models import Instrument
from piaojue.commons.instruments.queries import rules_at
from piaojue.commons.people.models import Body
from piaojue.commons.places.models import Place
from piaojue.commons.years.parameters import LampRule
from piaojue.stages.deliver.models import ACCEPTED, ChangeKind, Lamp, Problem, Project, ProjectState
from piaojue.stages.deliver.pace import DEFAULT, REPORT_DAYS, USUAL_DAYS, month_end, target_of, unit_of
from piaojue.stages.deliver.queries import milestones_of, replacements, units_for
from piaojue.stages.deliver.values import PlannedTask, Proposal, ReportDraft
from piaojue.stages.shortlist.public import Dossier, Lines, ProjectType, wan

DATE = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


def offer(form: forms.Form, name: str, rows: QuerySet) -> None:
    """Let a field of choices offer these rows."""
    field = form.fields[name]
    assert isinstance(field, forms.ModelChoiceField)
    field.queryset = rows


def area(label: str, rows: int = 3, longest: int = 1000, shortest: int = 4, **kwargs) -> forms.CharField:
    shortest = shortest if kwargs.get("required", True) else 0
    return forms.CharField(
        label=label,
        max_length=longest,
        min_length=shortest or None,
        widget=forms.Textarea(attrs={"rows": rows}),
        **kwargs,
    )


class AssignForm(forms.Form):
    """分解任务: unit, person, start, milestones. `tasks` is cleaned as actions.assign takes it."""

    department = forms.ModelChoiceField(label="责任单位", queryset=Body.objects.none())
    leader = forms.CharField(label="责任人", max_length=60, help_text="姓名、职务")
    co_departments = forms.CharField(label="配合单位", max_length=200, required=False)
    starts_on = forms.DateField(label="计划开工", widget=DATE)
    lines = Lines(
        label="节点",
        cells=4,
        optional=1,
        widget=forms.Textarea(attrs={"rows": 7}),
        help_text="每行一个节点：任务 | 完成期限（2026-06 或 2026-06-15）| 累计计划% | 承办单位（与责任单位相同可不写）；由早到晚，最后一行 100",
    )

    def __init__(self, *args, project: Project, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.project = project
        offer(self, "department", units_for(project.place))
        self.initial = {**start_of(project), **(self.initial or {})}

    def clean(self) -> dict:
        super().clean()
        cleaned = self.cleaned_data
        tasks, units = [], {unit.name: unit for unit in units_for(self.project.place)}
        for title, due, percent, name in cleaned.pop("lines", []):
            unit = units.get(name) or units.get(f"{self.project.place.name}{name}")
            if name and unit is None:
                self.add_error("lines", f"没有“{name}”这个单位，请写全称，例如“{next(iter(units), '')}”")
            day, share = month_end(due), percent.replace("\uff05", "").replace("%", "").strip()
            if day is None:
                self.add_error("lines", f"“{due}”不是日期，请写成 2026-06 或 2026-06-15")
            if not share.isdecimal():
                self.add_error("lines", f"“{percent}”不是百分数")
            elif day:
                tasks.append(PlannedTask(title, day, min(int(share), 1000), unit))
        cleaned["tasks"] = tasks
        return cleaned


def start_of(project: Project) -> dict:
    """What the form begins with: the present tasks, else the milestones that were voted on."""
    rows = project.tasks.select_related("unit")
    tasks = [PlannedTask(row.title, row.due, row.share, row.unit) for row in rows] or milestones_of(project)
    return {
        "department": project.department_id,
        "leader": project.leader,
        "co_departments": project.co_departments,
        "starts_on": project.starts_on or timezone.localdate(),
        "lines": "\n".join(
            f"{task.title} | {task.due:%Y-%m-%d} | {task.share}" + (f" | {task.unit.name}" if task.unit else "")
            for task in tasks
        ),
    }


class ReportForm(forms.Form):
    """进度报告 by type of project: a percentage for works, a cumulative number for what is counted.

    `draft` is cleaned as a ReportDraft; `photos` stay uploaded files.
    """

    month = forms.CharField(label="期次", max_length=7, widget=forms.TextInput(attrs={"type": "month"}))
    percent = forms.IntegerField(label="形象进度（%）", min_value=0, max_value=100)
    done_count = forms.IntegerField(label="累计完成", min_value=0, max_value=2_000_000_000)
    arrived = wan("资金累计到位", required=False)
    paid = wan("累计支付", initial=0)
    text = area("本期进展", 4, 2000, 5)
    problem = area("存在问题", 2, required=False)
    next_step = area("下步安排", 2, required=False)
    because = area("数字比计划多得多的理由", 2, 200, required=False)
    photos = PhotosField(
        label="现场照片（最多 6 张）", required=False, help_text="会公开；请勿拍到身份证、门牌等个人信息"
    )

    def __init__(self, *args, project: Project, month: str = "", **kwargs) -> None:
        super().__init__(*args, **kwargs)
        baseline = project.baselines.first()
        if target := target_of(project, baseline):
            del self.fields["percent"]
            unit = unit_of(project, baseline)
            self.fields["done_count"].label = f"累计完成（{unit}）"
            self.fields["done_count"].help_text = f"目标 {target:,} {unit}"
        else:
            del self.fields["done_count"]
        if project.type == ProjectType.POLICY:
            self.fields["percent"].label, self.fields["percent"].help_text = (
                "落实进度（%）",
                "按政策出台、宣传、覆盖范围折算",
            )
        again = project.reports.filter(month=month).first()
        latest = again or project.reports.first()
        self.initial.setdefault("month", again.month if again else f"{timezone.localdate():%Y-%m}")
        if again:
            self.initial.update({"text": again.text, "problem": again.problem, "next_step": again.next_step})
        if latest:
            self.initial.setdefault("paid", latest.paid_yuan / 10000)
            if latest.arrived_yuan is not None:
                self.initial.setdefault("arrived", latest.arrived_yuan / 10000)
            self.initial.setdefault("percent", latest.percent)
            self.initial.setdefault("done_count", latest.done_count)

    def clean(self) -> dict:
        super().clean()
        cleaned = self.cleaned_data
        photos, arrived, paid = (cleaned.pop(name, None) for name in ("photos", "arrived", "paid"))
        if self.errors:
            return cleaned
        arrived_yuan = None if arrived is None else int(arrived * 10000)
        draft = ReportDraft(**cleaned, paid_yuan=int((paid or 0) * 10000), arrived_yuan=arrived_yuan)
        return {"draft": draft, "photos": photos}


class FinishTaskForm(forms.Form):
    done_on = forms.DateField(label="完成日期", widget=DATE, initial=timezone.localdate)


class SlipForm(forms.Form):
    new = forms.DateField(label="新的完成期限", widget=DATE)
    reason = area("原因", 3, 500, 5)


def per_cent(label: str, **kwargs) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=0, max_value=100, required=False, **kwargs)


def days(label: str, **kwargs) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=0, max_value=366, required=False, **kwargs)


def preset_values(name: str) -> str:
    """What each locality's rule says of one parameter, in %, or days: “银川 10，三亚 0，瓯海不看”."""
    said = []
    for place, policy in PRESETS.items():
        value = None if policy.measure is Measure.TASKS else getattr(policy, name)
        number = value * 100 if isinstance(value, Fraction) else value
        said.append(f"{place}不看" if number is None else f"{place} {number}")
    return "，".join(said)


class LampRuleForm(forms.Form):
    """亮灯规则: a locality's preset and what is different here. `rule` is cleaned as a LampRule."""

    preset = forms.ChoiceField(
        label="采用哪里的规则", choices=[(name, policy.basis or name) for name, policy in PRESETS.items()]
    )
    yellow_from = per_cent("黄灯起点（落后 %）")
    orange_above = per_cent(
        "橙灯界线（落后超过 %）", help_text="填了就是五色：橙在黄和红之间，完工的亮蓝灯；统计时橙算黄、蓝算绿。"
    )
    red_above = per_cent("红灯界线（落后超过 %）")
    overdue_yellow = days("节点逾期几天亮黄灯")
    overdue_red = days("节点逾期几天亮红灯")
    payment_yellow = per_cent("支付率低于多少 % 亮黄灯")
    payment_red = per_cent("支付率低于多少 % 亮红灯")
    why = forms.CharField(label="为什么这样定", max_length=300, min_length=4)
    starts_on = forms.DateField(label="从哪一天开始施行", widget=DATE, required=False, help_text="不填：通过那天")
    report_days = days("月报宽限天数", help_text=f"月末起算，不填为 {REPORT_DAYS} 天；过期未报至少亮黄灯")
    SHARES = ("yellow_from", "orange_above", "red_above", "payment_yellow", "payment_red")
    DAYS = ("overdue_yellow", "overdue_red")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in (*self.SHARES, *self.DAYS):
            self.fields[name].help_text += f"不填照所选规则：{preset_values(name)}。"

    def clean(self) -> dict:
        super().clean()
        cleaned = self.cleaned_data
        why, starts_on = cleaned.pop("why", ""), cleaned.pop("starts_on", None)
        given = {name: value for name, value in cleaned.items() if value not in (None, "")}
        values: dict[str, Any] = {n: f"{v}%" if n in self.SHARES else v for n, v in given.items()}
        return {"rule": LampRule(**values), "why": why, "starts_on": starts_on}

    @classmethod
    def initial_of(cls, rule: LampRule | None) -> dict:
        """The form's values of the year's rule."""
        given = asdict(rule or LampRule(preset=DEFAULT))
        return {n: v.removesuffix("%") if n in cls.SHARES and v else v for n, v in given.items() if v is not None}


class AdoptRuleForm(forms.Form):
    """Which local rule a lamp rule applies, and where that stands in it."""

    instrument = forms.ModelChoiceField(label="哪份本地规定", queryset=Instrument.objects.none())
    article = forms.CharField(label="第几条", max_length=20, help_text="例如：第十二条")

    def __init__(self, *args: Any, place: Place, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        today = timezone.localdate()
        binding = [row.pk for row in rules_at(place) if row.checked and row.in_force(today)]
        self.fields["instrument"].queryset = Instrument.objects.filter(pk__in=binding)  # type: ignore[attr-defined]
        if not binding:
            self.fields["instrument"].help_text = "这里没有正在施行、已对照原文核过的本地规定"


class SitesForm(forms.Form):
    """列出点位: one a line."""

    titles = forms.CharField(
        label="点位，每行一个",
        widget=forms.Textarea(attrs={"rows": 8}),
        max_length=40_000,
        help_text="从村、社区的名字写起，例如：东街社区 3 号楼北侧",
    )

    def clean(self) -> dict:
        super().clean()
        return {"titles": self.cleaned_data.get("titles", "").splitlines()}


class FinishSiteForm(forms.Form):
    photos = PhotosField(label="完工照片（至少 1 张）")
    note = forms.CharField(label="完工情况", max_length=300, required=False)


class LookForm(forms.Form):
    """验收点位."""

    passed = forms.TypedChoiceField(
        label="验收结论",
        choices=[("1", "合格"), ("0", "不合格，返工")],
        coerce=lambda value: value == "1",
        widget=forms.RadioSelect,
    )
    verdict = forms.CharField(label="验收意见", max_length=300, required=False, help_text="不合格的必填，会公开")


class SendBackForm(forms.Form):
    reason = area("哪里不合格", 3, 900, 4)


class SettleForm(forms.Form):
    settlement = area("了结情况", 4, 1000, 4, help_text="下年目标达到了没有、哪一天、验收意见；会公开")


class LampForm(forms.Form):
    lamp = forms.ChoiceField(label="亮灯", choices=Lamp.choices, widget=forms.RadioSelect)
    reason = area("理由", 2, 200, 5, help_text="会公开；由谁调整的也会公开")
    until = forms.DateField(
        label="到哪一天",
        widget=DATE,
        initial=lambda: timezone.localdate() + timedelta(days=USUAL_DAYS),
        help_text="过了这一天恢复按规则亮灯",
    )


class ProblemForm(forms.Form):
    text = area("难在哪里、需要谁协调什么", 4, 1000, 10)


class TalkForm(forms.Form):
    who = forms.CharField(label="谁约谈谁", max_length=60)
    held_on = forms.DateField(label="约谈日期", widget=DATE, initial=timezone.localdate)
    agreed = area("约谈要求", 4, 1000, 10, help_text="写明做什么、何时完成；承办单位会收到")
    due = forms.DateField(label="完成期限", widget=DATE, initial=lambda: timezone.localdate() + timedelta(days=30))


class AnswerTalkForm(forms.Form):
    answer = area("落实情况", 4, 1000, 5, help_text="逐项写明约谈要求做得怎样；领导小组和政府办会收到")


class DecideProblemForm(forms.Form):
    decision = area("协调决定", 4, 1000, 5, help_text="写明谁、做什么、何时完成")
    owner = forms.ModelChoiceField(label="承办单位", queryset=Body.objects.none(), required=False)
    due = forms.DateField(label="完成期限", widget=DATE, initial=lambda: timezone.localdate() + timedelta(days=30))

    def __init__(self, *args, problem: Problem, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "owner", units_for(problem.place))
        self.initial.setdefault("owner", problem.project.department_id)


class SolveProblemForm(forms.Form):
    solution = area("怎样解决的", 4, 1000, 5)
    proofs = FilesField(label="佐证（照片或文件，最多 6 个）")


class ChangeForm(forms.Form):
    """申请实质变更. Fields beside the kind are what the new baseline shall say; `proposed` is cleaned as a Proposal."""

    kind = forms.ChoiceField(label="变更类型", choices=ChangeKind.choices)
    new = area("新的内容", 3, 1000, 5)
    reason = area("变更理由", 4, 1000, 10)
    affected = forms.IntegerField(label="影响受益人数（人）", min_value=0, max_value=100_000_000, required=False)
    scope = area("新的内容与规模", 3, 2000, required=False, help_text="变更“内容规模”或“选址”时填写")
    target_count = forms.IntegerField(label="新的目标数", min_value=1, max_value=2_000_000_000, required=False)
    target_unit = forms.CharField(label="目标单位", max_length=10, required=False)
    this_year = wan("新的年度投资", required=False)
    due = forms.DateField(label="新的完成时间", widget=DATE, required=False)
    department = forms.ModelChoiceField(label="新的责任单位", queryset=Body.objects.none(), required=False)
    dossier = forms.ModelChoiceField(
        label="替代项目", queryset=Dossier.objects.none(), required=False, help_text="变更“替换”时选择候选或储备项目"
    )
    PROPOSED = ("scope", "target_count", "target_unit", "due", "department", "dossier")

    def __init__(self, *args, project: Project, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "department", units_for(project.place))
        offer(self, "dossier", replacements(project))

    def clean(self) -> dict:
        super().clean()
        cleaned = self.cleaned_data
        asked = {name: value for name in self.PROPOSED if (value := cleaned.pop(name, None)) not in (None, "")}
        for name in ("department", "dossier"):
            if name in asked:
                asked[name] = asked[name].pk
        yuan = cleaned.pop("this_year", None)
        cleaned["proposed"] = Proposal(**asked, year_yuan=None if yuan is None else int(yuan * 10000))
        return cleaned


class AcceptForm(forms.Form):
    result = forms.ChoiceField(
        label="验收结论", choices=[(s.value, s.label) for s in ACCEPTED], widget=forms.RadioSelect
    )
    note = area("验收意见", 4)
    next_goal = forms.CharField(
        label="下年目标", max_length=200, required=False, help_text=f"“{ProjectState.CARRIED.label}”时必填"
    )
    next_due = forms.DateField(label="下年目标的期限", widget=DATE, required=False)
    accepted_on = forms.DateField(label="验收日期", widget=DATE, initial=timezone.localdate)


class BudgetForm(forms.Form):
    """认定不属于预算调整."""

    reason = area("为什么不属于预算调整", 3, 300, 5, help_text="例如：在部门预算项目之间调剂，总支出不变")
