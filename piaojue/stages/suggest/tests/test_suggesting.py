"""A resident suggests in a minute, gets a 查询码, and nobody else sees who it was."""

import io
import re
import zlib
from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from lxml import html
from PIL import Image

from piaojue.commons import sms
from piaojue.commons.moves import Kind, NotYours, Refused
from piaojue.commons.notify.models import Notice
from piaojue.commons.people.actions import end_seat
from piaojue.commons.privacy.actions import set_controller
from piaojue.commons.record.log import history
from piaojue.commons.record.models import Entry
from piaojue.commons.record.wording import words_of
from piaojue.commons.todo import tasks_of
from piaojue.commons.years.road import Stage
from piaojue.stages.suggest import actions, codes, pages_new, queries
from piaojue.stages.suggest.awaiting import tell_those_who_wait
from piaojue.stages.suggest.hints import hints_for
from piaojue.stages.suggest.models import Campaign, Suggestion
from piaojue.stages.suggest.moves import MOVES
from piaojue.stages.suggest.tests import make
from piaojue.stages.suggest.tests.doors import story
from tests import cast as the_cast

AT = "/150102/2026/suggest/"


@pytest.fixture
def year(cast):
    return the_cast.year(cast.xincheng, stage=Stage.SOLICITING)


@pytest.fixture
def words(cast):
    return {"title": "给东街社区加装电梯", "content": "六楼老人下不来，我的电话 13812345678", "spot": cast.community.pk}


def test_a_resident_suggests_and_gets_a_receipt(cast, year, words, as_):
    browser = as_(cast.resident_wang)
    answer = browser.post(AT, words)
    suggestion = Suggestion.objects.get()
    assert answer["Location"] == f"/s/{suggestion.pk}/?new=1"
    page = browser.get(answer["Location"]).content.decode()
    assert suggestion.ticket_no in page and "13812345678" not in page


def test_handing_in_asks_twelve_times_and_twenty_an_hour_are_taken(cast, year, words, as_, monkeypatch):
    browser = as_(cast.resident_wang)
    sent = {**words, "content": "晚上太黑", "seen_similar": "1", "seen_place": "1"}
    browser.post(AT, sent)  # places are read, the place's chain begins
    monkeypatch.setattr(pages_new, "PER_HOUR", 2)
    with CaptureQueriesContext(connection) as asked:
        assert browser.post(AT, {**sent, "title": "给东街社区修公厕", "_tap": "once"}).status_code == 302
    questions = [one["sql"] for one in asked if "SAVEPOINT" not in one["sql"]]  # a test stands in a transaction already
    assert len(questions) <= 12, questions
    third = browser.post(AT, {**sent, "title": "给东街社区装路灯", "_tap": "twice"})
    assert third.status_code == 409 and "请过一会儿再提" in third.content.decode()
    assert Suggestion.objects.count() == 2


def test_others_see_neither_name_nor_phone_nor_ticket(cast, year, words, as_):
    as_(cast.resident_wang).post(AT, words)
    suggestion = Suggestion.objects.get()
    page = as_(cast.resident_zhao).get(f"/s/{suggestion.pk}/").content.decode()
    for secret in (
        cast.resident_wang.person.name,
        cast.resident_wang.person.phone,
        "13812345678",
        suggestion.ticket_no,
    ):
        assert secret not in page
    assert all(
        secret not in entry.payload
        for entry in Entry.objects.all()
        for secret in ("13812345678", suggestion.ticket_no, "六楼老人")
    )


def test_the_ticket_opens_the_receipt_without_signing_in(cast, year, words, as_):
    as_(cast.resident_wang).post(AT, words)
    suggestion = Suggestion.objects.get()
    visitor = as_(None)
    found = visitor.post("/look-up/", {"ticket": suggestion.ticket_no.lower()})
    assert suggestion.ticket_no in visitor.get(found["Location"]).content.decode()
    assert "没有这个查询码" in visitor.post("/look-up/", {"ticket": "ZZZZZZZZ"}).content.decode()


def test_a_hint_is_shown_once_before_the_suggestion_is_taken(cast, year, words, as_):
    browser = as_(cast.resident_wang)
    words["content"] = "法院判决后一直没有执行"
    shown = browser.post(AT, words)
    assert shown.status_code == 422 and "诉讼" in shown.content.decode() and not Suggestion.objects.exists()
    assert browser.post(AT, words | {"seen_hints": "lawsuit"}).status_code == 302
    assert Suggestion.objects.get().negative_hits == ["lawsuit"]


