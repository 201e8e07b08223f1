"""Whose the photos of progress reports, sites and mended problems are."""

from piaojue.commons.evidence.owners import owns_files
from piaojue.commons.people.models import Seat
from piaojue.stages.deliver.models import Problem, Report, Site
from piaojue.stages.deliver.moves import MOVES


def _shown(row: Report | Site | Problem, by: Seat | None) -> bool:
    """To those who see the work behind a project."""
    return MOVES.entitled("read_work", row.place, by)


owns_files(Report, "photos", shown=_shown)
owns_files(Site, "photos", shown=_shown)
owns_files(Problem, "proofs", shown=_shown)
owns_files(Problem, "minutes", shown=_shown)
