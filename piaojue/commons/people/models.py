"""人与席位: a Person signs in; a Seat is what the person is (role) in which Body of which Place, and for which time."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils import timezone
from django.utils.functional import cached_property

from piaojue.commons.finding import Named
from piaojue.commons.people.body_models import Body as Body
from piaojue.commons.people.body_models import BodyEvent as BodyEvent
from piaojue.commons.people.body_models import BodyKind as BodyKind
from piaojue.commons.people.body_models import BodyQuerySet as BodyQuerySet
from piaojue.commons.people.body_models import EventKind as EventKind
from piaojue.commons.people.body_models import heirs_of as heirs_of
from piaojue.commons.people.body_models import spoken_for as spoken_for
from piaojue.commons.people.door_models import PhoneLine as PhoneLine
from piaojue.commons.people.door_models import SentCode as SentCode
from piaojue.commons.people.office import Beginning, Ending, Renewal, held, held_at
from piaojue.commons.people.titles import term_word
from piaojue.commons.roles import DOMAIN_OF, Domain, Role, word_at
from piaojue.commons.writing import Line, Note, Number, Phone

if TYPE_CHECKING:
    from piaojue.commons.places.models import Place


class Person(AbstractUser, Named):
    """Somebody who can sign in: residents by phone code, staff and deputies by password + TOTP.

    landline: a contact; nobody signs in by it and no message goes there
    """

    first_name = last_name = None  # type: ignore[assignment]
    name = Line("姓名", max_length=40, blank=True)
    phone = Phone("手机号", max_length=20, null=True, blank=True, unique=True)
    phone_verified = models.BooleanField(default=False)
    landline = Phone("固定电话", max_length=30, blank=True)
    large_text = models.BooleanField("长辈版", default=False)
    must_change_password = models.BooleanField("须改初始密码", default=False)
    sample = models.BooleanField("示例人物", default=False)  # only these can be entered by demo sign-in
    private_fields: frozenset[str] = frozenset(
        {"password", "phone", "landline", "email", "name", "name_key", "name_found", "username", "last_login"}
    )

    def __str__(self) -> str:
        return self.name or (f"{self.phone[:3]}****{self.phone[-4:]}" if self.phone else self.username)


class OutsideKind(models.TextChoices):
    WECHAT = "wechat", "微信"


class OutsideAccount(models.Model):
    """An account in another house that is this person's. subject: its number there (of WeChat the openid); personal data."""

    noun = "外部账号"

    person = models.ForeignKey(Person, models.CASCADE, related_name="outside")
    kind = models.CharField(max_length=8, choices=OutsideKind)
    subject = models.CharField(max_length=128)
    at = models.DateTimeField(auto_now_add=True)
    private_fields = frozenset({"subject", "person"})
    logged_each = False

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "subject"], name="one_person_an_account")]


class Term(models.Model):
    """届: one congress from its first session to the first session of the next one (docs/domain.md#mandates).

    number: 18 for 第十八届
    begins: the day of the first session; empty: not known
    ends:   when the whole term ended; empty: it runs, or has not begun
    """

    noun = "届"

    body = models.ForeignKey(Body, models.PROTECT, related_name="terms", verbose_name="人民代表大会")
    number = models.PositiveSmallIntegerField("届次")
    begins = models.DateTimeField("开始", null=True, blank=True)
    ends = models.DateTimeField("结束", null=True, blank=True)
    private_fields: frozenset[str] = frozenset()
    locked_with = ("body__place",)
    logged_each = True

    class Meta:
        constraints = [models.UniqueConstraint(fields=["body", "number"], name="one_term_a_number")]
        ordering = ["body_id", "number"]

    def __str__(self) -> str:
        return term_word(self.number)

    @property
    def place(self) -> "Place":
        return self.body.place

    def runs(self, at: datetime | None = None) -> bool:
        """Whether the term runs at a moment; without one: now."""
        return held(self.begins, self.ends, at or timezone.now())


class SeatQuerySet(models.QuerySet["Seat"]):
    """Seats, as of a moment."""

    def in_office(self, at: datetime | None = None) -> "SeatQuerySet":
        """Those that are held at a moment (aware); without one: now."""
        return self.filter(held_at(at or timezone.now()))


