"""A congress's roster comes in: what each row would do is seen first, doubtful rows wait, the good ones double nobody."""

import pytest

from piaojue.commons.intake import actions as intake
from piaojue.commons.intake.models import Batch, BatchState
from piaojue.commons.moves import NotYours, Refused
from piaojue.commons.people.models import Body, BodyKind, Person, RollPast, Seat
from piaojue.commons.roles import Role
from tests import brought

pytestmark = pytest.mark.once

HEAD = "姓名,手机号,代表证号,代表团\n"
GOOD = f"{HEAD}白玉兰,13811110001,H001,第一代表团\n其其格·乌兰,+86 138-1111-0002,H002,第二代表团\n"


@pytest.fixture
def congress(cast, settings, tmp_path):
    settings.VAR = tmp_path
    body = Body.objects.get(place=cast.xincheng, kind=BodyKind.CONGRESS)
    body.seats.update(card_no="")
    return body


def bring(body, table, by, name="名册.csv") -> Batch:
    data = table if isinstance(table, bytes) else table.encode("gb18030")
    return intake.bring_table(batch=Batch(kind="roll", target=body.pk, place=body.place), name=name, data=data, by=by)


def take(batch, by) -> Batch:
    return intake.take_batch(batch=batch, seen=batch.summary["digest"], by=by)


def outcomes(batch) -> list[str]:
    return [row.outcome for row in batch.rows.exclude(state="note").order_by("number")]


def deputies(body) -> int:
    return Seat.objects.in_office().filter(body=body, role=Role.DEPUTY).count()


def test_a_roll_is_seen_with_its_effect_taken_once_and_undone(cast, congress, as_):
    before, clerk = deputies(congress), as_(cast.clerk_li)
    assert clerk.get("/people/import/")["Location"] == f"/intake/roll/{congress.pk}/"
    clerk.post(f"/intake/roll/{congress.pk}/", {"paste": GOOD.replace(",", "\t")})
    batch = Batch.objects.get()
    page = clerk.get(batch.get_absolute_url()).content.decode()
    assert f"全体代表 {before} → {before + 2} 人" in page and "系统里有、表里没有的" in page
    take(batch, cast.clerk_li)
    assert deputies(congress) == before + 2
    again = bring(congress, GOOD.replace("·", "•").replace("白玉兰", "白　玉 兰"), cast.clerk_li)
    assert outcomes(again) == ["known", "known"] and "不变" in again.summary["effect"][0]
    intake.undo_batch(batch=batch, by=cast.clerk_li)
    assert deputies(congress) == before


def test_a_batch_that_changed_known_deputies_is_undone_as_a_whole_while_nothing_rests_on_it(cast, congress):
    take(bring(congress, GOOD, cast.clerk_li), cast.clerk_li)
    before = deputies(congress)
    table = f"{HEAD}白玉兰,13811119999,H001,第三代表团\n新来者,13811110077,H077,第一代表团\n"
    batch = bring(congress, table, cast.clerk_li)
    row = batch.rows.get(number=2)
    assert row.outcome == "changed" and "手机号：13811110001 → 13811119999" in row.says
    batch = take(batch, cast.clerk_li)
    seat = Seat.objects.get(body=congress, card_no="H001")
    assert deputies(congress) == before + 1 and seat.person.phone == "13811119999"
    assert intake.undo_batch(batch=batch, by=cast.clerk_li).state == BatchState.UNDONE
    seat = Seat.objects.get(body=congress, card_no="H001")
    assert (seat.person.phone, seat.delegation.name, deputies(congress)) == ("13811110001", "第一代表团", before)
    assert not RollPast.objects.exists()
    again = take(bring(congress, table, cast.clerk_li), cast.clerk_li)
    Person.objects.filter(phone="13811119999").update(phone_verified=True)
    with pytest.raises(Refused, match="已经用新手机号登录过"):
        intake.undo_batch(batch=again, by=cast.clerk_li)
    assert deputies(congress) == before + 1  # all or none


