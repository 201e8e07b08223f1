"""票决: a poll with its rule, the roll and the totals. Ballots are not here: they are in the booth, which knows no person."""

import math
import re
from enum import StrEnum

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property

from engines.counting import Counts, Rule, Verdict
from piaojue.commons.roles import Role
from piaojue.commons.sittings.models import SittingKind
from piaojue.commons.things import Thing
from piaojue.commons.values import ValueField
from piaojue.commons.writing import Line, Note
from piaojue.stages.vote.values import BallotItem, Decision, DeskNumbers, Sheet


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
    JOINED = "joined", "已并入会商"
    ABANDONED = "abandoned", "已作废"


class Colour(models.TextChoices):
    """票色: ballots of one sitting that are voted on together differ in colour."""

    RED = "red", "红色"
    GREEN = "green", "绿色"
    BLUE = "blue", "蓝色"
    YELLOW = "yellow", "黄色"
    PURPLE = "purple", "紫色"


class Group(models.TextChoices):
    """Whose ballots a council's box takes. With the double threshold deputies vote apart: only a box's totals can be known."""

    ALL = "", "全体成员"
    DEPUTIES = "deputies", "代表票"
    OTHERS = "others", "居民票"


class Level(models.TextChoices):
    """How ballots by phone are kept secret (docs/ballot.md#levels)."""

    SEALED = "L2", "加密票箱：选票在手机上封好，监票人分持钥匙，人人可验"
    SLIPS = "L1", "票签票箱：服务器保管密封选票，截止时一次打开"


VOTERS = {SittingKind.SESSION: Role.DEPUTY, SittingKind.STANDING: Role.COMMITTEE}
"""Whose roll counts in which meeting (应到、实到); of a council see roll.py."""
PUBLISHED = [PollState.CONFIRMED, PollState.JOINED]
"""A real poll in one of these states may be seen by anybody."""
OWN_WORDS = {
    PollKind.ADVISORY: {
        "票决": "票选",
        "大会秘书处": "街道人大工委",
        "主席团": "街道人大工委",
        "(?<!人大)代表(?!赞成|票)": "成员",
    },
    PollKind.SATISFACTION: {"票决": "测评"},
}
"""Pattern → what this kind of poll calls it. A sub-district's council has no congress and decides nothing (地方组织法 59 条)."""


