"""Whom a residents' survey asks: its frame, who was drawn from it, and how many replies came when and by which way."""

from django.db import models

from piaojue.commons.places.models import Place
from piaojue.commons.writing import Line, Phone
from piaojue.commons.years.models import Year


class Side(models.TextChoices):
    """Who speaks: whom a project serves, who asked for one, anybody else."""

    BENEFICIARY = "beneficiary", "受益群众"
    PROPOSER = "proposer", "建议人"
    OTHER = "other", "其他居民"


class Via(models.TextChoices):
    """How a reply came."""

    INVITED = "invited", "短信邀请"
    SHEET = "sheet", "问卷二维码"
    PAPER = "paper", "纸质录入"
    OPEN = "open", "自愿参加"


ASKED = (Via.INVITED, Via.SHEET, Via.PAPER)
"""Ways of those who were drawn: they speak for the frame."""


class Invitee(models.Model):
    """One person of a survey's frame. What this person answered is kept elsewhere and does not lead here.

    place:   name of the place below the survey's own; with the side it makes the group (层)
    phone:   sealed; forgotten when the survey ends
    item:    the one row that is asked about; None: all of them
    drawn:   in the sample
    invited_on, reminded_on: days of the SMS
    """

    survey = models.ForeignKey("evaluate.Survey", models.CASCADE, related_name="frame")
    side = models.CharField("类别", max_length=12, choices=Side)
    at = Line("所在地", max_length=40, blank=True)
    phone = Phone("手机号", max_length=20, blank=True)
    item = models.ForeignKey("evaluate.Item", models.CASCADE, null=True, blank=True, related_name="+")
    drawn = models.BooleanField("抽中", default=False)
    invited_on = models.DateField("邀请日期", null=True, blank=True)
    reminded_on = models.DateField("提醒日期", null=True, blank=True)
    answered = models.BooleanField("已经回答", default=False)
    private_fields = frozenset({"phone", "answered"})

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["survey", "drawn", "answered"])]
        constraints = [
            models.UniqueConstraint(
                fields=["survey", "phone"], condition=~models.Q(phone=""), name="one_invitation_a_phone"
            )
        ]

    @property
    def place(self) -> Place:
        return self.survey.place

    @property
    def year(self) -> Year:
        return self.survey.year

    @property
    def group(self) -> str:
        """Its stratum, as `Groups.stratum` names it."""
        return f"{self.side}|{self.at}"


class Arrival(models.Model):
    """How many replies of one day came by one way from one source; nothing leads from here to a reply.

    source: a mark of the network that cannot be turned back into an address; empty: none, as on paper
    number: replies (份);  again: refused because the same telephone or code had answered
    """

    survey = models.ForeignKey("evaluate.Survey", models.CASCADE, related_name="arrivals")
    day = models.DateField()
    via = models.CharField(max_length=8, choices=Via)
    source = models.CharField(max_length=24, blank=True)
    number = models.PositiveIntegerField(default=0)
    again = models.PositiveIntegerField(default=0)
    private_fields = frozenset({"source"})

    class Meta:
        constraints = [models.UniqueConstraint(fields=["survey", "day", "via", "source"], name="one_line_a_source")]

    @property
    def place(self) -> Place:
        return self.survey.place
