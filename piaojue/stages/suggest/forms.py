"""What a resident types."""

from django import forms

from piaojue.commons.evidence.fields import PhotosField
from piaojue.commons.places.models import Place
from piaojue.stages.suggest.hints import hints_for
from piaojue.stages.suggest.models import Category, Channel, ProposerType
from piaojue.stages.suggest.similar import ASK_BEFORE_TAKING, earlier


class SuggestionForm(forms.Form):
    """征集表 (DOMAIN §5.1): two required answers and a place; the rest may stay empty."""

    title = forms.CharField(label="您希望办什么事", max_length=40, min_length=4, help_text="一事一建议,例如:给东街小区加装电梯")
    content = forms.CharField(label="具体说说", max_length=2000, widget=forms.Textarea(attrs={"rows": 5}))
    spot = forms.ModelChoiceField(label="在哪里", queryset=Place.objects.none())
    address = forms.CharField(label="具体地点", max_length=120, required=False, help_text="小区、路口、学校等,不公开")
    category = forms.ChoiceField(label="属于哪一类", choices=[("", "不清楚,请工作人员判断"), *Category.choices], required=False)
    beneficiaries = forms.IntegerField(label="大约多少人受益", min_value=1, max_value=50_000_000, required=False)
    rationale = forms.CharField(
        label="为什么要办、急不急", max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    photos = PhotosField(label="照片(最多 6 张)", required=False)
    lng = forms.FloatField(required=False, min_value=73, max_value=136, widget=forms.HiddenInput())
    lat = forms.FloatField(required=False, min_value=3, max_value=54, widget=forms.HiddenInput())
    seen_hints = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput())
    seen_similar = forms.CharField(required=False, max_length=1, widget=forms.HiddenInput())
    FOLDED = ("category", "address", "beneficiaries", "rationale", "photos")

    def __init__(self, *args, year, by=None, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.year, self.by = year, by
        self.fields["spot"].queryset = Place.objects.filter(code__startswith=year.place_id)
        self.fields["title"].widget.attrs |= {
            "hx-get": f"{year.get_absolute_url()}similar/", "hx-trigger": "input changed delay:300ms", "hx-target": "#similar",
            "autocomplete": "off",
        }  # fmt: skip

    def clean(self) -> dict:
        """Hints and similar wishes are shown once before the suggestion is taken; sending again is the answer."""
        cleaned = super().clean()
        title, asked = cleaned.get("title", ""), []
        self.hints = hints_for(f"{title}{cleaned.get('content', '')}")
        codes = [hint.code for hint in self.hints]
        seen = cleaned.pop("seen_hints", "").split(",")
        cleaned["negative_hits"] = codes
        self.unseen = [hint for hint in self.hints if hint.code not in seen]
        if self.unseen:
            asked.append("请先看一看下面的提示")
        self.similar = []
        if not cleaned.pop("seen_similar", "") and title:
            self.similar = [found for found in earlier(self.by, self.year, title) if found.score >= ASK_BEFORE_TAKING]
        if self.similar:
            asked.append("已经有人提过类似的事,可以直接附议")
        if asked:
            self.data = self.data.copy()
            self.data[self.add_prefix("seen_hints")] = ",".join(codes)
            self.data[self.add_prefix("seen_similar")] = "1"
            raise forms.ValidationError(f"{';'.join(asked)};如果仍要提交,再点一次“提交”。")
        return cleaned


class OnBehalfForm(SuggestionForm):
    """A deputy or clerk types for somebody else."""

    proposer_name = forms.CharField(label="建议人姓名", max_length=40)
    proposer_phone = forms.RegexField(
        label="建议人电话", regex=r"^1\d{10}$|^0\d{2,3}-?\d{7,8}$", required=False,
        error_messages={"invalid": "请填写 11 位手机号,或带区号的固定电话"},
    )  # fmt: skip
    proposer_type = forms.ChoiceField(label="建议人身份", choices=ProposerType.choices)
    channel = forms.ChoiceField(label="渠道", choices=[c for c in Channel.choices if c[0] not in ("web", "qr")])


class CampaignForm(forms.Form):
    """发布征集活动."""

    title = forms.CharField(label="标题", max_length=80)
    text = forms.CharField(label="公告正文", max_length=5000, widget=forms.Textarea(attrs={"rows": 8}))
    opens_on = forms.DateField(label="开始日期", widget=forms.DateInput(attrs={"type": "date"}))
    closes_on = forms.DateField(label="截止日期", widget=forms.DateInput(attrs={"type": "date"}), help_text="公开征集一般不少于 30 日")
    contact = forms.CharField(label="联系方式", max_length=120, required=False)


class TicketsForm(forms.Form):
    """导入热线工单."""

    file = forms.FileField(label="工单表 .xlsx 或 .csv", help_text="表头:工单编号、标题、内容(必须),所在地、诉求人、电话(可选)")
    check_only = forms.BooleanField(label="只检查,不导入", required=False)


class LookUpForm(forms.Form):
    """查询码."""

    ticket = forms.RegexField(
        label="查询码", regex=r"^\s*[2-9A-HJ-NP-Za-hj-np-z]{8}\s*$", help_text="提建议时给您的 8 位编号",
        error_messages={"invalid": "查询码是 8 位字母和数字,请核对回执"}, widget=forms.TextInput(attrs={"autocapitalize": "characters"}),
    )  # fmt: skip
