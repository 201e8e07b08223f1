"""What may happen to a paper: 拟稿 → 审核 → 签发、编号 → 备案 → 更正或废止."""

from piaojue.commons.basis import house
from piaojue.commons.drafting.models import Document, DocumentState
from piaojue.commons.drafting.moves_points import LINES as OF_POINTS
from piaojue.commons.drafting.moves_sending import LINES as OF_SENDING
from piaojue.commons.drafting.moves_templates import LINES as OF_TEMPLATES
from piaojue.commons.drafting.roles import (
    FILERS,
    SIGNERS,
    WRITERS,
    draws_up,
    keeps_its_file,
    replaces,
    signs,
    withdraws,
    writes,
)
from piaojue.commons.moves import Moves, effect, move, view
from piaojue.commons.people.models import Seat

S = DocumentState


def is_another(document: Document, by: Seat) -> str | None:
    """Who checks a paper did not write it."""
    author = document.created_by
    return "审核要由拟稿人以外的人办理" if author is not None and author.person_id == by.person_id else None


def has_come_back(document: Document) -> str | None:
    """There is a file whose changes can be taken."""
    return None if document.brought_id else "没有带回的文件"


def has_blanks(document: Document) -> str | None:
    """There is something to leave blank."""
    return None if document.gaps and not document.blanks else "没有要留空的"


MOVES = Moves(
    "drafting",
    "公文",
    view("read_documents", "看公文稿", WRITERS, english="See papers that are being drawn up"),
    move(
        "draft_document",
        "拟稿",
        WRITERS,
        whose=draws_up,
        english="Draw up a paper",
        target=S.DRAFTED,
        basis=house("由系统里的数据写成，记下数据的版本"),
    ),
    move(
        "edit_document",
        "改文字",
        WRITERS,
        english="Edit the words of a paper",
        whose=writes,
        source=[S.DRAFTED],
        target=S.DRAFTED,
    ),
    move(
        "put_field_back",
        "换回数据里的",
        WRITERS,
        english="Put back what the data say",
        source=[S.DRAFTED],
        target=S.DRAFTED,
        whose=writes,
    ),
    move(
        "bring_document",
        "带回改过的 Word 文件",
        WRITERS,
        english="Bring back a file that was edited",
        source=[S.DRAFTED],
        whose=writes,
        basis=house("先看改了哪些，再决定采用"),
    ),
    move(
        "take_brought",
        "采用带回的改动",
        WRITERS,
        english="Take the changes of the file",
        source=[S.DRAFTED],
        whose=writes,
        checks=[has_come_back],
    ),
    move(
        "drop_brought",
        "不采用，保留原稿",
        WRITERS,
        english="Leave the draft as it was",
        source=[S.DRAFTED],
        whose=writes,
        checks=[has_come_back],
    ),
    move(
        "refresh_document",
        "按最新数据重新拟稿",
        WRITERS,
        english="Draw the paper up again from the data as they are now",
        whose=draws_up,
        source=[S.DRAFTED],
        target=S.DRAFTED,
    ),
    move(
        "review_document",
        "审核通过",
        WRITERS,
        english="Approve a draft",
        whose=writes,
        source=[S.DRAFTED],
        target=S.REVIEWED,
        seat_checks=[is_another],
        basis=house("拟稿和审核由两个人办理"),
    ),
    move(
        "return_document",
        "退回修改",
        WRITERS,
        english="Return a draft to be changed",
        whose=writes,
        source=[S.REVIEWED, S.ISSUED],
        target=S.DRAFTED,
    ),
    move(
        "issue_document",
        "签发并编号",
        SIGNERS,
        english="Sign and number a paper",
        whose=signs,
        source=[S.REVIEWED],
        target=S.ISSUED,
        basis=house("签发以后文字不能再改，要改先退回"),
    ),
    move(
        "leave_blanks",
        "留空，印出后手填",
        WRITERS,
        whose=draws_up,
        english="Leave blanks to be written by hand",
        source=[S.DRAFTED, S.REVIEWED, S.ISSUED],
        checks=[has_blanks],
        basis=house("写明理由才能带着空格备案；关口不认有空格的文书"),
    ),
    move(
        "file_document",
        "以此备案",
        FILERS,
        english="File this paper",
        whose=keeps_its_file,
        source=[S.DRAFTED, S.ISSUED],
        target=S.FILED,
        basis=house("系统拟的文书一步归入年度文书"),
    ),
    move(
        "scan_document",
        "上传盖章扫描件",
        WRITERS,
        english="Keep the scan with the seal",
        whose=draws_up,
        source=[S.ISSUED, S.FILED],
    ),
    move(
        "replace_document",
        "重新起草，替代这一份",
        FILERS,
        english="Draw up another in its place",
        whose=replaces,
        source=[S.FILED],
        basis=house("被替代的一份仍可查阅，并注明由哪一份替代"),
    ),
    move(
        "withdraw_document",
        "废止",
        SIGNERS,
        english="Withdraw a paper",
        whose=withdraws,
        source=[S.FILED],
        target=S.WITHDRAWN,
        basis=house("废止的一份仍可查阅，并注明理由"),
    ),
    effect("give_way", "由新的一份替代", english="A paper is replaced by a newer one"),
    *OF_TEMPLATES,
    *OF_SENDING,
    *OF_POINTS,
)
