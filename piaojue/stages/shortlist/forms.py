"""Forms of 初定 and 候选."""

import re
from decimal import Decimal

from django import forms

from piaojue.commons.evidence.fields import FilesField
from piaojue.commons.evidence.models import Upload
from piaojue.commons.people.models import Body
from piaojue.commons.places.fields import PlaceField
from piaojue.commons.web.forms import with_bars
from piaojue.stages.group.public import Demand, DemandState
from piaojue.stages.shortlist.criteria import APPRAISALS, NEGATIVE, POSITIVE, TOP_SCORE
from piaojue.stages.shortlist.models import Disposition, Dossier, ProjectType, ReasonCode
from piaojue.stages.shortlist.queries import behind
from piaojue.stages.suggest.public import Category

DATE = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


class ScreeningForm(forms.Form):
    """One reviewer's judgement."""

    negative = forms.MultipleChoiceField(
        label="负面清单（命中的请勾选）", choices=NEGATIVE.items(), required=False, widget=forms.CheckboxSelectMultiple
    )
    in_favour = forms.TypedChoiceField(
        label="结论",
        choices=[("1", "建议列入"), ("0", "不建议列入")],
        coerce=lambda value: value == "1",
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(label="理由", max_length=1000, widget=forms.Textarea(attrs={"rows": 4}))

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        scores = {
            f"score_{key}": forms.IntegerField(
                label=f"{label}（0–{TOP_SCORE} 分）", min_value=0, max_value=TOP_SCORE, initial=5
            )
            for key, label in POSITIVE.items()
        }
        self.fields = {**scores, **self.fields}

    def clean(self) -> dict:
        cleaned = super().clean()
        cleaned["scores"] = {key: cleaned.pop(f"score_{key}") for key in POSITIVE if f"score_{key}" in cleaned}
        return cleaned


class AnswerForm(forms.Form):
    """The public outcome."""

    disposition = forms.ChoiceField(label="去向", choices=Disposition.choices)
    code = forms.ChoiceField(label="理由", choices=ReasonCode.choices)
    text = forms.CharField(
        label="书面答复",
        max_length=2000,
        min_length=10,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="选了理由就有模板；【】里的请换成实际情况，{诉求} 会换成诉求名称。",
    )


class WordingsForm(forms.Form):
    """The place's own wording for each reason; empty: the built-in one."""

    def __init__(self, *args, wordings: dict[str, str], **kwargs) -> None:
        super().__init__(*args, initial=wordings, **kwargs)
        for code in ReasonCode:
            self.fields[code] = forms.CharField(
                label=code.label, max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3})
            )


