"""Forms of partners."""

from typing import Any

from django import forms

from piaojue.commons.places.fields import PlaceField
from piaojue.commons.places.models import Place
from piaojue.commons.web.forms import choosing
from piaojue.stages.suggest.public import Category
from piaojue.world.actions import MOST_PER_MINUTE
from piaojue.world.events import choices


class PartnerForm(forms.Form):
    name = forms.CharField(label="单位（系统）名称", max_length=60, help_text="例如 首府人大网站、12345 平台")
    contact = forms.CharField(label="联系人和电话", max_length=80, required=False, help_text="只有登记的机构看得到")
    per_minute = forms.IntegerField(label="每分钟请求数", min_value=1, max_value=MOST_PER_MINUTE, initial=600)
    may_push = forms.BooleanField(
        label="可以推送热线工单", required=False, help_text="推送的工单以您的名义收下，和您导入一样"
    )
    hook_url = forms.URLField(
        label="推送地址",
        max_length=300,
        required=False,
        assume_scheme="https",
        help_text="有新情况时通知这个地址，要以 https:// 开头；不需要通知的空着",
    )
    events = forms.MultipleChoiceField(
        label="通知哪些情况",
        required=False,
        choices=choices,
        widget=forms.CheckboxSelectMultiple,
        help_text="一个都不选，就是全部公开的情况",
    )


def shown(partner: Any) -> dict[str, Any]:
    """What stands in the form of a partner that is there."""
    return {name: getattr(partner, name) for name in PartnerForm.base_fields}


class AreaForm(forms.Form):
    """A place to follow, and a field of it."""

    place = PlaceField(label="关注哪里")
    category = forms.ChoiceField(label="哪个领域", choices=[("", "全部领域"), *Category.choices], required=False)

    def __init__(self, *args: Any, region: Place, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choosing(self, "place").within(region)
