"""Forms of sittings."""

from django import forms

from piaojue.commons.people.apart import SeatsField
from piaojue.commons.people.models import Body, Seat
from piaojue.commons.sittings.counting import may_attend, wrong_body
from piaojue.commons.sittings.models import SittingKind
from piaojue.commons.sittings.naming import next_session_name
from piaojue.commons.web.forms import choosing, with_bars


class SittingForm(forms.Form):
    """Calling a meeting."""

    body = forms.ModelChoiceField(label="机构", queryset=Body.objects.none())
    kind = forms.ChoiceField(label="会议类别", choices=SittingKind.choices)
    name = forms.CharField(
        label="会议名称",
        max_length=120,
        required=False,
        help_text="人民代表大会会议可以空着，按届次写成：新城区第十八届人民代表大会第五次会议",
    )
    starts_on = forms.DateField(label="开始日期", widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
    ends_on = forms.DateField(label="结束日期", widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
    venue = forms.CharField(label="地点", max_length=80, required=False)

    def __init__(self, *args, seat, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        choosing(self, "body").queryset = Body.objects.standing().filter(place=seat.place_id).exclude(kind="residents")

    def clean(self) -> None:
        """The body must be one that holds such meetings; a session without a name gets the one that its term and number give."""
        body, day = self.cleaned_data.get("body"), self.cleaned_data.get("starts_on")
        kind = self.cleaned_data.get("kind")
        if body is not None and kind and (problem := wrong_body(kind, body)):
            self.add_error("body", problem)
            return
        if self.cleaned_data.get("name") or body is None or day is None:
            return
        name = next_session_name(body, day) if self.cleaned_data.get("kind") == SittingKind.SESSION else None
        if name is None:
            self.add_error("name", "请填写会议名称；登记了届次的人民代表大会，会议名称才能自动写出")
        self.cleaned_data["name"] = name or ""


class AgendaForm(forms.Form):
    """议程, one item a line: 时长 | 议题, e.g. `90 | 分组审议候选项目`."""

    lines = forms.CharField(
        label="议程",
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text="每行一项：分钟数 | 议题，例如 90 | 分组审议候选项目",
    )

    def clean_lines(self) -> list[dict]:
        """[{"minutes": int, "title": str}]; a bad line is named by number."""
        items, bad = [], []
        for number, line in enumerate(self.cleaned_data["lines"].splitlines(), 1):
            if not line.strip():
                continue
            minutes, bar, title = with_bars(line).partition("|")
            if not bar or not minutes.strip().isdecimal() or not 1 <= int(minutes) <= 600 or not title.strip():
                bad.append(f"第 {number} 行“{line.strip()[:20]}”要写成：分钟数（1–600）| 议题")
            else:
                items.append({"minutes": int(minutes), "title": title.strip()[:120]})
        if bad:
            raise forms.ValidationError(bad)
        return items


class CardForm(forms.Form):
    """扫证签到."""

    card = forms.CharField(
        label="出席证",
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autofocus": True, "data-scan": ""}),
        help_text="扫码枪对准证上的二维码即可，不用点按钮；也可以输入代表证号再回车",
    )


class CheckInForm(forms.Form):
    """签到 of several people at once."""

    seats = SeatsField(label="到会人员", widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args, sitting, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        choosing(self, "seats").queryset = may_attend(sitting)


class UndoCheckInForm(forms.Form):
    """Who was ticked by mistake."""

    seats = SeatsField(label="撤销哪些人的签到", widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args, sitting, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        here = Seat.objects.filter(pk__in=sitting.attendances.values("seat"))
        choosing(self, "seats").queryset = here.select_related("person", "body").order_by("person__name", "pk")


class MinutesForm(forms.Form):
    """纪要."""

    text = forms.CharField(label="会议纪要", max_length=50_000, widget=forms.Textarea(attrs={"rows": 14}))
