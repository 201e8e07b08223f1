"""Forms of papers."""

from django import forms

from piaojue.commons.drafting.actions import LONGEST_TITLE


class WordsForm(forms.Form):
    """The words of a paper, line by line."""

    title = forms.CharField(label="标题", max_length=LONGEST_TITLE)
    body = forms.CharField(
        label="正文",
        max_length=100_000,
        widget=forms.Textarea(attrs={"rows": 24}),
        help_text="一行一段；“一、”“（一）”“第一条”开头的是标题和条文；表格一行一行写，格与格之间用 Tab 隔开",
    )


class IssueForm(forms.Form):
    """What signing gives to a paper."""

    number = forms.CharField(label="发文字号", max_length=60, required=False, help_text="例如：新人常〔2026〕3号")
    issued_on = forms.DateField(label="成文日期", widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))


class FileForm(forms.Form):
    """What is given to a paper that is filed at once."""

    number = forms.CharField(label="发文字号", max_length=60, required=False, help_text="没有编号的可以不填")
    issued_on = forms.DateField(
        label="成文日期",
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        help_text="不填的，写今天",
    )


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(label="理由", max_length=200, widget=forms.Textarea(attrs={"rows": 3}))


class ScanForm(forms.Form):
    """The scan of a sealed paper."""

    scan = forms.FileField(label="扫描件", help_text="PDF 或图片，不超过 10 MB")
