"""Forms of a round through several places: the round, a stop, what was seen there."""

from typing import Any

from django import forms
from django.utils import timezone

from piaojue.commons.evidence.fields import PhotosField
from piaojue.commons.people.apart import SeatField, SeatsField
from piaojue.commons.places.models import Place
from piaojue.commons.years.models import Year
from piaojue.stages.deliver.public import DATE, Project, area, offer
from piaojue.stages.supervise.covering import LEADERS, in_regions, people_for
from piaojue.stages.supervise.kinds import ActivityKind, not_here
from piaojue.stages.supervise.models import Activity
from piaojue.stages.supervise.queries import regions_in
from piaojue.stages.supervise.values import ActivityDraft

GOING_ROUND = (ActivityKind.VISIT, ActivityKind.RESEARCH)


class RoundForm(forms.Form):
    """安排走访. `draft` is cleaned as an ActivityDraft."""

    kind = forms.ChoiceField(label="方式", widget=forms.RadioSelect)
    title = forms.CharField(label="主题", max_length=80, min_length=4, help_text="例如：春季走访")
    held_on = forms.DateField(label="日期", widget=DATE, initial=timezone.localdate)
    regions = forms.ModelMultipleChoiceField(
        label="走访哪些地区", queryset=Place.objects.none(), widget=forms.CheckboxSelectMultiple
    )
    leader = SeatField(label="带队人")
    members = SeatsField(label="同行的人", required=False, widget=forms.SelectMultiple(attrs={"size": 6}))

    def __init__(self, *args: Any, year: Year, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = self.fields["kind"]
        assert isinstance(kinds, forms.ChoiceField)
        here = [kind for kind in GOING_ROUND if not_here(kind, year.place) is None]
        kinds.choices = [(kind.value, kind.label) for kind in here]
        self.initial.setdefault("kind", here[0].value)
        offer(self, "regions", regions_in(year))
        offer(self, "leader", people_for(year.place, roles=LEADERS))
        offer(self, "members", people_for(year.place))

    def clean(self) -> dict:
        super().clean()
        return {} if self.errors else {"draft": ActivityDraft(**self.cleaned_data)}


class StopForm(forms.Form):
    """添加走访点."""

    region = forms.ModelChoiceField(label="哪个地区", queryset=Place.objects.none())
    spot = forms.CharField(label="看什么、在哪里", max_length=80, min_length=2)
    at = forms.CharField(label="几点", max_length=20, required=False, help_text="例如：上午 9:30")
    project = forms.ModelChoiceField(label="看哪个项目", queryset=Project.objects.none(), required=False)

    def __init__(self, *args: Any, activity: Activity, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "region", activity.regions.order_by("code"))
        offer(self, "project", in_regions(activity).select_related("place"))
        self.fields["project"].label_from_instance = lambda row: f"{row.place.name}：{row}"  # type: ignore[attr-defined]


class SeenForm(forms.Form):
    """登记走访记录."""

    seen = area("看到了什么、问到了什么", 4, 2000, 4)
    met = forms.CharField(label="谁接待", max_length=200, required=False, help_text="单位、姓名、职务")
    photos = PhotosField(label="照片（最多 6 张）", required=False)
