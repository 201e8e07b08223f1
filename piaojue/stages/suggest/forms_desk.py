"""What a clerk chooses at the editorial desk."""

import re

from django import forms

from piaojue.commons.web.forms import RowKeys
from piaojue.stages.suggest.actions import DECISIONS, WITH_REASON
from piaojue.stages.suggest.doubts import MAY_AT_ONCE
from piaojue.stages.suggest.publication import Unpublished

DECISION = re.compile(r"(?P<do>[a-z_]+)(?::(?P<code>[a-z]+))?(?:@(?P<one>\d{1,18}))?")


class DeskForm(forms.Form):
    """A decision: about the ticked rows, or by a row's own button about that one.

    do: what its button says, "publish", "take_down:privacy", "publish@12"; cleaned to `do`, `code`, `keys`
    """

    do = forms.RegexField(
        DECISION.pattern + r"\Z",
        max_length=80,
        label="处理",
        error_messages={"required": "请点一个处理按钮", "invalid": "没有这种处理"},
    )
    chosen = RowKeys(required=False, label="选中的建议")

    def clean(self) -> dict:
        super().clean()
        cleaned = self.cleaned_data
        parts = DECISION.fullmatch(cleaned.get("do", ""))
        keys = cleaned.pop("chosen", [])
        if parts is None:
            return cleaned
        do, code, one = parts["do"], parts["code"] or "", parts["one"]
        if do not in DECISIONS:
            self.add_error("do", "没有这种处理")
        elif do in WITH_REASON and code not in Unpublished.values:
            self.add_error(None, "请选择不公开的原因")
        keys = [int(one)] if one else keys
        if not keys:
            self.add_error(None, "请先勾选建议")
        return {"do": do, "code": code, "keys": keys}


class ReasonForm(forms.Form):
    """Why words are not public."""

    code = forms.ChoiceField(
        label="原因", choices=Unpublished.choices, widget=forms.RadioSelect, help_text="原因会公开，也会告诉建议人"
    )


class PublishingForm(forms.Form):
    """编发办法: which channels publish at once."""

    channels = forms.MultipleChoiceField(
        label="这些渠道的建议，没有触发提示词的当场公开",
        choices=[(channel.value, channel.label) for channel in MAY_AT_ONCE],
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text="一个都不选，就是全部先看后发。12345 工单、纸质表、信函等代他人登记的，一律先看后发，不能选。",
    )
