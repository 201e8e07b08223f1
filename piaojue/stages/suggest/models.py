"""建议: what residents ask for, in their own words, and the campaign that asks them (docs/domain.md#soliciting)."""

from collections.abc import Iterable
from typing import Any

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext as _

from piaojue.commons.things import Thing
from piaojue.commons.writing import Line, Note, Number, Phone, Prose
from piaojue.stages.suggest.models_asking import Asked as Asked
from piaojue.stages.suggest.models_awaiting import Awaiting as Awaiting
from piaojue.stages.suggest.publication import Publication, Unpublished
from piaojue.stages.suggest.shown import Shown, covered_words


class Campaign(Thing):
    """征集活动: the year's call for suggestions, with its notice, leaflet and poster."""

    noun = "征集活动"

    title = Line("标题", max_length=80)
    text = Prose("公告正文")
    opens_on = models.DateField("开始")
    closes_on = models.DateField("截止")
    contact = Line("联系方式", max_length=120, blank=True)
    hits = models.PositiveIntegerField("扫码次数", default=0)

    def __str__(self) -> str:
        return self.title


class Category(models.TextChoices):
    """领域 (docs/domain.md#categories)."""

    EDUCATION = "education", "公共教育"
    HEALTH = "health", "医疗卫生"
    CARE = "care", "养老托育"
    SECURITY = "security", "社会保障与救助"
    JOBS = "jobs", "就业创业与技能"
    HOUSING = "housing", "住房保障与老旧小区"
    TRANSPORT = "transport", "交通出行与停车"
    ENVIRONMENT = "environment", "环境治理与厕所"
    FOOD = "food", "食药安全"
    CULTURE = "culture", "文化体育"
    SAFETY = "safety", "公共安全"
    CITY = "city", "城市管理与市政"
    RURAL = "rural", "乡村振兴与乡村产业"
    UTILITIES = "utilities", "供水供热供电供气"
    ECOLOGY = "ecology", "生态保护"
    SERVICE = "service", "便民政务服务"
    DISABILITY = "disability", "扶残助弱"
    DIGITAL = "digital", "数字民生"
    OTHER = "other", "其他"


class ProposerType(models.TextChoices):
    RESIDENT = "resident", "居民"
    DEPUTY = "deputy", "人大代表"
    PARTY_DEPUTY = "party_deputy", "党代表"
    CPPCC = "cppcc", "政协委员"
    DEPARTMENT = "department", "部门"
    TOWN = "town", "乡镇街道"
    COMPANY = "company", "企业"
    OTHER = "other", "其他"


class Channel(models.TextChoices):
    WEB = "web", "网上填写"
    QR = "qr", "扫码"
    DEPUTY_HOME = "deputy_home", "代表之家"
    DEPUTY_GROUP = "deputy_group", "代表小组活动"
    VISIT = "visit", "入户走访"
    PAPER = "paper", "纸质表"
    HOTLINE = "hotline", "12345 热线"
    MEETING = "meeting", "座谈会"
    STREET = "street", "街头宣传"
    LETTER = "letter", "信函邮件"
    BOX = "box", "意见箱"
    FAX = "fax", "传真"
    MEDIA = "media", "公众号与媒体留言"
    PROPOSAL = "proposal", "代表建议与政协提案转化"


class Funding(models.TextChoices):
    """资金来源 (docs/domain.md#dossier-fields)."""

    UPPER = "upper", "上级补助"
    OWN = "own", "本级财政"
    TOWN = "town", "乡镇街道"
    BOND = "bond", "专项债"
    SOCIAL = "social", "社会资金"
    RESIDENTS = "residents", "群众筹资"


class SuggestionState(models.TextChoices):
    RECEIVED = "received", "已收到"
    GROUPED = "grouped", "已归并"
    ANSWERED = "answered", "已答复"
    WITHDRAWN = "withdrawn", "已撤回"


