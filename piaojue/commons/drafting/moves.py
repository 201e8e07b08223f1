"""What may happen to a paper: 拟稿 → 审核 → 签发、编号 → 备案 → 更正或废止."""

from piaojue.commons.basis import house
from piaojue.commons.drafting.models import Document, DocumentState
from piaojue.commons.moves import Moves, effect, move, view
from piaojue.commons.people.models import Seat
from piaojue.commons.roles import STAFF, Role

WRITERS = STAFF - {Role.ADMIN, Role.EVALUATOR, Role.GUIDANCE}
SIGNERS = frozenset(
    {
        Role.CONGRESS_CHAIR,
        Role.STREET_CHAIR,
        Role.GOV_OFFICE,
        Role.LEADING_GROUP,
        Role.PRESIDIUM,
        Role.SECRETARIAT,
        Role.CHIEF_TELLER,
    }
)
S = DocumentState


def is_another(document: Document, by: Seat) -> str | None:
    """Who checks a paper did not write it."""
    author = document.created_by
    return "审核要由拟稿人以外的人办理" if author is not None and author.person_id == by.person_id else None


MOVES = Moves(
    "drafting",
    "公文",
    view("read_documents", "看公文稿", WRITERS, english="See papers that are being drawn up"),
    move(
        "draft_document",
        "拟稿",
        WRITERS,
        english="Draw up a paper",
        target=S.DRAFTED,
        basis=house("由系统里的数据写成，记下数据的版本"),
    ),
    move(
        "edit_document",
        "改文字",
        WRITERS,
        english="Edit the words of a paper",
        source=[S.DRAFTED],
        target=S.DRAFTED,
    ),
    move(
        "refresh_document",
        "按最新数据重新拟稿",
        WRITERS,
        english="Draw the paper up again from the data as they are now",
        source=[S.DRAFTED],
        target=S.DRAFTED,
    ),
    move(
        "review_document",
        "审核通过",
        WRITERS,
        english="Approve a draft",
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
        source=[S.REVIEWED, S.ISSUED],
        target=S.DRAFTED,
    ),
    move(
        "issue_document",
        "签发并编号",
        SIGNERS,
        english="Sign and number a paper",
        source=[S.REVIEWED],
        target=S.ISSUED,
        basis=house("签发以后文字不能再改，要改先退回"),
    ),
    move(
        "file_document",
        "以此备案",
        WRITERS,
        english="File this paper",
        source=[S.DRAFTED, S.ISSUED],
        target=S.FILED,
        basis=house("系统拟的文书一步归入年度文书"),
    ),
    move(
        "scan_document",
        "上传盖章扫描件",
        WRITERS,
        english="Keep the scan with the seal",
        source=[S.ISSUED, S.FILED],
    ),
    move(
        "replace_document",
        "重新起草，替代这一份",
        WRITERS,
        english="Draw up another in its place",
        source=[S.FILED],
        basis=house("被替代的一份仍可查阅，并注明由哪一份替代"),
    ),
    move(
        "withdraw_document",
        "废止",
        SIGNERS,
        english="Withdraw a paper",
        source=[S.FILED],
        target=S.WITHDRAWN,
        basis=house("废止的一份仍可查阅，并注明理由"),
    ),
    effect("give_way", "由新的一份替代", english="A paper is replaced by a newer one"),
)
