"""Forms of 监督."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django import forms
from django.db.models import Case, When
from django.utils import timezone
from django.utils.translation import gettext as _

from piaojue.commons.evidence.fields import FilesField, PhotosField
from piaojue.commons.people.apart import SeatField, SeatsField
from piaojue.commons.people.models import Body, Seat
from piaojue.commons.web.forms import choosing
from piaojue.stages.deliver.public import DATE, Project, area, offer, units_for
from piaojue.stages.supervise.covering import LEADERS, people_for
from piaojue.stages.supervise.forms_procedure import budget_field, offer_regions, regions_field
from piaojue.stages.supervise.kinds import AT_DESK, may_have
from piaojue.stages.supervise.matching import eligible, matches_of
from piaojue.stages.supervise.models import Aspect, Finding, Rating, Severity, Sight
from piaojue.stages.supervise.queries import ANSWERING, assessments_of, projects_in
from piaojue.stages.supervise.values import ActivityDraft, Sent, Spotted


def in_days(days: int) -> Callable[[], date]:
    """What a date field begins with: so many days from today."""
    return lambda: timezone.localdate() + timedelta(days=days)


class ActivityForm(forms.Form):
    """登记监督活动 (docs/domain.md#supervision-fields). `draft` is cleaned as an ActivityDraft; `photos` stay uploaded files."""

    kind = forms.ChoiceField(
        label="方式", help_text="专题询问、执法检查、听取专项报告先作为建议登记，经会议决定后才举行"
    )
    title = forms.CharField(label="主题", max_length=80, min_length=4)
    project = forms.ModelMultipleChoiceField(
        label="项目（可以多选，不选就是全部）",
        queryset=Project.objects.none(),
        required=False,
        widget=forms.SelectMultiple(attrs={"size": 6}),
    )
    held_on = forms.DateField(
        label="日期", widget=DATE, initial=timezone.localdate, help_text="还没有到的日期，先登记为“已安排”"
    )
    leader = SeatField(label="带队人", required=False)
    members = SeatsField(label="参加代表", required=False, widget=forms.SelectMultiple(attrs={"size": 6}))
    venue = forms.CharField(label="地点", max_length=80, required=False)
    hosts = forms.CharField(label="责任单位到场人", max_length=200, required=False, help_text="姓名、职务")
    regions, budget_line = regions_field(), budget_field()
    situation = area("现场情况", 4, 2000, required=False)
    praise = area("肯定点", 2, 1000, required=False)
    advice = area("意见建议", 2, 1000, required=False)
    doc_no = forms.CharField(label="关联会议或审议意见文号", max_length=60, required=False)
    public = forms.BooleanField(label="公开这次监督活动", required=False, initial=True)
    photos = PhotosField(label="照片（最多 6 张）", required=False)

    def __init__(self, *args, year, seat: Seat | None, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        here = [kind for kind in AT_DESK if may_have(kind, year.place, seat)]
        kinds = self.fields["kind"]
        assert isinstance(kinds, forms.ChoiceField)
        kinds.choices = [(kind.value, kind.label) for kind in here]
        offer(self, "project", projects_in(year))
        offer_regions(self, year)
        offer(self, "members", people_for(year.place))
        offer(self, "leader", people_for(year.place, roles=LEADERS))

    def clean(self) -> dict:
        super().clean()
        cleaned = self.cleaned_data
        if self.errors:
            return cleaned
        photos, projects = cleaned.pop("photos"), list(cleaned.pop("project"))
        one = {"project": projects[0]} if len(projects) == 1 else {"projects": projects}
        return {"draft": ActivityDraft(**cleaned, **one), "photos": photos}


class HandedOnForm(forms.Form):
    """When a report to be heard went its next way."""

    on = forms.DateField(label="送交日期", widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))


class FindingForm(forms.Form):
    """登记问题 on one project."""

    project = forms.ModelChoiceField(label="项目", queryset=Project.objects.none())
    text = area("发现了什么问题、在哪里", 4, 1000, 5)
    aspect = forms.ChoiceField(label="类别", choices=Aspect.choices, initial=Aspect.QUALITY)
    severity = forms.ChoiceField(
        label="程度", choices=Severity.choices, widget=forms.RadioSelect, initial=Severity.MINOR
    )
    photos = PhotosField(label="照片（最多 6 张）", required=False)

    def __init__(self, *args, projects, **kwargs) -> None:
        """projects: what it may be about"""
        super().__init__(*args, **kwargs)
        offer(self, "project", projects)
        if projects.count() == 1:
            self.fields["project"].initial = projects.first()


class SentForm(forms.Form):
    """What can be written down without network. `sent` is cleaned as a Sent."""

    number = forms.UUIDField(required=False, widget=forms.HiddenInput)
    on = forms.DateField(required=False, widget=forms.HiddenInput)

    def clean(self) -> dict:
        super().clean()
        sent = Sent(number=self.cleaned_data.pop("number", None), on=self.cleaned_data.pop("on", None))
        return self.cleaned_data | {"sent": sent}


class PatrolForm(SentForm):
    """巡查 from a phone: what is seen, a photo, done. `spotted` is cleaned as a Spotted."""

    sight = forms.ChoiceField(label="现在是什么情况", choices=Sight.choices, widget=forms.RadioSelect, required=False)
    photos = PhotosField(label="拍一张（最多 6 张）", required=False)
    situation = area("想说的话（有问题的写一句）", 1, 2000, required=False)

    severity = forms.ChoiceField(
        label="有问题的，急不急",
        choices=Severity.choices,
        widget=forms.RadioSelect,
        required=False,
        initial=Severity.MINOR,
    )

    def clean(self) -> dict:
        cleaned = super().clean()
        words = {name: cleaned.pop(name, "") for name in ("sight", "situation")}
        words["severity"] = cleaned.pop("severity", "") or Severity.MINOR
        return cleaned | {"spotted": Spotted(**words)}


class ReportForm(forms.Form):
    """扫码反映."""

    text = area("您看到了什么问题", 4, 1000, 5, help_text="写清在哪里、什么情况。原文不公开，办理结果公开。")
    photos = PhotosField(label="照片（最多 6 张）", required=False)

    def __init__(self, *args: Any, visitor: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if visitor:
            self.fields["photos"].help_text = _("不用登录就能提交；登录以后提交的，办到哪一步都会通知您。")


class AskForm(SentForm):
    text = area("问什么", 3, 500, 5, help_text="责任单位应在 7 天内公开答复")


class QuestionForm(forms.Form):
    text = area("问什么", 3, 500, 5)
    asked_of = forms.ModelChoiceField(label="答复单位", queryset=Body.objects.none())
    due = forms.DateField(label="答复期限", widget=DATE, initial=in_days(7), required=False)

    def __init__(self, *args, place, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "asked_of", units_for(place).filter(kind__in=ANSWERING))


class AnswerQuestionForm(forms.Form):
    answer = area("答复", 5, 2000, 5)
    promise = area("书面承诺", 2, 500, required=False, help_text="做什么。没有承诺的不填")
    promise_due = forms.DateField(label="承诺完成日期", widget=DATE, required=False)


class AssignFindingForm(forms.Form):
    assigned_to = forms.ModelChoiceField(label="交办单位", queryset=Body.objects.none())
    due = forms.DateField(label="办理期限", widget=DATE, initial=in_days(15))
    severity = forms.ChoiceField(label="程度", choices=Severity.choices, required=False)
    aspect = forms.ChoiceField(label="类别", choices=Aspect.choices, required=False)

    def __init__(self, *args, finding: Finding, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "assigned_to", units_for(finding.place))
        self.initial.setdefault("assigned_to", finding.project.department_id)
        self.initial.setdefault("severity", finding.severity)
        self.initial.setdefault("aspect", finding.aspect)


class DismissForm(forms.Form):
    note = area("不予交办的理由", 3, 1000, 5, help_text="反映人会看到")


class AnswerFindingForm(forms.Form):
    reply = area("办理情况", 4, 2000, 5)
    fixed = forms.BooleanField(label="已经整改到位（须附佐证）", required=False)
    proofs = FilesField(label="佐证（照片或文件，最多 6 个）", required=False)


class ReturnForm(forms.Form):
    note = area("哪里还没有整改到位", 3, 1000, 5)
    due = forms.DateField(label="新的办理期限", widget=DATE, initial=in_days(10))


class AssessForm(forms.Form):
    """核实意见 of who looked at the mended thing."""

    agrees = forms.TypedChoiceField(
        label="是否同意销号",
        choices=[("1", "同意销号"), ("0", "不同意销号")],
        coerce=lambda value: value == "1",
        widget=forms.RadioSelect,
    )
    note = area("看到了什么、理由", 3, 1000, 5)
    rating = forms.ChoiceField(label="对责任单位办理的评价", choices=[("", "不评价"), *Rating.choices], required=False)


class CloseForm(forms.Form):
    """核实销号, by the office: on whose opinion it rests."""

    rests_on = SeatField(
        label="依据谁的核实意见", seat_of="created_by", required=False, empty_label="工作人员自己到现场核实"
    )
    note = area("怎样核实的、看到了什么", 3, 1000, 5)
    unfounded = forms.BooleanField(label="经核实，反映的问题不属实", required=False)

    def __init__(self, *args, finding: Finding, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "rests_on", assessments_of(finding).filter(agrees=True))


class DisputeForm(forms.Form):
    text = area("哪里还没有解决", 3, 900, 5)


USUAL_GROUP = 3
"""So many are proposed for a group that nobody has arranged yet (本站)."""


class GroupForm(forms.Form):
    """监督小组 of one project."""

    seats = SeatsField(
        label="成员",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="懂行的、项目所在地的、监督过同类项目的排在前面；在执行单位任职的不列出",
    )
    lead = SeatField(label="组长", required=False, empty_label="名单中的第一位")

    def __init__(self, *args, project: Project, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        matches = matches_of(project)
        ranks = [When(pk=match.seat.pk, then=len(match.reasons)) for match in matches if match.reasons]
        suiting = eligible(project).annotate(suits=Case(*ranks, default=0)).order_by("-suits", "pk")
        why = {match.seat.pk: "（" + "，".join(match.reasons) + "）" for match in matches if match.reasons}
        for name in ("seats", "lead"):
            offer(self, name, suiting)
            choosing(self, name).label_from_instance = lambda seat: f"{seat}{why.get(seat.pk, '')}"
        watches = list(project.watches.all())
        best = [match.seat.pk for match in matches if match.reasons][:USUAL_GROUP]
        self.initial.setdefault("seats", [watch.seat_id for watch in watches] or best)
        self.initial.setdefault("lead", next((watch.seat_id for watch in watches if watch.lead), None))