class Suggestion(Thing):
    """建议: one person's words, never rewritten. What others do with it lives in their rooms.

    title, content, rationale are kept with phone, ID card and bank numbers covered: nobody needs them there, and
    what is not kept cannot leak (个人信息保护法 6 条). How to reach the writer stands in proposer_phone.
    ticket_no: 查询码 the proposer keeps; not guessable
    est_cost_yuan: 元; beneficiaries: 人; starts_in, done_in: "YYYY-MM"
    anonymize: not even the family name is shown to others
    publication, unpublished: whether the words stand in public, and the reason why not; its number and state always do
    covers_doubts: what the mask is not sure of is covered, too
    shown_title, shown_content: as everybody may read them; who reads covered words finds by these alone
    by_guardian: who proposes is under 14, and a parent or guardian has agreed and left their own contact
    by_sms: later steps are told by SMS; whoever has no account of their own hears nothing without it
    """

    noun = "建议"
    without_links: frozenset[str] = frozenset()

    campaign = models.ForeignKey(Campaign, models.PROTECT, null=True, blank=True, related_name="suggestions")
    ticket_no = models.CharField("查询码", max_length=12, unique=True)
    state = models.CharField(max_length=12, choices=SuggestionState, default=SuggestionState.RECEIVED)
    publication = models.CharField("公开情况", max_length=12, choices=Publication, default=Publication.WAITING)
    unpublished = models.CharField("不公开的原因", max_length=12, choices=Unpublished, blank=True)
    covers_doubts = models.BooleanField("存疑处一并遮蔽", default=False)
    title = Line("建议项目名称", max_length=40)
    content = Prose("建议内容", max_length=2000)
    shown_title = Shown(of="title")
    shown_content = Shown(of="content")
    rationale = Prose("必要性与紧迫性", max_length=1000, blank=True)
    background = Prose("项目背景与建设意义", max_length=1000, blank=True)
    category = models.CharField("所属领域", max_length=12, choices=Category, blank=True)
    spot = models.ForeignKey("places.Place", models.PROTECT, related_name="+", verbose_name="所在地")
    address = Line("具体地点", max_length=120, blank=True)
    lng = models.FloatField("经度", null=True, blank=True)
    lat = models.FloatField("纬度", null=True, blank=True)
    beneficiaries = models.PositiveIntegerField("受益人数（人）", null=True, blank=True)
    beneficiary_group = Line("受益人群", max_length=120, blank=True)
    est_cost_yuan = models.PositiveBigIntegerField("估算投资（元）", null=True, blank=True)
    funding_source = models.CharField("建议的资金来源", max_length=10, choices=Funding, blank=True)
    suggested_owner = Line("建议的实施主体", max_length=80, blank=True)
    starts_in = models.CharField("建议开工年月", max_length=7, blank=True)
    done_in = models.CharField("建议完成年月", max_length=7, blank=True)
    proposer = models.ForeignKey("people.Person", models.SET_NULL, null=True, blank=True, related_name="suggestions")
    proposer_name = Line("建议人姓名", max_length=40, blank=True)
    proposer_phone = Phone("联系电话", max_length=20, blank=True)
    proposer_type = models.CharField("建议人身份", max_length=14, choices=ProposerType, default=ProposerType.RESIDENT)
    org = Line("单位", max_length=80, blank=True)
    post = Line("职务", max_length=40, blank=True)
    mail_address = Line("通讯地址", max_length=120, blank=True)
    anonymize = models.BooleanField("公开时隐去姓氏", default=True)
    channel = models.CharField("渠道", max_length=14, choices=Channel, default=Channel.WEB)
    source_ref = Number("来源编号", max_length=60, blank=True)
    consent_version = models.CharField("知情同意版本", max_length=20)
    negative_hits = models.JSONField("提示过的负面清单", default=list, blank=True)
    photos = models.ManyToManyField("evidence.Upload", blank=True, related_name="+")
    files = models.ManyToManyField("evidence.Upload", blank=True, related_name="+", verbose_name="可行性分析材料")
    source = models.CharField("来源标记", max_length=24, blank=True)
    by_sms = models.BooleanField("进展发短信", default=False)
    by_guardian = models.BooleanField("由监护人同意并代为提交", default=False)
    private_fields = frozenset(
        {
            "proposer",
            "proposer_name",
            "proposer_phone",
            "org",
            "post",
            "mail_address",
            "address",
            "ticket_no",
            "title",
            "content",
            "rationale",
            "background",
            "source",
            "shown_title",
            "shown_content",
        }
    )
    # an account may be closed; what is shown is read from what is sealed
    sealed_fields = private_fields - {"proposer", "shown_title", "shown_content"}

    class Meta:
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["year", "state"]),
            models.Index(fields=["year", "publication", "id"]),
            models.Index(fields=["place", "publication"]),
            models.Index(fields=["year", "category", "publication", "state"]),
            models.Index(fields=["spot"]),
            models.Index(fields=["proposer_phone"]),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["year", "channel", "source_ref"],
                condition=~models.Q(source_ref=""),
                name="one_ticket_imported_once",
            )
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, update_fields: Iterable[str] | None = None, **kwargs: Any) -> None:
        """Save what is shown of the words with the words."""
        if update_fields is not None and {"title", "content", "covers_doubts"} & set(update_fields):
            update_fields = {*update_fields, "shown_title", "shown_content"}
        super().save(*args, update_fields=update_fields, **kwargs)

    @property
    def masked_title(self) -> str:
        """The title as everybody may see it: what leads to a person is covered."""
        return self._covered(self.title)

    @property
    def is_public(self) -> bool:
        """Whether everybody may read the words."""
        return self.publication == Publication.PUBLISHED and self.state != SuggestionState.WITHDRAWN

    @property
    def number_word(self) -> str:
        """How it is called where its words do not stand."""
        return _("建议第 %(n)s 号") % {"n": self.pk}

    @property
    def public_title(self) -> str:
        """The title as everybody may see it; where the words are not public, the number."""
        return self.masked_title if self.is_public else self.number_word

    @property
    def public_name(self) -> str:
        """Who proposed it, as everybody may see it: nothing, or where the proposer wished so the family name (王**)."""
        return (
            ""
            if self.anonymize or not self.proposer_name
            else f"{self.proposer_name[0]}{'*' * (len(self.proposer_name) - 1)}"
        )

    @property
    def plan(self) -> list[tuple[str, str | int]]:
        """(label, value) of what the proposer wrote of a plan: only what was filled in."""
        rows = [
            ("受益人群", self._covered(self.beneficiary_group)),
            ("建议的实施主体", self._covered(self.suggested_owner)),
            ("估算投资（元）", self.est_cost_yuan),
            ("建议的资金来源", self.get_funding_source_display()),
            ("建议开工年月", self.starts_in),
            ("建议完成年月", self.done_in),
        ]
        return [(label, value) for label, value in rows if value not in (None, "")]

    @property
    def masked_content(self) -> str:
        """The words as everybody may see them."""
        return self._covered(self.content)

    def _covered(self, text: str) -> str:
        return covered_words(text, doubts=self.covers_doubts)

    def get_absolute_url(self) -> str:
        return reverse("suggestion", args=[self.pk])


