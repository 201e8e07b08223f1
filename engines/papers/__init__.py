"""公文: official papers as a tree of blocks, in the form of GB/T 9704-2012. Pure: no page, no database, no clock."""

from engines.papers.chinese import day, money
from engines.papers.gaps import Gap, Gaps
from engines.papers.marks import full_width, widened
from engines.papers.reading import blocks_from, text_of
from engines.papers.tree import (
    Annex,
    Block,
    Column,
    Draft,
    Kind,
    address,
    article,
    heading,
    numbered,
    para,
    signing,
    table,
)

__all__ = [
    "Annex",
    "Block",
    "Column",
    "Draft",
    "Gap",
    "Gaps",
    "Kind",
    "address",
    "article",
    "blocks_from",
    "day",
    "full_width",
    "heading",
    "money",
    "numbered",
    "para",
    "signing",
    "table",
    "text_of",
    "widened",
]
