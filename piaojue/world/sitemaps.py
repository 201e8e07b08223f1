"""What search engines may find: pages of years that count, with their demands and projects."""

from typing import Any

from django.contrib.sitemaps import Sitemap
from django.db.models import QuerySet
from django.urls import reverse

from piaojue.commons.years.models import Standing, Year
from piaojue.stages.deliver.public import Project
from piaojue.stages.group.public import GONE, Demand

PAGES = ("year", "board", "suggestions", "demands", "candidates", "projects", "echo", "open_data")
"""Pages of each year."""


class Front(Sitemap):
    def items(self) -> list[str]:
        return ["home", "search", "echo_wall", "developers"]

    def location(self, item: Any) -> str:
        return reverse(item)


class Years(Sitemap):
    def items(self) -> list[tuple[Year, str]]:
        return [(year, name) for year in Year.real.select_related("place") for name in PAGES]

    def location(self, item: Any) -> str:
        year, name = item
        return year.page(name)


class Projects(Sitemap):
    def items(self) -> QuerySet[Project]:
        return Project.objects.filter(year__standing=Standing.REAL).order_by("pk")


class Demands(Sitemap):
    def items(self) -> QuerySet[Demand]:
        return Demand.objects.filter(year__standing=Standing.REAL).exclude(state__in=GONE).order_by("pk")


SITEMAPS = {"front": Front, "years": Years, "projects": Projects, "demands": Demands}
