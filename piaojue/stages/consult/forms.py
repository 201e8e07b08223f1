"""Forms of 会商."""

from django import forms

from piaojue.commons.people.models import Body
from piaojue.stages.shortlist.models import Dossier


class CallForm(forms.Form):
    council = forms.ModelChoiceField(label="议事会", queryset=Body.objects.none())
    name = forms.CharField(label="会商会名称", max_length=120, min_length=4)
    on = forms.DateField(label="日期", widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
    dossiers = forms.ModelMultipleChoiceField(label="议题", queryset=Dossier.objects.none(), widget=forms.CheckboxSelectMultiple)
    double = forms.BooleanField(label="采用双门槛:代表赞成过半,且总赞成超过三分之二", required=False, initial=True)

    def __init__(self, *args, year, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["council"].queryset = Body.objects.filter(place=year.place, kind="council")
        self.fields["dossiers"].queryset = Dossier.objects.filter(year=year, state="candidate").order_by("no")


class SpeakForm(forms.Form):
    dossier = forms.ModelChoiceField(label="议题", queryset=Dossier.objects.none())
    text = forms.CharField(label="意见", max_length=1000, min_length=2, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args, consultation, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["dossier"].queryset = consultation.dossiers.order_by("no")


class CountForm(forms.Form):
    """One person's count; two numbers an item."""

    issued = forms.IntegerField(label="发出票数", min_value=0, max_value=100_000)
    returned = forms.IntegerField(label="收回票数", min_value=0, max_value=100_000)
    deputies_returned = forms.IntegerField(label="其中代表票数", min_value=0, max_value=100_000)

    def __init__(self, *args, consultation, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.dossiers = list(consultation.dossiers.order_by("no"))
        for dossier in self.dossiers:
            for which, label in (("d", "代表赞成"), ("a", "总赞成")):
                self.fields[f"{which}{dossier.pk}"] = forms.IntegerField(label=f"{dossier.title}:{label}", min_value=0, max_value=100_000)

    def sheet(self) -> dict:
        """As actions.enter_count takes it."""
        cleaned = self.cleaned_data
        return {
            **{name: cleaned[name] for name in ("issued", "returned", "deputies_returned")},
            "items": {str(d.pk): [cleaned[f"d{d.pk}"], cleaned[f"a{d.pk}"]] for d in self.dossiers},
        }

    def clean(self) -> dict:
        cleaned = super().clean()
        if not self.errors:
            cleaned["sheet"] = self.sheet()
        return cleaned
