"""What 征集 forgets of somebody who closes the account: how to reach the proposer; the words stay without a name."""

from collections.abc import Iterable
from typing import Any

from piaojue.commons.acting import Doing
from piaojue.commons.people.models import Person, Seat
from piaojue.commons.privacy.copying import copying
from piaojue.commons.privacy.erasing import erasing
from piaojue.stages.suggest.actions.taking_back import no_contact
from piaojue.stages.suggest.models import Asked, Suggestion, Support
from piaojue.stages.suggest.models_awaiting import Awaiting
from piaojue.stages.suggest.moves import MOVES


@erasing
def contacts(person: Person, act: Doing[Seat]) -> None:
    """Every suggestion of the person, of all years, loses name, phone and account."""
    for suggestion in Suggestion.objects.select_for_update(of=("self",)).filter(proposer=person):
        act.change(MOVES["forget_person"], suggestion, no_contact() | {"proposer_id": None})


@erasing
def waits(person: Person, act: Doing[Seat]) -> None:
    """A private wish, and nothing in the log speaks of it."""
    Awaiting.objects.filter(person=person).delete()


@copying("我等待征集的地方")
def awaited(person: Person) -> Iterable[dict[str, Any]]:
    for row in Awaiting.objects.filter(person=person).select_related("place"):
        yield {"地方": str(row.place), "时间": row.at}


@copying("我提的建议")
def suggestions(person: Person) -> Iterable[dict[str, Any]]:
    for row in Suggestion.objects.filter(proposer=person).select_related("year", "spot"):
        yield {
            "年度": row.year.number,
            "标题": row.title,
            "内容": row.content,
            "所在地": str(row.spot),
            "姓名": row.proposer_name,
            "电话": row.proposer_phone,
            "地址": row.address,
            "状态": row.get_state_display(),
            "提出时间": row.created_at,
        }


@copying("我公开提的问题")
def questions(person: Person) -> Iterable[dict[str, Any]]:
    for row in Asked.objects.filter(created_by__person=person):
        yield {"问题": row.text, "答复": row.answer, "状态": row.get_state_display(), "时间": row.created_at}


@copying("我附议的建议")
def supports(person: Person) -> Iterable[dict[str, Any]]:
    for row in Support.objects.filter(person=person).select_related("suggestion"):
        yield {"标题": row.suggestion.title, "时间": row.at}
