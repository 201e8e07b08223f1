"""The form of 催办办法."""

from dataclasses import asdict

from django import forms

from engines.pacing import Ladder, Rungs
from piaojue.commons.ladder.actions import MOST_DAYS, MOST_PERIODS
from piaojue.commons.years.parameters import LadderRule

DAYS, CALLED = Rungs(), Ladder()


class LadderForm(forms.Form):
    """What is left empty is as usual. `rule` is cleaned as a LadderRule."""

    superior_after = forms.IntegerField(
        label="逾期几个工作日报上级",
        min_value=1,
        max_value=MOST_DAYS,
        required=False,
        help_text=f"不填为 {DAYS.superior} 天",
    )
    leaders_after = forms.IntegerField(
        label="逾期几个工作日报领导小组",
        min_value=1,
        max_value=MOST_DAYS,
        required=False,
        help_text=f"不填为 {DAYS.leaders} 天",
    )
    yellow = forms.CharField(label="黄灯约谈谁", max_length=20, required=False, help_text=f"不填为{CALLED.yellow}")
    yellows_in_a_row = forms.IntegerField(
        label="连续几期没有绿灯，由下一栏的人约谈",
        min_value=2,
        max_value=MOST_PERIODS,
        required=False,
        help_text=f"不填为 {CALLED.yellows_in_a_row} 期",
    )
    yellow_again = forms.CharField(
        label="连续没有绿灯由谁约谈", max_length=20, required=False, help_text=f"不填为{CALLED.yellow_again}"
    )
    red = forms.CharField(label="红灯由谁约谈", max_length=20, required=False, help_text=f"不填为{CALLED.red}")

    def clean(self) -> dict:
        super().clean()
        given = {name: value for name, value in self.cleaned_data.items() if value not in (None, "")}
        return {"rule": LadderRule(**given)}

    @classmethod
    def initial_of(cls, rule: LadderRule | None) -> dict:
        """The form's values of the year's rule."""
        return {name: value for name, value in asdict(rule or LadderRule()).items() if value is not None}