def test_a_landline_of_the_roll_is_kept_as_a_contact_and_opens_no_door(cast, congress, as_):
    head = "姓名,联系电话,办公电话,代表证号,代表团\n"
    table = f"{head}白玉兰,0471-6660509,,H001,一团\n王代表,13811110002,0471-6660510,H002,一团\n"
    take(bring(congress, table, cast.clerk_li), cast.clerk_li)
    rows = congress.seats.filter(card_no__startswith="H").order_by("card_no")
    assert [(row.person.phone, row.person.landline) for row in rows] == [
        (None, "0471-6660509"),
        ("13811110002", "0471-6660510"),
    ]
    batch = bring(congress, table.replace("6660509", "6660599"), cast.clerk_li)
    assert next(row.says for row in batch.rows.all()) == "固定电话：0471-6660509 → 0471-6660599"
    assert as_(None).post("/enter/", {"phone": "0471-6660509"}).status_code == 422
    page = as_(cast.clerk_li).get(f"/correct/people-seat/{rows[0].pk}/").content.decode()
    assert 'value="0471-6660509"' in page


def test_doubtful_rows_wait_and_are_taken_one_by_one(cast, congress):
    shared = f"{HEAD}共用甲,13811110003,,第一代表团\n共用乙,13811110003,,第一代表团\n老代表,,,第一代表团\n戊,0471-6660509,,一团\n"
    batch, before = bring(congress, shared, cast.clerk_li), deputies(congress)
    assert outcomes(batch) == ["new", "doubtful", "new", "doubtful"]
    third = batch.rows.get(number=4)
    assert third.says == "没有手机号，不能用手机登录"
    take(batch, cast.clerk_li)
    assert deputies(congress) == before + 2
    second, fourth = batch.rows.get(number=3), batch.rows.get(number=5)
    assert "共用手机号" in second.reasons[0]
    second = intake.correct_row(row=second, by=cast.clerk_li, **second.values)
    assert second.outcome == "doubtful" and "是同一个人更正了姓名吗" in second.reasons[0]  # now another question
    intake.correct_row(row=second, by=cast.clerk_li, **{**second.values, "phone": ""})
    intake.correct_row(row=fourth, by=cast.clerk_li, **{**fourth.values, "name": "戊试八"})
    assert deputies(congress) == before + 4
    assert not Seat.objects.get(body=congress, person__name="戊试八").person.phone


def test_a_question_is_answered_by_who_has_seen_it(cast, congress):
    batch = bring(congress, f"{HEAD}共用甲,13811110003,,一团\n共用乙,13811110003,,一团\n", cast.clerk_li)
    second = batch.rows.get(number=3)
    intake.correct_row(row=second, by=cast.clerk_li, **second.values)
    batch.refresh_from_db()
    assert outcomes(batch) == ["new", "new"]
    before = deputies(congress)
    take(batch, cast.clerk_li)
    assert deputies(congress) == before + 2 and not Seat.objects.get(person__name="共用乙").person.phone


def test_every_bad_row_is_named_by_row_column_and_reason(cast, congress):
    table = f"{HEAD}白,138,,第一代表团\n{'很' * 50},13811110001,,第一代表团\n高志强,13811110002,,\n"
    batch = bring(congress, table, cast.clerk_li)
    assert [row.reasons for row in batch.rows.all()] == [
        ["第 2 行 B 列“手机号”：“138”不是能拨通的号码，请核对"],
        ["“姓名”：超过 40 个字符，请核对是否对错了列"],
        ["第 4 行 D 列“代表团”：没有填写"],
    ]


def test_only_keepers_of_the_place_bring_a_roll(cast, congress):
    for stranger in (cast.neighbour_clerk_bai, cast.deputy_dong, cast.department_chen):
        with pytest.raises(NotYours):
            bring(congress, GOOD, stranger)


