"""What a paper from outside has to say before a gate takes it: who issued it, its number and date, what it concludes."""

from django.utils.translation import gettext as _

from piaojue.commons.words import said
from piaojue.commons.years.models import Conclusion, Paper, PaperKind

NEEDED: dict[str, dict[str, str]] = {
    PaperKind.LEGALITY_OPINION: {
        "issuer": "发文机关",
        "doc_no": "文号",
        "issued_on": "日期",
        "conclusion": "结论",
    },
}
"""Kind → the columns that are filled in, with their words."""
SHORTEST = 20
"""A text of fewer characters is no paper, where no file is kept with it."""


def shortfalls(paper: Paper) -> list[str]:
    """What a filed paper lacks, as sentences; none: the gate takes it.

    A draft whose legality was not confirmed may not be put to the government (决策条例 25 条).
    """
    title = {"paper": said(str(PaperKind(paper.kind).label))}
    needed = NEEDED.get(paper.kind)
    if needed is None:
        return []
    empty = [said(word) for name, word in needed.items() if not getattr(paper, name)]
    if paper.upload_id is None and len(paper.body.strip()) < SHORTEST:
        empty.append(said("文件或全文"))
    lines = [_("“%(paper)s”还没有写明：%(fields)s") % {**title, "fields": _("、").join(empty)}] if empty else []
    if paper.conclusion == Conclusion.REFUSED:
        lines.append(_("“%(paper)s”的结论是不同意，修改后重新送审") % title)
    return lines
