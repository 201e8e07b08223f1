"""What is odd about a single cell, and what to do about it."""

from enum import StrEnum


class Mark(StrEnum):
    """Why a cell is not simply what it shows."""

    ROUNDED = "rounded"
    FORMULA = "formula"
    DATE = "date"
    ERROR = "error"
    FILLED = "filled"

    @property
    def reason(self) -> str:
        """A sentence for the person who has to mend the cell."""
        return REASONS[self]


REASONS = {
    Mark.ROUNDED: "最后几位已经丢失，请把该列设为文本后重新导出",
    Mark.FORMULA: "是没有结果的公式，请在表格软件里选择性粘贴为数值后重新保存",
    Mark.DATE: "被表格软件当成了日期，请把该列设为文本后重新填写",
    Mark.ERROR: "是公式的错误值，请改正后重新保存",
    Mark.FILLED: "由合并的单元格填入",
}
SPOILT = frozenset({Mark.ROUNDED, Mark.FORMULA, Mark.ERROR})
"""What the cell held is lost: nobody can take it as it is."""
