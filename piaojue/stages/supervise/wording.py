"""Texts of 监督: the paper by which an 审议意见 and what became of it are published."""

from piaojue.stages.supervise.models import ReviewOpinion


def opinion_text(row: ReviewOpinion) -> str:
    """Everything that 监督法 17 has published: the report that was heard, the opinion, the government's report; the committees' words."""
    parts = [
        ("听取的报告", f"{row.sitting}听取了{row.report}。\n{row.summary}".strip()),
        (f"审议意见（{row.doc_no}）", row.text),
        ("转送", f"{row.sent_on} 交由{row.sent_to}研究处理，{row.due} 前报告。"),
        ("委员会的意见", "\n".join(f"{one.committee}（{one.on}）：{one.text}" for one in row.comments)),
        (f"研究处理情况的报告{f'（{row.report_no}）' if row.report_no else ''}", row.handling),
    ]
    return "\n".join(f"{number}、{head}\n{text}" for number, (head, text) in zip("一二三四五", parts, strict=True))
