"""Which local rules bind a place on a day, and what they set."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from engines.law import LOCAL_PARAMETERS, Competence, Condition, Matter, VoteRule, below_local, binding, competence
from piaojue.commons.instruments.models import Instrument
from piaojue.commons.people.offices import local_rule
from piaojue.commons.places.models import Place

GRANTS = {"presidium_changes": Condition.LOCAL_RULE, "street_assigned": Condition.ASSIGNED}
"""Parameter → the condition under which another organ is competent, too; only a rule that was checked grants it."""


@dataclass(frozen=True)
class Setting:
    """A parameter that a local rule sets here.

    value:   as `engines.law.read_value` keeps it
    article: number of the article that says so
    """

    key: str
    value: str
    instrument: Instrument
    article: str

    @property
    def in_words(self) -> str:
        """25%, 40 天, 是."""
        return LOCAL_PARAMETERS[self.key].in_words(self.value)

    @property
    def source(self) -> str:
        """《呼和浩特市……实施意见》第五条."""
        return f"《{self.instrument.title}》{self.article}"

    @property
    def grants_nothing_yet(self) -> bool:
        """Whether it would grant a power and nobody else has compared it with the original."""
        return self.key in GRANTS and not self.instrument.checked

    @property
    def unsure(self) -> bool:
        """Whether pages mark it 待核."""
        return not self.instrument.checked or LOCAL_PARAMETERS[self.key].unsure


def instrument(pk: int) -> Instrument | None:
    """One local rule, with what its page shows."""
    return Instrument.objects.select_related("place").filter(pk=pk).first()


def rules_at(place: Place) -> list[Instrument]:
    """Every rule of the place and of those above it, the nearest first; also those that are over."""
    rows = Instrument.objects.filter(place__in=place.lineage).select_related("place")
    return sorted(rows, key=lambda row: -len(row.place_id))


def local_settings(place: Place, on: date | None = None) -> dict[str, Setting]:
    """Parameter → what binds here on that day (None: today). Of numbers the strictest rule binds, of words the nearest."""
    day = on or timezone.localdate()
    found: dict[str, list[Setting]] = {}
    for row in rules_at(place):
        if row.in_force(day):
            for key, (value, article) in row.sets.items():
                found.setdefault(key, []).append(Setting(key, value, row, article))
    return {
        key: next(one for one in settings if one.value == binding(key, [each.value for each in settings]))
        for key, settings in found.items()
        if key in LOCAL_PARAMETERS
    }


def values_of(settings: Mapping[str, Setting]) -> dict[str, str]:
    """Parameter → value, as the law's engine takes it."""
    return {key: one.value for key, one in settings.items()}


def competent(matter: Matter, place: Place, on: date | None = None) -> tuple[Competence, ...]:
    """Who can decide this here, with what local rules grant that somebody has compared with the original (engines.law.competence)."""
    day = on or timezone.localdate()
    binds = [row for row in rules_at(place) if row.checked and row.in_force(day)]
    return competence(matter, place.kind, {GRANTS[key] for row in binds for key in row.sets if key in GRANTS})


def short_of(rule: VoteRule, place: Place, on: date | None = None) -> list[str]:
    """What of a vote rule is below what local rules ask for here, as Chinese sentences that name the rule and its article."""
    return [short(one) for one in _below(rule, local_settings(place, on))]


def _below(rule: VoteRule, settings: Mapping[str, Setting]) -> list[Setting]:
    return [settings[key] for key in below_local(rule, values_of(settings))]


def short(setting: Setting) -> str:
    """The sentence that refuses less than the setting."""
    return f"{LOCAL_PARAMETERS[setting.key].label}低于本地规定：{setting.source}要求不低于 {setting.in_words}"


def rule_values(place: Place, on: date | None = None) -> dict[str, str]:
    """Parameters of a vote rule that local rules set here, as engines.counting reads them."""
    settings = local_settings(place, on)
    values: dict[str, str] = {
        key: settings[key].value for key in ("quorum", "threshold", "participation") if key in settings
    }
    if surplus := settings.get("min_surplus_percent"):
        values["min_surplus"] = f"{surplus.value}%"
    return values


def least_collection_days(place: Place) -> int | None:
    """How long suggestions are collected at least (天); None: no local rule says."""
    setting = local_settings(place).get("collection_days")
    return int(setting.value) if setting else None


@local_rule
def says_so(key: str, place: Place) -> bool:
    """Whether a local rule sets a parameter here."""
    return key in local_settings(place)


def local_number(key: str, place: Place, on: date | None = None) -> int:
    """A number that a local rule sets here; 0: none does."""
    setting = local_settings(place, on).get(key)
    return int(setting.value) if setting else 0
