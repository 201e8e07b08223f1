"""The voter's pages and the box, without anything of the site around them."""

import re
from uuid import uuid4

import pytest
from django.core.files.storage import storages
from django.db import connection
from django.test import Client

from booth import box as ballot_box
from booth.box import Box
from booth.models import BoothSlip, SealedBallot
from booth.models import Box as BoxRow
from booth.seal import SealBroken
from booth.slips import ballot_key, slip_digest, typed

ELECTION = {
    "sitting": "新城区第十八届人民代表大会第六次会议", "name": "民生实事项目票决票", "title": "2026 年民生实事候选项目",
    "colour": "red", "rehearsal": False, "max": None, "blank": "弃权", "guidance": ["每项只选一种意见。"],
    "items": [{"key": "a", "no": 1, "title": "加装电梯", "text": "总投资 80 万元"}, {"key": "b", "no": 2, "title": "改造公厕"}],
    "options": [{"value": "approve", "label": "赞成"}, {"value": "against", "label": "反对"}, {"value": "abstain", "label": "弃权"}],
}  # fmt: skip
CHOOSE = {**ELECTION, "max": 1, "options": [{"value": "approve", "label": "选择"}], "blank": "未选"}
YES_NO = {"m000": "approve", "m001": "against"}


@pytest.fixture
def box(db):
    return Box()


def opened(box, election=ELECTION, slips=3):
    uuid = box.prepare(election)
    codes = box.print_slips(uuid, slips)
    box.open(uuid)
    return uuid, codes


def has_key(uuid) -> bool:
    return storages["keys"].exists(f"box-{uuid}")


def send(uuid, code, page="p1", answers=None, step="cast"):
    return Client().post(
        f"/booth/{uuid}/{step}/", {"slip": code, "page": page, **(YES_NO if answers is None else answers)}
    )


def text(answer) -> str:
    return answer.content.decode()


def hidden(answer) -> dict:
    return dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', text(answer)))


def test_a_voter_scans_reads_chooses_reviews_and_gets_a_code(box):
    uuid, codes = opened(box)
    browser = Client()
    assert "输入票签号码" in text(browser.get(f"/booth/{uuid}/"))
    ballot = browser.post(f"/booth/{uuid}/ballot/", {"slip": codes[0].lower()})
    assert "加装电梯" in text(ballot) and "总投资 80 万元" in text(ballot)
    review = browser.post(f"/booth/{uuid}/review/", {**hidden(ballot), "m000": "approve"})
    assert "有 1 项没有填写" in text(review)
    done = browser.post(f"/booth/{uuid}/cast/", hidden(review))
    assert done.status_code == 201
    code = re.search(r'class="digits">([0-9A-F-]+)<', text(done))[1]
    assert "在票箱里" in text(browser.post(f"/booth/{uuid}/check/", {"code": code}))
    box.close(uuid)
    assert box.counts(uuid) == [{"a": "approve"}]
    assert box.codes(uuid) == [code]


def test_the_way_back_from_the_review_keeps_what_was_chosen(box):
    uuid, codes = opened(box)
    review = send(uuid, codes[0], step="review")
    back = Client().post(f"/booth/{uuid}/ballot/", hidden(review))
    assert re.search(r'name="m001" value="against" checked', text(back))
    assert hidden(back)["page"] == "p1"


def test_sending_twice_is_the_same_ballot(box):
    uuid, codes = opened(box)
    first, second = send(uuid, codes[0]), send(uuid, codes[0])
    assert (first.status_code, second.status_code) == (201, 200)
    assert "已投入票箱" in text(first)
    assert "没有重复计票" in text(second)
    assert box.returned(uuid) == 1


def test_another_ballot_of_the_same_slip_does_not_replace_the_first(box):
    uuid, codes = opened(box)
    send(uuid, codes[0])
    later = send(uuid, codes[0], page="p2", answers={"m000": "against", "m001": "against"})
    assert "以第一张为准" in text(later)
    box.close(uuid)
    assert box.counts(uuid) == [{"a": "approve", "b": "against"}]


