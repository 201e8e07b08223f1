"""公开问答: what residents ask about a suggestion, and the one office that answers, for everybody to read (docs/domain.md#asking)."""

from django.db import models
from django.urls import reverse
from django.utils.functional import cached_property

from piaojue.commons.things import Thing
from piaojue.commons.writing import Prose
from piaojue.stages.suggest.shown import covered_words


class AskedState(models.TextChoices):
    WAITING = "waiting", "待核实"
    OPEN = "open", "待答复"
    ANSWERED = "answered", "已答复"
    REFUSED = "refused", "不公开"


PUBLIC_STATES = (AskedState.OPEN, AskedState.ANSWERED)
"""Everybody may read it."""


class Asked(Thing):
    """公开提问: one question about a suggestion, and its answer.

    text:        in the asker's words; nobody reads them in public before they are let stand
    answered_by: the body in whose name it is answered; no clerk's name stands there
    """

    noun = "公开提问"
    locked_with = ("place", "year__place", "suggestion__spot", "suggestion__place")

    suggestion = models.ForeignKey("suggest.Suggestion", models.CASCADE, related_name="asked")
    state = models.CharField(max_length=10, choices=AskedState, default=AskedState.WAITING)
    text = Prose("问题", max_length=300)
    answer = Prose("答复", max_length=1000, blank=True)
    answered_by = models.ForeignKey("people.Body", models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    private_fields = frozenset({"text"})
    sealed_fields = private_fields

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["year", "state"])]

    def __str__(self) -> str:
        return f"{self.suggestion.public_title}的公开提问"

    @property
    def is_public(self) -> bool:
        """Whether everybody may read it, as far as the suggestion itself is public."""
        return self.state in PUBLIC_STATES

    @cached_property
    def voice(self) -> tuple[int | None, str]:
        """(id, name) of the body that answered first about the suggestion; (None, ""): nobody has."""
        rows = Asked.objects.filter(suggestion=self.suggestion_id).exclude(answered_by=None)
        return rows.order_by("answered_at").values_list("answered_by", "answered_by__name").first() or (None, "")

    @property
    def shown_text(self) -> str:
        """The question as everybody may read it: what leads to a person is covered."""
        return covered_words(self.text, doubts=False)

    def get_absolute_url(self) -> str:
        return f"{reverse('suggestion', args=[self.suggestion_id])}#asked-{self.pk}"
