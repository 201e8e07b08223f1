"""What 审议 gives to who asks for a copy: what a deputy has read, asked and noted before the vote."""

from collections.abc import Iterable
from typing import Any

from piaojue.commons.people.models import Person
from piaojue.commons.privacy.copying import copying
from piaojue.stages.deliberate.models import Outline, Question, Reading


@copying("我读过的候选项目")
def readings(person: Person) -> Iterable[dict[str, Any]]:
    for row in Reading.objects.filter(seat__person=person).select_related("dossier"):
        yield {"项目": str(row.dossier), "时间": row.at}


@copying("我的审议提纲")
def outlines(person: Person) -> Iterable[dict[str, Any]]:
    for row in Outline.objects.filter(seat__person=person).exclude(text="").select_related("dossier"):
        yield {"项目": str(row.dossier), "提纲": row.text, "时间": row.at}


@copying("我对候选项目的提问")
def questions(person: Person) -> Iterable[dict[str, Any]]:
    for row in Question.objects.filter(asked_by__person=person).select_related("dossier"):
        yield {"项目": str(row.dossier), "问": row.text, "状态": row.get_state_display()}
