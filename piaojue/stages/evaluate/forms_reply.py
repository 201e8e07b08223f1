"""What a resident is asked: on the phone, by an invitation, or typed from paper; and how a sample is drawn."""

from typing import Any

from django import forms

from piaojue.commons.words import zh
from piaojue.stages.evaluate.actions.answering import AGES
from piaojue.stages.evaluate.models import Item, Mark, Side, Survey
from piaojue.stages.evaluate.values import Groups


def _awareness() -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label="这次评价以前，您听说过民生实事项目是先征集建议、再由代表票决的吗？（可不填）",
        required=False,
        empty_value=None,
        choices=[("1", "听说过"), ("0", "没有听说过")],
        coerce=lambda value: value == "1",
        widget=forms.RadioSelect,
    )


class ReplyForm(forms.Form):
    """A resident's answer on the phone: one tap a project.

    only: the one row that is asked about; None: all.  invited: the frame knows side and place, so nobody is asked for them
    """

    def __init__(
        self,
        *args: Any,
        survey: Survey,
        towns: list[tuple[str, str]],
        only: int | None = None,
        invited: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        items = survey.items.select_related("project")
        self.survey_items: list[Item] = list(items if only is None else items.filter(pk=only))
        self._ask_of_rows()
        self.fields["aware"] = _awareness()
        self.fields["age"] = forms.ChoiceField(
            label="您的年龄（可不填）", required=False, choices=[("", "不填"), *((age, age) for age in AGES)]
        )
        if invited:
            return
        self.fields["place"] = forms.ChoiceField(
            label="您住在（可不填）", required=False, choices=[("", "不填"), *towns]
        )
        self.fields["side"] = forms.ChoiceField(
            label="您提过民生实事的建议吗（可不填）",
            required=False,
            choices=[("", "不填"), (Side.PROPOSER.value, "提过或附议过"), (Side.OTHER.value, "没有")],
        )

    def _ask_of_rows(self) -> None:
        for item in self.survey_items:
            self.fields[f"mark_{item.pk}"] = forms.ChoiceField(
                label=zh(item.title), choices=Mark.choices, widget=forms.RadioSelect, required=False
            )
            self.fields[f"reason_{item.pk}"] = forms.CharField(
                label="不满意的理由（选“不满意”时必填）",
                max_length=300,
                required=False,
                widget=forms.Textarea(attrs={"rows": 2}),
            )

    def lines(self) -> list[tuple]:
        """(item, mark field, reason field) for the template."""
        return [(i, self[f"mark_{i.pk}"], self[f"reason_{i.pk}"]) for i in self.survey_items]

    def clean(self) -> dict:
        """What `reply` takes."""
        super().clean()
        data = self.cleaned_data
        about = Groups(*(data.get(name) or "" for name in ("age", "place", "side")))
        given = {part: self._given(part[:-1], data) for part in ("marks", "reasons")}
        return {**given, "about": about, "aware": data.get("aware")}

    def about(self) -> list[Any]:
        """The fields on who answers, for the template."""
        return [self[name] for name in ("aware", "age", "place", "side") if name in self.fields]

    def _given(self, part: str, data: dict) -> dict[int, str]:
        """item id → what was chosen or written, left out where nothing was."""
        return {item.pk: text for item in self.survey_items if (text := data.get(f"{part}_{item.pk}"))}


class PaperForm(ReplyForm):
    """A sheet of paper: its code, and what is ticked."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, invited=True, **kwargs)
        self.fields["code"] = forms.CharField(
            label="问卷编号",
            max_length=40,
            help_text="在问卷右上角",
            widget=forms.TextInput(attrs={"autocapitalize": "characters", "autocomplete": "off", "autofocus": True}),
        )

    def clean(self) -> dict:
        """What `enter_paper` takes."""
        return {**super().clean(), "code": self.cleaned_data.get("code", "")}


class SampleForm(forms.Form):
    """How many are asked."""

    size = forms.IntegerField(
        label="抽取多少人",
        min_value=1,
        max_value=200_000,
        initial=400,
        help_text="按类别和所在地分层，按人数比例抽取。四百人回答时，误差大约正负 5 个百分点",
    )
