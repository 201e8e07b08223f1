"""点位: where a project has many sites, each is finished, looked at and accepted by itself."""

from django.db import models

from piaojue.commons.things import Thing
from piaojue.commons.writing import Line, Note


class SiteState(models.TextChoices):
    OPEN = "open", "未完成"
    DONE = "done", "已完工，待验收"
    FAILED = "failed", "不合格，返工"
    ACCEPTED = "accepted", "验收合格"


class Site(Thing):
    """One site of a project. note: what the unit says of it; verdict: what was found when it was looked at

    done_on, looked_on: when the unit reported it as finished, when it was looked at last
    tries:   times it was looked at; spot: the village or community it lies in
    """

    noun = "点位"

    project = models.ForeignKey("deliver.Project", models.PROTECT, related_name="sites")
    state = models.CharField(max_length=10, choices=SiteState, default=SiteState.OPEN)
    title = Line("点位", max_length=80)
    spot = models.ForeignKey(
        "places.Place", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="所在村、社区"
    )
    note = Note("完工情况", max_length=300, blank=True)
    done_on = models.DateField("完工日期", null=True, blank=True)
    verdict = Note("验收意见", max_length=300, blank=True)
    looked_on = models.DateField("验收日期", null=True, blank=True)
    looked_by = models.ForeignKey("people.Seat", models.PROTECT, null=True, blank=True, related_name="+")
    tries = models.PositiveSmallIntegerField("验收次数", default=0)
    photos = models.ManyToManyField("evidence.Upload", blank=True, related_name="+")
    locked_with = ("place", "year__place", "project__department", "project__dossier")

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["project", "title"], name="one_site_a_title")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return self.project.get_absolute_url()
