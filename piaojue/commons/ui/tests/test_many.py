"""One act for what was chosen in a list: only what fits all, each by itself, and what is refused stays with its reason."""

from datetime import date

import pytest

from engines.pacing import Rung
from piaojue.commons.corrections.tests.doors import a_paper
from piaojue.commons.ladder.models import Pending, Prompted
from piaojue.commons.notify.models import Notice
from piaojue.commons.roles import Role
from piaojue.commons.sittings.actions import call_sitting

pytestmark = pytest.mark.django_db
MANY = "/many/ladder.pending/"


@pytest.fixture
def rows(cast) -> list[int]:
    """Two things that two units have left undone."""
    keys = []
    for seat in (cast.department_chen, cast.department_deng):
        row = Pending(place=seat.place, role=seat.role, body=seat.body, label="整改问题", url="/today/")
        row.since = row.due = date(2026, 3, 2)
        row.rung, row.superior = Rung.SUPERIOR, Role.GOV_OFFICE
        row.save()
        keys.append(row.pk)
    return keys


def test_what_is_chosen_in_a_list_is_done_in_one_go_and_what_is_refused_says_why(cast, as_, rows):
    office, back = as_(cast.government_liu), "/overdue/?rung=2"
    page = office.get("/overdue/").content.decode()
    assert f'data-keys="{rows[0]},{rows[1]}"' in page and "ui/rows.js" in page
    page = office.get(MANY, {"key": rows, "go": back}).content.decode()
    assert "一起办理 2 项" in page and 'value="prompt"' in page
    answer = office.post(MANY, {"key": rows, "act": "prompt", "go": back})
    assert answer.status_code == 302 and answer["Location"] == back
    told = Notice.objects.filter(text__contains="催办：“整改问题”").values_list("person", flat=True)
    assert set(told) == {cast.department_chen.person_id, cast.department_deng.person_id}
    Prompted.objects.filter(person=cast.department_deng.person).delete()
    answer = office.post(MANY, {"key": rows, "act": "prompt", "go": "https://evil.example/"})
    page = answer.content.decode()
    assert answer.status_code == 409 and "已办 1 项" in page and "今天已经提醒过" in page and "evil.example" not in page


def test_nobody_reaches_by_a_list_what_is_not_theirs(cast, as_, rows):
    office = as_(cast.government_liu)
    assert as_(cast.neighbour_clerk_bai).get(MANY, {"key": rows}).status_code == 404
    assert as_(None).get(MANY, {"key": rows}).status_code == 302
    assert office.post(MANY, {"key": rows, "act": "void_year"}).status_code == 409
    for kind in ("people.person", "no.such", "ladder", "years.year"):
        assert office.get(f"/many/{kind}/", {"key": 1}).status_code == 404
    wrong = [*rows, "x", "²", "-1", "9" * 40, 999_999]
    assert "没有对这几项都能办的事" in office.get(MANY, {"key": wrong}).content.decode()
    assert office.get(MANY).status_code == 404


def test_nobody_reads_by_numbers_what_other_regions_correct(cast, as_):
    key = a_paper(cast)["asked"]
    for seat in (cast.neighbour_clerk_bai, cast.resident_wang):
        answer = as_(seat).get("/many/corrections.correction/", {"key": key})
        assert answer.status_code == 409 and "通知" not in answer.content.decode()
    assert "通知" in as_(cast.clerk_li).get("/many/corrections.correction/", {"key": key}).content.decode()


def test_what_is_wrong_for_one_is_said_before_the_first_is_done(cast, as_):
    """A clerk is ticked for the street's meeting and for one of the council, of which the clerk is no member."""
    clerk, day = cast.street_clerk_xu, date(2026, 1, 5)
    sittings = [
        call_sitting(body=seat.body, kind=kind, name="", starts_on=day, ends_on=day, by=clerk)
        for seat, kind in ((clerk, "street"), (cast.council_yu, "council"))
    ]
    typed = {"key": [row.pk for row in sittings], "act": "check_in", "seats": [clerk.pk]}
    assert as_(clerk).post("/many/sittings.sitting/", typed).status_code == 422
    assert [row.attendances.count() for row in sittings] == [0, 0]