def test_a_visitor_says_it_first_and_the_phones_code_comes_last(cast, year, words, client, monkeypatch):
    sent = []
    monkeypatch.setattr(sms, "send", lambda phone, text: sent.append(text))
    cache.clear()
    page = client.get(AT).content.decode()
    assert (
        page.index('name="photos"') < page.index('name="title"') < page.index('name="spot"') and "data-locate" in page
    )
    assert client.post(AT, {"title": "装电梯"}).status_code == 422
    typed = {"title": "给东街社区加装电梯", "spot": cast.community.pk, "lng": "111.66", "lat": "40.83"}
    to_code = client.post(AT, typed | {"photos": picture()})
    assert to_code.url.startswith("/enter/?next=") and not Suggestion.objects.exists()
    client.post(to_code.url, {"phone": "13700001234"})
    code = "".join(filter(str.isdecimal, sent[-1]))[:6]
    back = client.post("/enter/code/", {"code": code})
    waiting = client.get(back.url)
    assert "就差一步" in waiting.content.decode() and "给东街社区加装电梯" in waiting.content.decode()
    fields = html.fromstring(waiting.content).xpath("//form[@action]")
    form = next(form for form in fields if form.get("action") == AT)
    handed_in = client.post(AT, dict(form.form_values()))
    made = Suggestion.objects.get()
    assert handed_in.url.startswith(made.get_absolute_url()) and made.photos.count() == 1
    assert (made.content, made.lng, made.lat) == ("给东街社区加装电梯", 111.66, 40.83)
    assert "suggest-draft" not in client.session


def test_a_double_tap_is_one_suggestion(cast, year, words, as_):
    browser = as_(cast.resident_wang)
    first, second = (browser.post(AT, words | {"_tap": "same-tap"}) for _ in range(2))
    assert first["Location"] == second["Location"]
    assert Suggestion.objects.count() == 1


def test_a_place_of_the_neighbours_is_refused_and_what_was_typed_stays(cast, year, words, as_):
    answer = as_(cast.resident_wang).post(AT, words | {"spot": "150103002"})
    assert answer.status_code == 422 and "六楼老人下不来" in answer.content.decode()
    assert not Suggestion.objects.exists()


def picture(size=(60, 40)) -> SimpleUploadedFile:
    out = io.BytesIO()
    Image.new("RGB", size, "red").save(out, "PNG")
    return SimpleUploadedFile("楼道.png", out.getvalue(), "image/png")


def test_photos_are_kept_as_pictures_and_a_program_is_no_photo(cast, year, words, as_):
    browser = as_(cast.resident_wang)
    fake = SimpleUploadedFile("楼道.png", b"MZ program", "image/png")
    refused = browser.post(AT, words | {"photos": fake})
    assert refused.status_code == 409 and "不是照片" in refused.content.decode() and not Suggestion.objects.exists()
    assert browser.post(AT, words | {"photos": [picture(), picture()]}).status_code == 302
    assert [photo.mime for photo in Suggestion.objects.get().photos.all()] == ["image/jpeg"] * 2


def test_nothing_hidden_in_a_photo_or_its_name_is_kept(cast, year, words, as_):
    exif, out = Image.Exif(), io.BytesIO()
    exif[270] = "王某 13812345678"
    Image.new("RGB", (60, 40)).save(out, "JPEG", exif=exif, comment="13812345678")
    sent = {
        "photos": SimpleUploadedFile("王某13812345678.jpg", out.getvalue(), "image/jpeg"),
        "files": SimpleUploadedFile("身份证11010519491231002X.txt", b"65.5", "text/plain"),
    }
    assert as_(cast.resident_wang).post(AT, words | sent).status_code == 302
    made = Suggestion.objects.get()
    (photo,), (file,) = made.photos.all(), made.files.all()
    assert (photo.name, file.name) == ("王某138＊＊＊＊＊＊＊＊.jpg", "身份证110＊＊＊＊＊＊＊＊＊＊＊＊＊＊＊.txt")
    with photo.file.open() as kept:
        assert b"13812345678" not in kept.read()


def test_a_deputy_enters_for_an_old_neighbour(cast, year, words, as_):
    sent = words | {
        "proposer_name": "赵奶奶",
        "proposer_phone": "13800001111",
        "proposer_type": "resident",
        "channel": "visit",
    }
    assert as_(cast.deputy_dong).post("/150102/2026/suggest/for/", sent).status_code == 302
    suggestion = Suggestion.objects.get()
    assert (suggestion.proposer, suggestion.proposer_name, suggestion.created_by) == (None, "赵奶奶", cast.deputy_dong)


