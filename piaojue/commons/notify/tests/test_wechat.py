"""Whoever has bound WeChat hears there; a work group hears by its robot; the provider's errors are read by what they mean."""

import logging
from datetime import timedelta

import pytest
from django.utils import timezone

from piaojue.commons import sms, wechat
from piaojue.commons.approved import Kind
from piaojue.commons.health.checks import templates
from piaojue.commons.moves import Refused
from piaojue.commons.notify import outbox
from piaojue.commons.notify.actions import set_hearing
from piaojue.commons.notify.models import Message
from piaojue.commons.notify.tell import tell
from piaojue.commons.people.outside import bind_wechat, known_by_wechat
from tests.fake_wechat import fake_wechat

pytestmark = pytest.mark.django_db


@pytest.fixture
def account(settings):
    """The official account's provider; nothing leaves before a worker comes."""
    settings.OUTBOX = "worker"
    with fake_wechat(settings) as server:
        yield server


def states() -> list[str]:
    return list(Message.objects.order_by("pk").values_list("state", flat=True))


def test_who_bound_wechat_hears_there_with_the_page_and_can_end_it(cast, as_, account, settings):
    wang = cast.resident_wang.person
    bind_wechat(person=wang, openid="openid-wang")
    tell([wang.pk, cast.resident_zhao.person_id], "您的建议已归并", "/d/7/")
    outbox.deliver()
    assert account.told == [("openid-wang", "您的建议已归并", f"{settings.SITE_URL}/d/7/")]
    assert Message.objects.get().number == "1"
    page = as_(cast.resident_wang)
    page.post("/notices/how/", {"sms": "now", "email": "", "by_email": "never", "by_wechat": "daily"})
    for words in ("路灯修好了", "电梯开工了"):
        tell([wang.pk], words, "/d/7/")
    outbox.deliver()
    assert len(account.told) == 1  # they wait for the morning
    outbox.deliver(timezone.now() + timedelta(days=2))
    assert account.told[1][1].startswith("2 件事有了进展") and account.told[1][2].endswith("/notices/")
    page.post("/enter/wechat/unbind/")
    tell([wang.pk], "还有一件事")
    outbox.deliver(timezone.now() + timedelta(days=2))
    assert len(account.told) == 2 and known_by_wechat("openid-wang") is None


def test_an_old_token_is_renewed_and_what_comes_too_often_comes_later(cast, account, caplog):
    bind_wechat(person=cast.resident_wang.person, openid="openid-wang")
    account.next_codes = [42001]
    tell([cast.resident_wang.person_id], "路灯修好了")
    with caplog.at_level(logging.DEBUG, "piaojue"):
        outbox.deliver()
        assert (states(), account.tokens) == (["sent"], 2)
        account.next_codes = [45009]
        tell([cast.resident_wang.person_id], "电梯开工了")
        outbox.deliver()
    row = Message.objects.last()
    assert (row.state, row.trouble) == ("waiting", "Busy 45009")
    assert "openid" not in caplog.text and "电梯" not in caplog.text and "token-" not in caplog.text
    outbox.deliver(timezone.now() + timedelta(minutes=2))
    assert states() == ["sent", "sent"]


def test_who_left_the_account_is_not_asked_again(cast, account):
    bind_wechat(person=cast.resident_wang.person, openid="openid-wang")
    account.next_codes = [43004]
    tell([cast.resident_wang.person_id], "路灯修好了")
    outbox.deliver()
    outbox.deliver(timezone.now() + timedelta(days=1))
    assert states() == ["failed"] and account.told == []
    account.shutdown()
    account.server_close()
    with pytest.raises(wechat.Busy) as away:
        wechat.send("openid-wang", "路灯修好了", "http://x/")
    assert "token" not in str(away.value)


def test_a_work_group_hears_by_its_robot_and_only_a_robot_can_be_named(cast, as_, account):
    robot = f"{account.address}/cgi-bin/webhook/send?key=1"
    as_(cast.clerk_li).post(
        "/notices/how/",
        {"sms": "never", "email": "", "by_email": "never", "robot": robot, "by_robot": "now", "by_wechat": "now"},
    )
    tell([cast.clerk_li.person_id], "有 3 条建议等您编发", "/150102/2026/suggestions/")
    account.next_codes = [45033]
    outbox.deliver()
    assert states() == ["waiting"]
    outbox.deliver(timezone.now() + timedelta(minutes=2))
    assert account.groups[0].startswith("票决：有 3 条建议等您编发")
    account.next_codes = [93000]
    tell([cast.clerk_li.person_id], "又来一条")
    outbox.deliver()
    assert states() == ["sent", "failed"]
    with pytest.raises(Refused, match="机器人"):
        set_hearing(person=cast.clerk_li.person, email="", robot="http://169.254.169.254/latest")
    assert "robot" not in as_(cast.resident_wang).get("/notices/how/").content.decode()


def test_a_wechat_belongs_to_one_person_and_opens_no_office(cast, account):
    bind_wechat(person=cast.resident_wang.person, openid="openid-1")
    assert known_by_wechat("openid-1") == cast.resident_wang.person
    bind_wechat(person=cast.resident_zhao.person, openid="openid-1")
    assert known_by_wechat("openid-1") == cast.resident_zhao.person
    bind_wechat(person=cast.clerk_li.person, openid="openid-2")
    assert known_by_wechat("openid-2") is None
    assert issubclass(sms.Undeliverable, Exception)


def test_a_kind_with_a_template_of_its_own_fills_its_fields(cast, account, settings):
    settings.WECHAT = settings.WECHAT | {
        "template": "",
        "templates": {"step": {"code": "t7", "variables": {"thing1": "title", "thing2": "rest", "time3": "time"}}},
    }
    bind_wechat(person=cast.resident_wang.person, openid="openid-wang")
    words = "您关心的“老旧小区加装电梯”已交新城区住建局承办，责任人周某某，计划年底完成。"
    tell([cast.resident_wang.person_id], words, "/p/EL2026/", kind=Kind.STEP)
    tell([cast.resident_wang.person_id], "您的席位有变动", kind=Kind.ACCOUNT)
    outbox.deliver()
    ((_, fields, _),) = account.filled
    assert (fields["thing1"], fields["thing2"]) == ("老旧小区加装电梯", "已交新城区住建局承办，责任人周某某，计…")
    assert len(fields["thing2"]) == 20
    assert [row.trouble for row in Message.objects.order_by("pk")] == ["", "NoTemplate account"]
    says = " ".join(check.says for check in templates())
    assert "账号和席位" in says and "验证码" not in says
