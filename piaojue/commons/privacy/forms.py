"""Forms of personal data."""

from django import forms

from piaojue.commons.privacy.models import PARTS, USUAL_MONTHS, Conclusion
from piaojue.commons.privacy.notice import OCCASIONS

DAY = {"type": "date"}


class ControllerForm(forms.Form):
    """登记个人信息处理者."""

    name = forms.CharField(label="处理者名称", max_length=80, help_text="例如：新城区人大常委会办公室")
    phone = forms.CharField(label="联系电话", max_length=40, help_text="居民要更正、删除个人信息时打这个电话")
    address = forms.CharField(label="通讯地址", max_length=120, required=False)
    officer = forms.CharField(label="受理机构或岗位", max_length=60, required=False, help_text="例如：代表联络科")
    kept_months = forms.IntegerField(
        label="归档后保留联系方式（月）",
        min_value=0,
        max_value=60,
        initial=USUAL_MONTHS,
        help_text="到期自动删除建议人的姓名和电话，建议内容随档案保存。期限由本地定〔推〕，只保留必要的最短时间",
    )


class ClosingForm(forms.Form):
    """注销账号: what cannot be undone is confirmed by hand."""

    understood = forms.BooleanField(
        label="我知道注销以后不能恢复，我的姓名和手机号从系统里删除",
        error_messages={"required": "请先勾选，再注销"},
    )


def _day(label: str, help_text: str = "") -> forms.DateField:
    return forms.DateField(label=label, help_text=help_text, widget=forms.DateInput(format="%Y-%m-%d", attrs=DAY))


def _part(name: str) -> forms.CharField:
    return forms.CharField(label=PARTS[name], max_length=5000, widget=forms.Textarea(attrs={"rows": 8}))


class AssessmentForm(forms.Form):
    """登记影响评估: begun with what this system does; whoever assesses it writes what is so in this place."""

    title = forms.CharField(label="名称", max_length=120)
    covers = forms.MultipleChoiceField(
        label="评估情形", choices=list(OCCASIONS.items()), widget=forms.CheckboxSelectMultiple
    )
    made_on = _day("评估日期", "先评估，后处理；不能晚于今天")
    made_by = forms.CharField(label="评估机构和人员", max_length=120, help_text="例如：区人大常委会办公室，王某、李某")
    doc_no = forms.CharField(label="文号", max_length=60, required=False)
    lawful = _part("lawful")
    risks = _part("risks")
    measures = _part("measures")
    conclusion = forms.ChoiceField(label="结论", choices=Conclusion.choices, initial=Conclusion.MEASURES)
    until = _day("适用到", "到期前一个月提醒重新评估；用途、方式、种类有变化的，随时重新评估")
