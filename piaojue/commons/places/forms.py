"""Form of 常住人口."""

from typing import Any

from django import forms

from piaojue.commons.places.models import Place


class PopulationForm(forms.Form):
    """One number a place, and where the numbers come from."""

    source = forms.CharField(
        label="出处",
        max_length=60,
        required=False,
        help_text="例如：2025 年统计公报，年末常住人口。看板算占比时一并写明",
    )

    def __init__(self, *args, places: list[Place], **kwargs) -> None:
        initial: dict[str, Any] = {
            "source": next((place.population_source for place in places if place.population_source), "")
        }
        kwargs["initial"] = initial | {f"at_{place.pk}": place.population for place in places}
        super().__init__(*args, **kwargs)
        self.codes = [place.pk for place in places]
        for place in places:
            self.fields[f"at_{place.pk}"] = forms.IntegerField(
                label=f"{place.name}（人）", min_value=1, max_value=2_000_000_000, required=False
            )

    def people(self, cleaned: dict) -> dict[str, int | None]:
        """code → 人; None: left empty."""
        return {code: cleaned[f"at_{code}"] for code in self.codes}
