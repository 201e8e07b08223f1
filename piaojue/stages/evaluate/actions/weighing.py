"""综合得分: how much each kind of evaluation counts in a project's score."""

from collections.abc import Mapping
from dataclasses import replace

from piaojue.commons.acting import acting
from piaojue.commons.moves import Refused
from piaojue.commons.people.models import Seat
from piaojue.commons.years.models import Year
from piaojue.stages.evaluate.models import Subject
from piaojue.stages.evaluate.moves import MOVES

WHOLE = 100  # %


def set_weights(*, year: Year, shares: Mapping[str, int | None], by: Seat, version: int | None = None) -> Year:
    """Say how the surveys of a year are weighed into one score.

    shares: {Subject: %}; together exactly 100; nothing, or only zeros: projects get no common score
    raises: NotYours, Refused
    source: docs/domain.md#weights
    """
    with acting(MOVES["set_weights"], year, by, version=version) as act:
        given = {subject: share for subject, share in shares.items() if share}
        if problems := _unfit_shares(given):
            raise Refused(*problems)
        weights = {subject: f"{share}%" for subject, share in given.items()}
        act.thing.settings = replace(act.thing.settings, evaluation_weights=weights)
        act.note(weights=weights)
    return act.thing


def _unfit_shares(shares: Mapping[str, int]) -> list[str]:
    problems = [f"没有“{subject}”这一类测评" for subject in shares if subject not in Subject.values]
    if any(share < 0 for share in shares.values()):
        problems.append("权重不能小于 0")
    whole = sum(shares.values())
    if shares and whole != WHOLE:
        problems.append(f"各类测评的权重之和为 {whole}%，应恰为 {WHOLE}%；都不填则不算综合得分")
    return problems
