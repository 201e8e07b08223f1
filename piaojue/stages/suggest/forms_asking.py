"""Forms of 公开问答."""

from django import forms

from piaojue.stages.suggest.actions.asking import SHORTEST_PUBLIC_ANSWER, SHORTEST_QUESTION


class AskForm(forms.Form):
    text = forms.CharField(
        label="想问什么",
        min_length=SHORTEST_QUESTION,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="问和答大家都看得到，您的名字不公开。请不要写别人的姓名、电话和住址。",
    )


class AnswerForm(forms.Form):
    text = forms.CharField(
        label="答复",
        min_length=SHORTEST_PUBLIC_ANSWER,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="署本机构的名，大家都看得到。",
    )
