"""Numbers of 初定 that pages read instead of counting."""

from piaojue.commons.tallies.declare import Days, Joined, tallied
from piaojue.stages.shortlist.models import Outcome

TOOK = Days(since=("demand", "created_at"), until="answered_at")
"""From a demand to its written answer."""

tallied("outcomes", Outcome, by={"disposition": "disposition", "took": Joined(("department", TOOK))})
