"""How somebody wants to hear."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from piaojue.commons.notify.models import Pace
from piaojue.commons.notify.robots import LONGEST

PACES = [(Pace.NOW, _("随时")), (Pace.DAILY, _("每天早上合成一条")), (Pace.NEVER, _("不要"))]


class HearingForm(forms.Form):
    sms = forms.ChoiceField(
        label=_("短信"), choices=PACES, help_text=_("开会、投票等急事不等第二天。站内消息总是完整的。")
    )
    email = forms.EmailField(
        label=_("电子邮箱"), required=False, help_text=_("可不填。填写后会收到一封确认邮件，点开里面的链接才算数。")
    )
    by_email = forms.ChoiceField(label=_("邮件"), choices=PACES)
    by_wechat = forms.ChoiceField(
        label=_("微信公众号"), choices=PACES, help_text=_("在微信里登录过一次，公众号才找得到您。")
    )
    robot = forms.URLField(
        label=_("工作群机器人"),
        required=False,
        max_length=LONGEST,
        assume_scheme="https",
        help_text=_("企业微信或钉钉工作群里添加机器人后得到的地址，可不填。群里的人都看得到。"),
    )
    by_robot = forms.ChoiceField(label=_("工作群"), choices=PACES)

    def __init__(self, *args: Any, by_wechat: bool, staff: bool, **kwargs: Any) -> None:
        """by_wechat: whether there is an official account; staff: whether there may be a work group."""
        super().__init__(*args, **kwargs)
        for name in [*([] if by_wechat else ["by_wechat"]), *([] if staff else ["robot", "by_robot"])]:
            del self.fields[name]
