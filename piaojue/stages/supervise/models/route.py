"""走访路线: the stops of an activity that goes through several places, and what was seen at each."""

from django.db import models
from django.urls import reverse

from piaojue.commons.things import Thing
from piaojue.commons.writing import Line, Prose
from piaojue.stages.supervise.models.watching import Activity


class Stop(Thing):
    """走访点: one stop of a route (docs/domain.md#visits).

    region: whose it is: a place that the activity goes through;  project: what is looked at there, where it is one
    at:     the hour, as it was agreed on;  met: who received there;  seen: the record, empty before the visit
    """

    noun = "走访点"

    activity = models.ForeignKey(Activity, models.PROTECT, related_name="stops")
    region = models.ForeignKey("places.Place", models.PROTECT, related_name="+", verbose_name="地区")
    project = models.ForeignKey(
        "deliver.Project", models.PROTECT, null=True, blank=True, related_name="stops", verbose_name="项目"
    )
    order = models.PositiveSmallIntegerField("次序", default=1)
    spot = Line("看什么、在哪里", max_length=80)
    at = Line("几点", max_length=20, blank=True)
    met = Line("谁接待", max_length=200, blank=True)
    seen = Prose("走访记录", max_length=2000, blank=True)
    seen_by = models.ForeignKey("people.Seat", models.PROTECT, null=True, blank=True, related_name="+")
    seen_at = models.DateTimeField("登记时间", null=True, blank=True)
    photos = models.ManyToManyField("evidence.Upload", blank=True, related_name="+")
    locked_with = ("place", "year__place", "activity__created_by", "region", "project", "created_by")

    class Meta:
        ordering = ["activity_id", "order", "pk"]

    def __str__(self) -> str:
        return self.spot

    def get_absolute_url(self) -> str:
        return f"{reverse('activity', args=[self.activity_id])}#stop-{self.pk}"
