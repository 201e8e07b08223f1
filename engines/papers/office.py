"""An office's own .docx with named fields: which fields a paper has, what a template names, the template filled in.

    {{标题}}  {{发文字号}}  {{会议地点}}            words, anywhere in the file, in its head and foot, too
    {{正文}}  {{附件}}                            once, alone in a paragraph: the whole text, the annexes
    {%tr for 行 in 表一 %} … {{行.项目名称}} … {%tr endfor %}   a row of the office's own table for each row of ours

A template is somebody's file, so nothing else of the template language is taken: no calls, no filters, no arithmetic.
"""

import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from docx.document import Document as Word
from docx.text.paragraph import Paragraph
from docxtpl import DocxTemplate
from jinja2 import TemplateError, nodes
from jinja2.sandbox import SandboxedEnvironment

from engines.exact import number_in_chinese
from engines.papers.chinese import day
from engines.papers.loose import cut_loose
from engines.papers.marks import closed_up
from engines.papers.sizes import LONGEST_FILLED, LONGEST_TEMPLATE, check_size
from engines.papers.tree import Block, Draft, Kind
from engines.papers.word import have_styles, write_annexes, write_blocks

TEXT, ANNEXES = "正文", "附件"
MARKS = {TEXT: "\ue000正文\ue001", ANNEXES: "\ue000附件\ue001"}
"""What stands in the filled file until the blocks take its place: characters that nobody types."""
MOST_LOOPS = 20
ALLOWED = (
    nodes.Template,
    nodes.Output,
    nodes.TemplateData,
    nodes.Name,
    nodes.Getattr,
    nodes.For,
    nodes.If,
    nodes.Not,
)
Picture = Callable[[str], bytes]


class BadTemplate(Exception):
    """Why a template cannot be used: each reason is a Chinese sentence."""

    def __init__(self, *reasons: str) -> None:
        super().__init__("；".join(reasons))
        self.reasons = reasons


@dataclass(frozen=True)
class Fields:
    """What a paper has for a template. words: name → value; tables: name → its rows, each {name of a column: cell}"""

    words: Mapping[str, str]
    tables: Mapping[str, list[dict[str, str]]]
    columns: Mapping[str, tuple[str, ...]]

    @property
    def names(self) -> list[str]:
        """All names, as a template writes them: 标题, 表一（序号、项目名称）."""
        return [*self.words, *(f"{name}（{'、'.join(self.columns[name])}）" for name in self.tables)]


def fields_of(draft: Draft) -> Fields:
    """The fields of a paper: its parts, its named facts, its tables in their order."""
    words = {
        "标题": closed_up(draft.title),
        "发文字号": draft.number,
        "主送": draft.to,
        "题注": draft.passed,
        TEXT: MARKS[TEXT],
        ANNEXES: MARKS[ANNEXES] if draft.annexes else "",
        "发文机关": "、".join(draft.signed),
        "成文日期": day(draft.on) if draft.on else "",
        "抄送": draft.copies,
        "印发机关": draft.printed_by,
    }
    tables = list(_tables(draft))
    names = [f"表{number_in_chinese(number)}" for number in range(1, len(tables) + 1)]
    return Fields(
        words | {name: closed_up(value) for name, value in draft.facts if name not in words},
        {name: _rows(one) for name, one in zip(names, tables, strict=True)},
        {name: _columns(one) for name, one in zip(names, tables, strict=True)},
    )


def _tables(draft: Draft) -> Iterator[Block]:
    for blocks in (draft.blocks, *(annex.blocks for annex in draft.annexes)):
        yield from (one for one in blocks if one.kind is Kind.TABLE)


def _columns(one: Block) -> tuple[str, ...]:
    """Titles as names: what cannot stand in a name is left out."""
    return tuple(re.sub(r"\W", "", column.title) for column in one.columns)


def _rows(one: Block) -> list[dict[str, str]]:
    return [dict(zip(_columns(one), map(closed_up, row), strict=True)) for row in one.rows]


