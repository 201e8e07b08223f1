"""Forms of 质询 and 审议意见."""

from django import forms
from django.utils import timezone

from piaojue.commons.evidence.fields import FilesField
from piaojue.commons.people.apart import SeatsField
from piaojue.commons.people.models import Body, BodyKind
from piaojue.commons.sittings.models import Sitting
from piaojue.commons.years.models import Year
from piaojue.stages.deliver.public import DATE, Project, area, offer
from piaojue.stages.supervise.actions.opining import usual_due
from piaojue.stages.supervise.interpelling import may_sign
from piaojue.stages.supervise.models import Activity, Interpellation, Manner, ReviewOpinion
from piaojue.stages.supervise.queries import ANSWERING, projects_in
from piaojue.stages.supervise.queries_formal import committee_sittings, could_sign, sittings_to_raise_at
from piaojue.stages.supervise.values import InterpellationDraft, OpinionDraft


class InterpellationForm(forms.Form):
    """发起质询. `draft` is cleaned as an InterpellationDraft."""

    sitting = forms.ModelChoiceField(
        label="在哪次会议上", queryset=Sitting.objects.none(), help_text="只列出本级还没有闭会的大会和常委会会议"
    )
    asked_of = forms.ModelChoiceField(label="质询对象", queryset=Body.objects.none())
    project = forms.ModelChoiceField(
        label="项目", queryset=Project.objects.none(), required=False, empty_label="全部或多个项目"
    )
    title = forms.CharField(label="质询的问题", max_length=80, min_length=4)
    text = area("质询的内容", 6, 2000, 10)

    def __init__(self, *args, year: Year, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "sitting", sittings_to_raise_at(year))
        offer(self, "asked_of", Body.objects.standing().filter(place=year.place, kind__in=ANSWERING))
        offer(self, "project", projects_in(year))

    def clean(self) -> dict:
        super().clean()
        return {} if self.errors else {"draft": InterpellationDraft(**self.cleaned_data)}


class SignersForm(forms.Form):
    """联名人, from the signed paper."""

    seats = SeatsField(label="联名人", widget=forms.CheckboxSelectMultiple)
    paper = FilesField(label="联名人签字的质询案（扫描件）", required=False)

    def __init__(self, *args, interpellation: Interpellation, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "seats", could_sign(interpellation, may_sign(interpellation.sitting)))


class ArrangeForm(forms.Form):
    """安排答复, as the organ decided."""

    manner = forms.ChoiceField(label="答复方式", choices=Manner.choices, widget=forms.RadioSelect)
    venue = forms.CharField(
        label="在哪里答复", max_length=80, required=False, help_text="例如：主席团会议、专门委员会会议"
    )
    due = forms.DateField(label="答复期限", widget=DATE, help_text="按会议的决定填写")


class AnswerInterpellationForm(forms.Form):
    answerer = forms.CharField(
        label="答复的负责人", max_length=60, help_text="到会答复或签署书面答复的负责人，姓名、职务"
    )
    answer = area("答复", 6, 5000, 10)


class JudgeForm(forms.Form):
    """对答复表示意见; the office names whose word it is."""

    content = forms.TypedChoiceField(
        label="对答复",
        choices=[("1", "满意"), ("0", "不满意")],
        coerce=lambda value: value == "1",
        widget=forms.RadioSelect,
    )
    signers = SeatsField(label="哪些联名人", seat_of="seat", widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args, interpellation: Interpellation, for_others: bool, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if for_others:
            offer(self, "signers", interpellation.signatures.select_related("seat__person", "seat__body"))
        else:
            del self.fields["signers"]


class ConcludeForm(forms.Form):
    outcome = area("办结情况", 3, 1000, required=False)


class OpinionForm(forms.Form):
    """拟审议意见. `draft` is cleaned as an OpinionDraft."""

    sitting = forms.ModelChoiceField(label="听取报告的常委会会议", queryset=Sitting.objects.none())
    activity = forms.ModelChoiceField(
        label="监督活动", queryset=Activity.objects.none(), required=False, empty_label="没有登记"
    )
    report = forms.CharField(label="听取的报告", max_length=120, min_length=4)
    summary = area("报告摘要", 4, 3000, required=False, help_text="公布时一并公布")
    text = area("审议意见", 8, 5000, 10)

    def __init__(self, *args, year: Year, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "sitting", committee_sittings(year))
        offer(self, "activity", Activity.objects.filter(year=year, kind__in=["report", "inquiry", "check"]))

    def clean(self) -> dict:
        super().clean()
        return {} if self.errors else {"draft": OpinionDraft(**self.cleaned_data)}


class AgainForm(forms.Form):
    """再次审议."""

    sitting = forms.ModelChoiceField(label="再次审议的常委会会议", queryset=Sitting.objects.none())
    text = area("审议意见", 8, 5000, 10)

    def __init__(self, *args, opinion: ReviewOpinion, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "sitting", committee_sittings(opinion.year))


class SendForm(forms.Form):
    """转送."""

    sent_to = forms.ModelChoiceField(label="交由研究处理的政府", queryset=Body.objects.none())
    doc_no = forms.CharField(label="文号", max_length=60)
    due = forms.DateField(label="报告期限", widget=DATE, help_text="一般三个月〔地方，待核〕，以本地的办法为准")

    def __init__(self, *args, opinion: ReviewOpinion, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        governments = Body.objects.standing().filter(place=opinion.place, kind=BodyKind.GOVERNMENT)
        offer(self, "sent_to", governments)
        self.initial.setdefault("sent_to", governments.first())
        self.initial.setdefault("doc_no", opinion.doc_no)
        self.initial.setdefault("due", usual_due(timezone.localdate()))


class HandlingForm(forms.Form):
    handling = area("研究处理情况", 8, 5000, 10)


class CommentForm(forms.Form):
    committee = forms.CharField(label="哪个委员会（工作机构）", max_length=60, min_length=4)
    text = area("意见", 4, 2000)


class ReportHandlingForm(forms.Form):
    report_no = forms.CharField(label="报告文号", max_length=60, required=False)
    handling = area("研究处理情况的报告", 8, 5000, 10, help_text="按委员会的意见修改后的报告，会公布")