class Poll(Thing):
    """One vote of one sitting: adoption of candidates, satisfaction, or a further round.

    rule:      engines.counting.Rule as JSON, of this round; read as `the_rule`
    items:     the lines of the ballot, in its order
    keys_needed: of a sealed box: how many of those who hold keys open it; None: more than half of them
    group:     of a council's ballot: whose ballots these are
    minutes:   how long the box is meant to stay open; told to the hall, never closing by itself
    transcribed: of a sealed box: the handful of paper ballots that tellers put into it with the slips handed in (张)
    keyholders: of a sealed box, from freezing on: [seat id] in the order of the keys
    roll:      全体代表 (人); present: 实到 at opening (人)
    issued:    slips that went out (张): printed minus those void before opening
    exchanged: slips handed in for a paper ballot (张)
    desk:      the tellers' equation after counting
    counts:    engines.counting.Counts of this round as JSON, read as `the_counts`; of satisfaction: 满意, 基本满意, 不满意,
               不了解 in that order
    verdict:   engines.counting.Verdict over all rounds so far as JSON, read as `the_verdict`; None for satisfaction
               (evaluate judges it) and for a council's ballot (all its boxes are judged together in 会商)
    decision:  what the congress decided about a tie
    rules_passed, tellers_passed: by which decision the session passed the 票决办法 and its 总监票人、监票人
    result_confirmed: by which decision the session's presidium confirmed the result
    """

    noun = "投票"

    kind = models.CharField("票种", max_length=12, choices=PollKind, default=PollKind.ADOPTION)
    state = models.CharField("状态", max_length=10, choices=PollState, default=PollState.PREPARED)
    sitting = models.ForeignKey("sittings.Sitting", models.PROTECT, related_name="polls")
    title = Line("名称", max_length=120)
    group = models.CharField("谁的票", max_length=8, choices=Group, default=Group.ALL, blank=True)
    colour = models.CharField("票色", max_length=8, choices=Colour, default=Colour.RED)
    level = models.CharField("票箱", max_length=2, choices=Level, default=Level.SLIPS)
    keys_needed = models.PositiveSmallIntegerField("几把钥匙能开箱", null=True, blank=True)
    minutes = models.PositiveSmallIntegerField("投票时间（分钟）", default=30)
    transcribed = models.PositiveIntegerField("转录的纸质票（张）", null=True, blank=True)
    keyholders = ValueField(tuple[int, ...], "持钥匙的监票计票人员", default=list, blank=True)
    rule = models.JSONField("票决规则", default=dict)
    items = ValueField(tuple[BallotItem, ...], "票面", default=list)
    tellers = models.ManyToManyField("people.Seat", related_name="+", verbose_name="监票计票人员")
    roll = models.PositiveIntegerField("全体代表（人）", default=0)
    present = models.PositiveIntegerField("实到（人）", default=0)
    issued = models.PositiveIntegerField("发票数", default=0)
    exchanged = models.PositiveIntegerField("换纸质票（张）", default=0)
    on_paper = models.BooleanField("已改用纸质票", default=False)
    box_id = models.UUIDField("票箱", null=True, blank=True, unique=True)
    desk = ValueField(DeskNumbers, "票数核对", null=True, blank=True)
    counts = models.JSONField("计票", null=True, blank=True)
    verdict = models.JSONField("结论", null=True, blank=True)
    decision = ValueField(Decision, "票数相等的决定", null=True, blank=True)
    rules_passed = models.ForeignKey(
        "decisions.Decision", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="通过票决办法的决定"
    )
    tellers_passed = models.ForeignKey(
        "decisions.Decision", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="通过监票人的决定"
    )
    result_confirmed = models.ForeignKey(
        "decisions.Decision", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="确认结果的决定"
    )
    codes = models.JSONField("核验码", default=list, blank=True)
    previous = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="reruns")
    rehearsal = models.BooleanField("演练", default=False)
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    private_fields = frozenset({"codes"})
    logged_parts = ("results", "consents")
    locked_with = ("place", "year__place", "sitting", "previous")

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return self.page("poll")

    def page(self, name: str) -> str:
        """Address of one of the poll's pages, by its name in urls.py."""
        return reverse(name, args=[self.pk])

    @property
    def minutes_left(self) -> int | None:
        """Minutes that remain of the voting time, rounded up; None unless the box is open."""
        if self.state != PollState.OPEN or self.opened_at is None:
            return None
        gone = (timezone.now() - self.opened_at).total_seconds()
        return max(0, math.ceil(self.minutes - gone / 60))

    def term(self, text: str) -> str:
        """A text of the interface in this poll's words: the year's, and its kind's own."""
        text = self.year.term(text)
        for word, own in OWN_WORDS.get(PollKind(self.kind), {}).items():
            text = re.sub(word, own, text)
        return text

    @property
    def advisory(self) -> bool:
        """Is it a council's ballot, which recommends and never decides?"""
        return self.kind == PollKind.ADVISORY

    @property
    def sealed(self) -> bool:
        """Are its ballots sealed on the phone, its keys held by tellers (level L2)?"""
        return self.level == Level.SEALED

    @property
    def threshold(self) -> int:
        """How many keys open a sealed box."""
        return self.keys_needed or len(self.keyholders) // 2 + 1

    @property
    def the_rule(self) -> Rule:
        return Rule.from_json(self.rule)

    @property
    def the_counts(self) -> Counts:
        """Raises ValueError before the count."""
        return Counts.from_json(self.counts or {})

    @property
    def the_verdict(self) -> Verdict | None:
        return Verdict.from_json(self.verdict) if self.verdict else None

    @cached_property
    def teller_ids(self) -> frozenset[int]:
        """Seats of those who watch and count here, asked for once a row."""
        return frozenset(self.tellers.values_list("pk", flat=True))

    @property
    def binds(self) -> bool:
        """Whether a congress decides by it: the session passes its rules and tellers, the presidium confirms its result."""
        return self.kind == PollKind.ADOPTION and not self.rehearsal

    @property
    def files_its_rules(self) -> bool:
        """Whether its 票决办法 is a paper of the year."""
        return self.binds and not self.previous_id

    @property
    def keys(self) -> list[str]:
        """Item keys in the order of the ballot."""
        return [item.key for item in self.items]

    @property
    def titles(self) -> dict[str, str]:
        """Item key → title."""
        return {item.key: item.title for item in self.items}

    @property
    def voters(self) -> Role:
        """Whose ballots these are."""
        return VOTERS.get(SittingKind(self.sitting.kind), Role.DEPUTY)