CASES = [
    ("r01_wps_dimension_A1.xlsx", "new new new"), ("r01_wps_dimension_A1.xlsx", "known known known"),
    ("r02_merged_delegation.xlsx", "new new new"), ("r03_title_row.xlsx", "new"), ("r03b_spaced_header.xlsx", "new"),
    ("r03c_other_header.xlsx", "doubtful"), ("r03d_star_header.xlsx", "new"), ("r04a_first.xlsx", "new new new"),
    ("r04b_again_variant.xlsx", "known known known"), ("r05_dashes.xlsx", "new"), ("r05_arabic.xlsx", "new"),
    ("r05_float.xlsx", "new"), ("r05_fullwidth.xlsx", "doubtful"), ("r05_landline.xlsx", "new"), ("r05_plus86.xlsx", "new"),
    ("r05_spaces.xlsx", "new"), ("r05_two.xlsx", "doubtful"), ("r06_gbk.csv", "new"), ("r06_renamed.xlsx", "known"),
    ("r06_old.xls", "new"), ("r06_old.et", "known"), ("r07_rare.xlsx", "new new new new"),
    ("r08_card_numbers.xlsx", "doubtful new"), ("r09_instructions_first.xlsx", "new"), ("r10_total_row.xlsx", "new"),
    ("r11_same_name.xlsx", "new new"), ("r11b_shared_phone.xlsx", "new doubtful"), ("r11c_no_phone.xlsx", "new"),
    ("r13_phone_changed.xlsx", "changed"), ("r14a_typo_name.xlsx", "new"), ("r14b_corrected_name.xlsx", "changed"),
    ("r14c_corrected_card_and_delegation.xlsx", "doubtful"), ("r15_same_name_session.xlsx", "new new"),
    ("r17_cut_xml.xlsx", "断了"), ("r18_control_char.xlsx", "new"), ("r19_phone_as_date.xlsx", "new"),
    ("r20_card_as_date.xlsx", "doubtful"), ("r21_formula.xlsx", "doubtful"), ("r22_blank_rows.xlsx", "new new"),
    ("r23_strict.xlsx", "new"),
]  # fmt: skip
"""File → what its rows would do, in the order in which they are brought; or what is said of it."""
NAMED = {
    "r05_two.xlsx": "有 2 个号码，取了第一个",
    "r08_card_numbers.xlsx": "第 2 行 C 列“代表证号”：“150102199001011200”最后几位已经丢失",
    "r20_card_as_date.xlsx": "第 2 行 C 列“代表证号”：“2026-03-05”被表格软件当成了日期",
    "r21_formula.xlsx": "第 2 行 C 列“代表证号”：是没有结果的公式",
}


@brought.absent
def test_every_roster_that_congresses_have_sent_does_what_is_right(cast, congress):
    wrong = []
    for file, right in CASES:
        try:
            batch = bring(congress, brought.brought(f"roll/{file}"), cast.clerk_li, file)
        except Refused as refusal:
            assert right in refusal.reasons[0] and file in refusal.reasons[0], file
            continue
        if outcomes(batch) != right.split():
            wrong.append((file, outcomes(batch), [row.reasons for row in batch.rows.all()]))
        if file in NAMED:
            assert NAMED[file] in batch.rows.get(number=2).reasons[0], file
        if set(outcomes(batch)) & {"new", "changed"}:
            assert take(batch, cast.clerk_li).state == BatchState.TAKEN
    assert wrong == []
    names = set(congress.seats.values_list("person__name", flat=True))
    assert {"𠅤晓䶮", "庚一二"} <= names and not any("\u202e" in name for name in names)
    assert Seat.objects.filter(body=congress, card_no="H001").count() == 1
    assert not Seat.objects.get(body=congress, person__name="戊试八").person.phone
    assert Seat.objects.get(body=congress, person__name="乙试二").delegation.name == "第一代表团"
