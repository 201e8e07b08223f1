"""公文: a paper that the system has drawn up, from the first draft to the paper that is filed, replaced or withdrawn."""

import json
from dataclasses import asdict, replace

from django.db import models
from django.urls import reverse
from django.utils import timezone

from engines.papers import Draft
from engines.papers.gaps import gaps_in
from piaojue.commons.draftable import DOCUMENTS
from piaojue.commons.things import Thing
from piaojue.commons.values import ValueField
from piaojue.commons.writing import Line, Note


class DocumentState(models.TextChoices):
    DRAFTED = "drafted", "拟稿"
    REVIEWED = "reviewed", "已审核"
    ISSUED = "issued", "已签发"
    FILED = "filed", "已备案"
    REPLACED = "replaced", "已被替代"
    WITHDRAWN = "withdrawn", "已废止"


SIGNED = (DocumentState.ISSUED, DocumentState.FILED, DocumentState.REPLACED, DocumentState.WITHDRAWN)
"""Its words are fixed."""


class Document(Thing):
    """One paper of one year.

    code:        its line in DOCUMENTS;  about: key of the thing it speaks of, 0 where that is the year
    draft:       the tree, as drawn up or as edited;  edited: whether somebody has changed the words
    fingerprint: of the tree as the data had it, SHA-256: when a new one differs, the data have moved on
    number, issued_on: 发文字号 and 成文日期
    paper:       the year's paper that it was filed as
    template:    the office's template that its .docx was signed in; None: the system's own form
    brought:     a .docx that came back from the office's own program, until its changes are taken or left
    blanks:      why it goes out with blanks that are written in by hand; empty: nothing may be missing of a public paper when it is filed
    replaces:    the filed one in whose place it comes; that one stays to be read
    """

    noun = "公文"

    code = models.CharField("文种", max_length=40)
    about = models.PositiveBigIntegerField("对象", default=0)
    state = models.CharField("状态", max_length=10, choices=DocumentState, default=DocumentState.DRAFTED)
    title = Line("标题", max_length=160)
    draft = ValueField(Draft, "正文", default=dict)
    edited = models.BooleanField("改过文字", default=False)
    fingerprint = models.CharField("数据版本", max_length=64)
    number = Line("发文字号", max_length=60, blank=True)
    issued_on = models.DateField("成文日期", null=True, blank=True)
    reviewed_by = models.ForeignKey(
        "people.Seat", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="审核"
    )
    issued_by = models.ForeignKey(
        "people.Seat", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="签发"
    )
    note = Note("退回或废止的理由", max_length=200, blank=True)
    blanks = Note("留空手填的理由", max_length=200, blank=True)
    scan = models.ForeignKey(
        "evidence.Upload", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="盖章扫描件"
    )
    template = models.ForeignKey(
        "drafting.Template", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="范本"
    )
    brought = models.ForeignKey(
        "evidence.Upload", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="带回的文件"
    )
    paper = models.OneToOneField("years.Paper", models.PROTECT, null=True, blank=True, related_name="document")
    replaces = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="replaced_by", verbose_name="替代"
    )
    private_fields = frozenset({"draft"})
    locked_with = ("place", "year__place")

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["year", "code", "about"])]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("kept_document", args=[self.pk])

    @property
    def shown(self) -> Draft:
        """The paper with its number and its day."""
        on = self.issued_on or self.draft.on or timezone.localdate()
        return replace(self.draft, number=self.number or self.draft.number, on=on)

    @property
    def gaps(self) -> list[str]:
        """Names of what its words still lack."""
        return list(dict.fromkeys(gaps_in(json.dumps(asdict(self.draft), ensure_ascii=False, default=str))))

    @property
    def label(self) -> str:
        """What the office calls such a paper."""
        line = DOCUMENTS.get(self.code)
        return line.label if line else self.code
