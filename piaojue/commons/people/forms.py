"""Forms of people."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth import password_validation
from django.utils import timezone

from piaojue.commons.people.holds import COUNTED
from piaojue.commons.people.mandates import counted
from piaojue.commons.people.models import Body, BodyKind
from piaojue.commons.people.office import Effect
from piaojue.commons.people.queries import term_on
from piaojue.commons.people.sides import roles_seen
from piaojue.commons.places.fields import PlaceField
from piaojue.commons.places.models import Place
from piaojue.commons.roles import Role
from piaojue.commons.web.forms import choosing
from piaojue.commons.writing import MobileField


class PhoneForm(forms.Form):
    phone = MobileField(label="手机号")


class CodeForm(forms.Form):
    code = forms.RegexField(
        label="验证码",
        regex=r"^\d{6}$",
        error_messages={"invalid": "请填写短信里的 6 位数字"},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
    )


def region_field(label: str) -> forms.CharField:
    """A region by name or by code."""
    text = "名称或统计用区划代码，例如：呼和浩特市回民区，或 150103（省 2 位、市 4 位、旗县区 6 位、乡镇街道 9 位）"
    return forms.CharField(label=label, max_length=60, min_length=2, help_text=text)


class RegionForm(forms.Form):
    """Another region."""

    region = region_field("要导入的地区")


class BodyChoice(forms.ModelChoiceField):
    """A body with its region, for administrators who see many."""

    def label_from_instance(self, body: Body) -> str:
        return f"{body.place.name} · {body.name}"


class FirstAdministratorForm(forms.Form):
    """An empty installation's first page."""

    prefix = region_field("本系统服务的地区")  # type: ignore[assignment]  # fields leave the class before it has a prefix
    username = forms.RegexField(
        label="登录名", regex=r"^[\w.@-]{3,30}$", error_messages={"invalid": "3–30 个字母、数字或 . @ - _"}
    )
    name = forms.CharField(label="姓名", max_length=40)
    password = forms.CharField(
        label="密码", widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}), help_text="至少 10 位"
    )

    token = forms.CharField(
        label="开通码", max_length=40, required=False, help_text="服务启动时打印在服务器上，证明您管着这台服务器"
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not settings.PRODUCTION:
            self.fields["token"].widget = forms.HiddenInput()

    def clean_password(self) -> str:
        password_validation.validate_password(self.cleaned_data["password"])
        return self.cleaned_data["password"]


class AppointForm(forms.Form):
    """任命席位."""

    body = BodyChoice(label="机构", queryset=Body.objects.none())
    role = forms.ChoiceField(label="角色")
    name = forms.CharField(label="姓名", max_length=40, min_length=2)
    phone = MobileField(label="手机号")
    username = forms.RegexField(
        label="登录名",
        regex=r"^[\w.@-]{3,30}$",
        required=False,
        help_text="没有登录名的人填写；已有人员按手机号识别",
        error_messages={"invalid": "3–30 个字母、数字或 . @ - _"},
    )
    title = forms.CharField(label="职务", max_length=60, required=False)
    delegation = BodyChoice(
        label="代表团", queryset=Body.objects.none(), required=False, help_text="只有代表填写；成批的代表请导入名册"
    )
    seen = forms.BooleanField(label="我已看过对应到人数的影响", required=False)

    def __init__(self, *args, seat, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        theirs = roles_seen(seat) - {Role.VISITOR, Role.RESIDENT}
        roles = self.fields["role"]
        assert isinstance(roles, forms.ChoiceField)
        roles.choices = [(role.value, role.label) for role in Role if role in theirs]
        mine = Body.objects.standing().filter(place__code__startswith=seat.place_id).select_related("place")
        choosing(self, "body").queryset = mine.exclude(kind__in=("residents", "delegation"))
        choosing(self, "delegation").queryset = mine.filter(kind="delegation")

    def clean(self) -> None:
        """Whoever appoints a deputy or member sees what it does to the numbers of the law before it is done."""
        body, role = self.cleaned_data.get("body"), self.cleaned_data.get("role", "")
        if body and role in COUNTED and not self.cleaned_data.get("seen"):
            now = counted(body, role, term_on(body, timezone.localdate())).count()
            self.add_error("seen", f"{Effect(now, now + 1, role).sentence}确定任命，请勾选后再提交。")


def _own_or_below(field: Any, own: Place) -> Place:
    """Offer what lies below; nothing chosen is the own region."""
    field.within(own)
    field.help_text = f"不选就是{own.name}本级；替下级登记的，选到那个乡镇、街道"
    return own


class UsualForm(forms.Form):
    """The usual bodies of a region at once."""

    place = PlaceField(label="地区", required=False)
    term_no = forms.IntegerField(
        label="人民代表大会届次", min_value=1, max_value=60, required=False, help_text="例如第十八届填 18；街道不填"
    )

    def __init__(self, *args, seat, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.own = _own_or_below(self.fields["place"], seat.place)

    def clean_place(self) -> Place:
        return self.cleaned_data["place"] or self.own


class BodyForm(forms.Form):
    """A new body of the own region or of one below."""

    place = PlaceField(label="地区", required=False)
    kind = forms.ChoiceField(label="类别", choices=[c for c in BodyKind.choices if c[0] != "residents"])
    name = forms.CharField(label="名称", max_length=80, min_length=2)
    term_no = forms.IntegerField(label="届次", min_value=1, max_value=60, required=False, help_text="人民代表大会填写")

    def __init__(self, *args, seat, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.own = _own_or_below(self.fields["place"], seat.place)

    def clean_place(self) -> Place:
        return self.cleaned_data["place"] or self.own
