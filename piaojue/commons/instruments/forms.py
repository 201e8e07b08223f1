"""Forms of local rules."""

from typing import Any

from django import forms
from django.forms import BoundField

from engines.law import LOCAL_PARAMETERS, PlaceKind, Unit
from piaojue.commons.instruments.actions import Draft
from piaojue.commons.instruments.models import InstrumentKind
from piaojue.commons.instruments.values import Provision
from piaojue.commons.web.forms import with_bars

DAY = {"type": "date"}
HELP = {
    Unit.SHARE: "例如 2/3 或 70%",
    Unit.PERCENT: "例如 20",
    Unit.DAYS: "例如 7",
    Unit.WORKING: "例如 7",
    Unit.PERSONS: "例如 5",
    Unit.YES: "写“是”；没有规定的空着",
    Unit.WORD: "例如 审议监督",
}


class InstrumentForm(forms.Form):
    """A local rule: what it is called, its articles, and what they set."""

    kind = forms.ChoiceField(label="类别", choices=InstrumentKind.choices)
    title = forms.CharField(label="名称", max_length=120, help_text="全称，不写书名号")
    issuer = forms.CharField(label="发布机关", max_length=80)
    doc_no = forms.CharField(label="文号", max_length=60, required=False)
    starts_on = forms.DateField(label="施行日期", widget=forms.DateInput(format="%Y-%m-%d", attrs=DAY))
    ends_on = forms.DateField(
        label="停止适用日期", required=False, widget=forms.DateInput(format="%Y-%m-%d", attrs=DAY)
    )
    lines = forms.CharField(
        label="条文",
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="每行一条：条号 | 条文，例如 第五条 | 差额比例不低于百分之二十",
    )

    def __init__(self, *args, kind: PlaceKind, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.keys = [key for key, one in LOCAL_PARAMETERS.items() if kind in one.by]
        for key in self.keys:
            one = LOCAL_PARAMETERS[key]
            law = "，".join(source.cited for source in one.sources)
            self.fields[f"set_{key}"] = forms.CharField(
                label=one.label,
                required=False,
                max_length=20,
                help_text=f"{HELP[one.unit]}。法律：{one.law}" + (f"（{law}）" if law else ""),
            )
            self.fields[f"at_{key}"] = forms.CharField(label=f"{one.label}：写在第几条", required=False, max_length=20)

    @property
    def about(self) -> list[BoundField]:
        """What the rule is called, and its articles."""
        return [self[name] for name in self.fields if not name.startswith(("set_", "at_"))]

    @property
    def parameters(self) -> list[tuple[str, list[BoundField], bool]]:
        """(label, value and article, whether it is filled in or wrong) of each parameter, for the template."""
        pairs = [(key, [self[f"set_{key}"], self[f"at_{key}"]]) for key in self.keys]
        return [
            (LOCAL_PARAMETERS[key].label, pair, any(field.value() or field.errors for field in pair))
            for key, pair in pairs
        ]

    def clean_lines(self) -> dict[str, str]:
        """Number of each article → its text; a bad line is named by number."""
        found, bad = {}, []
        for number, line in enumerate(self.cleaned_data["lines"].splitlines(), 1):
            if line.strip():
                where, bar, text = with_bars(line).partition("|")
                if bar and where.strip():
                    found[where.strip()] = text.strip()
                else:
                    bad.append(f"第 {number} 行“{line.strip()[:20]}”要写成：条号 | 条文")
        if bad:
            raise forms.ValidationError(bad)
        return found

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for key in self.keys:
            if cleaned.get(f"set_{key}") and not cleaned.get(f"at_{key}"):
                self.add_error(f"at_{key}", "请写明条号，例如 第五条")
        return cleaned

    def draft(self, cleaned: dict[str, Any]) -> Draft:
        """What the act takes."""
        sets: dict[str, dict[str, str]] = {number: {} for number in cleaned["lines"]}
        for key in self.keys:
            if value := cleaned[f"set_{key}"]:
                sets.setdefault(cleaned[f"at_{key}"], {})[key] = value
        names = ("kind", "title", "issuer", "doc_no", "starts_on", "ends_on")
        provisions = tuple(Provision(number, cleaned["lines"].get(number, ""), given) for number, given in sets.items())
        return Draft(**{name: cleaned[name] for name in names}, provisions=provisions)


class EndForm(forms.Form):
    """Until when it binds."""

    ends_on = forms.DateField(
        label="停止适用日期",
        widget=forms.DateInput(format="%Y-%m-%d", attrs=DAY),
        help_text="这一天仍然适用；登记错了、从未适用的，写施行日期以前的一天",
    )
