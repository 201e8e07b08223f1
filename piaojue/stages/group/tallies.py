"""Numbers of 归并 that pages read instead of counting."""

from django.db.models import Q

from piaojue.commons.tallies.declare import tallied
from piaojue.stages.group.models import GONE, Demand

tallied("demands", Demand, where=~Q(state__in=GONE), by={"state": "state", "spot": "spot", "category": "category"})
