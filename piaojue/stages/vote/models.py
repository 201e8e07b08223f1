"""票决: a poll with its rule, the roll and the totals. Ballots are not here: they are in the booth, which knows no person."""

from django.db import models

from engines.counting import Rule, Verdict
from piaojue.commons.people.roles import Role
from piaojue.commons.sittings.models import SittingKind
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
    DECIDED = "decided", "待确认"
    CONFIRMED = "confirmed", "结果已确认"
    ABANDONED = "abandoned", "已作废"


class Colour(models.TextChoices):
    """票色: ballots of one sitting that are voted on together differ in colour."""

    RED = "red", "红色"
    GREEN = "green", "绿色"
    BLUE = "blue", "蓝色"
    YELLOW = "yellow", "黄色"
    PURPLE = "purple", "紫色"


VOTERS = {
    SittingKind.SESSION: Role.DEPUTY,
    SittingKind.STANDING: Role.COMMITTEE,
    SittingKind.COUNCIL: Role.COUNCIL_MEMBER,
}
"""Whose roll counts in which meeting (应到、实到)."""


class Poll(Thing):
    """One vote of one sitting: adoption of candidates, satisfaction, or a further round.

    rule:      engines.counting.Rule as JSON, of this round
    items:     [{"key": str, "no": int, "title": str, "text": str, "dossier": id | None, "version": int | None}] as frozen
    roll:      全体代表 (人); present: 实到 at opening (人)
    issued:    slips that went out (张): printed minus those void before opening
    exchanged: slips handed in for a paper ballot (张)
    desk:      the tellers' equation after counting: {"issued", "electronic", "exchanged", "paper", "not_voted"}
    counts:    engines.counting.Counts of this round as JSON; of satisfaction: 满意, 基本满意, 不满意, 不了解 in that order
    verdict:   engines.counting.Verdict over all rounds so far as JSON; None for satisfaction (evaluate judges it)
    decision:  the presidium's, {"chosen": [key], "basis": str}
    """

    kind = models.CharField("票种", max_length=12, choices=PollKind, default=PollKind.ADOPTION)
    state = models.CharField("状态", max_length=10, choices=PollState, default=PollState.PREPARED)
    sitting = models.ForeignKey("sittings.Sitting", models.PROTECT, related_name="polls")
    title = models.CharField("名称", max_length=120)
    colour = models.CharField("票色", max_length=8, choices=Colour, default=Colour.RED)
    rule = models.JSONField("票决规则", default=dict)
    items = models.JSONField("票面", default=list)
    tellers = models.ManyToManyField("people.Seat", related_name="+", verbose_name="监票计票人员")
    roll = models.PositiveIntegerField("全体代表(人)", default=0)
    present = models.PositiveIntegerField("实到(人)", default=0)
    issued = models.PositiveIntegerField("发票数", default=0)
    exchanged = models.PositiveIntegerField("换纸质票(张)", default=0)
    on_paper = models.BooleanField("已改用纸质票", default=False)
    box_id = models.UUIDField("票箱", null=True, blank=True, unique=True)
    desk = models.JSONField("票数核对", null=True, blank=True)
    counts = models.JSONField("计票", null=True, blank=True)
    verdict = models.JSONField("结论", null=True, blank=True)
    decision = models.JSONField("主席团决定", null=True, blank=True)
    codes = models.JSONField("核验码", default=list, blank=True)
    previous = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="reruns")
    rehearsal = models.BooleanField("演练", default=False)
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    private_fields = frozenset({"codes"})

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return f"/polls/{self.pk}/"

    @property
    def the_rule(self) -> Rule:
        return Rule.from_json(self.rule)

    @property
    def the_verdict(self) -> Verdict | None:
        return Verdict.from_json(self.verdict) if self.verdict else None

    @property
    def keys(self) -> list[str]:
        """Item keys in the order of the ballot."""
        return [item["key"] for item in self.items]

    @property
    def titles(self) -> dict[str, str]:
        """Item key → title."""
        return {item["key"]: item["title"] for item in self.items}

    @property
    def voters(self) -> Role:
        """Whose ballots these are."""
        return VOTERS.get(SittingKind(self.sitting.kind), Role.DEPUTY)


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

    issued:  paper ballots that went out for this box (张), against a slip or at check-in
    entries: {"<seat id>": sheet}, sheet = {"returned": n, "spoiled": {reason: n}, "items": {key: [n, n, n, n]}} in ballots
    settled: the sheet on which both agree. With fewer paper ballots than may be counted on their own, both keep only
             the totals once they are joined (VOTING §5.9)
    """

    poll = models.ForeignKey(Poll, models.PROTECT, related_name="paper_boxes")
    name = models.CharField("票箱", max_length=40)
    issued = models.PositiveIntegerField("发出纸票", default=0)
    entries = models.JSONField(default=dict)
    settled = models.JSONField("核定", null=True, blank=True)
    private_fields = frozenset({"entries", "settled"})

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["poll", "name"], name="one_box_a_name")]

    def __str__(self) -> str:
        return self.name


class Result(models.Model):
    """票决结果 of one item, as later rooms read it. Numbers that the rule keeps unannounced are None."""

    poll = models.ForeignKey(Poll, models.PROTECT, related_name="results")
    dossier = models.ForeignKey("shortlist.Dossier", models.PROTECT, null=True, related_name="results")
    key = models.CharField(max_length=40)
    title = models.CharField(max_length=120)
    rank = models.PositiveSmallIntegerField("名次", null=True)
    approve = models.PositiveIntegerField("赞成", null=True)
    against = models.PositiveIntegerField("反对", null=True)
    abstain = models.PositiveIntegerField("弃权", null=True)
    adopted = models.BooleanField("入选")
    sentence = models.CharField("理由", max_length=400)

    class Meta:
        ordering = ["rank", "pk"]
        constraints = [models.UniqueConstraint(fields=["poll", "key"], name="one_result_an_item")]
