"""The form of 协调决定 copied from signed minutes: the meeting once, then each problem that waits."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from django import forms
from django.forms import BoundField
from django.utils import timezone

from piaojue.commons.evidence.fields import FilesField
from piaojue.commons.people.models import Body, Seat
from piaojue.commons.roles import Role
from piaojue.commons.years.models import Year
from piaojue.stages.deliver.forms import DATE, area, offer
from piaojue.stages.deliver.minutes import Coordinated
from piaojue.stages.deliver.models import Problem
from piaojue.stages.deliver.queries import problems_waiting, units_for


class Row(NamedTuple):
    """A problem with its fields."""

    problem: Problem
    fields: list[BoundField]


class CoordinationForm(forms.Form):
    """照签字纪要登记协调决定. A problem whose decision is left empty goes on waiting; the others are cleaned as `decisions`."""

    title = forms.CharField(label="会议和纪要文号", max_length=120, help_text="例如：领导小组第三次会议纪要〔2026〕3号")
    decided_on = forms.DateField(label="决定日期", widget=DATE, initial=timezone.localdate)
    decided_by = forms.ModelChoiceField(label="谁作出的决定", queryset=Seat.objects.none())
    scans = FilesField(label="签字的纪要（扫描件或照片）")

    def __init__(self, *args: Any, year: Year, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        leaders = Seat.objects.in_office().filter(place=year.place, role=Role.LEADING_GROUP)
        offer(self, "decided_by", leaders.select_related("person", "body", "place").order_by("pk"))
        self.initial.setdefault("decided_by", leaders.order_by("pk").values_list("pk", flat=True).first())
        self.problems = list(problems_waiting(year))
        self.units: dict[int | None, Body] = {unit.pk: unit for unit in units_for(year.place)}
        for problem in self.problems:
            self._add(problem)

    def _add(self, problem: Problem) -> None:
        units = [(key, unit.name) for key, unit in self.units.items()]
        help_text = "写明谁、做什么、何时完成；纪要没有涉及的空着"
        self.fields[f"decision_{problem.pk}"] = area("协调决定", 3, 1000, required=False, help_text=help_text)
        own = problem.project.department_id
        self.fields[f"owner_{problem.pk}"] = forms.TypedChoiceField(
            label="承办单位", choices=units, coerce=int, required=False, empty_value=None, initial=own
        )
        self.fields[f"due_{problem.pk}"] = forms.DateField(
            label="完成期限", widget=DATE, required=False, help_text="不填：决定以后 30 天"
        )

    @property
    def of_the_meeting(self) -> list[BoundField]:
        return [self[name] for name in ("title", "decided_on", "decided_by", "scans")]

    @property
    def rows(self) -> list[Row]:
        names = ("decision", "owner", "due")
        return [Row(problem, [self[f"{name}_{problem.pk}"] for name in names]) for problem in self.problems]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        data["decisions"] = [
            self._decision(problem, data) for problem in self.problems if self._is_decided(problem, data)
        ]
        if not data["decisions"] and not self.errors:
            raise forms.ValidationError("请至少写一个难题的协调决定")
        return data

    def _is_decided(self, problem: Problem, data: Mapping[str, Any]) -> bool:
        return bool(data.get(f"decision_{problem.pk}"))

    def _decision(self, problem: Problem, data: Mapping[str, Any]) -> Coordinated:
        owner = self.units.get(data.get(f"owner_{problem.pk}"))
        return Coordinated(problem, data[f"decision_{problem.pk}"], owner, data.get(f"due_{problem.pk}"))