class _Checking(SandboxedEnvironment):
    """Refuses what is not in ALLOWED while it reads, wherever in the file it stands, and what grows too large.

    unknown: names without a field;  used: names that stand in it;  size: characters written so far
    said:    characters of its own text
    """

    def __init__(self, fields: Fields) -> None:
        super().__init__(autoescape=True, optimized=False)
        self.fields = fields
        self.unknown: list[str] = []
        self.used: set[str] = set()
        self.loops = 0
        self.size = 0
        self.said = 0

    def concat(self, pieces: Iterable[str]) -> str:
        """One part of the file, filled. Raises BadTemplate where what stands in a loop makes it too large."""
        return "".join(map(self._counted, pieces))

    def _counted(self, piece: str) -> str:
        self.size += len(piece)
        if self.size > LONGEST_FILLED:
            raise BadTemplate("按这份范本填好的文件太大。请减少逐行重复的内容")
        return piece

    def _parse(self, source: str, name: Any, filename: Any) -> nodes.Template:
        self.said += len(re.sub(r"<[^>]*>", "", source))
        if self.said > LONGEST_TEMPLATE:
            raise BadTemplate(f"范本自己的文字超过 {LONGEST_TEMPLATE} 个字，请只留格式和固定的话")
        tree = super()._parse(source, name, filename)
        self._check(tree, {})
        return tree

    def _check(self, node: nodes.Node, rows: dict[str, str]) -> None:
        """rows: name that runs through a table → that table."""
        if not isinstance(node, ALLOWED):
            raise BadTemplate("范本里只能写字段名、按表格逐行（for）和有没有（if），不能写函数、过滤器和算式")
        if isinstance(node, nodes.For):
            rows = self._loop(node, rows)
            inner = [*node.body, *node.else_]
        elif isinstance(node, nodes.Getattr):
            self._cell(node, rows)
            return
        else:
            inner = list(node.iter_child_nodes())
        if isinstance(node, nodes.Name):
            self.used.add(node.name)
            if node.name not in self.fields.words and node.name not in rows:
                self._miss(node.name)
        for one in inner:
            self._check(one, rows)

    def _loop(self, node: nodes.For, rows: dict[str, str]) -> dict[str, str]:
        self.loops += 1
        if rows or self.loops > MOST_LOOPS or node.test is not None or node.recursive:
            raise BadTemplate(f"表格只能逐行写一层，一份范本里最多 {MOST_LOOPS} 个")
        if not isinstance(node.target, nodes.Name) or not isinstance(node.iter, nodes.Name):
            raise BadTemplate("逐行写成“{%tr for 行 in 表一 %}”")
        self.used.add(node.iter.name)
        if node.iter.name not in self.fields.tables:
            self._miss(node.iter.name)
        return {node.target.name: node.iter.name}

    def _cell(self, node: nodes.Getattr, rows: dict[str, str]) -> None:
        table = rows.get(node.node.name, "") if isinstance(node.node, nodes.Name) else ""
        if node.attr not in self.fields.columns.get(table, ()):
            self._miss(f"{node.node.name if isinstance(node.node, nodes.Name) else ''}.{node.attr}")

    def _miss(self, name: str) -> None:
        if name not in self.unknown:
            self.unknown.append(name)


def filled(template: bytes, draft: Draft, picture: Picture | None = None, *, whole: bool = False) -> bytes:
    """The office's template with this paper in it. Raises BadTemplate with every reason.

    whole: refuse a template that would print the paper without its text or its annexes
    """
    try:
        check_size(template)
    except ValueError as error:
        raise BadTemplate(str(error)) from error
    fields = fields_of(draft)
    word, used = _filled_words(template, fields)
    if held := cut_loose(word):
        raise BadTemplate(*held)
    have_styles(word)
    _put_in(word, MARKS[TEXT], TEXT, lambda: write_blocks(word, draft.blocks, picture))
    _put_in(word, MARKS[ANNEXES], ANNEXES, lambda: write_annexes(word, draft, picture))
    _refuse_elsewhere(word)
    if whole and (left := _left_out(draft, used)):
        raise BadTemplate(*left)
    out = io.BytesIO()
    word.save(out)
    return out.getvalue()


