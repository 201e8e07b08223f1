"""Forms of an activity on its way, of its questions, and of the year's plan."""

from django import forms
from django.utils import timezone

from piaojue.commons.evidence.fields import PhotosField
from piaojue.commons.people.apart import SeatsField
from piaojue.commons.places.models import Place
from piaojue.commons.years.models import Year
from piaojue.stages.deliver.public import DATE, Project, area, offer
from piaojue.stages.suggest.public import Category
from piaojue.stages.supervise.covering import people_for
from piaojue.stages.supervise.kinds import AT_DESK, not_here
from piaojue.stages.supervise.models import Activity, Rating
from piaojue.stages.supervise.queries import projects_in, regions_in
from piaojue.stages.supervise.values import PlannedActivity, Visit


def regions_field() -> forms.ModelMultipleChoiceField:
    """Places below that it is about, too; `offer_regions` says which there are."""
    return forms.ModelMultipleChoiceField(
        label="涉及地区（不选就是本级）",
        queryset=Place.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


def budget_field() -> forms.CharField:
    return forms.CharField(
        label="涉及的预算科目或专项资金", max_length=80, required=False, help_text="例如：城乡社区支出（212）"
    )


def offer_regions(form: forms.Form, year: Year) -> None:
    """Let a form choose among the regions below that have a year of their own; where there are none, nothing is asked."""
    if regions_in(year).exists():
        offer(form, "regions", regions_in(year))
    else:
        del form.fields["regions"]


class NoticeForm(forms.Form):
    """发出通知."""

    venue = forms.CharField(label="地点", max_length=80)
    notice = area("要准备什么", 4, 1000, required=False, help_text="会发给带队人、参加代表和责任单位")


class PostponeForm(forms.Form):
    """改期."""

    held_on = forms.DateField(label="新的日期", widget=DATE)
    reason = area("改期的理由", 2, 300, 4)


class ReasonForm(forms.Form):
    """取消."""

    reason = area("取消的理由", 3, 500, 4)


class VisitForm(forms.Form):
    """登记开展情况. `visit` is cleaned as a Visit."""

    members = SeatsField(label="到场的代表", required=False, widget=forms.CheckboxSelectMultiple)
    hosts = forms.CharField(label="责任单位到场人", max_length=200, required=False, help_text="姓名、职务")
    situation = area("现场情况", 4, 2000, 4)
    praise = area("肯定点", 2, 1000, required=False)
    advice = area("意见建议", 2, 1000, required=False)
    photos = PhotosField(label="照片（最多 6 张）", required=False)

    def __init__(self, *args, activity: Activity, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "members", people_for(activity.place, activity.regions.all()))
        self.initial.setdefault("members", [seat.pk for seat in activity.members.all()])

    def clean(self) -> dict:
        super().clean()
        cleaned = self.cleaned_data
        if self.errors:
            return cleaned
        photos = cleaned.pop("photos")
        return {"visit": Visit(**cleaned), "photos": photos}


class ConcludeForm(forms.Form):
    """办结."""

    ending = area("办结情况", 4, 2000, 4, help_text="问题怎样整改、承诺怎样兑现、下一步做什么")


class FollowUpForm(forms.Form):
    text = area("追问什么", 3, 500, 5)


class RateForm(forms.Form):
    """评价答复."""

    rating = forms.ChoiceField(label="对答复", choices=Rating.choices, widget=forms.RadioSelect)
    note = area("理由（不满意的必填）", 2, 300, required=False)


class KeepForm(forms.Form):
    kept = area("怎样兑现的", 4, 1000, 5)


class ExpertiseForm(forms.Form):
    """登记专长."""

    categories = forms.MultipleChoiceField(
        label="懂行的领域", choices=Category.choices, required=False, widget=forms.CheckboxSelectMultiple
    )


class PlanForm(forms.Form):
    title = forms.CharField(label="计划名称", max_length=80, min_length=4)


class PlanLineForm(forms.Form):
    """添加计划事项. `line` is cleaned as a PlannedActivity."""

    kind = forms.ChoiceField(label="方式")
    title = forms.CharField(label="主题", max_length=80, min_length=4)
    held_on = forms.DateField(label="计划日期", widget=DATE, initial=timezone.localdate)
    projects = forms.ModelMultipleChoiceField(
        label="涉及项目（不选就是全部）",
        queryset=Project.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    regions, budget_line = regions_field(), budget_field()
    led_by = forms.CharField(label="承办机构", max_length=60, required=False, help_text="例如：社会建设委员会")
    note = forms.CharField(label="说明", max_length=300, required=False)

    def __init__(self, *args, year: Year, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        kinds = self.fields["kind"]
        assert isinstance(kinds, forms.ChoiceField)
        kinds.choices = [(kind.value, kind.label) for kind in AT_DESK if not_here(kind, year.place) is None]
        offer(self, "projects", projects_in(year))
        if not projects_in(year).exists():
            del self.fields["projects"]
        offer_regions(self, year)

    def clean(self) -> dict:
        super().clean()
        return {} if self.errors else {"line": PlannedActivity(**self.cleaned_data)}
