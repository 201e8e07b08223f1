"""What comes in stands in public only when it may: at once, or when a clerk has read it; and it can be taken down at once."""

from datetime import timedelta

import pytest

from piaojue.commons import sms
from piaojue.commons.moves import NotYours, Refused
from piaojue.commons.notify.models import Notice
from piaojue.commons.record.log import history
from piaojue.commons.record.wording import words_of
from piaojue.commons.todo import tasks_of
from piaojue.commons.years.road import Stage
from piaojue.stages.suggest import actions, moves, queries
from piaojue.stages.suggest.doubts import doubts_of, highlighted
from piaojue.stages.suggest.models import Suggestion
from piaojue.stages.suggest.publication import Publication
from piaojue.stages.suggest.tests import make
from piaojue.stages.suggest.tickets import Ticket
from tests import cast as the_cast

DESK = "/150102/2026/desk/"
LIST = "/150102/2026/suggestions/"
SIMILAR = "/150102/2026/similar/?title="
SICK = Ticket(
    source_ref="A1",
    title="反映邻里用水问题",
    content="诉求人乌兰，女，住东街小区3号楼2单元501，患尿毒症，希望尽快修好自来水管",
    spot="150102004001",
    proposer_name="乌兰",
    proposer_phone="13900001111",
)


@pytest.fixture
def year(cast):
    return the_cast.year(cast.xincheng, stage=Stage.SOLICITING)


@pytest.fixture
def sent(monkeypatch):
    texts: list[tuple[str, str]] = []
    monkeypatch.setattr(sms, "send", lambda phone, text: texts.append((phone, text)))
    return texts


def on_paper(cast, year, **more):
    return make.suggestion(cast, year, by=cast.clerk_li, name="赵奶奶", channel="paper", **more)


def told(person) -> str:
    return Notice.objects.filter(person=person).latest("pk").text


def test_plain_words_of_residents_stand_at_once_and_everything_else_waits(cast, year):
    def came(**what):
        return make.suggestion(cast, year, **what).publication

    assert came() == came(channel="qr") == "published"
    assert came(content="这帮狗官十年不修路，六楼老人下不来") == "waiting"
    assert came(content="六楼老人下不来，请打 13812345678") == "waiting"
    assert came(content="楼道里燃气泄漏没人管") == came(content="法院判决了不执行") == "waiting"
    assert on_paper(cast, year).publication == "waiting"
    assert came(by=cast.deputy_dong, name="赵奶奶") == "waiting"  # entered for somebody, whatever the channel says
    assert came(by=cast.deputy_dong, name="赵奶奶", channel="visit") == "waiting"
    assert queries.received().count() == queries.published_figures(year)["all"] == 9
    assert queries.published_figures(year)["public"] == 2


@pytest.mark.parametrize("words", ["Гудамжны гэрэл асахгүй байна", "ᠭᠡᠷᠡᠯ ᠠᠰᠠᠬᠤ ᠦᠭᠡᠢ ᠪᠠᠶᠢᠨ᠎ᠠ"])
def test_mongolian_is_kept_as_written_waits_for_who_reads_it_and_is_found_as_typed(cast, year, as_, words):
    made = make.suggestion(cast, year, title=words, content=f"{words}. {words}")
    assert made.title == words and made.publication == "waiting"
    assert "要懂这种文字的人看" in {doubt.name for doubt in doubts_of(made)}
    for word, known in ((words.split()[1], True), ("өвөл", False)):
        assert (f'"{made.get_absolute_url()}' in as_(cast.clerk_li).get(f"{DESK}?q={word}").content.decode()) is known
    assert make.suggestion(cast, year, title="蒙古包 гэр 旁边没有路灯").publication == "published"


