"""Forms of 初定 and of a dossier's steps. The dossier's own form is in forms_dossier.py."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from piaojue.commons.web.forms import choosing
from piaojue.commons.years.models import Year
from piaojue.stages.group.public import Demand, DemandState
from piaojue.stages.shortlist.criteria import APPRAISALS, NEGATIVE, POSITIVE, TOP_SCORE
from piaojue.stages.shortlist.models import Disposition, Dossier, Screening
from piaojue.stages.shortlist.reasons import ReasonCode


class ScreeningForm(forms.Form):
    """One reviewer's judgement."""

    negative = forms.MultipleChoiceField(
        label="负面清单（命中的请勾选）", choices=NEGATIVE.items(), required=False, widget=forms.CheckboxSelectMultiple
    )
    in_favour = forms.TypedChoiceField(
        label="结论",
        choices=[("1", "建议列入"), ("0", "不建议列入")],
        coerce=lambda value: value == "1",
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(label="理由", max_length=1000, widget=forms.Textarea(attrs={"rows": 4}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        scores = {f"score_{key}": _score(label) for key, label in POSITIVE.items()}
        self.fields = {**scores, **self.fields}

    def clean(self) -> dict[str, Any]:
        """The scores together."""
        cleaned = super().clean() or {}
        cleaned["scores"] = {key: cleaned.pop(f"score_{key}") for key in POSITIVE if f"score_{key}" in cleaned}
        return cleaned

    @staticmethod
    def initial_of(screening: Screening) -> dict[str, Any]:
        """What the form shows of an earlier judgement."""
        scores = {f"score_{key}": score for key, score in screening.scores.items()}
        in_favour = "1" if screening.in_favour else "0"
        return {"negative": screening.negative, "in_favour": in_favour, "reason": screening.reason, **scores}


def _score(label: str) -> forms.IntegerField:
    words = f"{label}（0–{TOP_SCORE} 分）"
    return forms.IntegerField(label=words, min_value=0, max_value=TOP_SCORE, initial=5)


class AnswerForm(forms.Form):
    """The public outcome."""

    disposition = forms.ChoiceField(label="去向", choices=Disposition.choices)
    code = forms.ChoiceField(label="理由", choices=ReasonCode.choices)
    text = forms.CharField(
        label="书面答复",
        max_length=2000,
        min_length=10,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="选了理由就有模板；【】里的请换成实际情况，{诉求} 会换成诉求名称。",
    )


class WordingsForm(forms.Form):
    """The place's own wording for each reason; empty: the built-in one."""

    def __init__(self, *args: Any, wordings: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs | {"initial": dict(wordings)})
        for code in ReasonCode:
            self.fields[code] = forms.CharField(
                label=code.label, max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3})
            )


class BulkAnswerForm(AnswerForm):
    """One template for several demands; {诉求} stands for each title."""

    demands = forms.ModelMultipleChoiceField(
        label="诉求", queryset=Demand.objects.none(), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, year: Year, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choosing(self, "demands").queryset = Demand.objects.filter(year=year, state=DemandState.OPEN)


class AppealForm(forms.Form):
    text = forms.CharField(label="复议理由", max_length=1000, min_length=10, widget=forms.Textarea(attrs={"rows": 5}))


class DecisionForm(forms.Form):
    granted = forms.TypedChoiceField(
        label="复议结论",
        choices=[("0", "维持原答复"), ("1", "复议成立，列入初定")],
        coerce=lambda value: value == "1",
        widget=forms.RadioSelect,
    )
    decision = forms.CharField(
        label="决定和理由", max_length=1000, min_length=5, widget=forms.Textarea(attrs={"rows": 4})
    )


class OrderForm(forms.Form):
    """序号 of each candidate."""

    def __init__(self, *args: Any, rows: Sequence[Dossier], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for dossier in rows:
            self.fields[f"no{dossier.pk}"] = forms.IntegerField(
                label=dossier.title, min_value=1, max_value=len(rows), initial=dossier.no
            )

    def clean(self) -> dict[str, Any]:
        """dossier id → 序号."""
        cleaned = super().clean() or {}
        return {"order": {int(name[2:]): no for name, no in cleaned.items()}}


class AppraisalForm(forms.Form):
    """论证结论. keys: those of APPRAISALS that the seat may write."""

    def __init__(self, *args: Any, keys: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for key in keys:
            self.fields[key] = forms.CharField(
                label=APPRAISALS[key], max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2})
            )


def _cell(key: str, row: str, **options: Any) -> forms.CharField:
    """One conclusion in the grid, named for who does not see the table."""
    widget = forms.TextInput(attrs={"aria-label": f"{APPRAISALS[key]}：{row}"})
    return forms.CharField(label=APPRAISALS[key], max_length=500, required=False, widget=widget, **options)


class AppraisalGrid(forms.Form):
    """The conclusions of many dossiers on one page: a field for each dossier and appraisal, and one for all that are empty."""

    def __init__(self, *args: Any, rows: Sequence[Dossier], keys: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows, self.keys = rows, keys
        for key in keys:
            self.fields[f"all-{key}"] = _cell(key, "空着的都填")
        for dossier in rows:
            for key in keys:
                known = (dossier.appraisal or {}).get(key, "")
                self.fields[f"{key}-{dossier.pk}"] = _cell(key, dossier.title, initial=known)

    def lines(self) -> list[tuple[Dossier, list[forms.BoundField]]]:
        """Each dossier with its fields, as the page shows them."""
        return [(dossier, [self[f"{key}-{dossier.pk}"] for key in self.keys]) for dossier in self.rows]

    @property
    def headings(self) -> list[str]:
        return [APPRAISALS[key] for key in self.keys]

    def for_all(self) -> list[forms.BoundField]:
        """The fields for all that are empty."""
        return [self[f"all-{key}"] for key in self.keys]

    def clean(self) -> dict[str, Any]:
        """{"conclusions": {dossier id: {key: text}}}."""
        cleaned = super().clean() or {}
        texts = {
            dossier.pk: {
                key: cleaned.get(f"{key}-{dossier.pk}") or cleaned.get(f"all-{key}") or "" for key in self.keys
            }
            for dossier in self.rows
        }
        return {"conclusions": texts}
