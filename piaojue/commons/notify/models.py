"""告知: what people hear, in the site and by SMS."""

from django.db import models
from django.urls import reverse

from piaojue.commons.approved import Kind
from piaojue.commons.sealing import SealedText


class Notice(models.Model):
    """One message to one person, or to a bare phone number of somebody without an account."""

    person = models.ForeignKey("people.Person", models.CASCADE, null=True, related_name="notices")
    phone = SealedText(max_length=20, blank=True)
    text = models.CharField("内容", max_length=300)
    url = models.CharField("链接", max_length=200, blank=True)
    at = models.DateTimeField(auto_now_add=True)
    read_at = models.DateTimeField(null=True, blank=True)
    private_fields = frozenset({"phone"})

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["person", "read_at"])]


class Way(models.TextChoices):
    SMS = "sms", "短信"
    EMAIL = "email", "邮件"
    WECHAT = "wechat", "微信"
    ROBOT = "robot", "工作群"


class MessageState(models.TextChoices):
    WAITING = "waiting", "等待发送"
    SENDING = "sending", "正在发送"
    SENT = "sent", "已发出"
    DELIVERED = "delivered", "已送达"
    FAILED = "failed", "没有发出去"
    UNSURE = "unsure", "不知道是否发出"


class Message(models.Model):
    """One message that leaves the house. The row is written with the act it tells of; a worker sends it (`outbox`).

    person:  whose it is; empty: somebody without an account
    kind:    what it is about: which template of the provider it goes by
    due_at:  not before: quiet hours, the day's digest, the pause after a failure
    daily:   goes with the others of its day, in one message
    number:  the provider's own, for the receipt
    trouble: kind of the last failure, never its words
    scene:   of a message that its reader has allowed once (Consent)
    """

    noun = "外发消息"

    person = models.ForeignKey("people.Person", models.CASCADE, null=True, related_name="messages")
    way = models.CharField(max_length=6, choices=Way)
    kind = models.CharField(max_length=8, choices=Kind, default=Kind.NOTICE)
    to = SealedText("发往", max_length=254)
    text = models.CharField("内容", max_length=400)
    url = models.CharField("链接", max_length=200, blank=True)
    state = models.CharField(max_length=9, choices=MessageState, default=MessageState.WAITING)
    daily = models.BooleanField(default=False)
    due_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    number = models.CharField(max_length=80, blank=True)
    trouble = models.CharField(max_length=80, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    scene = models.PositiveSmallIntegerField(null=True)
    taken_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    private_fields = frozenset({"to", "text", "number"})

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["state", "due_at"]), models.Index(fields=["number"])]


class Consent(models.Model):
    """Somebody lets the official account tell one step of one page (一次性订阅). Used up by the first message about that page.

    scene: the number under which WeChat keeps it, 1 to 10000, one for each of the person's
    """

    noun = "一次性订阅"

    person = models.ForeignKey("people.Person", models.CASCADE, related_name="+")
    scene = models.PositiveSmallIntegerField()
    url = models.CharField("链接", max_length=200)
    at = models.DateTimeField(auto_now_add=True)
    private_fields = frozenset({"person"})
    logged_each = False

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "scene"], name="consent_once")]


class Pace(models.TextChoices):
    NOW = "now", "随时"
    DAILY = "daily", "每天早上合成一条"
    NEVER = "never", "不要"


class Hearing(models.Model):
    """How somebody wants to hear. Without a row: SMS and WeChat as things happen, no e-mail. The inbox always has everything.

    confirmed: the owner of the mailbox opened the link that went there
    robot:     address of a work group's robot (企业微信, 钉钉, 浙政钉): whoever has it can write there
    """

    person = models.OneToOneField("people.Person", models.CASCADE, primary_key=True, related_name="hearing")
    sms = models.CharField("短信", max_length=5, choices=Pace, default=Pace.NOW)
    email = models.EmailField("电子邮箱", blank=True)
    confirmed = models.BooleanField(default=False)
    by_email = models.CharField("邮件", max_length=5, choices=Pace, default=Pace.DAILY)
    by_wechat = models.CharField("微信", max_length=5, choices=Pace, default=Pace.NOW)
    robot = models.URLField("工作群机器人", max_length=300, blank=True)
    by_robot = models.CharField("工作群", max_length=5, choices=Pace, default=Pace.NOW)
    private_fields = frozenset({"email", "robot"})


class LetterBatch(models.Model):
    """Letters that were printed together. They count as sent from then on; their paper can be had again as long as they are kept."""

    noun = "一批信函"

    place = models.ForeignKey("places.Place", models.PROTECT, related_name="+")
    seat = models.ForeignKey("people.Seat", models.PROTECT, related_name="+")
    sheets = models.PositiveIntegerField("封数", default=0)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)
    logged_each = True
    locked_with = ("place", "seat")

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.created_at:%Y-%m-%d} 信函 {self.sheets} 封"

    def get_absolute_url(self) -> str:
        return reverse("letters")


class Letter(models.Model):
    """What somebody without an account and without a mobile phone is told: on paper, with a code that leads to the page.

    place: whose office prints it
    to:    name and where to bring it, a line each; one sheet for all that goes to the same
    url:   the page that it is about, with the 查询码 that opens it
    batch: printed with; empty: waits
    """

    noun = "信函"

    place = models.ForeignKey("places.Place", models.PROTECT, related_name="+")
    to = SealedText("收信人", max_length=240)
    text = models.CharField("内容", max_length=400)
    url = SealedText("链接", max_length=100)
    batch = models.ForeignKey(LetterBatch, models.CASCADE, null=True, related_name="letters")
    created_at = models.DateTimeField(auto_now_add=True)
    private_fields = frozenset({"to", "text", "url"})
    logged_each = False

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["place", "batch"])]