def test_what_never_was_is_not_there_for_anybody(cast, as_):
    for seat in (None, cast.resident_wang, cast.clerk_li):
        for path, words in (("/s/99999/", "没有这一条建议"), ("/d/99999/", "没有这一条诉求")):
            page = as_(seat).get(path)
            assert page.status_code == 404 and words in page.content.decode()


def test_only_the_proposer_withdraws(cast, year):
    made = make.suggestion(cast, year, title="加装电梯", content="……")
    with pytest.raises(NotYours):
        actions.withdraw(suggestion=made, by=cast.resident_zhao)
    assert actions.withdraw(suggestion=made, by=cast.resident_wang).state == "withdrawn"
    assert made not in queries.suggestions_for(cast.resident_zhao, year)


def test_out_of_season_nothing_is_taken(cast):
    year = the_cast.year(cast.xincheng, stage=Stage.VOTING)
    with pytest.raises(Refused, match="不能提建议"):
        make.suggestion(cast, year, title="加装电梯", content="……")


def test_a_list_is_seconded_from_the_row_and_found_by_place_and_order(cast, year, as_):
    loud = make.suggestion(cast, year, title="给东街社区加装电梯", content="六楼老人下不来")
    make.suggestion(cast, year, title="给东街社区修厕所", content="很远")
    listed = "/150102/2026/suggestions/"
    assert f'action="/s/{loud.pk}/second/"' in as_(cast.resident_zhao).get(listed).content.decode()
    as_(cast.resident_zhao).post(f"/s/{loud.pk}/second/")
    page = as_(cast.resident_zhao).get(listed, {"sort": "seconded"}).content.decode()
    assert "已附议 · 1" in page and page.index(loud.title) < page.index("修厕所")
    assert "/enter/?next=" in as_(None).get(listed).content.decode()
    assert loud.title in as_(None).get(listed, {"spot__code__startswith": "150102004", "sort": "fair"}).content.decode()
    assert loud.title not in as_(None).get(listed, {"spot__code__startswith": "150102101"}).content.decode()


def test_last_years_poster_leads_to_the_year_that_is_collecting(cast, as_):
    the_cast.year(cast.xincheng, stage=Stage.DELIVERING)
    the_cast.year(cast.xincheng, stage=Stage.SOLICITING, number=2027)
    answer = as_(cast.resident_wang).get(f"{AT}?from=qr", follow=True)
    assert answer.redirect_chain == [("/150102/2027/suggest/?from=qr", 302)]
    page = answer.content.decode()
    assert "新城区2026年度已经不收建议，这里是新城区2027年度" in page and "您希望办什么事" in page


def test_nobody_signs_in_or_types_for_a_year_that_takes_nothing(cast, as_):
    the_cast.year(cast.xincheng, stage=Stage.DELIVERING)
    page = as_(None).get(AT).content.decode()
    assert "这一年度的征集已经结束" in page and "现在是“实施与监督”" in page
    assert "/choose/suggest/" in page and 'name="title"' not in page
    early = f"/150103/{the_cast.year(cast.huimin).number}/suggest/"
    assert "还没有开始征集" in as_(cast.deputy_dong).get(early).content.decode(), (
        "nobody answers for names and phones yet"
    )


def test_words_are_taken_all_year_and_whoever_came_too_early_hears(cast, as_, django_capture_on_commit_callbacks):
    """常态征集: the next year takes words from its opening on; where none is opened, somebody waits and is told once."""
    year = the_cast.year(cast.xincheng, stage=Stage.DELIVERING)
    wang, waiting = as_(cast.resident_wang), f"{AT}await/"
    assert "登录，开始收建议时告诉我" in as_(None).get(AT).content.decode()
    assert "/enter/" in as_(None).post(waiting).url
    for _try in range(2):
        assert "会告诉您" in wang.post(waiting, follow=True).content.decode()
    assert tell_those_who_wait() == 0
    assert [task.count for task in tasks_of(cast.clerk_li) if task.label.startswith("开启下一年度")] == [1]
    following = the_cast.year(cast.xincheng, number=year.number + 1)
    page = f"/150102/{following.number}/suggest/"
    assert tell_those_who_wait() == 0 and "还没有开始征集" in wang.get(page).content.decode()
    set_controller(
        place=cast.xincheng, name="新城区人大常委会办公室", phone="0471-6200000", kept_months=12, by=cast.clerk_li
    )
    with django_capture_on_commit_callbacks(execute=True):
        assert (tell_those_who_wait(), tell_those_who_wait()) == (1, 0)
    assert "开始收建议了" in Notice.objects.filter(person=cast.resident_wang.person).latest("pk").text
    assert not [task for task in tasks_of(cast.clerk_li) if task.label.startswith("开启下一年度")]
    assert "常年收建议" in wang.get(page).content.decode()
    assert as_(None).get("/choose/suggest/").url == page, "the one place that takes words"
    sent = wang.post(page, {"title": "小区门口装路灯", "content": "晚上看不见路", "spot": "150102004001"})
    assert sent.status_code == 302 and Suggestion.objects.get().year == following
    assert wang.get(AT, follow=True).redirect_chain == [(page + "?", 302)], "an old poster leads to the next round"


