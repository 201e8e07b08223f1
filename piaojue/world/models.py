"""接入单位: other systems that this one speaks with. What they read is public; a key says who asks, and how often."""

import secrets

from django.db import models
from django.urls import reverse

from piaojue.commons.things import Thing
from piaojue.commons.writing import Line, Number


def new_nonce() -> str:
    """What a key is made of, beside the installation's own secret."""
    return secrets.token_hex(16)


class PartnerState(models.TextChoices):
    OPEN = "open", "接入中"
    ENDED = "ended", "已停用"


class Partner(models.Model):
    """An office or firm whose system reads, pushes, or is told.

    nonce:      with SECRET_KEY it makes the key and the webhook's secret (`keys`); neither is kept anywhere
    per_minute: how many requests a minute the key is good for
    may_push:   whether it may hand in hotline tickets
    hook_url:   where it is told what happened; empty: nowhere
    events:     what it is told of (`events.EVENTS`); empty: everything public
    seen:       place → number of the last entry of its log that was looked at for it
    seat:       who answers for it; what it pushes is done in this seat's name
    """

    noun = "接入单位"

    place = models.ForeignKey("places.Place", models.PROTECT, related_name="+")
    state = models.CharField(max_length=5, choices=PartnerState, default=PartnerState.OPEN)
    name = Line("单位（系统）名称", max_length=60)
    contact = Line("联系人和电话", max_length=80, blank=True)
    per_minute = models.PositiveSmallIntegerField("每分钟请求数", default=600)
    may_push = models.BooleanField("可以推送热线工单", default=False)
    hook_url = models.URLField("推送地址", max_length=300, blank=True)
    events = models.JSONField("推送内容", default=list, blank=True)
    seen = models.JSONField(default=dict)
    nonce = models.CharField(max_length=32, default=new_nonce)
    seat = models.ForeignKey("people.Seat", models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)
    private_fields = frozenset({"nonce", "contact", "seen"})  # what was seen moves while the log stands still
    logged_each = True
    locked_with = ("place", "seat")

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("partner", args=[self.pk])


class DeliveryState(models.TextChoices):
    WAITING = "waiting", "等待推送"
    SENDING = "sending", "正在推送"
    SENT = "sent", "已送达"
    FAILED = "failed", "没有送达"


class Delivery(models.Model):
    """One event on its way to one partner (`webhooks`). It says what happened and where to read it, and nothing else.

    event:   the event's own number, `place:seq` of the log; a partner that gets it twice knows by it
    status:  what the partner's server answered last; trouble: kind of the last failure
    """

    noun = "推送"

    partner = models.ForeignKey(Partner, models.CASCADE, related_name="deliveries")
    event = models.CharField(max_length=40)
    kind = models.CharField(max_length=40)
    body = models.JSONField()
    state = models.CharField(max_length=7, choices=DeliveryState, default=DeliveryState.WAITING)
    tries = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField()
    taken_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    status = models.PositiveSmallIntegerField(null=True)
    trouble = models.CharField(max_length=80, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    logged_each = False

    class Meta:
        ordering = ["-pk"]
        constraints = [models.UniqueConstraint(fields=["partner", "event", "kind"], name="one_delivery_an_event")]
        indexes = [models.Index(fields=["state", "due_at"])]


class Follow(models.Model):
    """Somebody wants to hear of a project without having proposed or seconded it. A private wish: the log does not keep it."""

    noun = "关注"

    project = models.ForeignKey("deliver.Project", models.CASCADE, related_name="+")
    person = models.ForeignKey("people.Person", models.CASCADE, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    private_fields = frozenset({"person"})
    logged_each = False

    class Meta:
        constraints = [models.UniqueConstraint(fields=["project", "person"], name="follow_once")]


class AreaFollow(models.Model):
    """Somebody wants to hear of all projects of a place, or of one field there. A private wish, as `Follow`.

    place: a village, town, county or city, with all below; category: one field alone, empty: all
    """

    noun = "关注的地方"

    place = models.ForeignKey("places.Place", models.CASCADE, related_name="+")
    category = models.CharField(max_length=12, blank=True)
    person = models.ForeignKey("people.Person", models.CASCADE, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    private_fields = frozenset({"person"})
    logged_each = False

    class Meta:
        constraints = [models.UniqueConstraint(fields=["place", "category", "person"], name="follow_area_once")]
        ordering = ["place_id", "category"]


class BudgetCode(Thing):
    """Under which code a candidate, and the project that it became, stands in 预算一体化. A reference alone: no sum is read from there.

    A candidate that several units carry out has several codes; a code stands for one candidate of a year.
    """

    noun = "预算项目代码"

    dossier = models.ForeignKey("shortlist.Dossier", models.PROTECT, related_name="+")
    code = Number("项目代码", max_length=40)
    name = Line("预算系统里的名称", max_length=80, blank=True)

    class Meta:
        ordering = ["dossier__no", "code"]
        constraints = [models.UniqueConstraint(fields=["year", "code"], name="budget_code_once")]

    def __str__(self) -> str:
        return self.code
