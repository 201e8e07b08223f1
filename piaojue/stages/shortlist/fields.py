"""Fields that rooms after this one use, too: amounts in 万元, rows typed one a line."""

import re
from decimal import Decimal
from typing import Any

from django import forms

from piaojue.commons.web.forms import with_bars
from piaojue.stages.shortlist.values import Funding

MONEY_HELP = "每行：来源 | 万元，例如 本级财政 | 300"
MOST_YUAN, LONGEST_CELL = 10**13, 60


def wan(label: str, **kwargs: Any) -> forms.DecimalField:
    """An amount typed in 万元."""
    return forms.DecimalField(
        label=f"{label}（万元）", min_value=0, max_value=100_000_000, decimal_places=4, max_digits=13, **kwargs
    )


def typed_wan(yuan: int) -> str:
    """元 as the amount in 万元 that a form shows again: every digit, no exponent."""
    return f"{Decimal(yuan) / 10000:f}"


class Lines(forms.CharField):
    """Rows typed one a line, cells separated by |; the last `optional` ones may be left out. Cleaned to a list of lists."""

    widget = forms.Textarea(attrs={"rows": 4})

    def __init__(self, *, cells: int, optional: int = 0, **kwargs: Any) -> None:
        super().__init__(max_length=4000, required=False, **kwargs)
        self.cells, self.optional = cells, optional

    def clean(self, value: str) -> list[list[str]]:
        rows, bad = [], []
        for number, line in enumerate(super().clean(value).splitlines(), 1):
            if not line.strip():
                continue
            cells = [cell.strip() for cell in with_bars(line).split("|")]
            needed = self.cells - self.optional
            if not needed <= len(cells) <= self.cells or not all(cells[:needed]):
                wanted = f"{needed} 至 {self.cells}" if self.optional else f"{self.cells}"
                bad.append(f"第 {number} 行“{line.strip()[:20]}”应有 {wanted} 项，用 | 隔开")
            rows.append(cells + [""] * (self.cells - len(cells)))
        if bad:
            raise forms.ValidationError(bad)
        return rows


class FundingLines(Lines):
    """Sources with their amounts in 万元; cleaned to Funding in 元."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(cells=2, **kwargs)

    def clean(self, value: str) -> tuple[Funding, ...]:  # type: ignore[override]  # cleaned further
        sources, bad = [], []
        for source, amount in super().clean(value):
            try:
                yuan = int(Decimal(re.sub("[,\uff0c ]|万元?$", "", amount)) * 10000)
            except (ArithmeticError, ValueError):
                bad.append(f"“{amount}”不是金额")
                continue
            if not 0 < yuan < MOST_YUAN:
                bad.append(f"“{amount}”超出范围")
            sources.append(Funding(source[:LONGEST_CELL], yuan))
        if bad:
            raise forms.ValidationError(bad)
        return tuple(sources)
