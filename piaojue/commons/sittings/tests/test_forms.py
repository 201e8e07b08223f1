"""What a clerk types of a sitting."""

from datetime import date

import pytest

from piaojue.commons.moves import Refused
from piaojue.commons.people.models import BodyKind
from piaojue.commons.sittings.actions import call_sitting
from piaojue.commons.sittings.counting import BODY_OF
from piaojue.commons.sittings.forms import AgendaForm
from piaojue.commons.sittings.models import Sitting, SittingKind


def test_an_agenda_is_read_as_a_chinese_keyboard_writes_it():
    form = AgendaForm({"lines": "90\uff5c分组审议候选项目\n20 | 票决"})
    assert form.is_valid() and form.cleaned_data["lines"] == [
        {"minutes": 90, "title": "分组审议候选项目"},
        {"minutes": 20, "title": "票决"},
    ]


def test_every_kind_of_meeting_names_whose_it_is():
    assert set(BODY_OF) == set(SittingKind)


@pytest.mark.parametrize("kind", SittingKind.values)
def test_a_department_holds_no_meeting_of_any_organ(cast, as_, kind):
    body, day = cast.department_chen.body, date(2026, 12, 1)
    assert body.kind == BodyKind.DEPARTMENT
    with pytest.raises(Refused, match="召开：请选择本级的"):
        call_sitting(body=body, kind=kind, name="会议", starts_on=day, ends_on=day, by=cast.clerk_li)
    typed = {"body": body.pk, "kind": kind, "name": "会议", "starts_on": day, "ends_on": day}
    page = as_(cast.clerk_li).post("/sittings/new/", typed)
    assert "召开：请选择本级的" in page.content.decode() and not Sitting.objects.exists()
