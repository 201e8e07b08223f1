"""催办: what is overdue, and who has heard of it. Derived from 今天要办 every morning; the log keeps nothing of it."""

from django.db import models
from django.utils import timezone

from engines.pacing import RUNG_NAMES, Rung
from piaojue.commons.ladder.days import working_days_late
from piaojue.commons.roles import Role, word_for


class Pending(models.Model):
    """One thing that an office has to do, as the ladder found it in the office's list this morning.

    role, body: whose it is;  label, url, note: as in the office's list
    since:      the first morning on which it stood there
    due:        its last day, or the one that the ladder gave a thing without one
    rung:       how far up it has been told
    superior:   the role that hears at `Rung.SUPERIOR`; empty: nobody is above
    """

    noun = "待办事项"

    place = models.ForeignKey("places.Place", models.CASCADE, related_name="+")
    role = models.CharField("角色", max_length=20, choices=Role)
    body = models.ForeignKey("people.Body", models.CASCADE, related_name="+", verbose_name="单位")
    label = models.CharField("事项", max_length=200)
    url = models.CharField("链接", max_length=300)
    note = models.CharField("说明", max_length=200, blank=True)
    since = models.DateField("列入日期")
    due = models.DateField("期限")
    rung = models.PositiveSmallIntegerField("催办到", default=Rung.NOBODY)
    superior = models.CharField("上级", max_length=20, choices=Role, blank=True)
    private_fields: frozenset[str] = frozenset()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["place", "role", "body", "label", "url"], name="pending_once")]
        indexes = [models.Index(fields=["place", "rung"])]
        ordering = ["due", "pk"]

    def __str__(self) -> str:
        return self.label

    @property
    def who(self) -> str:
        """The unit, or the office where the body says less: 新城区住建局, 人大工作人员."""
        return self.body.name if self.role == Role.DEPARTMENT else word_for(self.role, self.place)

    @property
    def days_late(self) -> int:
        """Working days since the last day."""
        return working_days_late(self.due, timezone.localdate())

    @property
    def rung_name(self) -> str:
        return RUNG_NAMES[Rung(self.rung)]


class Prompted(models.Model):
    """That somebody was reminded on a day: the ladder speaks to nobody twice a day."""

    person = models.ForeignKey("people.Person", models.CASCADE, related_name="+")
    on = models.DateField("日期")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "on"], name="prompted_once_a_day")]
