"""What an office's template brings beside its words: what leads out of the file or runs in it never reaches a printed paper."""

from collections.abc import Iterator

from docx.document import Document as Word
from docx.opc.rel import Relationships
from docx.oxml.ns import qn

HYPERLINK, ATTACHED = "/hyperlink", "/attachedTemplate"
DROPPED = ("/vbaProject", "/vbaProjectSignature", "/wordVbaData", "/attachedToolbars", "/keyMapCustomizations")
"""Macros and what calls them."""
HELD = ("/oleObject", "/package", "/control", "/aFChunk", "/subDocument")
"""Whole files inside a file."""


def cut_loose(word: Word) -> list[str]:
    """Drop macros and the template that the file hangs on. Returns what cannot be dropped without a hole, as Chinese sentences."""
    left = []
    for rels in _every(word):
        for key, rel in list(rels.items()):
            if rel.reltype.endswith((*DROPPED, ATTACHED)):
                rels.pop(key)
            elif rel.is_external and not rel.reltype.endswith(HYPERLINK):
                left.append("范本里有引用外部文件的图片或内容，请在 Word 里改为嵌入，或者删去")
            elif rel.reltype.endswith(HELD):
                left.append("范本里嵌有别的文件或控件，请删去")
    settings = word.settings.element
    for one in settings.findall(qn("w:attachedTemplate")):
        settings.remove(one)
    return list(dict.fromkeys(left))


def _every(word: Word) -> Iterator[Relationships]:
    package = word.part.package
    yield package.rels
    yield from [part.rels for part in package.iter_parts()]