def test_who_finds_a_slip_cannot_find_out_its_vote_by_guessing(box):
    """The right guess is answered like any wrong one, because the page's number is under the seal, too."""
    uuid, codes = opened(box)
    send(uuid, codes[0])
    right, wrong = send(uuid, codes[0], page="x"), send(uuid, codes[0], page="x", answers={"m000": "abstain"})
    assert text(right) == text(wrong)


def test_a_closed_page_is_opened_again_and_shows_what_holds(box):
    uuid, codes = opened(box)
    assert "加装电梯" in text(send(uuid, codes[0], step="ballot"))
    code = re.search(r'class="digits">([0-9A-F-]+)<', text(send(uuid, codes[0])))[1]
    assert code in text(Client().post(f"/booth/{uuid}/ballot/", {"slip": codes[0]}))
    box.close(uuid)
    assert code in text(Client().post(f"/booth/{uuid}/ballot/", {"slip": codes[0]}))
    assert "没有这张票签的票" in text(Client().post(f"/booth/{uuid}/ballot/", {"slip": codes[1]}))


def test_forged_void_early_and_late_slips_are_told_apart(box):
    uuid = box.prepare(ELECTION)
    codes = box.print_slips(uuid, 3)
    assert "还没有开始" in text(send(uuid, codes[0]))
    assert box.void_slips(uuid, [codes[2], "XXXX"]) == {codes[2]: "void", "XXXX": "unknown"}
    box.open(uuid)
    assert "不认识" in text(send(uuid, "2" * 20))
    assert "已作废" in text(send(uuid, codes[2]))
    box.suspend(uuid)
    assert "改用纸质票" in text(send(uuid, codes[0]))
    box.close(uuid)
    assert "已截止" in text(send(uuid, codes[0]))
    assert box.counts(uuid) == []


def test_a_slip_of_another_box_is_not_known(box):
    (first, _), (_, others) = opened(box), opened(box)
    assert "不认识" in text(send(first, others[0]))


def test_too_many_choices_are_refused_with_what_was_chosen_still_there(box):
    uuid, codes = opened(box, CHOOSE)
    answer = send(uuid, codes[0], answers={"m000": "approve", "m001": "approve"}, step="review")
    assert answer.status_code == 422
    assert "请去掉 1 项" in text(answer)
    assert text(answer).count("checked") == 2
    assert send(uuid, codes[0], answers={"m000": "approve", "m001": "approve"}).status_code == 422
    assert box.returned(uuid) == 0


@pytest.mark.parametrize("answers", [{"m000": "maybe"}, {"m001": "<script>"}, {"m000": "approve" * 500}])
def test_strange_marks_never_get_in(box, answers):
    uuid, codes = opened(box)
    assert send(uuid, codes[0], answers=answers).status_code == 422
    assert box.returned(uuid) == 0


def test_an_unknown_box_and_a_short_number_say_what_to_do(box):
    assert "没有这个票箱" in text(Client().get(f"/booth/{uuid4()}/"))
    uuid, _ = opened(box)
    assert "现在是 3 位" in text(Client().post(f"/booth/{uuid}/ballot/", {"slip": "abc"}))


def test_nothing_is_counted_before_closing_and_the_key_is_gone_after(box, django_capture_on_commit_callbacks):
    uuid, codes = opened(box)
    send(uuid, codes[0])
    with pytest.raises(ValueError, match="还没有截止"):
        box.counts(uuid)
    with pytest.raises(ValueError, match="还没有截止"):
        box.codes(uuid)
    assert has_key(uuid)
    with django_capture_on_commit_callbacks(execute=True):
        box.close(uuid)
    assert not has_key(uuid)
    assert not SealedBallot.objects.exists()
    assert not BoothSlip.objects.exists()


def test_a_key_that_survived_a_crash_at_closing_is_destroyed_at_the_count(box):
    uuid, _ = opened(box)
    box.close(uuid)  # the commit hook does not run in this test: as after a crash
    assert has_key(uuid)
    box.counts(uuid)
    assert not has_key(uuid)


