"""Gates ask here whether a body has passed what they demand."""

from engines.law import Matter
from piaojue.commons.decisions import queries
from piaojue.commons.years.gates import DECIDED
from piaojue.commons.years.models import Year


def has_passed(year: Year, matter: Matter) -> bool:
    return queries.passed(year, matter) is not None


DECIDED.append(has_passed)