class Seat(models.Model):
    """席位: one person's role in one body, from one moment to another. Acts are signed by a seat, not by a bare person.

    Whoever is elected again has a new seat. The old one stays with all that was done from it.

    term:         of a congress's deputy: the term that he or she was elected for
    begins:       empty: since before anybody wrote it down
    ends:         empty: still held
    apart:        in a list where somebody chooses: what tells the person from another of the same name (people.apart)
    evidence:     what says that it began (公告、任免文件); end_evidence: what says that it ended
    """

    noun = "席位"

    person = models.ForeignKey(Person, models.PROTECT, related_name="seats")
    body = models.ForeignKey(Body, models.PROTECT, related_name="seats")
    place = models.ForeignKey("places.Place", models.PROTECT, related_name="seats")
    role = models.CharField("角色", max_length=20, choices=Role)
    delegation = models.ForeignKey(
        Body, models.PROTECT, null=True, blank=True, related_name="delegates", verbose_name="代表团"
    )
    card_no = Number("代表证号", max_length=30, blank=True)
    title = Line("职务", max_length=60, blank=True)
    term = models.ForeignKey(Term, models.PROTECT, null=True, blank=True, related_name="seats", verbose_name="届")
    begins = models.DateTimeField("任职开始", null=True, blank=True)
    ends = models.DateTimeField("任职结束", null=True, blank=True)
    begun_by = models.CharField("任职方式", max_length=12, choices=Beginning, blank=True)
    ended_by = models.CharField("离任原因", max_length=12, choices=Ending, blank=True)
    evidence = Note("任职依据", max_length=200, blank=True)
    end_evidence = Note("离任依据", max_length=200, blank=True)
    private_fields: frozenset[str] = frozenset()
    locked_with = ("person", "body", "place")
    logged_each = True
    objects = SeatQuerySet.as_manager()
    apart: str = ""

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "body", "role"],
                condition=models.Q(ends=None, term=None),
                name="one_seat_a_role",
            ),
            models.UniqueConstraint(
                fields=["person", "body", "role", "term"],
                condition=models.Q(ends=None, term__isnull=False),
                name="one_seat_a_role_and_term",
            ),
        ]
        indexes = [models.Index(fields=["place", "role", "ends"])]

    def __str__(self) -> str:
        return f"{self.person}（{self.get_role_display()}，{self.body}）"

    def get_role_display(self) -> str:  # type: ignore[no-redef]  # the stubs add one by themselves
        """What the role is called in its place: 人大常委会主任, in a township 人大主席."""
        return word_at(self)

    def in_office(self, at: datetime | None = None) -> bool:
        """Whether the seat is held at a moment (aware); without one: now."""
        return held(self.begins, self.ends, at or timezone.now())

    @cached_property
    def speaks_for(self) -> frozenset[int]:
        """Keys of the bodies in whose name this seat acts: its own, and those that its body has succeeded."""
        return spoken_for(self.body_id)

    @property
    def state_word(self) -> str:
        """在任, 尚未开始 or how it ended."""
        if self.in_office():
            return "在任"
        return self.get_ended_by_display() or "已离任" if self.ends else "尚未开始"

    @property
    def domain(self) -> Domain:
        return DOMAIN_OF[Role(self.role)]

    @property
    def label(self) -> str:
        """For the log and lists: role and body, never a name or a phone."""
        return f"{self.body.name}·{self.get_role_display()}#{self.pk}"


class RollPast(models.Model):
    """What a roll has changed of a known deputy: how it was, so that the roll can be taken back as a whole.

    before, after: columns of `rolls.PARTICULARS` → values; both are personal data and never enter the log
    """

    noun = "名册更正"

    seat = models.ForeignKey(Seat, models.CASCADE, related_name="pasts", verbose_name="席位")
    before = models.JSONField("原来")
    after = models.JSONField("改为")
    private_fields: frozenset[str] = frozenset({"before", "after"})

    @property
    def place(self) -> "Place":
        return self.seat.place


class ChangeState(models.TextChoices):
    PROPOSED = "proposed", "待会签"
    DONE = "done", "已办理"
    WITHDRAWN = "withdrawn", "已撤回"


class RollChange(models.Model):
    """名册变动: what two people do with a seat, because a ballot rests on the number of members, or because it is another side's.

    seat:  who leaves; empty: somebody comes in, and `name`, `phone`, `card_no`, `delegation` say who
    term:  a whole term that ends, on the day `on` (empty: at once); nobody else leaves or comes in then
    cause: a value of `Ending` for who leaves, of `Beginning` for who comes in, of `Renewal` for a new password
    used_at: when the password was given out on which two had agreed
    """

    noun = "名册变动"

    place = models.ForeignKey("places.Place", models.PROTECT, related_name="+")
    body = models.ForeignKey(Body, models.PROTECT, related_name="+", verbose_name="机构")
    role = models.CharField("角色", max_length=20, choices=Role)
    state = models.CharField("状态", max_length=10, choices=ChangeState, default=ChangeState.PROPOSED)
    seat = models.ForeignKey(Seat, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="离任的席位")
    term = models.ForeignKey(Term, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="届满的届")
    on = models.DateField("届满日期", null=True, blank=True)
    name = Line("姓名", max_length=40, blank=True)
    phone = Phone("手机号", max_length=20, blank=True)
    card_no = Number("代表证号", max_length=30, blank=True)
    delegation = models.ForeignKey(Body, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="代表团")
    cause = models.CharField("原因", max_length=12, choices=[*Beginning.choices, *Ending.choices, *Renewal.choices])
    evidence = Note("依据", max_length=200, blank=True)
    reason = Note("理由", max_length=300)
    proposed_by = models.ForeignKey(Seat, models.PROTECT, related_name="+", verbose_name="提出人")
    signed_by = models.ForeignKey(Seat, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="会签人")
    created_at = models.DateTimeField("提出时间", auto_now_add=True)
    signed_at = models.DateTimeField("会签时间", null=True, blank=True)
    username = Line("登录名", max_length=30, blank=True)
    title = Line("职务", max_length=60, blank=True)
    used_at = models.DateTimeField("发放时间", null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    private_fields: frozenset[str] = frozenset({"name", "phone", "username"})
    locked_with = ("place", "body", "seat", "term", "delegation", "proposed_by")
    logged_each = True

    class Meta:
        ordering = ["-pk"]

    def get_role_display(self) -> str:  # type: ignore[no-redef]  # the stubs add one by themselves
        """What the role is called in its place."""
        return word_at(self)

    def __str__(self) -> str:
        return f"{self.get_cause_display()}：{self.term or (self.seat.person if self.seat else self.name)}"
