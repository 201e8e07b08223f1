"""Forms of offices: how they end, who comes in late, terms of a congress."""

from typing import Any

from django import forms
from django.utils import timezone

from piaojue.commons.people.forms import BodyChoice
from piaojue.commons.people.models import Body, BodyKind, Seat
from piaojue.commons.people.office import Beginning, Ending
from piaojue.commons.roles import Role
from piaojue.commons.web.forms import choosing

DATE = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
OF_DEPUTIES = (Ending.RESIGNATION, Ending.TERMINATION, Ending.RECALL, Ending.DEATH, Ending.SUSPENSION, Ending.CLOSED)
OF_OTHERS = (Ending.DISMISSAL, Ending.RESIGNATION, Ending.DEATH, Ending.REFORM, Ending.CLOSED)
EVIDENCE = "例如：区人大常委会公告〔2026〕5号"


def evidence_field(label: str, *, required: bool = False) -> forms.CharField:
    return forms.CharField(label=label, max_length=200, required=required, help_text=EVIDENCE)


class EndSeatForm(forms.Form):
    """How an office ends."""

    ended_by = forms.ChoiceField(label="离任原因")
    evidence = evidence_field("离任依据")

    def __init__(self, *args, seat: Seat, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        causes = OF_DEPUTIES if seat.role == Role.DEPUTY else OF_OTHERS
        choosing(self, "ended_by").choices = [(cause.value, cause.label) for cause in causes]


class LeavingForm(EndSeatForm):
    """The same as a proposal, which another person countersigns."""

    reason = forms.CharField(label="理由", max_length=300, min_length=4, widget=forms.Textarea(attrs={"rows": 3}))


class ComingForm(forms.Form):
    """Who comes in while a ballot is fixed, as a proposal."""

    body = BodyChoice(label="机构", queryset=Body.objects.none())
    name = forms.CharField(label="姓名", max_length=40, min_length=2)
    phone = forms.RegexField(
        label="手机号", regex=r"^1\d{10}$", required=False, error_messages={"invalid": "请填写 11 位手机号"}
    )
    card_no = forms.CharField(label="代表证号", max_length=30, required=False)
    delegation = BodyChoice(label="代表团", queryset=Body.objects.none(), required=False)
    cause = forms.ChoiceField(label="任职方式", choices=Beginning.choices, initial=Beginning.BY_ELECTION)
    evidence = evidence_field("任职依据")
    reason = forms.CharField(label="理由", max_length=300, min_length=4, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args, seat: Seat, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        mine = Body.objects.standing().filter(place__code__startswith=seat.place_id).select_related("place")
        counted = (BodyKind.CONGRESS, BodyKind.STANDING_COMMITTEE, BodyKind.COUNCIL)
        choosing(self, "body").queryset = mine.filter(kind__in=counted)
        choosing(self, "delegation").queryset = mine.filter(kind=BodyKind.DELEGATION)


class RenewalForm(forms.Form):
    """Why somebody needs a new password."""

    reason = forms.CharField(label="理由", max_length=300, min_length=4, help_text="例如：忘记密码，本人当面提出")


class OpenTermForm(forms.Form):
    """A new term of a congress."""

    body = BodyChoice(label="人民代表大会", queryset=Body.objects.none())
    number = forms.IntegerField(label="届次", min_value=1, max_value=60, help_text="例如第十九届填 19")
    begins = forms.DateField(
        label="第一次会议开始的日期", widget=DATE, initial=timezone.localdate, help_text="这一届的任期从这天开始"
    )

    def __init__(self, *args, seat: Seat, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        mine = Body.objects.standing().filter(place__code__startswith=seat.place_id, kind=BodyKind.CONGRESS)
        choosing(self, "body").queryset = mine.select_related("place")


class EndTermForm(forms.Form):
    """A whole term ends."""

    on = forms.DateField(
        label="届满日期", widget=DATE, help_text="下一届第一次会议开始的日期。全体代表的任期从这一天起届满"
    )
    evidence = evidence_field("依据", required=True)


class ProposedEndForm(EndTermForm):
    """The same as a proposal, which another person countersigns."""

    reason = forms.CharField(label="理由", max_length=300, min_length=4, widget=forms.Textarea(attrs={"rows": 3}))


ROLE_IN: dict[str, Any] = {
    BodyKind.CONGRESS: Role.DEPUTY,
    BodyKind.STANDING_COMMITTEE: Role.COMMITTEE,
    BodyKind.COUNCIL: Role.COUNCIL_MEMBER,
}
"""As what somebody comes into a body whose members are counted."""