class ConsentTo(StrEnum):
    OPEN = "open"
    CLOSE = "close"


class Consent(models.Model):
    """双人: closing and opening take the chief teller and one more. act: a value of `ConsentTo`."""

    poll = models.ForeignKey(Poll, models.CASCADE, related_name="consents")
    act = models.CharField(max_length=12)
    seat = models.ForeignKey("people.Seat", models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["poll", "act", "seat"], name="one_consent_a_seat")]


class VoidingState(models.TextChoices):
    PROPOSED = "proposed", "待主席团决定"
    DONE = "done", "已作废"
    REFUSED = "refused", "主席团没有同意"


class Voiding(Thing):
    """提请作废: a vote that goes on, or is counted, shall be void. The presidium decides on it in a sitting."""

    noun = "作废提请"

    poll = models.ForeignKey(Poll, models.PROTECT, related_name="voidings")
    state = models.CharField("状态", max_length=10, choices=VoidingState, default=VoidingState.PROPOSED)
    reason = Note("原因", max_length=300)
    locked_with = ("place", "year__place", "poll__place", "poll__sitting")

    def __str__(self) -> str:
        return f"作废“{self.poll}”"

    def get_absolute_url(self) -> str:
        return self.poll.get_absolute_url()


class PaperBox(Thing):
    """纸质票箱: two tellers enter the same box independently; a difference must be settled before it counts.

    issued:  paper ballots that went out for this box (张), against a slip or at check-in
    collected: paper ballots found in the box by number alone, face down, before closing (张); None: not yet looked at
    entries: seat id, as text → that teller's sheet
    settled: the sheet on which both agree. With fewer paper ballots than may be counted on their own, both keep only
             the totals once they are joined (docs/ballot.md#few-paper)
    """

    noun = "纸质票箱"

    poll = models.ForeignKey(Poll, models.PROTECT, related_name="paper_boxes")
    name = Line("票箱", max_length=40)
    issued = models.PositiveIntegerField("发出纸票", default=0)
    collected = models.PositiveIntegerField("收回纸票", null=True, blank=True)
    entries = ValueField(dict[str, Sheet], default=dict)
    settled = ValueField(Sheet, "核定", null=True, blank=True)
    private_fields = frozenset({"entries", "settled"})  # nor sealed: a handful's counts could be found from a digest

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
    title = Line(max_length=120)
    rank = models.PositiveSmallIntegerField("名次", null=True)
    approve = models.PositiveIntegerField("赞成", null=True)
    against = models.PositiveIntegerField("反对", null=True)
    abstain = models.PositiveIntegerField("弃权", null=True)
    adopted = models.BooleanField("入选")
    sentence = models.CharField("理由", max_length=400)

    class Meta:
        ordering = ["rank", "pk"]
        constraints = [models.UniqueConstraint(fields=["poll", "key"], name="one_result_an_item")]
