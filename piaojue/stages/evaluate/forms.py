"""What is typed in 评价."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils import timezone

from engines.exact import fraction_from
from engines.scoring import BASE_NAMES, GRADE_NAMES, PRESETS, TIES_NAMES, Base, Chain, Formula, Grade, RankBy, Ties
from piaojue.commons.places.models import Place
from piaojue.commons.sittings.models import Sitting, SittingState
from piaojue.commons.web.forms import with_bars
from piaojue.commons.years.models import Year
from piaojue.stages.evaluate import queries
from piaojue.stages.evaluate.actions.preparing import LONGEST_METHOD, SITTINGS
from piaojue.stages.evaluate.actions.ruling import MOST_ATTEMPTS, MOST_DAYS, SHORTEST_REASON
from piaojue.stages.evaluate.models import Item, Mark, Subject, Survey
from piaojue.stages.evaluate.tables import COUNTS, TableRow
from piaojue.stages.evaluate.values import ItemDraft


def day(label: str, **more: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}), **more)


class SurveyForm(forms.Form):
    """Who evaluates, by which formula, when."""

    subject = forms.ChoiceField(label="由谁评价", choices=Subject.choices)
    formula = forms.ChoiceField(
        label="判定公式",
        required=False,
        choices=[("", "按本地参数或常用公式"), *((name, name) for name in PRESETS)],
        help_text="下一步可以逐项修改",
    )
    title = forms.CharField(label="名称", max_length=120, required=False, help_text="不填则自动命名")
    opens_on = day("开始日期", required=False)
    closes_on = day("截止日期", required=False)


class FormulaFields(forms.Form):
    """Every parameter of the formula."""

    base = forms.ChoiceField(label="分母", choices=[(b.value, BASE_NAMES[b]) for b in Base])
    satisfied_at = forms.CharField(label="满意的界线", max_length=12, help_text="分数或百分比，例如 1/2、50%")
    satisfied_inclusive = forms.BooleanField(label="达到界线即为满意（含界线）", required=False)
    fairly_at = forms.CharField(label="基本满意的界线", max_length=12, help_text="满意与基本满意合计")
    fairly_inclusive = forms.BooleanField(label="达到界线即为基本满意（含界线）", required=False)
    dissatisfied_inclusive = forms.BooleanField(label="恰为界线也算不满意（“不超过”）", required=False)
    at_boundary = forms.ChoiceField(
        label="两款冲突时恰在界线的判定",
        choices=[(g.value, GRADE_NAMES[g]) for g in (Grade.FAIRLY, Grade.DISSATISFIED)],
    )
    unknown_option = forms.BooleanField(label="设“不了解”一档", required=False)
    unknown_in_base = forms.BooleanField(label="“不了解”计入分母", required=False)
    least_opinions = forms.CharField(
        label="作出判定所需的意见比例", max_length=12, help_text="例如 10%：不足此数的都是“不了解”，不作判定"
    )
    least_number = forms.IntegerField(label="作出判定所需的意见数", min_value=1, max_value=10**6)
    rank_by = forms.ChoiceField(
        label="排名依据", choices=[(RankBy.POSITIVE.value, "满意加基本满意"), (RankBy.SATISFIED.value, "满意率")]
    )
    ties = forms.ChoiceField(label="名次相同时", choices=[(t.value, TIES_NAMES[t]) for t in Ties])
    rectify_below = forms.CharField(
        label="低于此比例启动整改", max_length=12, required=False, help_text="例如 70%；不填则只看判定"
    )
    local_basis = forms.CharField(label="本地依据", max_length=100, required=False, help_text="测评办法的名称或文号")

    FORMULA = (
        "base",
        "satisfied_at",
        "satisfied_inclusive",
        "fairly_at",
        "fairly_inclusive",
        "dissatisfied_inclusive",
        "at_boundary",
        "unknown_option",
        "unknown_in_base",
        "least_opinions",
        "least_number",
        "rank_by",
        "ties",
        "rectify_below",
        "local_basis",
    )

    def formula(self) -> dict:
        """As Formula.from_json takes it."""
        given = {name: self.cleaned_data.get(name) for name in self.FORMULA}
        return {**given, "rectify_below": given["rectify_below"] or None}

    @staticmethod
    def initial_formula(formula: Formula) -> dict:
        return {**formula.to_json(), "rectify_below": formula.to_json()["rectify_below"] or ""}


class FormulaForm(FormulaFields):
    """The formula as data, and the rows."""

    field_order = ("title", "opens_on", "closes_on", "lines")

    title = forms.CharField(label="名称", max_length=120)
    opens_on = day("开始日期", required=False)
    closes_on = day("截止日期", required=False)
    lines = forms.CharField(
        label="测评的项目（子项）",
        max_length=30_000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="一行一项：名称|责任主体|所属项目序号。子项写在各自的行里，后两栏可以不填",
    )

    def __init__(self, *args: Any, numbers: Mapping[int, int], **kwargs: Any) -> None:
        """numbers: a project's 序号 → its id."""
        super().__init__(*args, **kwargs)
        self.numbers = numbers

    def clean(self) -> dict:
        """What `set_survey` takes: the formula as Formula.from_json takes it, the items as lay_out takes them."""
        super().clean()
        data = self.cleaned_data
        own = {name: data.get(name) for name in ("title", "opens_on", "closes_on")}
        return {**own, "formula": self.formula(), "items": self.items(data.get("lines", ""))}

    def items(self, text: str) -> list[ItemDraft]:
        """The rows, one a line."""
        items = []
        for line in filter(None, (line.strip() for line in text.splitlines())):
            parts = [part.strip() for part in with_bars(line).split("|")] + ["", ""]
            number = int(parts[2]) if parts[2].isdecimal() and len(parts[2]) < 6 else 0
            items.append(ItemDraft(parts[0], parts[1], self.numbers.get(number)))
        return items

    @staticmethod
    def initial_of(survey: Survey) -> dict:
        """What the survey says now."""
        items = survey.items.select_related("project")
        lines = "\n".join(f"{i.title}|{i.unit}|{i.project.no if i.project else ''}" for i in items)
        return {
            **FormulaFields.initial_formula(survey.the_formula),
            "title": survey.title,
            "opens_on": survey.opens_on,
            "closes_on": survey.closes_on,
            "lines": lines,
        }


