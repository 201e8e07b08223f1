"""Forms of personal data."""

from django import forms

from piaojue.commons.privacy.models import USUAL_MONTHS


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
