"""What a resident types."""

from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from piaojue.commons.evidence.fields import FilesField, PhotosField
from piaojue.commons.people.models import Seat
from piaojue.commons.places.fields import PlaceField
from piaojue.commons.places.models import Place
from piaojue.commons.writing import CodeField, ContactField
from piaojue.commons.years.models import Year
from piaojue.stages.suggest.hints import advice, hints_for
from piaojue.stages.suggest.models import Category, Channel, Funding, ProposerType
from piaojue.stages.suggest.places import elsewhere, named
from piaojue.stages.suggest.similar import ASK_BEFORE_TAKING, Earlier, earlier


class MonthField(forms.RegexField):
    """年月 as "YYYY-MM"."""

    def __init__(self, **kwargs) -> None:
        super().__init__(
            regex=r"^20\d\d-(0[1-9]|1[0-2])$",
            error_messages={"invalid": "请写成 2027-05 这样的年-月"},
            widget=forms.TextInput(attrs={"type": "month", "placeholder": "2027-05"}),
            **kwargs,
        )


class SuggestionForm(forms.Form):
    """征集表 (docs/domain.md#suggestion-form): one sentence and a place; the rest may stay empty."""

    title = forms.CharField(
        label="您希望办什么事", max_length=40, min_length=4, help_text="一事一建议，例如：给东街小区加装电梯"
    )
    content = forms.CharField(
        label="具体说说", max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    spot = PlaceField(label="在哪里")
    address = forms.CharField(label="具体地点", max_length=120, required=False, help_text="小区、路口、学校等，不公开")
    category = forms.ChoiceField(
        label="属于哪一类", choices=[("", "不清楚，请工作人员判断"), *Category.choices], required=False
    )
    beneficiaries = forms.IntegerField(label="大约多少人受益", min_value=1, max_value=50_000_000, required=False)
    rationale = forms.CharField(
        label="为什么要办、急不急", max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    photos = PhotosField(label="照片（最多 6 张）", required=False)
    by_sms = forms.BooleanField(label="有进展时也发短信告诉我", required=False)
    show_family_name = forms.BooleanField(label="公开时可以显示我的姓（例如“王**”）", required=False)
    by_guardian = forms.BooleanField(
        label="提建议的孩子未满 14 周岁，我是监护人，我同意并代为提交",
        required=False,
        help_text="填监护人自己的联系方式，请不要写孩子的姓名、学校班级",
    )
    background = forms.CharField(
        label="背景和意义", max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    beneficiary_group = forms.CharField(
        label="哪些人受益", max_length=120, required=False, help_text="例如：东街小区六层以上的老人"
    )
    suggested_owner = forms.CharField(label="建议由谁来办", max_length=80, required=False)
    est_cost = forms.DecimalField(
        label="估计要花多少钱（万元）",
        min_value=0,
        max_value=100_000_000,
        decimal_places=4,
        max_digits=13,
        required=False,
    )
    funding_source = forms.ChoiceField(
        label="建议钱从哪里来", choices=[("", "不清楚"), *Funding.choices], required=False
    )
    starts_in = MonthField(label="建议什么时候开工", required=False)
    done_in = MonthField(label="建议什么时候办成", required=False)
    files = FilesField(  # type: ignore[assignment]  # a field, not the form's own `files`
        label="可行性分析等材料（最多 6 个）", required=False, help_text="PDF、Word、Excel 或图片，每个不超过 10 MB"
    )
    org = forms.CharField(label="单位", max_length=80, required=False, help_text="单位、职务、地址都不公开")
    post = forms.CharField(label="职务", max_length=40, required=False)
    mail_address = forms.CharField(label="通讯地址", max_length=120, required=False)
    lng = forms.FloatField(required=False, min_value=73, max_value=136, widget=forms.HiddenInput())
    lat = forms.FloatField(required=False, min_value=3, max_value=54, widget=forms.HiddenInput())
    seen_hints = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput())
    seen_place = forms.CharField(required=False, max_length=1, widget=forms.HiddenInput())
    seen_similar = forms.CharField(required=False, max_length=1, widget=forms.HiddenInput())
    FOLDED: tuple[str, ...] = (
        "category",
        "address",
        "beneficiaries",
        "rationale",
        "by_sms",
        "show_family_name",
    )
    PLANNED = (
        "background",
        "beneficiary_group",
        "suggested_owner",
        "est_cost",
        "funding_source",
        "starts_in",
        "done_in",
        "files",
        "org",
        "post",
        "mail_address",
    )

    def __init__(self, *args: Any, year: Year, by: Seat | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.year, self.by = year, by
        cast(PlaceField, self.fields["spot"]).within(year.place)
        self.fields["title"].widget.attrs |= {
            "hx-get": year.page("similar"),
            "hx-include": "[name=lng], [name=lat]",
            "hx-trigger": "input changed delay:300ms",
            "hx-target": "#similar",
            "autocomplete": "off",
        }

    @property
    def folded_open(self) -> bool:
        """Whether the first fold holds something typed or wrong: else a question about the title need not open it."""
        return self._touched(self.FOLDED)

    @property
    def planned_open(self) -> bool:
        """The same of the second fold."""
        return self._touched(self.PLANNED)

    def _touched(self, names: tuple[str, ...]) -> bool:
        sent = [self.data, cast(MultiValueDict, self.files)]
        return self.is_bound and any(
            name in self.errors or any(part.get(self.add_prefix(name)) for part in sent) for name in names
        )

    def clean(self) -> dict:
        """Hints, similar wishes and doubts about the place are shown once before the suggestion is taken; sending again is the answer."""
        super().clean()
        cleaned = self.cleaned_data
        title = cleaned.get("title", "")
        content = cleaned["content"] = cleaned.get("content") or title
        text = "。".join(filter(None, (content, cleaned.get("rationale"), cleaned.get("background"))))
        if cleaned.get("starts_in") and cleaned.get("done_in") and cleaned["done_in"] < cleaned["starts_in"]:
            self.add_error("done_in", _("办成的时间不能早于开工的时间"))
        hints = hints_for(title, text)
        cleaned["negative_hits"] = [hint.key for hint in hints]
        seen_hints = cleaned.pop("seen_hints", "").split(",")
        seen_similar, seen_place = cleaned.pop("seen_similar", ""), cleaned.pop("seen_place", "")
        self.unseen = [(hint, advice(hint)) for hint in hints if hint.key not in seen_hints]
        self.similar = [] if seen_similar or not title else self._likely_the_same(title)
        self.data = cast(QueryDict, self.data).copy()
        questions = [
            _("请先看一看提示") if self.unseen else "",
            _("已经有人提过类似的事，可以直接附议") if self.similar else "",
            self._doubt(f"{title} {content}", cleaned.get("spot"), seen_place),
        ]
        if any(questions):
            self._ask(list(filter(None, questions)), cleaned["negative_hits"])
        return cleaned

    def _likely_the_same(self, title: str) -> list[Earlier]:
        return earlier(self.by, self.year, title, least=ASK_BEFORE_TAKING)

    def _ask(self, questions: list[str], hints: list[str]) -> None:
        """Come back with questions. What was shown is marked as seen, so that sending again goes through."""
        for name, value in {"seen_hints": ",".join(hints), "seen_similar": "1", "seen_place": "1"}.items():
            self._answer(name, value)
        raise forms.ValidationError(
            _("%(questions)s。如果没有问题，再点一次“提交”。") % {"questions": "；".join(questions)}
        )

    def _answer(self, name: str, value: str) -> None:
        """Fill a field of the form that comes back."""
        cast(QueryDict, self.data)[self.add_prefix(name)] = value

    def _doubt(self, text: str, spot: Place | None, seen: str) -> str:
        """What to ask about the place: which of several, or whether the chosen one is meant."""
        places = named(text, self.year.place)
        if spot is None:
            if places.sure:
                self._answer("spot", places.sure.pk)
                del self.errors["spot"]
                return _("按您写的“%(place)s”选好了所在地，请核对") % {"place": places.sure.name}
        elif seen:
            return ""
        elif places.sure and elsewhere(places.sure, spot):
            return _("您写到“%(said)s”，选的所在地是“%(chosen)s”，请核对") % {
                "said": places.sure.full_name,
                "chosen": spot.full_name,
            }
        for name, several in places.asked:
            if spot is None or not any(place.covers(spot) for place in several):
                same = {"name": name, "n": len(several), "places": "、".join(place.full_name for place in several)}
                return _("“%(name)s”有 %(n)s 处同名：%(places)s，请在“在哪里”选明是哪一处") % same
        return ""


class OnBehalfForm(SuggestionForm):
    """A deputy or clerk types for somebody else; whether they want to be told by SMS stands beside their phone."""

    FOLDED = tuple(name for name in SuggestionForm.FOLDED if name != "by_sms")

    proposer_name = forms.CharField(label="建议人姓名", max_length=40)
    proposer_phone = ContactField(label="建议人电话", required=False)
    proposer_type = forms.ChoiceField(label="建议人身份", choices=ProposerType.choices)
    channel = forms.ChoiceField(label="渠道", choices=[c for c in Channel.choices if c[0] not in ("web", "qr")])


class ContactForm(forms.Form):
    """Who proposed it and how to reach them: put right, or emptied to erase it."""

    proposer_name = forms.CharField(label="建议人姓名", max_length=40, required=False)
    proposer_phone = ContactField(label="建议人电话", required=False)
    address = forms.CharField(label="具体地点", max_length=120, required=False)
    org = forms.CharField(label="单位", max_length=80, required=False)
    post = forms.CharField(label="职务", max_length=40, required=False)
    mail_address = forms.CharField(label="通讯地址", max_length=120, required=False)


class CampaignForm(forms.Form):
    """发布征集活动."""

    title = forms.CharField(label="标题", max_length=80)
    text = forms.CharField(label="公告正文", max_length=5000, widget=forms.Textarea(attrs={"rows": 8}))
    opens_on = forms.DateField(label="开始日期", widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
    closes_on = forms.DateField(
        label="截止日期",
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        help_text="公开征集一般不少于 30 日",
    )
    date_reason = forms.CharField(
        label="日期说明", max_length=200, required=False, help_text="少于 30 日的，写明为什么"
    )
    contact = forms.CharField(label="联系方式", max_length=120, required=False)


class LookUpForm(forms.Form):
    """查询码."""

    ticket = CodeField(
        label="查询码",
        regex=r"^[2-9A-HJ-NP-Z]{8}$",
        help_text="提建议时给您的 8 位编号",
        error_messages={"invalid": "查询码是 8 位字母和数字，请核对回执"},
        widget=forms.TextInput(attrs={"autocapitalize": "characters"}),
    )


class AlarmForm(forms.Form):
    """How an urgent matter was dealt with."""

    note = forms.CharField(
        label="处置情况",
        max_length=300,
        min_length=4,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="例如：已电话核实并转消防，现场已警戒",
    )
