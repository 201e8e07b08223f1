"""A pile of paper slips comes in as a table: it waits at the desk like every paper, and each writer gets a code."""

import pytest

from piaojue.commons import sms
from piaojue.commons.intake import actions as intake
from piaojue.commons.intake.models import Batch, BatchState
from piaojue.commons.moves import NotYours, Refused
from piaojue.commons.years.road import Stage
from piaojue.stages.suggest import actions, queries
from piaojue.stages.suggest.models import Alarm, Suggestion
from piaojue.stages.suggest.publication import Publication
from tests import cast as the_cast

HEAD = "建议名称,具体内容,所在地,姓名,电话,是否同意短信,身份\n"
FIRST = "给东街小区加装电梯,六楼老人下不来,东街社区,赵奶奶,13811112222,是,\n"
SECOND = "公园里装几盏路灯,晚上走路看不见,东街街道,其其格•乌兰,0471-6660509,,人大代表\n"
ASIDE = "修路,坑多,东街社区,王五,,,\n校门口装护栏,孩子多,火星,李四,,是,村民\n,没有名称,,钱六,,,\n"


@pytest.fixture
def year(cast, settings, tmp_path):
    settings.VAR = tmp_path
    return the_cast.year(cast.xincheng, stage=Stage.SOLICITING)


@pytest.fixture
def sent(monkeypatch):
    """(phone, text) of each SMS that leaves."""
    left: list[tuple[str, str]] = []
    monkeypatch.setattr(sms, "send", lambda phone, text: left.append((phone, text)))
    return left


def bring(year, table, by) -> Batch:
    batch = Batch(kind="slips", target=year.pk, place=year.place)
    return intake.bring_table(batch=batch, name="纸质表.csv", data=table.encode(), by=by)


def take(batch, by) -> Batch:
    return intake.take_batch(batch=batch, seen=batch.summary["digest"], by=by)


def outcomes(batch) -> list[str]:
    return [row.outcome for row in batch.rows.order_by("number")]


def test_slips_wait_at_the_desk_and_each_writer_gets_a_code(cast, year, as_, sent, django_capture_on_commit_callbacks):
    clerk = as_(cast.clerk_li)
    assert "导入纸质表" in clerk.get("/150102/2026/suggest/slips/").content.decode()
    clerk.post(f"/intake/slips/{year.pk}/", {"paste": f"{HEAD}{FIRST}{SECOND}{FIRST}".replace(",", "\t")})
    batch = Batch.objects.get()
    assert outcomes(batch) == ["new", "new", "known"] and "与第 2 行相同" in batch.rows.get(number=4).says
    with django_capture_on_commit_callbacks(execute=True):
        batch = take(batch, cast.clerk_li)
    assert batch.summary["says"] == "登记 2 条，原有 1 条。查询码在“纸质表”一页"
    lift, lamps = Suggestion.objects.order_by("pk")
    assert (lift.spot, lift.proposer_name, lift.proposer_phone, lift.by_sms, lift.channel, lift.proposer_type) == (
        cast.community,
        "赵奶奶",
        "13811112222",
        True,
        "paper",
        "resident",
    )
    assert (lamps.spot, lamps.by_sms, lamps.proposer_type) == (cast.dongjie, False, "deputy")
    assert [lift.publication, lamps.publication] == [Publication.WAITING] * 2
    assert set(queries.desk_of(cast.clerk_li, year)) == {lift, lamps}
    assert [phone for phone, _text in sent] == ["13811112222"] and lift.ticket_no in sent[0][1]
    page = clerk.get("/150102/2026/suggest/slips/").content.decode()
    assert lift.ticket_no in page and "请当面交给" in page
    file = clerk.get("/150102/2026/suggest/slips/?export=csv&by_sms=False").content.decode()
    assert lamps.ticket_no in file and lift.ticket_no not in file
    assert as_(None).get(f"/look-up/?ticket={lamps.ticket_no}", follow=True).status_code == 200
    assert outcomes(bring(year, HEAD + FIRST + SECOND, cast.clerk_li)) == ["known", "known"]


def test_what_is_not_clear_waits_for_a_person(cast, year):
    batch = bring(year, HEAD + FIRST + ASIDE, cast.clerk_li)
    assert outcomes(batch) == ["new", "doubtful", "doubtful", "doubtful"]
    short, strange, nameless = (row.reasons for row in batch.rows.filter(outcome="doubtful").order_by("number"))
    assert "请至少写 4 个字" in short[0] and "没有填写" in nameless[0]
    assert ["火星" in strange[0], "请填其中一个：居民、人大代表" in strange[1], "没有手机号" in strange[2]] == [
        True
    ] * 3
    take(batch, cast.clerk_li)
    row = batch.rows.get(number=4)
    with pytest.raises(Refused, match="请填其中一个"):
        intake.correct_row(row=row, by=cast.clerk_li, **row.values)
    row = batch.rows.get(number=4)
    intake.correct_row(row=row, by=cast.clerk_li, **{**row.values, "spot": "东街社区", "proposer_type": "居民"})
    made = Suggestion.objects.get(proposer_name="李四")
    assert (made.spot, made.by_sms) == (cast.community, False)


def test_slips_are_undone_while_nobody_has_worked_with_them(cast, year, sent, django_capture_on_commit_callbacks):
    danger = "楼道里燃气泄漏没人管,满楼道是味,东街社区,孙七,,,\n"
    batch = take(bring(year, HEAD + FIRST + danger, cast.clerk_li), cast.clerk_li)
    assert Alarm.objects.count() == 1
    first = Suggestion.objects.get(proposer_name="赵奶奶")
    actions.publish(suggestion=first, by=cast.clerk_li)
    with pytest.raises(Refused, match=r"这些纸质表已经有人办理.*给东街小区加装电梯$"):
        intake.undo_batch(batch=batch, by=cast.clerk_li)
    Suggestion.objects.filter(pk=first.pk).update(version=1)
    sent.clear()
    with django_capture_on_commit_callbacks(execute=True):
        assert intake.undo_batch(batch=batch, by=cast.clerk_li).state == BatchState.UNDONE
    assert not Suggestion.objects.exists() and not Alarm.objects.exists()
    assert [(phone, "作废" in text) for phone, text in sent] == [("13811112222", True)]
    assert the_cast.tampered() == []


def test_clerks_bring_slips_and_each_office_sees_its_own_codes(cast, year, as_):
    make_one = bring(year, HEAD + FIRST, cast.clerk_li)
    take(make_one, cast.clerk_li)
    take(bring(year, HEAD + SECOND, cast.government_liu), cast.government_liu)
    assert queries.slips_for(cast.clerk_li, year).count() == 2
    assert [slip.proposer_name for slip in queries.slips_for(cast.government_liu, year)] == ["其其格•乌兰"]
    for stranger in (cast.deputy_dong, cast.resident_wang, cast.neighbour_clerk_bai):
        with pytest.raises(NotYours):
            bring(year, HEAD + FIRST, stranger)
        with pytest.raises(NotYours):
            queries.slips_for(stranger, year)
    assert "表格导入" not in as_(cast.deputy_dong).get("/", follow=True).content.decode()
    assert as_(cast.deputy_dong).get("/intake/").status_code in (403, 404)
