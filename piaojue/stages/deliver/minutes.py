"""What the signed minutes of the leading group say: the meeting once, and each problem that it decided on."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from piaojue.commons.evidence.models import Upload
from piaojue.commons.people.models import Body, Seat
from piaojue.stages.deliver.models import Problem


@dataclass(frozen=True)
class SignedMinutes:
    """Minutes of the leading group, signed. decided_by: the leader whose decision it is; scans: kept when the act takes them."""

    title: str
    decided_on: date
    decided_by: Seat
    scans: Iterable[Upload]


@dataclass(frozen=True)
class Coordinated:
    """What the minutes say of one problem. owner: None: the project's unit; due: None: the usual days after the decision."""

    problem: Problem
    decision: str
    owner: Body | None = None
    due: date | None = None
