"""Taking rows: the kind does what its plan said."""

from collections.abc import Sequence

from piaojue.commons.intake import planning
from piaojue.commons.intake.models import Batch, Row, RowState
from piaojue.commons.people.models import Seat


def take_rows(batch: Batch, rows: Sequence[Row], by: Seat) -> None:
    """Let the kind take rows that were planned in this transaction, and write down what it made. Raises NotYours, Refused.

    A kind that plans all rows together gets those in doubt as well, so that it plans the same again.
    """
    kind = planning.kind_of(batch)
    beside = planning.in_doubt(batch, rows) if kind.together else []
    drafts = sorted((planning.draft_of(row) for row in [*rows, *beside]), key=lambda draft: draft.number)
    taken = kind.take(batch.thing, drafts, by, batch.facts)
    for row in rows:
        row.state, row.made = RowState.TAKEN, taken.made.get(row.number)
    Row.objects.bulk_update(rows, ["state", "made"], batch_size=planning.PART)
    if taken.says:
        batch.summary = {**batch.summary, "says": taken.says}
