"""Demands are found by their words and their place."""

from piaojue.commons.wordindex.kinds import indexed
from piaojue.stages.group.models import Demand

indexed("demand", 2, Demand, "title", "summary", "spot__name")
