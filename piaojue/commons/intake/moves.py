"""Who may bring a table, look at it, put its rows right, take it and undo it: whoever may do what the table does."""

from piaojue.commons.intake.models import Batch, BatchState
from piaojue.commons.moves import Moves, Reach, effect, entitled, move, owns, place_of, refusals, view
from piaojue.commons.people.models import Seat
from piaojue.commons.roles import Role

BRINGERS = {
    Role.CONGRESS_CLERK,
    Role.CONGRESS_CHAIR,
    Role.STREET_CLERK,
    Role.STREET_CHAIR,
    Role.SECRETARIAT,
    Role.GOV_OFFICE,
    Role.DEPARTMENT,
    Role.FINANCE,
    Role.EVALUATOR,
    Role.ADMIN,
}


EACH_ITS_OWN = {Role.DEPARTMENT, Role.EVALUATOR}
"""Of these there are many in a place: each sees the tables of its own house alone."""


def is_of_their_house(batch: Batch, by: Seat | None) -> bool:
    """Whether a colleague brought it, or nobody yet; offices see the tables of all."""
    if by is None or by.role not in EACH_ITS_OWN or batch.created_by_id is None:
        return True
    return batch.created_by.body_id in by.speaks_for


def may_bring(batch: Batch, by: Seat | None) -> bool:
    """Whether the seat may do to the thing what this kind of table does."""
    kind, thing = batch.of_kind, batch.thing
    if kind is None or thing is None or not is_of_their_house(batch, by):
        return False
    return owns(kind.line, thing, by)


def may_have_brought(batch: Batch, by: Seat | None) -> bool:
    """Whether role and reach let the seat see such tables, also those of a thing that is gone."""
    kind, thing = batch.of_kind, batch.thing
    if kind is None or not is_of_their_house(batch, by):
        return False
    return entitled(kind.line, batch.place if thing is None else place_of(thing), by)


def not_now(batch: Batch, by: Seat) -> str | None:
    """What refuses the table's own act refuses the table."""
    kind, thing = batch.of_kind, batch.thing
    reasons = refusals(kind.line, thing, by) if kind and thing is not None else ["这张表要导入的地方已经不在了"]
    return "；".join(reasons) or None


def is_stopped(batch: Batch) -> str | None:
    return "；".join(batch.summary.get("stops", [])) or None


def has_rows_aside(batch: Batch) -> str | None:
    kind = batch.of_kind
    if kind is None or not kind.whole:
        return None
    left = batch.rows.filter(state="waiting", outcome="doubtful").count()
    return f"还有 {left} 行待核对：这种表要整张导入，请先改正" if left else None


def cannot_undo(batch: Batch) -> str | None:
    kind = batch.of_kind
    return None if kind and kind.undo else "这种表导入后不能整批撤销，请在原处更正"


S = BatchState
OPEN = [S.MAPPING, S.PLANNED]
MOVES = Moves(
    "intake",
    "表格导入",
    view(
        "read_batches",
        "看表格导入",
        BRINGERS,
        english="See tables brought in",
        reach=Reach.BELOW,
        whose=may_have_brought,
    ),
    move(
        "bring_table",
        "上传表格",
        BRINGERS,
        english="Bring a table",
        reach=Reach.BELOW,
        whose=may_bring,
        seat_checks=[not_now],
    ),
    move(
        "map_columns",
        "对应各列",
        BRINGERS,
        english="Say what the columns are",
        source=OPEN,
        reach=Reach.BELOW,
        whose=may_bring,
    ),
    move(
        "correct_row",
        "核对一行",
        BRINGERS,
        english="Put a row right",
        source=[S.PLANNED, S.TAKEN],
        reach=Reach.BELOW,
        whose=may_bring,
    ),
    move(
        "drop_row",
        "不导入一行",
        BRINGERS,
        english="Leave a row out",
        source=[S.PLANNED, S.TAKEN],
        reach=Reach.BELOW,
        whose=may_bring,
    ),
    move(
        "take_batch",
        "导入表格",
        BRINGERS,
        english="Take the table",
        source=[S.PLANNED],
        reach=Reach.BELOW,
        whose=may_bring,
        checks=[is_stopped, has_rows_aside],
        seat_checks=[not_now],
    ),
    move(
        "drop_batch",
        "放弃导入",
        BRINGERS,
        english="Give the table up",
        source=[S.READING, *OPEN],
        target=S.DROPPED,
        reach=Reach.BELOW,
        whose=may_have_brought,
    ),
    move(
        "undo_batch",
        "撤销导入",
        BRINGERS,
        english="Undo a table",
        source=[S.TAKEN],
        target=S.UNDONE,
        reach=Reach.BELOW,
        whose=may_bring,
        checks=[cannot_undo],
    ),
    effect("read_table", "读出表格", english="Table read"),
    effect("finish_batch", "表格导入完毕", english="Table taken whole"),
)
