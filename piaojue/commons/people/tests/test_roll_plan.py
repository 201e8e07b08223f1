"""What each row of a roll would do: people are told apart by card and phone; what is not certain is asked."""

import pytest
from openpyxl import load_workbook

from piaojue.commons.moves import Refused
from piaojue.commons.people import actions, rolls
from piaojue.commons.people.models import Body, BodyKind, Seat
from piaojue.commons.people.office import Ending
from piaojue.commons.people.roll import RollRow
from piaojue.commons.people.roll_plan import Known, RowFate, match
from piaojue.commons.roles import Role
from tests.brought import CASES

TEAM = "第一代表团"


def rows_of(name: str) -> list[RollRow]:
    if CASES is None:
        pytest.skip("the cases are kept beside the repository")
    (file,) = (CASES / "roll").glob(f"{name}_*.xlsx")
    lines = list(load_workbook(file).worksheets[0].iter_rows(min_row=2, values_only=True))
    cells = [[str(cell or "") for cell in line] for line in lines]
    return [RollRow(line[0], line[1], line[2], line[3], number) for number, line in enumerate(cells, 2)]


def known_of(rows, left: str = "") -> list[Known]:
    return [Known(n, n, row.name, row.phone, row.card_no, row.delegation, left) for n, row in enumerate(rows, 1)]


def fates(rows, known=(), owners=None, accepted=()) -> list[RowFate]:
    planned, _ = match(rows, known, owners or {}, accepted)
    return [one.fate for one in planned]


@pytest.mark.parametrize("name", ["r04a", "r11", "r11c", "r13", "r15"])
def test_a_roll_that_is_imported_again_changes_nothing(name):
    rows = rows_of(name)
    assert set(fates(rows)) == {RowFate.NEW}
    assert set(fates(rows, known_of(rows))) == {RowFate.UNCHANGED}


def test_other_blanks_and_dots_are_the_same_people():
    assert set(fates(rows_of("r04b"), known_of(rows_of("r04a")))) == {RowFate.UNCHANGED}


def test_the_same_card_with_a_new_phone_is_changed_and_not_added():
    (row,) = rows_of("r13")
    known = [Known(1, 1, row.name, "19177000001", row.card_no, row.delegation)]
    (one,), missing = match([row], known, {})
    assert (one.fate, str(one.changes[0]), missing) == (
        RowFate.CHANGED,
        "手机号：19177000001 → 19177009999",
        (),
    )


def test_a_corrected_name_card_and_delegation_are_changes_to_confirm():
    known = known_of(rows_of("r14a"))
    for name, changed in (("r14b", ["name"]), ("r14c", ["card_no", "delegation"])):
        (one,), _ = match(rows_of(name), known, {})
        assert (one.fate, [change.name for change in one.changes]) == (RowFate.CHANGED, changed)
    (one,), _ = match(rows_of("r14c"), known_of(rows_of("r14b")), {})
    assert one.fate is RowFate.DOUBTFUL and "李敏敏（证号 H201）" in one.question


def test_a_shared_phone_is_asked_and_stays_with_the_first():
    first, second = rows_of("r11b")
    assert fates([first, second]) == [RowFate.NEW, RowFate.DOUBTFUL]
    (_, one), _ = match([first, second], (), {}, accepted=[second.number])
    assert one.taken and one.seats and one.phone == ""
    known = [*known_of([first]), Known(2, 2, second.name, "", "", second.delegation)]
    assert fates([first, second], known) == [RowFate.UNCHANGED, RowFate.UNCHANGED]


def test_two_of_one_name_are_told_apart_by_card_and_phone():
    known = known_of(rows_of("r15"))
    one, other = (
        RollRow("同名", "19177001399", "B902", known[0].delegation, 2),
        RollRow("同名", "19177001301", "", known[0].delegation, 3),
    )
    planned, _ = match([one, other], known, {})
    assert [(row.fate, row.known.card_no) for row in planned] == [
        (RowFate.CHANGED, "B902"),
        (RowFate.UNCHANGED, "B901"),
    ]
    (nameless,), _ = match([RollRow("同名", "", "", known[0].delegation, 2)], known, {})
    assert nameless.hard and "证号 B901、证号 B902" in nameless.question


def test_who_left_is_told_and_comes_back_only_when_asked():
    rows = [RollRow("甲试一", "19177000001", "H001", TEAM, 2)]
    known = known_of(rows, left="2026-03-01 辞职")
    (one,), missing = match(rows, known, {})
    assert (one.fate, one.taken, missing) == (RowFate.RETURNING, False, ())
    (one,), _ = match(rows, known, {}, accepted=[2])
    assert one.taken and one.seats


def test_one_deputy_in_two_rows_and_a_row_twice_must_be_corrected():
    known = [Known(1, 1, "甲试一", "19177000001", "H001", TEAM)]
    rows = [RollRow("甲试一", "", "H001", TEAM, 2), RollRow("甲试一", "19177000001", "", TEAM, 3)]
    planned, _ = match(rows, known, {}, accepted=[2, 3])
    assert [one.taken for one in planned] == [True, False]
    planned, _ = match([rows[0], rows[0]], (), {}, accepted=[2])
    assert [one.taken for one in planned] == [True, False]


def deputies() -> int:
    return Seat.objects.in_office().filter(role=Role.DEPUTY).count()


def test_check_and_import_never_disagree(cast):
    body = Body.objects.get(place=cast.xincheng, kind=BodyKind.CONGRESS)
    stays, leaves = cast.deputy_dong, cast.deputy_ding
    actions.end_seat(seat=leaves, by=cast.clerk_li, ended_by=Ending.RESIGNATION)
    rows = [
        RollRow(stays.person.name, "19177009999", "", TEAM, 2),
        RollRow(leaves.person.name, leaves.person.phone, "", TEAM, 3),
        RollRow("新来的", "19177009998", "N1", TEAM, 4),
    ]
    plan = rolls.plan_roll(body, rows)
    assert [one.fate for one in plan.rows] == [RowFate.DOUBTFUL, RowFate.RETURNING, RowFate.NEW]
    assert (plan.effect.before, plan.effect.after, len(plan.missing)) == (4, 5, 3)
    done = rolls.import_roll(body=body, plan=plan, by=cast.clerk_li)
    assert (done.new, done.known, len(done.set_aside), deputies()) == (1, 0, 2, 5)
    with pytest.raises(Refused, match="重新预览"):
        rolls.import_roll(body=body, plan=plan, by=cast.clerk_li)

    plan = rolls.plan_roll(body, rows, accepted=[2, 3])
    assert (plan.effect.before, plan.effect.after) == (5, 6)
    done = rolls.import_roll(body=body, plan=plan, by=cast.clerk_li)
    assert (done.new, done.returned, done.changed, deputies()) == (1, 1, 1, 6)
    stays.person.refresh_from_db()
    leaves.refresh_from_db()
    assert stays.person.phone == "19177009999" and leaves.ended_by == Ending.RESIGNATION
    assert rolls.undo_import(body=body, seats=set(done.seats.values()) - {stays.pk}, by=cast.clerk_li) == 1
    assert deputies() == 5
