"""Forms of 会商."""

from typing import Any

from django import forms

from piaojue.commons.people.apart import SeatField
from piaojue.commons.people.models import Body, Seat
from piaojue.commons.roles import Role
from piaojue.commons.sittings.forms import AgendaForm
from piaojue.commons.web.forms import choosing
from piaojue.commons.years.models import Year
from piaojue.stages.consult.actions import USUAL_AGENDA
from piaojue.stages.consult.models import Consultation
from piaojue.stages.consult.moves import DESK
from piaojue.stages.consult.queries import present
from piaojue.stages.consult.rounds import on_the_ballot
from piaojue.stages.consult.values import CountSheet
from piaojue.stages.shortlist.public import Dossier


class CallForm(AgendaForm):
    council = forms.ModelChoiceField(label="议事会", queryset=Body.objects.none())
    name = forms.CharField(label="会商会名称", max_length=120, min_length=4)
    on = forms.DateField(label="日期", widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
    dossiers = forms.ModelMultipleChoiceField(
        label="议题", queryset=Dossier.objects.none(), widget=forms.CheckboxSelectMultiple
    )
    double = forms.BooleanField(label="采用双门槛：代表赞成过半，且总赞成超过三分之二", required=False, initial=True)

    field_order = ("council", "name", "on", "dossiers", "lines", "double")

    def __init__(self, *args: Any, year: Year, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lines"].initial = "\n".join(f"{item['minutes']} | {item['title']}" for item in USUAL_AGENDA)
        choosing(self, "council").queryset = Body.objects.standing().filter(place=year.place, kind="council")
        choosing(self, "dossiers").queryset = Dossier.objects.filter(year=year, state="candidate").order_by("no")


class SpeakForm(forms.Form):
    dossier = forms.ModelChoiceField(label="议题", queryset=Dossier.objects.none())
    speaker = SeatField(
        label="发言人",
        required=False,
        empty_label="我自己",
        help_text="已签到的议事会成员",
    )
    text = forms.CharField(label="意见", max_length=1000, min_length=2, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, consultation: Consultation, by: Seat | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choosing(self, "dossier").queryset = consultation.dossiers.order_by("no")
        choosing(self, "speaker").queryset = present(consultation)
        if by is None or Role(by.role) not in DESK:
            del self.fields["speaker"]


class CountForm(forms.Form):
    """One person's count; two numbers an item; spoiled ballots approve of nothing."""

    issued = forms.IntegerField(label="发出票数", min_value=0, max_value=100_000)
    returned = forms.IntegerField(label="收回票数", min_value=0, max_value=100_000)
    void = forms.IntegerField(
        label="其中无效票", min_value=0, max_value=100_000, required=False, help_text="无法辨认的票；没有就不填"
    )
    deputies_returned = forms.IntegerField(label="其中代表票数", min_value=0, max_value=100_000)
    deputies_void = forms.IntegerField(label="代表票中的无效票", min_value=0, max_value=100_000, required=False)

    def __init__(self, *args: Any, consultation: Consultation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.dossiers = on_the_ballot(consultation)
        for dossier in self.dossiers:
            for which, label in (("d", "代表赞成"), ("a", "总赞成")):
                self.fields[f"{which}{dossier.pk}"] = forms.IntegerField(
                    label=f"{dossier.title}：{label}", min_value=0, max_value=100_000
                )

    def sheet(self) -> CountSheet:
        """As actions.enter_count takes it."""
        cleaned = self.cleaned_data
        return CountSheet(
            issued=cleaned["issued"],
            returned=cleaned["returned"],
            void=cleaned["void"] or 0,
            deputies_returned=cleaned["deputies_returned"],
            deputies_void=cleaned["deputies_void"] or 0,
            items={str(row.pk): (cleaned[f"d{row.pk}"], cleaned[f"a{row.pk}"]) for row in self.dossiers},
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors:
            cleaned["sheet"] = self.sheet()
        return cleaned
