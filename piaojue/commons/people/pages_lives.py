"""Pages of what becomes of bodies: another name, merged, split, dissolved."""

from typing import Any

from django import forms
from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from piaojue.commons.people import lives
from piaojue.commons.people.forms_mandates import DATE, evidence_field
from piaojue.commons.people.models import Body, EventKind
from piaojue.commons.people.moves import MOVES
from piaojue.commons.web.act_pages import ActForm
from piaojue.commons.web.forms import choosing
from piaojue.commons.web.request import Request


class RenameForm(forms.Form):
    """Another name from a day on."""

    name = forms.CharField(label="新名称", max_length=80, min_length=2)
    on = forms.DateField(label="更名日期", widget=DATE, initial=timezone.localdate)
    evidence = evidence_field("依据")


class ReformForm(forms.Form):
    """What became of a body, and who goes on."""

    kind = forms.ChoiceField(label="变动", choices=[one for one in EventKind.choices if one[0] != EventKind.RENAMED])
    successors = forms.ModelMultipleChoiceField(
        label="承接机构",
        queryset=Body.objects.none(),
        required=False,
        widget=forms.SelectMultiple(attrs={"size": 8}),
        help_text="合并选一个，分设选两个以上；新设的机构请先登记。没有机构承接的撤销，不选",
    )
    on = forms.DateField(label="变动日期", widget=DATE, initial=timezone.localdate)
    evidence = evidence_field("依据")

    def __init__(self, *args, body: Body, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        near = Body.objects.standing().filter(place__code__startswith=body.place_id[:6]).exclude(pk=body.pk)
        choosing(self, "successors").queryset = near.exclude(kind="residents").select_related("place")


def _body(request: Request, pk: int) -> Body:
    body = Body.objects.select_related("place").filter(pk=pk).first()
    if body is None:
        raise Http404
    return body


def _bodies(_done: Any) -> str:
    return reverse("bodies")


rename_body = ActForm(
    path="people/bodies/<int:pk>/rename/",
    line=MOVES["rename_body"],
    find=_body,
    action=lives.rename_body,
    thing="body",
    form=RenameForm,
    lead=lambda body: (
        f"“{body.name}”从更名日期起用新名称；以前的文件、会议和记录仍写当时的名称。名称登记错了，请用“更正”。"
    ),
    cancel=_bodies,
    done=lambda body: f"已更名为“{body.name}”",
    goes_to=_bodies,
)

reform_body = ActForm(
    path="people/bodies/<int:pk>/reform/",
    line=MOVES["reform_body"],
    find=_body,
    action=lives.reform_body,
    thing="body",
    form=ReformForm,
    form_options=lambda request, body: {"body": body},
    lead=lambda body: (
        f"“{body.name}”撤并以后，它的席位随之结束；只有一个承接机构时，工作人员转到承接机构。"
        "它承办的项目、任务、问题由承接机构的人接着办，名称保留原样。"
    ),
    cancel=_bodies,
    done=lambda body: f"“{body.name}”已登记撤并",
    goes_to=_bodies,
)
