"""Projects are found by their title and their place."""

from piaojue.commons.wordindex.kinds import indexed
from piaojue.stages.deliver.models import Project

indexed("project", 4, Project, "title", "spot__name")