def test_where_a_street_is_not_collecting_its_district_may_be(cast, as_):
    the_cast.year(cast.dongjie, stage=Stage.CONSULTING)
    the_cast.year(cast.xincheng, stage=Stage.GROUPING, number=2027)
    page = as_(cast.street_clerk_xu).get("/150102004/2026/suggest/for/").content.decode()
    assert "现在可以提到这里" in page and 'href="/150102/2027/suggest/for/"' in page and 'name="title"' not in page


@pytest.mark.parametrize("rows", [4, 19])
def test_the_public_list_asks_a_bounded_number_of_questions(cast, year, as_, rows, django_assert_max_num_queries):
    for n in range(rows):
        make.suggestion(cast, year, title=f"第{n}件盼着办的事", content="……")
    with django_assert_max_num_queries(6):
        assert as_(None).get("/150102/2026/suggestions/").status_code == 200


@pytest.mark.parametrize("word", ["公厕", "公廁", "茅房", "公共厕所"])
def test_the_lists_find_a_thing_by_any_of_its_names(cast, year, as_, word):
    make.suggestion(cast, year, title="东街修一座公厕", content="很远")
    assert "东街修一座公厕" in as_(None).get("/150102/2026/suggestions/", {"q": word}).content.decode()


def test_hints_name_the_words_that_triggered_them():
    (hint,) = hints_for("邻居家燃气泄漏")
    assert (hint.key, hint.urgent, hint.words) == ("gas", True, ("燃气泄漏",))
    assert hints_for("给小区加装电梯") == []


def test_a_whole_plan_can_be_handed_in_and_what_is_private_stays_so(cast, year, words, as_):
    plan: dict[str, Any] = {
        "background": "楼里三成是老人",
        "beneficiary_group": "六层以上的老人，电话 13812345678",
        "suggested_owner": "区住建局",
        "est_cost": "65.5",
        "funding_source": "own",
        "starts_in": "2027-04",
        "done_in": "2027-10",
        "org": "东街小学",
        "post": "教师",
        "mail_address": "东街 9 号院",
        "files": SimpleUploadedFile("可行性.txt", "测算：每部电梯 65.5 万元".encode(), "text/plain"),
    }
    refused = as_(cast.resident_wang).post(AT, words | plan | {"done_in": "2027-01"})
    assert refused.status_code == 422 and "办成的时间不能早于开工的时间" in refused.content.decode()
    plan["files"].seek(0)
    assert as_(cast.resident_wang).post(AT, words | plan).status_code == 302
    made = Suggestion.objects.get()
    assert (made.est_cost_yuan, made.funding_source, made.done_in, made.files.count(), made.anonymize) == (
        655_000,
        "own",
        "2027-10",
        1,
        True,
    )
    actions.publish(suggestion=made, by=cast.clerk_li)  # a covered number waits for a person
    public = as_(cast.resident_zhao).get(f"/s/{made.pk}/").content.decode()
    assert "区住建局" in public and "六层以上的老人" in public and "不公开" in public
    for secret in ("东街小学", "东街 9 号院", "教师", "13812345678", "王*", "可行性.txt", "楼里三成"):
        assert secret not in public
    assert "东街小学" in as_(cast.clerk_li).get(f"/s/{made.pk}/").content.decode()


def test_a_proposer_may_show_the_family_name(cast, year, words, as_):
    as_(cast.resident_wang).post(AT, words | {"show_family_name": "on", "content": "六楼老人下不来"})
    assert "王**" in as_(None).get(f"/s/{Suggestion.objects.get().pk}/").content.decode()