class BulkAnswerForm(AnswerForm):
    """One template for several demands; {诉求} stands for each title."""

    demands = forms.ModelMultipleChoiceField(
        label="诉求", queryset=Demand.objects.none(), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args, year, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["demands"].queryset = Demand.objects.filter(year=year, state=DemandState.OPEN)


class AppealForm(forms.Form):
    text = forms.CharField(label="复议理由", max_length=1000, min_length=10, widget=forms.Textarea(attrs={"rows": 5}))


class DecisionForm(forms.Form):
    granted = forms.TypedChoiceField(
        label="复议结论",
        choices=[("0", "维持原答复"), ("1", "复议成立，列入初定")],
        coerce=lambda value: value == "1",
        widget=forms.RadioSelect,
    )
    decision = forms.CharField(
        label="决定和理由", max_length=1000, min_length=5, widget=forms.Textarea(attrs={"rows": 4})
    )


def wan(label: str, **kwargs) -> forms.DecimalField:
    """An amount typed in 万元."""
    return forms.DecimalField(
        label=f"{label}（万元）", min_value=0, max_value=100_000_000, decimal_places=4, max_digits=13, **kwargs
    )


def typed_wan(yuan: int) -> str:
    """元 as the amount in 万元 that a form shows again: every digit, no exponent."""
    return f"{Decimal(yuan) / 10000:f}"


class Lines(forms.CharField):
    """Rows typed one a line, cells separated by |; the last `optional` ones may be left out. Cleaned to a list of lists."""

    widget = forms.Textarea(attrs={"rows": 4})

    def __init__(self, *, cells: int, optional: int = 0, **kwargs) -> None:
        super().__init__(max_length=4000, required=False, **kwargs)
        self.cells, self.optional = cells, optional

    def clean(self, value: str) -> list[list[str]]:
        rows, bad = [], []
        for number, line in enumerate(super().clean(value).splitlines(), 1):
            if not line.strip():
                continue
            cells = [cell.strip() for cell in with_bars(line).split("|")]
            needed = self.cells - self.optional
            if not needed <= len(cells) <= self.cells or not all(cells[:needed]):
                wanted = f"{needed} 至 {self.cells}" if self.optional else f"{self.cells}"
                bad.append(f"第 {number} 行“{line.strip()[:20]}”应有 {wanted} 项，用 | 隔开")
            rows.append(cells + [""] * (self.cells - len(cells)))
        if bad:
            raise forms.ValidationError(bad)
        return rows


class DossierForm(forms.Form):
    """项目材料 (docs/domain.md#dossier-fields)."""

    title = forms.CharField(label="项目名称", max_length=60, min_length=4)
    demands = forms.ModelMultipleChoiceField(
        label="来自哪些诉求", queryset=Demand.objects.none(), required=False, widget=forms.CheckboxSelectMultiple
    )
    category = forms.ChoiceField(label="所属领域", choices=Category.choices)
    type = forms.ChoiceField(label="项目形态", choices=ProjectType.choices, help_text="决定以后怎样报进度")
    purpose = forms.CharField(label="建设目的", max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))
    scope = forms.CharField(
        label="建设内容与规模", max_length=2000, widget=forms.Textarea(attrs={"rows": 4}), help_text="尽量写出数量"
    )
    target_count = forms.IntegerField(label="量化目标数", min_value=1, max_value=2_000_000_000, required=False)
    target_unit = forms.CharField(label="目标单位", max_length=10, required=False, help_text="处、公里、人次、户…")
    total = wan("总投资", required=False)
    this_year = wan("年度投资", required=False)
    funding_lines = Lines(label="资金来源", cells=2, help_text="每行：来源 | 万元，例如 本级财政 | 300")
    beneficiaries = forms.IntegerField(label="受益人数（人）", min_value=1, max_value=100_000_000, required=False)
    reach = forms.CharField(label="受益范围", max_length=200, required=False)
    spot = PlaceField(label="选址所在地")
    site = forms.CharField(label="选址", max_length=200, required=False, help_text="具体位置、四至")
    land_status = forms.CharField(
        label="用地情况", max_length=200, required=False, help_text="例如：现状公共用地，已取得规划意见"
    )
    due = forms.DateField(label="完成时间", required=False, widget=DATE)
    cross_year = forms.BooleanField(label="跨年项目", required=False)
    year_goal = forms.CharField(label="年度目标（跨年项目必填）", max_length=200, required=False)
    milestone_lines = Lines(
        label="时间节点", cells=3, help_text="每行：节点 | 年-月 | 累计完成%，例如 开工 | 2026-04 | 10；最后一行 100"
    )
    department = forms.ModelChoiceField(label="责任单位", queryset=Body.objects.none(), required=False)
    co_departments = forms.CharField(label="配合单位", max_length=200, required=False)
    leader = forms.CharField(label="责任人", max_length=60, required=False)
    overseer = forms.CharField(label="分管领导", max_length=60, required=False)
    upkeep = forms.CharField(label="建后管护", max_length=200, required=False, help_text="建成以后谁管、怎么管")
    upkeep_cost = wan("每年管护经费", required=False)
    previous = forms.ModelChoiceField(
        label="往年关联项目",
        queryset=Dossier.objects.none(),
        required=False,
        help_text="接着往年做的、往年落选或储备的",
    )
    gov_note = forms.CharField(
        label="政府推荐意见", max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    attached = FilesField(
        label="附件（图片、平面图、明细，最多 6 个）",
        required=False,
        help_text="PDF、Word、Excel 或图片，每个不超过 10 MB；以前上传的仍然保留",
    )
    dropped = forms.ModelMultipleChoiceField(
        label="不再附带",
        queryset=Upload.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="传错的勾选后保存",
    )
    note = forms.CharField(label="修改说明", max_length=200, required=False)

    def __init__(self, *args, year, previous=None, answered=(), files=None, **kwargs) -> None:
        """previous: the earlier dossier it goes on with; answered: demands it has answered so far; files: attached so far."""
        super().__init__(*args, **kwargs)
        if files:
            self.fields["dropped"].queryset = files
            self.fields["dropped"].label_from_instance = lambda file: file.name
        else:
            del self.fields["dropped"]
        self.fields["spot"].within(year.place)
        self.fields["department"].queryset = Body.objects.filter(place=year.place, kind="department")
        self.fields["demands"].queryset = behind(year, previous) | Demand.objects.filter(
            pk__in=answered
        ).select_related("year")
        self.fields["demands"].label_from_instance = lambda demand: (
            demand.title if demand.year_id == year.pk else f"{demand.title}（{demand.year.number} 年度留下）"
        )
        self.fields["previous"].queryset = Dossier.objects.filter(
            place=year.place, year__number__lt=year.number
        ).order_by("-year__number", "no")

    def clean(self) -> dict:
        """万元 to 元, lines to rows."""
        cleaned = super().clean()
        for name, field in (("total", "total_yuan"), ("this_year", "year_yuan"), ("upkeep_cost", "upkeep_yuan")):
            value = cleaned.pop(name, None)
            cleaned[field] = None if value is None else int(value * 10000)
        cleaned["funding"] = self._funding(cleaned.pop("funding_lines", []))
        cleaned["milestones"] = self._milestones(cleaned.pop("milestone_lines", []))
        return cleaned

    def _funding(self, rows: list[list[str]]) -> list[dict]:
        found = []
        for source, amount in rows:
            try:
                yuan = int(Decimal(re.sub("[,\uff0c ]|万元?$", "", amount)) * 10000)
            except (ArithmeticError, ValueError):
                self.add_error("funding_lines", f"“{amount}”不是金额")
                continue
            if not 0 < yuan < 10**13:
                self.add_error("funding_lines", f"“{amount}”超出范围")
            found.append({"source": source[:60], "yuan": yuan})
        return found

    def _milestones(self, rows: list[list[str]]) -> list[dict]:
        found = []
        for title, due, share in rows:
            year, _, month = re.sub("月$", "", due.replace("年", "-")).partition("-")
            if not (
                share.rstrip("%").isdecimal()
                and year.isdecimal()
                and len(year) == 4
                and month.isdecimal()
                and 1 <= int(month) <= 12
            ):
                self.add_error("milestone_lines", f"“{title}”这一行要写成：节点 | 2026-04 | 10")
                continue
            found.append(
                {
                    "title": title[:60],
                    "due": f"{int(year)}-{int(month):02d}",
                    "share": min(int(share.rstrip("%")), 1000),
                }
            )
        return found

    @classmethod
    def going_on_with(cls, previous) -> dict:
        """What the form of a new year begins with: the earlier sheet without its dates."""
        return cls.initial_of(previous) | {
            "previous": previous.pk,
            "due": None,
            "year_goal": "",
            "milestone_lines": "",
            "gov_note": "",
        }

    @classmethod
    def answering(cls, demand) -> dict:
        """What the form begins with for a demand."""
        return {
            "demands": [demand.pk],
            "title": demand.title,
            "category": demand.category,
            "purpose": demand.summary,
            "spot": demand.spot,
            "department": demand.department,
        }

    @staticmethod
    def initial_of(dossier) -> dict:
        """What the form shows for a dossier."""
        plain = (
            "title",
            "category",
            "type",
            "purpose",
            "scope",
            "target_count",
            "target_unit",
            "beneficiaries",
            "reach",
            "spot",
            "site",
            "due",
            "cross_year",
            "year_goal",
            "department",
            "co_departments",
            "leader",
            "overseer",
            "land_status",
            "upkeep",
            "previous",
            "gov_note",
        )
        money = {"total": dossier.total_yuan, "this_year": dossier.year_yuan, "upkeep_cost": dossier.upkeep_yuan}
        return {
            **{name: getattr(dossier, name) for name in plain},
            **{name: Decimal(value) / 10000 for name, value in money.items() if value is not None},
            "funding_lines": "\n".join(f"{row['source']} | {typed_wan(row['yuan'])}" for row in dossier.funding),
            "milestone_lines": "\n".join(
                f"{row['title']} | {row['due']} | {row['share']}" for row in dossier.milestones
            ),
            "demands": list(dossier.demands.values_list("pk", flat=True)),
        }


class OrderForm(forms.Form):
    """序号 of each candidate."""

    def __init__(self, *args, rows, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for dossier in rows:
            self.fields[f"no{dossier.pk}"] = forms.IntegerField(
                label=dossier.title, min_value=1, max_value=len(rows), initial=dossier.no
            )

    def clean(self) -> dict:
        return {"order": {int(name[2:]): no for name, no in super().clean().items()}}


class AppraisalForm(forms.Form):
    """论证结论."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for key, label in APPRAISALS.items():
            self.fields[key] = forms.CharField(
                label=label, max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2})
            )


class ClearForm(forms.Form):
    number = forms.CharField(label="领导小组审定文号", max_length=60)


class ReviewForm(forms.Form):
    note = forms.CharField(label="审议意见", max_length=1000, widget=forms.Textarea(attrs={"rows": 4}))