class RuleForm(FormulaFields):
    """测评办法: the formula of one kind of evaluation, and what follows a bad grade."""

    field_order = ("subject", "starts_on", "rectify_days", "attempts")
    subject = forms.ChoiceField(label="由谁评价", choices=Subject.choices)
    starts_on = day("开始施行", help_text="今天以后，不早于会议通过")
    rectify_days = forms.IntegerField(label="不满意的，多少天内整改", min_value=1, max_value=MOST_DAYS)
    attempts = forms.IntegerField(
        label="整改和复评最多几次",
        min_value=1,
        max_value=MOST_ATTEMPTS,
        help_text="仍不满意的，建议列入下一步监督",
    )
    why = forms.CharField(label="为什么这样定", min_length=SHORTEST_REASON, max_length=300)

    def clean(self) -> dict:
        """What `write_rule` takes."""
        super().clean()
        own = {
            name: self.cleaned_data.get(name) for name in ("subject", "starts_on", "rectify_days", "attempts", "why")
        }
        return {**own, "formula": self.formula()}

    @staticmethod
    def initial_of(place: Place) -> dict:
        """What is usual for deputies; the day is today's."""
        chain, today = Chain(), timezone.localdate()
        rule = queries.rule_on(place, Subject.DEPUTIES, today)
        formula = rule.the_formula if rule else PRESETS["人代会三档"]
        own = {"starts_on": today, "rectify_days": chain.rectify_days, "attempts": chain.attempts}
        return {**FormulaFields.initial_formula(formula), **own}