def test_private_words_changed_behind_its_back_are_found_and_nothing_of_them_is_in_the_log(cast, year, settings):
    made = make.suggestion(cast, year, title="给东街社区加装电梯", content="六楼老人下不来")
    assert "六楼老人" not in history(made).get().payload and not the_cast.tampered()
    Suggestion.objects.update(content="给我家门口修路")
    (found,) = the_cast.tampered()
    assert found.where == f"suggest.suggestion:{made.pk}" and "建议内容" in found.reason and "修路" not in found.reason
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]  # phones are still read
    settings.SECRET_KEY = "another key: what was sealed under the old one cannot be compared"
    assert not the_cast.tampered()


def test_a_suggestion_put_in_behind_the_logs_back_is_found(cast, year):
    made = make.suggestion(cast, year, title="给东街社区加装电梯", content="六楼老人下不来")
    assert not the_cast.tampered()
    made.pk, made.ticket_no = None, "ZZZZ2222"
    made.save(force_insert=True)
    (found,) = the_cast.tampered()
    assert found.where == f"suggest.suggestion:{made.pk}" and "没有任何操作记录" in found.reason


def test_a_pile_of_paper_is_typed_without_choosing_the_same_again(cast, year, words, as_):
    clerk = as_(cast.clerk_li)
    sent = words | {
        "proposer_name": "钱奶奶",
        "proposer_phone": "13955550001",
        "proposer_type": "resident",
        "channel": "box",
        "seen_similar": "1",
    }
    page = clerk.get(clerk.post(f"{AT}for/", sent)["Location"]).content.decode()
    assert "再登记一条" in page
    again = clerk.get(f"{AT}for/?channel=box&proposer_type=resident&spot={cast.community.pk}").content.decode()
    assert (
        'value="box" selected' in again and f'value="{cast.community.pk}" selected' in again and "钱奶奶" not in again
    )
    assert "再登记一条" not in as_(cast.government_liu).get(f"/s/{Suggestion.objects.get().pk}/").content.decode()


def test_a_wrong_phone_is_put_right_and_erased_on_request_and_the_log_names_nobody(cast, year, words, as_):
    made = make.suggestion(
        cast, year, content="六楼老人下不来", by=cast.clerk_li, name="钱奶奶", phone="13955550001", channel="paper"
    )
    clerk, at = as_(cast.clerk_li), f"/s/{made.pk}/contact/"
    assert 'value="13955550001"' in clerk.get(at).content.decode()
    assert (
        "请填写手机号，或者带区号的座机"
        in clerk.post(at, {"proposer_name": "钱奶奶", "proposer_phone": "1395555"}).content.decode()
    )
    assert (
        clerk.post(at, {"proposer_name": "钱奶奶", "proposer_phone": "13955550002", "_version": "1"}).status_code == 302
    )
    assert "别人已经改过" in clerk.post(at, {"proposer_phone": "13955550003", "_version": "1"}).content.decode()
    clerk.post(at, {})
    made.refresh_from_db()
    assert (made.proposer_name, made.proposer_phone, made.content) == ("", "", "六楼老人下不来")
    assert [entry.act for entry in history(made)] == [
        "suggest.correct_contact",
        "suggest.correct_contact",
        "suggest.enter_for",
    ]
    assert not any(secret in entry.payload for entry in Entry.objects.all() for secret in ("钱奶奶", "1395555"))
    assert not the_cast.tampered()


def test_a_call_with_a_mistake_is_put_right_from_what_was_typed(cast, year, as_):
    clerk, at = as_(cast.clerk_li), "/150102/2026/campaign/"
    set_controller(place=year.place, name="人大办公室", phone="0471-6500000", kept_months=12, by=cast.clerk_li)
    call = {
        "title": "新城区征集公告",
        "text": "请您提建设。",
        "opens_on": "2026-10-01",
        "closes_on": "2026-11-30",
        "contact": "0471-1234567",
    }
    clerk.post(f"{at}new/", call)
    assert "修改并重新发布" in clerk.get(at).content.decode()
    form = clerk.get(f"{at}new/").content.decode()
    assert "请您提建设。</textarea>" in form and 'value="2026-11-30"' in form
    clerk.post(f"{at}new/", call | {"text": "请您提建议。"})
    assert "请您提建议。" in as_(None).get(at).content.decode()


