"""What a resident types."""

from django import forms

from piaojue.commons.places.models import Place
from piaojue.stages.suggest.models import Category, Channel, ProposerType


class SuggestionForm(forms.Form):
    """征集表 (DOMAIN §5.1): two required answers and a place; the rest may stay empty."""

    title = forms.CharField(label="您希望办什么事", max_length=40, min_length=4, help_text="一事一建议,例如:给东街小区加装电梯")
    content = forms.CharField(label="具体说说", max_length=2000, widget=forms.Textarea(attrs={"rows": 5}))
    spot = forms.ModelChoiceField(label="在哪里", queryset=Place.objects.none())
    address = forms.CharField(label="具体地点", max_length=120, required=False, help_text="小区、路口、学校等,不公开")
    category = forms.ChoiceField(label="属于哪一类", choices=[("", "不清楚,请工作人员判断"), *Category.choices], required=False)
    beneficiaries = forms.IntegerField(label="大约多少人受益", min_value=1, max_value=50_000_000, required=False)

    def __init__(self, *args, year, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["spot"].queryset = Place.objects.filter(code__startswith=year.place_id)


class OnBehalfForm(SuggestionForm):
    """A deputy or clerk types for somebody else."""

    proposer_name = forms.CharField(label="建议人姓名", max_length=40)
    proposer_phone = forms.RegexField(
        label="建议人电话", regex=r"^1\d{10}$|^0\d{2,3}-?\d{7,8}$", required=False,
        error_messages={"invalid": "请填写 11 位手机号,或带区号的固定电话"},
    )  # fmt: skip
    proposer_type = forms.ChoiceField(label="建议人身份", choices=ProposerType.choices)
    channel = forms.ChoiceField(label="渠道", choices=[c for c in Channel.choices if c[0] not in ("web", "qr")])
