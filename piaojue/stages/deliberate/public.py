"""The front door of 送阅与审议: what the rooms after it, and the pages across rooms, may use. They import nothing else."""

from piaojue.stages.deliberate.models import GroupSession, Opinion, Question
from piaojue.stages.deliberate.queries import open_questions

__all__ = ["GroupSession", "Opinion", "Question", "open_questions"]
