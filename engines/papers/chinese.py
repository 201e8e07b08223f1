"""Numbers and days as official papers write them (GB/T 9704-2012, 7.3.5: Arabic figures, no zeros before them)."""

from datetime import date


def day(on: date) -> str:
    """2026年1月5日."""
    return f"{on.year}年{on.month}月{on.day}日"


def money(yuan: int) -> str:
    """元 → 万元: 805000 → 80.5万元; 0 → 0万元."""
    return f"{yuan / 10000:,.2f}".rstrip("0").rstrip(".") + "万元"


def width(text: str) -> float:
    """How wide a line of text is, in Chinese characters: what stands in ASCII takes half of one."""
    return sum(0.5 if character.isascii() else 1.0 for character in text)