def test_tickets_are_imported_while_the_year_takes_suggestions(cast, year, as_):
    clerk, at = as_(cast.clerk_li), "/150102/2026/campaign/"
    assert "导入热线工单" in clerk.get(at).content.decode()
    type(year).objects.update(stage=Stage.DELIVERING)
    assert "导入热线工单" not in clerk.get(at).content.decode()


@pytest.mark.parametrize(
    ("title", "most"), [("给东街社区加装电梯", 12), ("东街社区燃气泄漏没人管", 22)], ids=["a wish", "a danger"]
)
def test_a_submit_asks_little_and_leaves_the_years_row_to_others(
    cast, year, title, most, django_assert_max_num_queries
):
    make.suggestion(cast, year)
    with django_assert_max_num_queries(most) as asked:
        make.suggestion(cast, year, title=title)
    assert not any('FROM "years_year"' in query["sql"] for query in asked.captured_queries)


def test_the_log_says_who_entered_it_for_whom_it_was_not(cast, year):
    own, entered = make.suggestion(cast, year), make.suggestion(cast, year, by=cast.clerk_li, name="钱奶奶")
    assert [words_of(history(row).get().act) for row in (own, entered)] == ["提出建议", "代他人登记"]
    assert words_of("suggest.suggested") == "提出建议"
    year.refresh_from_db()
    assert year.version == 1


def test_each_act_is_run_by_an_action_of_its_name():
    acts = {line.code for line in MOVES.values() if line.kind is Kind.MOVE}
    assert acts <= set(vars(actions))


def test_a_deputy_who_proposes_counts_as_a_deputy(cast, year):
    """Signed in, or known by the phone that a clerk typed; who is no deputy any more does not."""
    phone = cast.deputy_dong.person.phone
    own = make.suggestion(cast, year, by=cast.deputy_dong)
    typed = make.suggestion(cast, year, by=cast.clerk_li, name="代表1", phone=phone)
    end_seat(seat=cast.deputy_dong, by=cast.clerk_li)
    later = make.suggestion(cast, year, by=cast.clerk_li, name="代表1", phone=phone)
    assert [one.proposer_type for one in (own, typed, later)] == ["deputy", "deputy", "resident"]


def pages_in(sheet: bytes) -> int:
    """Pages of a PDF, whose objects lie in compressed streams."""
    parts = re.findall(rb"stream\r?\n(x.*?)\r?\nendstream", sheet, re.DOTALL)
    counted = (re.search(rb"/Type /Pages.*?/Count (\d+)", zlib.decompressobj().decompress(part)) for part in parts)
    return max(int(found[1]) for found in counted if found)


@pytest.mark.once
def test_a_long_call_still_fits_one_page(cast, as_):
    story(cast)
    Campaign.objects.update(
        text="一条建议说一件事，说清在哪里、办什么、多少人受益。" * 18, title="征集2026年民生实事项目建议的公告" * 2
    )
    sheet = as_(None).get("/150102/2026/campaign/leaflet.pdf").content
    assert sheet.startswith(b"%PDF") and pages_in(sheet) == 1


def test_who_tries_codes_is_stopped_whichever_page_takes_them(cast, as_, monkeypatch):
    monkeypatch.setattr(codes, "WRONG_PER_HOUR", 4)
    kept = make.suggestion(cast, the_cast.year(cast.xincheng, stage="soliciting"), content="路灯坏了很久没人修")
    Suggestion.objects.filter(pk=kept.pk).update(publication="waiting")
    page, right, visitor = kept.get_absolute_url(), kept.ticket_no, as_(None)
    assert "路灯坏了很久" in (shown := visitor.get(f"{page}?ticket={right}")).content.decode()
    assert "no-store" in shown["Cache-Control"] and "no-store" not in visitor.get(page).get("Cache-Control", "")
    for address in (page, f"/s/{kept.pk}/way/"):
        assert "no-store" in visitor.get(f"{address}?ticket=ZZZZZZZZ")["Cache-Control"]
    assert visitor.get("/search/?q=ZZZZZZZY").status_code == 200
    assert "没有这个查询码" in visitor.post("/look-up/", {"ticket": "ZZZZZZZX"}).content.decode()
    assert visitor.get(f"/search/?q={right}").status_code == 200  # four wrong ones: the right one is only a text now
    assert "太频繁" in visitor.post("/look-up/", {"ticket": right}).content.decode()
    assert "路灯坏了很久" not in visitor.get(f"{page}?ticket={right}").content.decode()
    assert "路灯坏了很久" in as_(None).get(f"{page}?ticket={right}", REMOTE_ADDR="192.0.2.9").content.decode()
