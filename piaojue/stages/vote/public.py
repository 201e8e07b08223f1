"""The front door of 票决: what the rooms after it, and the pages across rooms, may use. They import nothing else."""

from piaojue.stages.vote.actions import prepare_poll
from piaojue.stages.vote.archive import bundle
from piaojue.stages.vote.ballot_box import ballot_box
from piaojue.stages.vote.items import candidates_of
from piaojue.stages.vote.models import Poll, PollKind, PollState, Result
from piaojue.stages.vote.queries import results_of, satisfaction_rows
from piaojue.stages.vote.roll import roll_of

__all__ = [
    "Poll",
    "PollKind",
    "PollState",
    "Result",
    "ballot_box",
    "bundle",
    "candidates_of",
    "prepare_poll",
    "results_of",
    "roll_of",
    "satisfaction_rows",
]
