"""Punctuation as Chinese print has it (GB/T 15834): full width beside Chinese characters."""

import re

from engines.writing import anchored

HAN = "\u2e80-\u9fff\uf900-\ufaff\u201c\u201d\u2026\u3000-\u303f"
MARK = re.compile(rf"(?<=[{HAN}])[,:;?!]|[,:;?!](?=[{HAN}])")
BRACKETS = re.compile(rf"\(([^()]*[{HAN}][^()]*)\)")
WIDE = str.maketrans(",:;?!", "\uff0c\uff1a\uff1b\uff1f\uff01")
APART = re.compile(r"(<(?:style|script)\b.*?</(?:style|script)>|<[^>]*>|&#?\w+;)", re.S)
GAP_BETWEEN = re.compile(rf"(?<=[{HAN}\uff00-\uffef]) +(?=[0-9A-Za-z])|(?<=[0-9A-Za-z%]) +(?=[{HAN}\uff00-\uffef])")


def full_width(html: str) -> str:
    """A page whose words have the punctuation of Chinese print; its markup stays."""
    parts = APART.split(html)
    return "".join(part if place % 2 else widened(part) for place, part in enumerate(parts))


def widened(text: str) -> str:
    """A text with the punctuation of Chinese print."""
    text = BRACKETS.sub("\uff08\\1\uff09", text)
    return MARK.sub(lambda mark: mark[0].translate(WIDE), text)


def closed_up(text: str) -> str:
    """A text without the spaces that screens put between Chinese and figures: official papers have none.

    Words from right to left turn nothing that stands beside them.
    """
    return anchored(GAP_BETWEEN.sub("", widened(text)))
