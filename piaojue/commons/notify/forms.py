"""How somebody wants to hear."""

from django import forms
from django.utils.translation import gettext_lazy as _

from piaojue.commons.notify.models import Pace

PACES = [(Pace.NOW, _("随时")), (Pace.DAILY, _("每天早上合成一条")), (Pace.NEVER, _("不要"))]


class HearingForm(forms.Form):
    sms = forms.ChoiceField(
        label=_("短信"), choices=PACES, help_text=_("开会、投票等急事不等第二天。站内消息总是完整的。")
    )
    email = forms.EmailField(
        label=_("电子邮箱"), required=False, help_text=_("可不填。填写后会收到一封确认邮件，点开里面的链接才算数。")
    )
    by_email = forms.ChoiceField(label=_("邮件"), choices=PACES)
