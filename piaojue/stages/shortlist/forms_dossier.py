"""The form of 项目材料 (docs/domain.md#dossier-fields)."""

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import QuerySet

from piaojue.commons.evidence.fields import FilesField
from piaojue.commons.evidence.models import Upload
from piaojue.commons.people.models import Body
from piaojue.commons.places.fields import PlaceField
from piaojue.commons.web.forms import choosing
from piaojue.commons.years.models import Year
from piaojue.stages.group.public import Demand
from piaojue.stages.shortlist.fields import LONGEST_CELL, MONEY_HELP, FundingLines, Lines, typed_wan, wan
from piaojue.stages.shortlist.models import Dossier, ProjectType
from piaojue.stages.shortlist.queries import behind
from piaojue.stages.shortlist.sheet import NAMES, Sheet
from piaojue.stages.shortlist.values import Milestone
from piaojue.stages.suggest.public import Category

DATE = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
MONEY = {"total": "total_yuan", "this_year": "year_yuan", "upkeep_cost": "upkeep_yuan"}
"""Amounts are typed in 万元 and kept in 元: field of the form → column."""
TYPED_OTHERWISE = frozenset({"funding", "milestones", *MONEY.values()})
MOST_SHARE = 1000


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
    funding_lines = FundingLines(label="资金来源", help_text=MONEY_HELP)
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

    def __init__(
        self,
        *args: Any,
        year: Year,
        previous: Dossier | None = None,
        answered: Sequence[int] = (),
        files: QuerySet[Upload] | None = None,
        **kwargs: Any,
    ) -> None:
        """previous: the earlier dossier it goes on with; answered: ids of demands it has answered; files: attached so far."""
        super().__init__(*args, **kwargs)
        if files:
            choosing(self, "dropped").queryset = files
            choosing(self, "dropped").label_from_instance = lambda file: file.name
        else:
            del self.fields["dropped"]
        choosing(self, "spot").within(year.place)
        choosing(self, "department").queryset = Body.objects.standing().filter(place=year.place, kind="department")
        answered_so_far = Demand.objects.filter(pk__in=answered).select_related("year")
        choosing(self, "demands").queryset = behind(year, previous) | answered_so_far
        choosing(self, "demands").label_from_instance = lambda demand: (
            demand.title if demand.year_id == year.pk else f"{demand.title}（{demand.year.number} 年度留下）"
        )
        earlier = Dossier.objects.filter(place=year.place, year__number__lt=year.number, year__standing=year.standing)
        choosing(self, "previous").queryset = earlier.order_by("-year__number", "no")

    def clean(self) -> dict[str, Any]:
        """万元 to 元, lines to rows, and all of it as one sheet."""
        cleaned = super().clean() or {}
        for typed, column in MONEY.items():
            amount = cleaned.pop(typed, None)
            cleaned[column] = None if amount is None else int(amount * 10000)
        cleaned["funding"] = cleaned.pop("funding_lines", ())
        cleaned["milestones"] = self._milestones(cleaned.pop("milestone_lines", []))
        if not self.errors:
            cleaned["sheet"] = Sheet.from_form(cleaned)
        return cleaned

    def _milestones(self, rows: list[list[str]]) -> tuple[Milestone, ...]:
        steps = []
        for title, due, share in rows:
            month, percent = _month(due), share.rstrip("%")
            if month is None or not percent.isdecimal():
                self.add_error("milestone_lines", f"“{title}”这一行要写成：节点 | 2026-04 | 10")
                continue
            steps.append(Milestone(title[:LONGEST_CELL], month, min(int(percent), MOST_SHARE)))
        return tuple(steps)

    @classmethod
    def going_on_with(cls, previous: Dossier) -> dict[str, Any]:
        """What the form of a new year begins with: the earlier sheet without its dates."""
        dateless = {"due": None, "year_goal": "", "milestone_lines": "", "gov_note": ""}
        return cls.initial_of(previous) | dateless | {"previous": previous.pk}

    @classmethod
    def answering(cls, demand: Demand) -> dict[str, Any]:
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
    def initial_of(dossier: Dossier) -> dict[str, Any]:
        """What the form shows for a dossier."""
        amounts = {typed: getattr(dossier, column) for typed, column in MONEY.items()}
        steps = (f"{step.title} | {step.due} | {step.share}" for step in dossier.milestones)
        return {
            **{name: getattr(dossier, name) for name in NAMES if name not in TYPED_OTHERWISE},
            **{typed: Decimal(yuan) / 10000 for typed, yuan in amounts.items() if yuan is not None},
            "funding_lines": "\n".join(f"{source.source} | {typed_wan(source.yuan)}" for source in dossier.funding),
            "milestone_lines": "\n".join(steps),
            "demands": list(dossier.demands.values_list("pk", flat=True)),
        }


def _month(text: str) -> str | None:
    """2026-04, 2026年4月 → "2026-04"; None for anything else."""
    year, _, month = re.sub("月$", "", text.replace("年", "-")).partition("-")
    if not (year.isdecimal() and len(year) == 4 and month.isdecimal() and 1 <= int(month) <= 12):
        return None
    return f"{int(year)}-{int(month):02d}"