def _left_out(draft: Draft, used: set[str]) -> list[str]:
    """What of the paper the template has no place for, as sentences."""
    tables = {f"表{number_in_chinese(number)}" for number, _ in enumerate(_tables(draft), 1)}
    only_tables = all(one.kind is Kind.TABLE for one in draft.blocks)
    in_rows = bool(tables) and tables <= used
    left = []
    if TEXT not in used and draft.blocks and not (only_tables and in_rows):
        left.append("范本里没有“{{正文}}”，印出的公文会没有正文：请在正文的位置单独写一段“{{正文}}”")
    if ANNEXES not in used and draft.annexes and not in_rows:
        left.append("范本里没有“{{附件}}”，印出的公文会没有附件：请在附件的位置单独写一段“{{附件}}”")
    return left


PREFIXED = re.compile(r"\{\{\s*(?:r|p|tr|tc)\s+([^{}]{1,40})\}\}")
"""Fields that the template language takes for ready-made runs: they would print nothing."""


def _refuse_prefixed(office: DocxTemplate) -> None:
    """Raises BadTemplate for {{r 标题}} and its like."""
    for part in office.docx.part.package.iter_parts():
        if "wordprocessingml" not in part.content_type:
            continue
        words = re.sub(r"<[^>]*>", "", part.blob.decode("utf-8", "replace"))
        if found := PREFIXED.search(words):
            name = found[1].strip()
            raise BadTemplate(f"“{found[0]}”印不出来，请写成“{{{{{name}}}}}”")


def _filled_words(template: bytes, fields: Fields) -> tuple[Word, set[str]]:
    """(the file with its words and rows, blocks still as marks; the names that it uses). Raises BadTemplate."""
    reading = _Checking(fields)
    broken: BadTemplate | None = None
    try:
        office = DocxTemplate(io.BytesIO(template))
        office.init_docx()
        _refuse_prefixed(office)
        office.render({**fields.words, **fields.tables}, jinja_env=reading, autoescape=True)
        word: Word = office.docx
        _refuse_unknown(reading)
        return word, reading.used
    except BadTemplate:
        raise
    except TemplateError as error:
        broken = BadTemplate(f"范本里的字段写得不完整：{_where(error)}。字段写成 {{{{标题}}}}，前后各两个大括号")
    except Exception:
        broken = BadTemplate("打不开这个文件。请用 Word 或 WPS 另存为 .docx 后再上传")
    _refuse_unknown(reading)
    raise broken


def _refuse_unknown(reading: _Checking) -> None:
    """Raises BadTemplate where the file names what there is not."""
    if reading.unknown:
        names = "”“".join(reading.unknown)
        there = "、".join(reading.fields.names)
        raise BadTemplate(f"范本里的字段“{names}”没有数据可填。这种公文有：{there}")


def _where(error: TemplateError) -> str:
    return str(error.message or "").splitlines()[0][:80] if error.message else "大括号不成对"


def _put_in(word: Word, mark: str, name: str, write: Callable[[], None]) -> None:
    """Blocks in the place of the paragraph that names them. Raises BadTemplate where it says something else, too."""
    lines = [line for line in word.paragraphs if mark in line.text]
    if len(lines) > 1:
        raise BadTemplate(f"“{{{{{name}}}}}”只能写一处")
    for line in lines:
        if line.text.strip() != mark:
            raise BadTemplate(f"“{{{{{name}}}}}”要单独占一段")
        _replace(word, line, write)


def _refuse_elsewhere(word: Word) -> None:
    """Raises BadTemplate where a mark still stands somewhere in the file."""
    for part in word.part.package.iter_parts():
        if left := next((name for name, mark in MARKS.items() if mark.encode() in part.blob), None):
            raise BadTemplate(f"“{{{{{left}}}}}”要单独占一段，不能放在表格、文本框、页眉或页脚里")


def _replace(word: Word, line: Paragraph, write: Callable[[], None]) -> None:
    known = set(word.element.body)
    write()
    for part in [part for part in word.element.body if part not in known]:
        line._p.addprevious(part)
    line._p.getparent().remove(line._p)
