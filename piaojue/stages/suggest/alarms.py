"""Words of danger: the alarm that a suggestion raises, and who hears of it at once."""

from engines.matching import hints
from piaojue.commons.approved import Kind
from piaojue.commons.notify.tell import tell
from piaojue.commons.people.models import Seat
from piaojue.stages.suggest.models import Alarm, Suggestion
from piaojue.stages.suggest.moves import ON_DUTY

REGION_CODE_LENGTHS = (4, 6, 9, 12)  # city, county, town, village


def alarm_of(suggestion: Suggestion) -> Alarm | None:
    """The alarm that a suggestion's words raise, not kept yet; None where they speak of no danger."""
    text = f"{suggestion.content}。{suggestion.rationale}。{suggestion.background}"
    urgent = [hint for hint in hints(suggestion.title, text) if hint.urgent]
    if not urgent:
        return None
    return Alarm(
        place=suggestion.place,
        year=suggestion.year,
        suggestion=suggestion,
        kinds=[hint.name for hint in urgent],
        words=[word for hint in urgent for word in hint.words],
    )


def tell_on_duty(alarm: Alarm) -> None:
    """The clerks of the place and of the street it lies in hear of an alarm now, by notice and SMS."""
    place, spot = alarm.place_id, alarm.suggestion.spot_id
    around = {spot[:length] for length in REGION_CODE_LENGTHS if len(place) <= length <= len(spot)}
    on_duty = Seat.objects.in_office().filter(place__in={place, *around}, role__in=ON_DUTY)
    text = f"紧急：一条建议可能涉及{'、'.join(alarm.kinds)}，请马上核实处置。"
    people = set(on_duty.values_list("person_id", flat=True))
    tell(people, text, alarm.year.page("alarms"), by_sms=True, year=alarm.year, kind=Kind.WORK)
