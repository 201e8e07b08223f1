"""Forms of 送阅 and 审议."""

from django import forms
from django.utils.translation import pgettext_lazy

from piaojue.commons.people.apart import SeatField
from piaojue.commons.people.models import Body, Seat
from piaojue.commons.roles import Role
from piaojue.commons.sittings.models import Sitting
from piaojue.commons.web.forms import choosing
from piaojue.stages.deliberate.models import GroupSession
from piaojue.stages.shortlist.public import Dossier


class CirculateForm(forms.Form):
    sitting = forms.ModelChoiceField(label="送给哪次会议的代表", queryset=Sitting.objects.none())
    note = forms.CharField(label="说明", max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args, year, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        choosing(self, "sitting").queryset = Sitting.objects.filter(place=year.place, kind="session").exclude(
            state="closed"
        )


class QuestionForm(forms.Form):
    text = forms.CharField(
        label=pgettext_lazy("asked", "问题"), max_length=500, min_length=5, widget=forms.Textarea(attrs={"rows": 4})
    )


class AnswerForm(forms.Form):
    text = forms.CharField(label="答复", max_length=2000, min_length=5, widget=forms.Textarea(attrs={"rows": 6}))


class OutlineForm(forms.Form):
    text = forms.CharField(label="发言提纲", max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 12}))


class GroupSessionForm(forms.Form):
    sitting = forms.ModelChoiceField(label="会议", queryset=Sitting.objects.none())
    delegation = forms.ModelChoiceField(label="代表团", queryset=Body.objects.none())
    minutes_spent = forms.IntegerField(label="审议时长（分钟）", min_value=1, max_value=600)
    minutes = forms.CharField(
        label="审议记录", max_length=20_000, required=False, widget=forms.Textarea(attrs={"rows": 8})
    )

    def __init__(self, *args, year, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        choosing(self, "sitting").queryset = Sitting.objects.filter(place=year.place, kind="session")
        choosing(self, "delegation").queryset = (
            Body.objects.standing().filter(place=year.place, kind="delegation").order_by("pk")
        )


class MinutesForm(forms.Form):
    minutes_spent = forms.IntegerField(label="审议时长（分钟）", min_value=1, max_value=600)
    minutes = forms.CharField(
        label="审议记录", max_length=20_000, required=False, widget=forms.Textarea(attrs={"rows": 8})
    )


class OpinionForm(forms.Form):
    """One opinion; `speaker` is asked of the desk only: a deputy speaks for herself."""

    dossier = forms.ModelChoiceField(label="候选项目", queryset=Dossier.objects.none())
    speaker = SeatField(label="发言人", required=False, empty_label="不记姓名")
    text = forms.CharField(label="意见", max_length=1000, min_length=2, widget=forms.Textarea(attrs={"rows": 4}))

    def __init__(self, *args, session: GroupSession, desk: bool, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        choosing(self, "dossier").queryset = Dossier.objects.filter(year=session.year_id, state="candidate").order_by(
            "no"
        )
        if not desk:
            del self.fields["speaker"]
            return
        members = (
            Seat.objects.in_office().filter(delegation=session.delegation_id, role=Role.DEPUTY).select_related("person")
        )
        choosing(self, "speaker").queryset = members
        choosing(self, "speaker").label_from_instance = lambda seat: str(seat.person)
