"""What a paper has to say before a gate takes it: one from another house who issued it, its number, date and conclusion."""

from django.utils.translation import gettext as _

from engines.papers.gaps import gaps_in
from piaojue.commons.words import said
from piaojue.commons.years.models import Conclusion, Paper, PaperKind

_K = PaperKind
NEEDED: dict[str, dict[str, str]] = {
    _K.LEGALITY_OPINION: {"issuer": "发文机关", "doc_no": "文号", "issued_on": "日期", "conclusion": "结论"},
    _K.PARTY_MINUTES: {"issuer": "发文机关", "doc_no": "文号", "issued_on": "日期", "conclusion": "结论"},
    _K.COMMENT_REPORT: {"issuer": "发文机关", "issued_on": "日期"},
    _K.OPINIONS: {"issuer": "发文机关", "doc_no": "文号", "issued_on": "日期"},
    _K.LEADING_GROUP_LIST: {"issued_on": "日期"},
    _K.CONSULTATION_MINUTES: {"issued_on": "日期"},
}
"""Kind → the columns that are filled in, with their words."""
FROM_ACTS = frozenset(
    {
        _K.VOTE_RULES,
        _K.COUNT_CERTIFICATE,
        _K.RESULT_NOTICE,
        _K.TASK_BREAKDOWN,
        _K.COMPLETION_REPORT,
        _K.EVALUATION_NOTICE,
        _K.ANALYSIS_REPORT,
    }
)
"""What an act files with what it has done: as short or long as that was."""
SHORTEST = 20
"""A text of fewer characters is no paper, where no file is kept with it."""


def is_from_outside(kind: str) -> bool:
    """Whether another house issues it, so that its own words, number and conclusion are entered, not drawn up."""
    return "issuer" in NEEDED.get(kind, ())


def shortfalls(paper: Paper) -> list[str]:
    """What a filed paper lacks, as sentences; none: the gate takes it.

    A draft whose legality was not confirmed may not be put to the government (决策条例 25 条).
    """
    title = {"paper": said(str(PaperKind(paper.kind).label))}
    empty = [said(word) for name, word in NEEDED.get(paper.kind, {}).items() if not getattr(paper, name)]
    if paper.kind not in FROM_ACTS and paper.upload_id is None and len(paper.body.strip()) < SHORTEST:
        empty.append(said("文件或全文"))
    if paper.public:
        empty += [said(name) for name in gaps_in(paper.body)]
    lines = [_("“%(paper)s”还没有写明：%(fields)s") % {**title, "fields": _("、").join(empty)}] if empty else []
    if paper.conclusion == Conclusion.REFUSED:
        lines.append(_("“%(paper)s”的结论是不同意，修改后重新送审") % title)
    return lines
