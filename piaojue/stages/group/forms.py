"""Forms of 归并."""

from typing import Any, cast

from django import forms
from django.db.models import QuerySet

from piaojue.commons.people.models import Body
from piaojue.commons.places.models import Place
from piaojue.commons.years.models import Year
from piaojue.stages.group.models import Demand, DemandState
from piaojue.stages.group.queries import waiting
from piaojue.stages.suggest.public import Category, Suggestion


def _offer(form: forms.Form, name: str, rows: QuerySet) -> None:
    """Let a field offer these rows."""
    cast(forms.ModelChoiceField, form.fields[name]).queryset = rows


class GroupForm(forms.Form):
    """Ticked suggestions go into a new demand or into one that exists."""

    suggestions = forms.ModelMultipleChoiceField(
        queryset=Suggestion.objects.none(), widget=forms.CheckboxSelectMultiple, label="建议"
    )
    demand = forms.ModelChoiceField(
        queryset=Demand.objects.none(), required=False, label="并入已有诉求", empty_label="（新建一条诉求）"
    )
    title = forms.CharField(label="新诉求名称", max_length=60, required=False)
    reason = forms.CharField(label="归并理由", max_length=200, required=False, help_text="例如：同一小区、同一件事")

    def __init__(self, *args: Any, year: Year, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "suggestions", waiting(year))
        _offer(self, "demand", Demand.objects.filter(year=year, state=DemandState.OPEN))

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

    other = forms.ModelChoiceField(label="并入本诉求的另一条诉求", queryset=Demand.objects.none())

    def __init__(self, *args: Any, demand: Demand, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "other", Demand.objects.filter(year=demand.year, state=DemandState.OPEN).exclude(pk=demand.pk))


class Numbers(forms.MultipleChoiceField):
    """Several ids, none is fine; cleaned to whole numbers."""

    def valid_value(self, value: str) -> bool:
        return str(value).isdecimal() and len(str(value)) < 19

    def clean(self, value: Any) -> list[int]:
        return [int(one) for one in super().clean(value)]


class ReviewForm(forms.Form):
    """What a clerk decides about one card of the review queue."""

    do = forms.ChoiceField(
        choices=[("accept", "接受"), ("reject", "不是同一件事"), ("split", "拆出"), ("move", "移动")], label="处理"
    )
    bundle = forms.IntegerField(min_value=1, max_value=2**62, label="组")
    suggestions = Numbers(required=False, label="选中的建议")
    title = forms.CharField(label="诉求名称", max_length=60, required=False)
    category = forms.ChoiceField(label="领域", choices=[("", "—"), *Category.choices], required=False)
    department = forms.ModelChoiceField(label="建议承办部门", queryset=Body.objects.none(), required=False)
    target = forms.RegexField(
        r"^[db]\d{1,18}$", required=False, label="移到", error_messages={"invalid": "请从列表里选择要移到哪里"}
    )

    def __init__(self, *args: Any, year: Year, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.year = year
        _offer(self, "department", Body.objects.standing().filter(place=year.place, kind="department"))

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
