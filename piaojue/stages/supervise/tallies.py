"""Numbers of 监督 that boards read instead of counting."""

from piaojue.commons.tallies.declare import tallied
from piaojue.stages.supervise.models import Finding

tallied("findings", Finding, by={"state": "state"})