def test_without_its_key_the_box_says_so_and_stays_as_it_is(box):
    uuid, codes = opened(box)
    send(uuid, codes[0])
    storages["keys"].delete(f"box-{uuid}")
    with pytest.raises(SealBroken, match="改用纸质票重新投票"):
        box.close(uuid)
    assert BoxRow.objects.get(pk=uuid).state == "open"


def test_a_ballot_changed_in_the_database_is_noticed(box):
    uuid, codes = opened(box)
    send(uuid, codes[0])
    row = SealedBallot.objects.get()
    *kept, last = bytes(row.sealed)
    row.sealed = bytes([*kept, last ^ 1])
    row.save()
    with pytest.raises(SealBroken):
        box.close(uuid)
    assert BoxRow.objects.get(pk=uuid).state == "open"


def test_a_ballot_moved_to_another_slip_is_noticed(box):
    uuid, codes = opened(box)
    send(uuid, codes[0])
    SealedBallot.objects.update(key=ballot_key(uuid, typed(codes[1])))
    with pytest.raises(SealBroken):
        box.close(uuid)


def test_the_booth_sets_no_cookie_and_reads_none(box):
    uuid, codes = opened(box)
    browser = Client()
    browser.cookies["sessionid"] = "somebody"
    for answer in [
        browser.get(f"/booth/{uuid}/"),
        browser.post(f"/booth/{uuid}/ballot/", {"slip": codes[0]}),
        browser.post(f"/booth/{uuid}/review/", {"slip": codes[0], **YES_NO}),
        browser.post(f"/booth/{uuid}/cast/", {"slip": codes[0], "page": "1", **YES_NO}),
        browser.post(f"/booth/{uuid}/check/", {"code": "0"}),
        browser.get(f"/booth/{uuid4()}/"),
    ]:
        assert not answer.cookies
        assert answer["Cache-Control"] == "no-store"
        assert answer["Referrer-Policy"] == "no-referrer"
        assert not hasattr(answer.wsgi_request, "session")
        assert "csrf" not in text(answer)


def test_no_page_makes_the_browser_ask_the_site_for_anything(box):
    """Also not for its icon: the site's own answer to /favicon.ico would set a cookie."""
    uuid, codes = opened(box)
    for answer in (Client().get(f"/booth/{uuid}/"), send(uuid, codes[0], step="ballot"), send(uuid, codes[0])):
        asked = re.findall(r'(?:href|src|action|formaction)="([^"]+)"', text(answer))
        assert any(address.endswith(".svg") for address in asked)
        assert all(address.startswith(("/static/", f"/booth/{uuid}/")) for address in asked)


def test_answers_and_stored_ballots_have_lengths_that_tell_nothing(box):
    uuid, codes = opened(box, slips=2)
    one = send(uuid, codes[0], answers={"m000": "approve", "m001": "approve"}, step="review")
    other = send(uuid, codes[1], answers={}, step="review")
    assert len(one.content) == len(other.content)
    sent = send(uuid, codes[0]), send(uuid, codes[1], answers={})
    assert len(sent[0].content) == len(sent[1].content)
    assert len({len(bytes(row.sealed)) for row in SealedBallot.objects.all()}) == 1


def test_voting_touches_no_slip_and_no_digest_meets_a_key(box):
    """The rows of slips are byte for byte the same before and after; nothing in a ballot's row is in a slip's row."""
    uuid, codes = opened(box)
    before = list(BoothSlip.objects.order_by("digest").values())
    versions = _row_versions()
    with connection.execute_wrapper(_writes_to := _Writes()):
        send(uuid, codes[0])
    assert list(BoothSlip.objects.order_by("digest").values()) == before
    assert _row_versions() == versions
    assert _writes_to.tables == {"booth_sealedballot"}
    row = SealedBallot.objects.get()
    assert row.key != slip_digest(uuid, typed(codes[0]))
    assert b"approve" not in bytes(row.sealed)