class Support(models.Model):
    """附议 of a suggestion that is in no demand yet: one person, once; it counts with the demand later."""

    suggestion = models.ForeignKey(Suggestion, models.CASCADE, related_name="supports")
    person = models.ForeignKey("people.Person", models.CASCADE, related_name="+")
    source = models.CharField("来源标记", max_length=24, blank=True)
    by_sms = models.BooleanField("进展发短信", default=False)
    at = models.DateTimeField(auto_now_add=True)
    private_fields = frozenset({"person", "source", "by_sms"})

    class Meta:
        constraints = [models.UniqueConstraint(fields=["suggestion", "person"], name="support_once")]


class Alarm(models.Model):
    """紧急: a suggestion that speaks of danger, shown to the clerks at once until one of them has dealt with it.

    kinds: names of the dangers; words: what raised them
    """

    place = models.ForeignKey("places.Place", models.PROTECT, related_name="+")
    year = models.ForeignKey("years.Year", models.PROTECT, related_name="+")
    suggestion = models.OneToOneField(Suggestion, models.CASCADE, related_name="alarm")
    kinds = models.JSONField(default=list)
    words = models.JSONField(default=list)
    at = models.DateTimeField(auto_now_add=True)
    handled_at = models.DateTimeField(null=True)
    handled_by = models.ForeignKey("people.Seat", models.PROTECT, null=True, related_name="+")
    note = Note("处置情况", max_length=300, blank=True)
    private_fields = frozenset({"words", "note"})
    logged_each = True
    locked_with = ("place", "year__place", "suggestion__spot")

    class Meta:
        ordering = ["handled_at", "-pk"]
        indexes = [models.Index(fields=["place", "handled_at"])]

    def get_absolute_url(self) -> str:
        return reverse("handle_alarm", args=[self.pk])