def test_a_place_chooses_what_stands_at_once_but_never_paper_or_the_hotline(cast, year, as_):
    li = as_(cast.clerk_li)
    assert li.post(f"{DESK}rules/", {"channels": ["qr", "visit"]}).status_code == 302
    year.refresh_from_db()
    assert make.suggestion(cast, year).publication == "waiting"
    assert make.suggestion(cast, year, by=cast.deputy_dong, name="赵奶奶", channel="visit").publication == "published"
    assert li.post(f"{DESK}rules/", {"channels": ["paper"]}).status_code == 422
    with pytest.raises(Refused, match="12345 热线"):
        actions.set_publishing(year=year, channels=["hotline"], by=cast.clerk_li)
    assert li.post(f"{DESK}rules/", {}).status_code == 302  # nothing at once
    year.refresh_from_db()
    assert make.suggestion(cast, year, channel="qr").publication == "waiting"
    assert "所有建议都在这里先看后发" in li.get(DESK).content.decode()


def test_a_sick_womans_ticket_reaches_nobody_and_she_hears_nothing_that_she_did_not_agree_to(
    cast, year, as_, sent, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        actions.import_tickets(year=year, tickets=[SICK], by=cast.clerk_li)
        ticket = Suggestion.objects.get()
        actions.refuse_publication(suggestion=ticket, code="privacy", by=cast.clerk_li)
    assert sent == []
    for reader in (None, cast.resident_zhao, cast.deputy_dong, cast.neighbour_clerk_bai):
        for path in (LIST, f"{LIST}?export=csv", ticket.get_absolute_url(), f"/s/{ticket.pk}/way/", "/search/?q=尿毒"):
            page = as_(reader).get(path).content.decode()
            assert not [word for word in ("乌兰", "尿毒症", "2单元", "反映邻里") if word in page], path
    page = as_(None).get(ticket.get_absolute_url()).content.decode()
    assert f"建议第 {ticket.pk} 号" in page and "含他人隐私" in page and "已收到" in page
    assert "尿毒症" in as_(None).get(f"{ticket.get_absolute_url()}?ticket={ticket.ticket_no}").content.decode()
    desk = as_(cast.clerk_li).get(f"{DESK}?at=ended").content.decode()
    assert "尿毒症" in desk and "13900001111" in desk


def test_who_agreed_on_paper_hears_by_sms_and_who_did_not_does_not(
    cast, year, sent, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        silent = on_paper(cast, year, phone="13900001111")
        agreed = on_paper(cast, year, phone="13900002222", by_sms=True)
        agreeing = Ticket(**vars(SICK) | {"by_sms": True, "proposer_phone": "13900003333"})
        actions.import_tickets(year=year, tickets=[agreeing], by=cast.clerk_li)
        for suggestion in (silent, agreed, Suggestion.objects.get(source_ref="A1")):
            actions.refuse_publication(suggestion=suggestion, code="hotline", by=cast.clerk_li)
    assert [phone for phone, _text in sent] == ["13900002222", "13900002222", "13900003333"]
    assert "查询码" in sent[0][1] and "12345" in sent[1][1]


def test_a_clerk_publishes_thirty_at_once_and_each_has_its_entry(cast, year, as_):
    keys = [on_paper(cast, year).pk for _ in range(30)]
    li = as_(cast.clerk_li)
    assert [(task.label, task.count) for task in tasks_of(cast.clerk_li) if "desk" in task.url] == [("编发建议", 30)]
    assert li.post(DESK, {"do": "publish", "chosen": keys}).status_code == 302
    assert set(Suggestion.objects.values_list("publication", flat=True)) == {"published"}
    first = Suggestion.objects.get(pk=keys[0])
    assert words_of(history(first).latest("pk").act) == "公开建议"
    again = li.post(DESK, {"do": "publish", "chosen": keys[:2]})
    assert again.status_code == 409 and "已经有人处理过" in again.content.decode()
    assert "没有等着编发的建议" in li.get(DESK).content.decode() and not the_cast.tampered()


def test_one_that_somebody_decided_meanwhile_stays_and_the_others_are_done(cast, year, as_):
    one, other = on_paper(cast, year), on_paper(cast, year)
    actions.hold(suggestion=one, by=cast.clerk_li)
    actions.publish(suggestion=one, by=cast.clerk_li)
    decided = actions.decide(suggestions=[one, other], do="publish", by=cast.clerk_li)
    assert decided.done == 1 and f"建议第 {one.pk} 号" in decided.left[0]
    refused = as_(cast.clerk_li).post(DESK, {"do": "publish"})
    assert refused.status_code == 422 and "请先勾选建议" in refused.content.decode()
    no_reason = as_(cast.clerk_li).post(DESK, {"do": f"refuse_publication@{other.pk}"})
    assert no_reason.status_code == 422 and "请选择不公开的原因" in no_reason.content.decode()


def test_a_rows_own_buttons_hold_refuse_take_down_and_bring_back(cast, year, as_):
    li, wang = as_(cast.clerk_li), cast.resident_wang.person
    insult = make.suggestion(cast, year, content="这帮狗官十年不修路，六楼老人下不来")
    assert "<mark>狗官</mark>" in li.get(DESK).content.decode()
    steps = [
        (f"hold@{insult.pk}", Publication.HELD, "暂缓公开"),
        (f"refuse_publication:unlawful@{insult.pk}", Publication.REFUSED, "换一种说法"),
        (f"publish_again@{insult.pk}", Publication.PUBLISHED, "重新公开"),
        (f"take_down:privacy@{insult.pk}", Publication.TAKEN_DOWN, "已经从公开页面撤下，原因：含他人隐私"),
    ]
    for do, state, says in steps:
        assert li.post(DESK, {"do": do}).status_code == 302
        insult.refresh_from_db()
        assert insult.publication == state and says in told(wang)
    assert "狗官" not in as_(None).get(insult.get_absolute_url()).content.decode()
    mine = as_(cast.resident_wang).get(insult.get_absolute_url()).content.decode()
    assert "狗官" in mine and "含他人隐私" in mine
    with pytest.raises(Refused, match="没有公开"):
        actions.support(suggestion=insult, by=cast.resident_zhao)


def test_a_name_that_may_be_one_is_covered_and_the_rest_published(cast, year, as_):
    made = on_paper(cast, year, title="给王大爷家门口修坡道", content="富贵巷口坡太陡，李之勇说已经摔过两个人")
    assert any(doubt.uncovered for doubt in doubts_of(made))
    assert "遮蔽存疑处再公开" in as_(cast.clerk_li).get(DESK).content.decode()
    as_(cast.clerk_li).post(DESK, {"do": f"publish_covered@{made.pk}"})
    page = as_(None).get(made.get_absolute_url()).content.decode()
    assert "李之勇" not in page and "坡太陡" in page


def test_a_street_decides_about_its_own_places_and_nobody_else_does(cast, year, as_):
    here = on_paper(cast, year, phone="13900001111")
    there = on_paper(cast, year, spot=cast.baoheshao, title="保合少镇修水渠")
    page = as_(cast.street_clerk_xu).get(DESK).content.decode()
    assert here.title in page and there.title not in page and "13900001111" not in page
    assert [task.count for task in tasks_of(cast.street_clerk_xu) if "desk" in task.url] == [1]
    actions.publish(suggestion=here, by=cast.street_clerk_xu)
    for seat in (
        cast.street_clerk_xu,
        cast.government_liu,
        cast.neighbour_clerk_bai,
        cast.resident_wang,
        cast.admin_shi,
    ):
        with pytest.raises(NotYours):
            actions.publish(suggestion=there, by=seat)
    with pytest.raises(NotYours):
        actions.decide(suggestions=[there], do="take_down", code="unlawful", by=cast.street_clerk_xu)
    assert as_(cast.government_liu).get(LIST).content.decode().count("待编发") >= 1  # who groups reads what waits


def test_a_slip_of_the_finger_is_taken_back_at_once(cast, year, as_, sent, monkeypatch):
    keys = [on_paper(cast, year).pk for _n in range(2)]
    li = as_(cast.clerk_li)
    for do, back in (
        ("publish", "decide_anew"),
        ("hold", "decide_anew"),
        ("refuse_publication:hotline", "decide_anew"),
        ("publish", "decide_anew"),
    ):
        done = li.post(DESK, {"do": do, "chosen": keys}, follow=True).content.decode()
        button = done.split("data-undo")[1].split("</form>")[0]
        assert f'name="do" value="{back}"' in button and all(f'name="chosen" value="{key}"' in button for key in keys)
        assert li.post(DESK, {"do": back, "chosen": keys}).status_code == 302
        found = Suggestion.objects.filter(pk__in=keys)
        assert {*found.values_list("publication", "unpublished", "covers_doubts")} == {("waiting", "", False)}
    first = found.get(pk=keys[0])
    actions.publish(suggestion=first, by=cast.clerk_li)
    assert li.post(f"/s/{first.pk}/decide-anew/").status_code == 302
    actions.publish(suggestion=first, by=cast.clerk_li)
    monkeypatch.setattr(moves, "TAKE_BACK", timedelta(seconds=-1))
    assert li.post(f"/s/{first.pk}/decide-anew/").status_code == 409
    assert "data-undo" not in li.get(f"/s/{first.pk}/").content.decode() and not the_cast.tampered()


def test_what_is_withdrawn_is_on_no_desk(cast, year):
    suggestion = make.suggestion(cast, year, content="这帮狗官十年不修路")
    actions.withdraw(suggestion=suggestion, by=cast.resident_wang)
    assert not queries.desk_of(cast.clerk_li, year).exists() and not queries.on_desks(cast.clerk_li).exists()
    with pytest.raises(Refused, match="撤回"):
        actions.publish(suggestion=suggestion, by=cast.clerk_li)


def test_what_raised_a_doubt_is_marked_and_nothing_typed_becomes_markup():
    made = Suggestion(title="修路", content="<b>狗官</b>不修路\n请打 138＊＊＊＊＊＊＊＊")
    doubts = doubts_of(made)
    assert [doubt.serious for doubt in doubts] == [True, False]
    assert highlighted(made.content, doubts) == (
        "&lt;b&gt;<mark>狗官</mark>&lt;/b&gt;不修路<br>请打 <mark>138＊＊＊＊＊＊＊＊</mark>"
    )


def test_nobody_is_found_by_a_name_that_is_covered(cast, year, as_):
    sure = on_paper(cast, year, title="我叫王秀英，门口要修坡道", content="本人欧阳小红，坡太陡")
    doubtful = on_paper(cast, year, title="富贵巷口修坡道", content="坡太陡，李之勇说已经摔过两个人")
    actions.publish(suggestion=sure, by=cast.clerk_li)
    actions.publish(suggestion=doubtful, covering=True, by=cast.clerk_li)
    visitor = as_(None)
    for name in ("王秀英", "欧阳小红", "李之勇"):
        for path in (
            f"/search/?q={name}",
            f"/search/?kind=suggestion&q={name}",
            f"{LIST}?q={name}",
            f"{SIMILAR}{name}",
        ):
            page = visitor.get(path).content.decode()
            assert not [made for made in (sure, doubtful) if made.get_absolute_url() in page], path
        assert name not in visitor.get(f"{LIST}?export=csv&q={name}").content.decode()
    for path in ("/search/?q=坡道", f"{LIST}?q=坡道", f"{SIMILAR}修坡道"):
        page = visitor.get(path).content.decode()
        assert sure.get_absolute_url() in page and doubtful.get_absolute_url() in page
        assert "我叫王秀英" not in page and "王秀英、" not in page
    clerk = as_(cast.clerk_li)  # the index keeps no name that is covered, for nobody
    assert sure.get_absolute_url() not in clerk.get(f"{LIST}?q=王秀英").content.decode()
    assert sure.get_absolute_url() in clerk.get(f"{LIST}?q=修坡道").content.decode()
    assert not the_cast.tampered()