def _row_versions() -> list[tuple]:
    """PostgreSQL: which transactions wrote or locked each slip's row; empty on SQLite, which keeps none."""
    if connection.vendor != "postgresql":
        return []
    with connection.cursor() as cursor:
        cursor.execute("SELECT digest, ctid::text, xmin::text, xmax::text FROM booth_boothslip ORDER BY digest")
        return cursor.fetchall()


class _Writes:
    """Remembers which tables were written or locked."""

    def __init__(self) -> None:
        self.tables: set[str] = set()

    def __call__(self, execute, sql, params, many, context):
        if written := re.match(r'(?:INSERT INTO|UPDATE|DELETE FROM) "(\w+)"', sql):
            self.tables.add(written[1])
        if "FOR UPDATE" in sql and '"booth_box"' not in sql:
            self.tables.add(sql)
        return execute(sql, params, many, context)


def test_secrets_are_handed_out_once_and_stored_nowhere(box):
    uuid = box.prepare(ELECTION)
    codes = box.print_slips(uuid, 40)
    stored = str(list(BoothSlip.objects.values())) + str(list(BoxRow.objects.values()))
    assert not any(code in stored or typed(code) in stored for code in codes)
    with connection.cursor() as cursor:  # as the rows lie on the disk
        cursor.execute(
            f"SELECT digest FROM booth_boothslip ORDER BY {'ctid' if connection.vendor == 'postgresql' else 'rowid'}"
        )
        lying = [row[0] for row in cursor.fetchall()]
    handed_out = [slip_digest(uuid, typed(code)) for code in codes]
    assert lying == sorted(handed_out)
    assert lying != handed_out


def test_the_order_of_opened_ballots_is_not_the_order_of_voting(box):
    uuid, codes = opened(box, slips=4)
    for code, word in zip(codes, ["against", "approve", "abstain", "approve"], strict=True):
        send(uuid, code, answers={"m000": word})
    box.close(uuid)
    assert [marks["a"] for marks in box.counts(uuid)] == ["abstain", "against", "approve", "approve"]
    assert box.codes(uuid) == sorted(box.codes(uuid))


def test_when_something_breaks_the_voter_may_send_the_same_ballot_again(box, monkeypatch, caplog):
    uuid, codes = opened(box)

    def broken(*args):
        raise RuntimeError(f"secret {codes[0]}")

    with monkeypatch.context() as patch:
        patch.setattr(ballot_box, "seal", broken)
        answer = send(uuid, codes[0])
    assert answer.status_code == 503
    assert "同一张票签只算一张票" in text(answer)
    assert codes[0] not in caplog.text
    assert box.returned(uuid) == 0
    assert Client().post(f"/booth/{uuid}/cast/", hidden(answer)).status_code == 201


def test_refused_slips_leave_no_line_in_the_log(box, caplog):
    uuid, codes = opened(box)
    send(uuid, "2" * 20)
    send(uuid, codes[0], answers={"m000": "maybe"})
    assert caplog.text == ""


def test_a_used_slip_is_not_made_void(box):
    uuid, codes = opened(box)
    send(uuid, codes[0])
    assert box.void_slips(uuid, codes[:2]) == {codes[0]: "used", codes[1]: "void"}
    assert box.slips(uuid) == (3, 1)
    assert "已作废" in text(send(uuid, codes[1]))


def test_a_wiped_rehearsal_leaves_nothing(box, django_capture_on_commit_callbacks):
    uuid, codes = opened(box, {**ELECTION, "rehearsal": True})
    assert "演练" in text(send(uuid, codes[0]))
    with django_capture_on_commit_callbacks(execute=True):
        box.discard(uuid)
    assert not BoxRow.objects.exists() and not SealedBallot.objects.exists() and not has_key(uuid)


@pytest.mark.django_db(transaction=True)
def test_the_same_slip_sent_from_eight_phones_at_once_is_one_ballot():
    from concurrent.futures import ThreadPoolExecutor

    box = Box()
    uuid, codes = opened(box)

    def go(number: int) -> int:
        try:
            return send(uuid, codes[0], page=str(number)).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as phones:
        answers = sorted(phones.map(go, range(8)))
    assert answers == [200] * 7 + [201]
    assert box.returned(uuid) == 1