class PollForm(forms.Form):
    """Which sitting votes."""

    def __init__(self, *args: Any, survey: Survey, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind = SITTINGS[Subject(survey.subject)]
        open_ones = Sitting.objects.filter(place=survey.place, kind=kind).exclude(state=SittingState.CLOSED)
        self.fields["sitting"] = forms.ModelChoiceField(label="在哪次会议上测评", queryset=open_ones)


class TableForm(forms.Form):
    """The whole table, typed."""

    def __init__(self, *args: Any, survey: Survey, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["valid"] = forms.IntegerField(
            label="有效票（份）", min_value=1, max_value=10**8, initial=survey.valid
        )
        self.fields["members"] = forms.IntegerField(
            label="全体组成人员（代表）人数", min_value=1, max_value=10**8, required=False, initial=survey.members
        )
        self.fields["present"] = forms.IntegerField(
            label="到会（参加）人数", min_value=1, max_value=10**8, required=False, initial=survey.present
        )
        self.survey_items = list(survey.items.all())
        for item in self.survey_items:
            for name in COUNTS:
                self.fields[f"{name}_{item.pk}"] = forms.IntegerField(
                    label=f"{item.title}：{Mark(name).label}",
                    min_value=0,
                    max_value=10**8,
                    initial=getattr(item, name) if survey.valid else (0 if name == "unknown" else None),
                    required=name != "unknown",
                    widget=forms.NumberInput(attrs={"aria-label": f"{item.title}：{Mark(name).label}"}),
                )

    def lines(self) -> list[tuple]:
        """(item, [bound fields in the order of COUNTS]) for the template."""
        return [(item, [self[f"{name}_{item.pk}"] for name in COUNTS]) for item in self.survey_items]

    def clean(self) -> dict:
        """What `enter_table` takes."""
        super().clean()
        data = self.cleaned_data
        rows = [] if self.errors else [self._row(item, data) for item in self.survey_items]
        return {"rows": rows, **{name: data.get(name) for name in ("valid", "members", "present")}}

    @staticmethod
    def _row(item: Item, data: dict) -> TableRow:
        counts = {name: data[f"{name}_{item.pk}"] or 0 for name in COUNTS}
        return TableRow(title=item.title, unit=item.unit, **counts)


class MethodForm(forms.Form):
    """How people are chosen and asked."""

    method = forms.CharField(
        label="抽样和调查方法",
        max_length=LONGEST_METHOD,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="名单从哪里来、怎样抽样、由谁调查；和结果一起公布",
    )


class ReasonForm(forms.Form):
    """Why an evaluation is stopped, or closed before its day."""

    reason = forms.CharField(
        label="理由", min_length=10, max_length=500, widget=forms.Textarea(attrs={"rows": 3}), help_text="会公示"
    )


class PublishForm(forms.Form):
    """The notice."""

    doc_no = forms.CharField(label="公告文号", max_length=60, required=False)


class OrderForm(forms.Form):
    """交由政府研究处理."""

    order = forms.CharField(label="整改要求", max_length=1000, widget=forms.Textarea(attrs={"rows": 4}))
    due = day("整改期限")

    def clean_due(self) -> date:
        due = self.cleaned_data["due"]
        if due <= timezone.localdate():
            raise forms.ValidationError("整改期限要在今天之后")
        return due


class ReportForm(forms.Form):
    """整改情况 with evidence."""

    report = forms.CharField(label="整改了什么、结果怎样", max_length=2000, widget=forms.Textarea(attrs={"rows": 5}))
    proof = forms.FileField(label="佐证：整改后的照片或文件", help_text="JPG、PNG 照片或 PDF，不超过 10 MB")
    more = forms.FileField(label="佐证（二，可不填）", required=False)


class AdviceForm(forms.Form):
    """The office's own conclusions of the analysis report."""

    doc_no = forms.CharField(label="文号", max_length=60, required=False)
    advice = forms.CharField(
        label="意见建议",
        max_length=5000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="一行一条，写在报告最后",
    )


class CarryForm(forms.Form):
    """Where to."""

    def __init__(self, *args: Any, year: Year, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        later = Year.objects.filter(place=year.place, standing=year.standing, number__gt=year.number).select_related(
            "place"
        )
        self.fields["to_year"] = forms.ModelChoiceField(label="结转到", queryset=later)


class WeightsForm(forms.Form):
    """How much each kind of evaluation counts, in %; all empty: no common score."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for subject in Subject:
            self.fields[subject.value] = forms.IntegerField(
                label=f"{subject.label}（%）", min_value=0, max_value=100, required=False
            )

    @staticmethod
    def initial_of(year: Year) -> dict[str, int]:
        """What the year says now, whole shares alone."""
        shares = {subject: fraction_from(text) * 100 for subject, text in year.settings.evaluation_weights.items()}
        return {subject: int(share) for subject, share in shares.items() if share.denominator == 1}
