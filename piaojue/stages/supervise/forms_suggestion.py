"""Forms of 代表建议."""

from django import forms

from piaojue.commons.people.models import Body
from piaojue.stages.deliver.public import DATE, area, offer, units_for
from piaojue.stages.supervise.models import DeputySuggestion, Rating

LONGEST_TITLE = 80


class RaiseSuggestionForm(forms.Form):
    """转为代表建议."""

    title = forms.CharField(label="标题", max_length=LONGEST_TITLE, min_length=4)
    text = area("建议内容", 5, 2000, 10, help_text="至少 10 个字，写清问题、理由和希望怎样办。答复以后公开。")


class AssignSuggestionForm(forms.Form):
    assigned_to = forms.ModelChoiceField(label="承办单位", queryset=Body.objects.none())

    def __init__(self, *args, suggestion: DeputySuggestion, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "assigned_to", units_for(suggestion.place))
        if suggestion.project is not None:
            self.initial.setdefault("assigned_to", suggestion.project.department_id)


class ExtendSuggestionForm(forms.Form):
    due = forms.DateField(label="新的答复期限", widget=DATE)
    reason = area("为什么三个月内答复不了", 3, 500, 5, help_text="代表会看到")


class AnswerSuggestionForm(forms.Form):
    answer = area("答复", 6, 3000, 10, help_text="答复会公开")


class RateSuggestionForm(forms.Form):
    rating = forms.ChoiceField(label="对答复", choices=Rating.choices, widget=forms.RadioSelect)
    note = area("理由（不满意的必填）", 3, 1000, required=False, help_text="不满意的，写明还要办什么，至少 5 个字")
