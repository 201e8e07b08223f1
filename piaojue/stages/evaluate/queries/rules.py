"""Which rule of evaluation holds: what a sitting has passed, from the day on which it holds."""

from datetime import date

from django.db.models import QuerySet

from engines.scoring import Chain
from piaojue.commons.moves import NotYours
from piaojue.commons.places.models import Place
from piaojue.commons.years.models import Year
from piaojue.stages.evaluate.models import EvaluationRule, RuleState, Survey


def rule_on(place: Place, subject: str, day: date) -> EvaluationRule | None:
    """The rule in force on a day; None: no sitting has passed one, and the usual presets serve."""
    rows = EvaluationRule.objects.filter(place=place, subject=subject, state=RuleState.IN_FORCE, starts_on__lte=day)
    return rows.select_related("decision", "year").order_by("-starts_on", "-pk").first()


def rules_of(place: Place) -> QuerySet[EvaluationRule]:
    """All that were ever written, the newest first; public."""
    rows = EvaluationRule.objects.filter(place=place)
    return rows.select_related("decision", "year__place", "place", "created_by")


def rule_at(pk: int) -> EvaluationRule:
    """One rule. Raises NotYours where there is none."""
    row = EvaluationRule.objects.select_related("decision", "year__place", "place").filter(pk=pk).first()
    if row is None:
        raise NotYours("evaluation rule")
    return row


def waiting_rules(year: Year) -> QuerySet[EvaluationRule]:
    rows = EvaluationRule.objects.filter(year=year, state=RuleState.PROPOSED).order_by("pk")
    return rows.select_related("place", "year__place")


def chain_of(survey: Survey) -> Chain:
    """What follows a bad grade: by the rule that the survey was prepared by; else as usual."""
    return survey.rule.chain if survey.rule else Chain()
