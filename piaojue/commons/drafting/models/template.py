"""公文范本: the office's own .docx with named fields, in versions."""

from django.db import models
from django.urls import reverse

from piaojue.commons.draftable import DOCUMENTS


class TemplateState(models.TextChoices):
    TRIED = "tried", "试用，还没有启用"
    IN_FORCE = "in_force", "使用中"
    RETIRED = "retired", "已停用"


class Template(models.Model):
    """One version of a place's template for one kind of paper.

    code:   the paper's line in DOCUMENTS;  number: counts the versions of this place and kind, from 1
    upload: the .docx, which was filled with real data before it was kept
    """

    noun = "公文范本"

    place = models.ForeignKey("places.Place", models.PROTECT, related_name="+")
    code = models.CharField("文种", max_length=40)
    number = models.PositiveSmallIntegerField("第几版")
    upload = models.ForeignKey("evidence.Upload", models.PROTECT, related_name="+", verbose_name="范本文件")
    state = models.CharField("状态", max_length=10, choices=TemplateState, default=TemplateState.TRIED)
    version = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(auto_now_add=True, editable=False)
    created_by = models.ForeignKey("people.Seat", models.PROTECT, null=True, blank=True, related_name="+")
    private_fields: frozenset[str] = frozenset()
    logged_each = True
    locked_with = ("place", "upload")

    class Meta:
        ordering = ["code", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["place", "code", "number"], name="one_template_a_number"),
            models.UniqueConstraint(
                fields=["place", "code"],
                condition=models.Q(state="in_force"),
                name="one_template_in_force",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.label}范本第{self.number}版"

    def get_absolute_url(self) -> str:
        return reverse("template", args=[self.pk])

    @property
    def label(self) -> str:
        """What the office calls such a paper."""
        line = DOCUMENTS.get(self.code)
        return line.label if line else self.code
