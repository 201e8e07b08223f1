"""领域 and 部门 proposed with confidence and words, learned from what clerks decided (engines.matching.category).

Later rooms register where the decided messages are; each process learns again when a tenth more were decided.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from threading import Lock
from typing import NamedTuple

from engines.matching import Classifier, Example, Proposal, Trial, by_department
from piaojue.commons.people.models import Body
from piaojue.commons.places.models import Place
from piaojue.stages.suggest.models import Category

SURE = 0.5  # confidence from which a proposal is shown as one
LEAST = 0.15  # confidence below which a department is noise: better none than any
ALL_AT_ONCE = 300  # lessons up to which each change is learned at once
MOST = 20_000  # decided messages that are learned from, the latest ones


@dataclass(frozen=True)
class Decided:
    """One message with what a clerk said of it; empty: nothing was said."""

    title: str
    content: str
    category: str
    department: str


class Mark(NamedTuple):
    """What changes when something is decided. undone: lessons taken back, which are forgotten at once."""

    number: int
    changes: int
    undone: int


@dataclass(frozen=True)
class Source:
    """mark: how many lessons there are, a number that changes with every correction, how many were taken back: cheap to ask;
    rows: the decided messages, oldest first."""

    mark: Callable[[Place], Mark]
    rows: Callable[[Place, int], Iterable[Decided]]


SOURCES: list[Source] = []
_HELD: dict[tuple[str, str], tuple[Mark, Classifier]] = {}
_LOCK = Lock()


def categories(
    place: Place, title: str, content: str = "", most: int = 3
) -> list[tuple[str, str, float, tuple[str, ...]]]:
    """[(key, name, confidence 0–1, words)], best first."""
    names = dict(Category.choices)
    return [
        (p.label, names[p.label], p.confidence, p.words)
        for p in _classifier(place, "category").propose(title, content, most)
        if p.label in names
    ]


def department(place: Place, title: str, content: str = "") -> tuple[Body, Proposal] | None:
    """The department that most likely answers, if the place has one of that name or trade, and there is a reason to think so."""
    bodies = list(Body.objects.standing().filter(place=place, kind="department"))
    for proposal in _classifier(place, "department").propose(title, content, 3):
        if proposal.confidence >= LEAST and (body := _body(proposal.label, bodies)):
            return body, proposal
    return None


TRADES = {
    "城市管理局": ("城市管理", "综合行政执法"), "农业农村局": ("农牧", "农业"), "文体旅游广电局": ("文化", "文体", "文旅"), "自然资源局": ("林业", "国土"),
    "生态环境局": ("环境保护", "环保"), "卫生健康委员会": ("卫生健康", "卫健"), "人力资源和社会保障局": ("人社", "人力资源"), "住房和城乡建设局": ("住建", "住房"),
    "市场监督管理局": ("市场监管",), "政务服务局": ("政务服务", "行政审批"), "残疾人联合会": ("残联",), "教育局": ("教育", "教体"), "应急管理局": ("应急",),
}  # fmt: skip
"""What a department of the taxonomy is called elsewhere: 农牧局 in a banner, 城市管理综合执法局 in a district."""


def _body(label: str, bodies: Iterable[Body]) -> Body | None:
    """The place's body for a label: the one named so, else the one of the same trade."""
    exact = next((body for body in bodies if body.name.endswith(label)), None)
    return exact or next((body for body in bodies if any(word in body.name for word in TRADES.get(label, ()))), None)


def forget() -> None:
    """Drop what was learned in this process: for tests."""
    with _LOCK:
        _HELD.clear()


def _classifier(place: Place, what: str) -> Classifier:
    with _LOCK:
        marks = [source.mark(place) for source in SOURCES]
        mark = Mark(*(sum(numbers) for numbers in zip(*marks, strict=True))) if marks else Mark(0, 0, 0)
        held = _HELD.get((place.pk, what))
        if held is None or _is_old(held[0], mark):
            held = _HELD[place.pk, what] = mark, _learn(place, what)
        return held[1]


def _is_old(learned: Mark, mark: Mark) -> bool:
    """Few are learned anew with each change, many when a tenth more came; what was taken back is forgotten at once."""
    if mark.undone != learned.undone:
        return True
    return mark.number > learned.number * 1.1 or (mark != learned and mark.number < ALL_AT_ONCE)


def trial(place: Place, what: str = "category") -> Trial:
    """How learning went for a place: "category" or "department"."""
    return _classifier(place, what).trial


def _learn(place: Place, what: str) -> Classifier:
    fields = by_department() if what == "department" else None
    bodies = list(Body.objects.standing().filter(place=place, kind="department")) if fields else []
    called = {body.name: field.key for field in fields or () if (body := _body(field.key, bodies))}
    examples = []
    for source in SOURCES:
        for row in source.rows(place, MOST):
            label = getattr(row, what)
            if fields:  # 新城区教育局 is the 教育局 of the taxonomy
                label = called.get(label, label)
            if label:
                examples.append(Example(row.title, row.content, label))
    return Classifier.trained(examples, fields) if fields else Classifier.trained(examples)
