"""Forms of 归并."""

from typing import Any, cast

from django import forms
from django.db.models import QuerySet

from piaojue.commons.finding import row_key
from piaojue.commons.people.models import Body
from piaojue.commons.places.models import Place
from piaojue.commons.web.forms import RowKeys
from piaojue.commons.years.models import Year
from piaojue.stages.group.models import Demand, DemandState
from piaojue.stages.group.queries import open_demands_like, waiting
from piaojue.stages.suggest.public import Category, Suggestion


def _offer(form: forms.Form, name: str, rows: QuerySet) -> None:
    """Let a field offer these rows."""
    cast(forms.ModelChoiceField, form.fields[name]).queryset = rows


LONGEST_FIND = 60


class DemandSelect(forms.Select):
    """A few demands to choose from, and a box that finds others; without a script Enter opens the desk anew."""

    template_name = "group/demand_select.html"


class DemandField(forms.ModelChoiceField):
    """An open demand of a year. There may be a hundred thousand, so it offers those that somebody looks for."""

    widget = DemandSelect

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(queryset=Demand.objects.none(), **kwargs)

    def of(self, year: Year, find: str, chosen: str = "") -> None:
        """Take any open demand of the year; offer those found by `find`, and the one that is chosen already."""
        self.queryset = open_ones = Demand.objects.filter(year=year, state=DemandState.OPEN)
        self.widget.attrs |= {"data-find": find, "data-options": year.page("demand_options")}

        def offered() -> list[tuple[Any, str]]:
            rows = [*open_ones.filter(pk=row_key(chosen)), *open_demands_like(year, find)]
            return [("", str(self.empty_label or "---------")), *dict.fromkeys((row.pk, row.title) for row in rows)]

        self.choices = offered


class GroupForm(forms.Form):
    """Ticked suggestions go into a new demand or into one that exists."""

    suggestions = forms.ModelMultipleChoiceField(
        queryset=Suggestion.objects.none(), widget=forms.CheckboxSelectMultiple, label="建议"
    )
    demand = DemandField(required=False, label="并入已有诉求", empty_label="（新建一条诉求）")
    title = forms.CharField(label="新诉求名称", max_length=60, required=False)
    reason = forms.CharField(label="归并理由", max_length=200, required=False, help_text="例如：同一小区、同一件事")

    def __init__(self, *args: Any, year: Year, find: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "suggestions", waiting(year))
        cast(DemandField, self.fields["demand"]).of(year, find, self.data.get("demand", ""))

    def clean(self) -> dict:
        super().clean()
        cleaned = self.cleaned_data
        if not cleaned.get("demand") and not cleaned.get("title", "").strip():
            self.add_error("title", "请写新诉求的名称，或选择并入已有诉求")
        return cleaned


class DemandForm(forms.Form):
    """How a demand is worded."""

    title = forms.CharField(label="诉求", max_length=60, min_length=4)
    summary = forms.CharField(label="概述", max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 4}))
    category = forms.ChoiceField(label="领域", choices=Category.choices)
    spot = forms.ModelChoiceField(label="所在地", queryset=Place.objects.none())
    department = forms.ModelChoiceField(label="建议承办部门", queryset=Body.objects.none(), required=False)

    def __init__(self, *args: Any, demand: Demand, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "spot", Place.objects.filter(code__startswith=demand.place_id))
        _offer(self, "department", Body.objects.standing().filter(place=demand.place, kind="department"))


class SplitForm(forms.Form):
    """Which suggestions leave the demand."""

    suggestions = forms.ModelMultipleChoiceField(
        queryset=Suggestion.objects.none(), widget=forms.CheckboxSelectMultiple, label="要拆出的建议"
    )

    def __init__(self, *args: Any, demand: Demand, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "suggestions", Suggestion.objects.filter(links__demand=demand, links__ended_at=None))


class MergeForm(forms.Form):
    """The demand that goes into this one."""

    other = DemandField(label="并入本诉求的另一条诉求")

    def __init__(self, *args: Any, demand: Demand, find: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.demand = demand
        cast(DemandField, self.fields["other"]).of(demand.year, find, self.data.get("other", ""))

    def clean_other(self) -> Demand:
        other: Demand = self.cleaned_data["other"]
        if other.pk == self.demand.pk:
            raise forms.ValidationError("请选择另一条诉求")
        return other


class ReviewForm(forms.Form):
    """What a clerk decides about one card of the review queue."""

    do = forms.ChoiceField(
        choices=[("accept", "接受"), ("reject", "不是同一件事"), ("split", "拆出"), ("move", "移动")], label="处理"
    )
    bundle = forms.IntegerField(min_value=1, max_value=2**62, label="组")
    suggestions = RowKeys(required=False, label="选中的建议")
    title = forms.CharField(label="诉求名称", max_length=60, required=False)
    summary = forms.CharField(label="一句话概括", max_length=1000, required=False)
    category = forms.ChoiceField(label="领域", choices=[("", "—"), *Category.choices], required=False)
    department = forms.ModelChoiceField(label="建议承办部门", queryset=Body.objects.none(), required=False)
    guessed_category = forms.ChoiceField(choices=[("", "—"), *Category.choices], required=False)
    guessed_department = forms.ModelChoiceField(queryset=Body.objects.none(), required=False)
    target = forms.RegexField(
        r"^[db]\d{1,18}$", required=False, label="移到", error_messages={"invalid": "请从列表里选择要移到哪里"}
    )

    def __init__(self, *args: Any, year: Year, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.year = year
        for name in ("department", "guessed_department"):
            _offer(self, name, Body.objects.standing().filter(place=year.place, kind="department"))

    def clean(self) -> dict:
        """`target` becomes `to` (a bundle) or `into` (a demand)."""
        super().clean()
        cleaned = self.cleaned_data
        target = cleaned.pop("target", "")
        cleaned["to"] = int(target[1:]) if target.startswith("b") else None
        cleaned["into"] = None
        if target.startswith("d"):
            cleaned["into"] = Demand.objects.filter(year=self.year, state=DemandState.OPEN, pk=int(target[1:])).first()
            if cleaned["into"] is None:
                self.add_error("target", "这条诉求已经不能再加入建议，请另选")
        if cleaned.get("do") == "move" and not target and "target" not in self.errors:
            self.add_error("target", "请选择要移到哪一组")
        return cleaned
