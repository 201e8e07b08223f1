"""票决: a poll with its rule, the roll and the totals. Ballots are not here: they are in the booth, which knows no person."""

from django.db import models

from piaojue.commons.things import Thing


class PollKind(models.TextChoices):
    ADOPTION = "adoption", "票决"
    SATISFACTION = "satisfaction", "满意度测评"
    ADVISORY = "advisory", "票选推荐"


class PollState(models.TextChoices):
    PREPARED = "prepared", "准备中"
    FROZEN = "frozen", "票面已定"
    OPEN = "open", "投票中"
    CLOSED = "closed", "已截止"
    COUNTED = "counted", "已计票"
    DECIDED = "decided", "已作出决定"
    CONFIRMED = "confirmed", "结果已确认"
    ABANDONED = "abandoned", "已作废"


class Poll(Thing):
    """One vote of one sitting: adoption of candidates, satisfaction, or a re-vote among the tied.

    rule:   engines.counting.Rule as JSON
    items:  [{"key": str, "no": int, "title": str, "dossier": id | None, "version": int | None}] as frozen
    roll:   全体代表 (人); present: 实到 at opening (人)
    """

    kind = models.CharField("票种", max_length=12, choices=PollKind, default=PollKind.ADOPTION)
    state = models.CharField(max_length=10, choices=PollState, default=PollState.PREPARED)
    sitting = models.ForeignKey("sittings.Sitting", models.PROTECT, related_name="polls")
    title = models.CharField("名称", max_length=120)
    rule = models.JSONField("票决规则", default=dict)
    items = models.JSONField("票面", default=list)
    roll = models.PositiveIntegerField("全体代表(人)", default=0)
    present = models.PositiveIntegerField("实到(人)", default=0)
    issued = models.PositiveIntegerField("发票数", default=0)
    box_id = models.UUIDField("票箱", null=True, blank=True, unique=True)
    counts = models.JSONField("计票", null=True, blank=True)
    verdict = models.JSONField("结论", null=True, blank=True)
    previous = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="reruns")
    rehearsal = models.BooleanField("演练", default=False)
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return f"/polls/{self.pk}/"


class Consent(models.Model):
    """双人: closing and opening take the chief teller and one more."""

    poll = models.ForeignKey(Poll, models.CASCADE, related_name="consents")
    act = models.CharField(max_length=12)
    seat = models.ForeignKey("people.Seat", models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["poll", "act", "seat"], name="one_consent_a_seat")]


class PaperBox(Thing):
    """纸质票箱: two tellers enter the same box independently; a difference must be settled before it counts.

    entries: {"<seat id>": {"returned": int, "void": int, "items": {key: {"approve": n, …}}}}
    """

    poll = models.ForeignKey(Poll, models.PROTECT, related_name="paper_boxes")
    name = models.CharField("票箱", max_length=40)
    issued = models.PositiveIntegerField("发出纸票", default=0)
    entries = models.JSONField(default=dict)
    settled = models.JSONField("核定", null=True, blank=True)


class Result(models.Model):
    """票决结果 of one item, as later rooms read it."""

    poll = models.ForeignKey(Poll, models.PROTECT, related_name="results")
    dossier = models.ForeignKey("shortlist.Dossier", models.PROTECT, null=True, related_name="results")
    key = models.CharField(max_length=40)
    title = models.CharField(max_length=120)
    rank = models.PositiveSmallIntegerField("名次", null=True)
    approve = models.PositiveIntegerField("赞成", null=True)
    against = models.PositiveIntegerField("反对", null=True)
    abstain = models.PositiveIntegerField("弃权", null=True)
    adopted = models.BooleanField("入选")
    sentence = models.CharField("理由", max_length=300)

    class Meta:
        ordering = ["rank", "pk"]
        constraints = [models.UniqueConstraint(fields=["poll", "key"], name="one_result_an_item")]
