"""Rules that really exist, as starting points for a local 票决办法 (docs/domain.md#presets)."""

from collections.abc import Mapping
from fractions import Fraction
from types import MappingProxyType

from .rule import BlankItem, Detail, Form, PassBase, Rule

PRESETS: Mapping[str, Rule] = MappingProxyType(
    {
        "逐项表决取前 N": Rule(form=Form.PER_ITEM, seats=10, result_detail=Detail.FULL),
        "十二选十": Rule(form=Form.CHOOSE, seats=10),
        "十二选十，可以反对": Rule(form=Form.CHOOSE, seats=10, opposing=True, result_detail=Detail.FULL),
        "表决器逐项": Rule(form=Form.PER_ITEM, seats=10, blank_item=BlankItem.NOT_PRESSED, result_detail=Detail.FULL),
        "等额逐项": Rule(form=Form.PER_ITEM, seats=7, min_surplus=Fraction(0), result_detail=Detail.FULL),
        "街道票选": Rule(form=Form.ADVISORY, seats=8, pass_base=PassBase.NONE),
        "街道双门槛": Rule(
            form=Form.ADVISORY,
            seats=8,
            pass_base=PassBase.PRESENT,
            threshold=Fraction(2, 3),
            deputies_threshold=Fraction(1, 2),
        ),
    }
)
"""Name → Rule; `dataclasses.replace(rule, seats=…)` fits one to a sitting."""
