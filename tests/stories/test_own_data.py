"""Whoever asks for a copy gets all that is theirs and nothing of others; whoever leaves takes mailbox, WeChat and notices along."""

import json

from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

from piaojue.commons.notify.models import Hearing, Message, Notice
from piaojue.commons.people.models import OutsideAccount, OutsideKind
from piaojue.commons.privacy.actions import close_account
from piaojue.commons.views.models import SavedView
from piaojue.commons.years.road import Stage
from piaojue.stages.deliberate.models import Outline
from piaojue.stages.group.tests import make
from piaojue.stages.supervise import actions as supervise
from piaojue.stages.supervise.tests import make as supervise_make
from piaojue.stages.supervise.values import ActivityDraft
from tests import cast as the_cast


def test_a_resident_takes_a_copy_and_leaves_without_a_trace(cast, as_, django_capture_on_commit_callbacks):
    year = the_cast.year(cast.xincheng, stage=Stage.SOLICITING)
    make.suggestion(cast, year, by=cast.resident_wang, title="给社区加装电梯")
    make.suggestion(cast, year, by=cast.resident_zhao, title="修一修路灯")
    wang = cast.resident_wang.person
    OutsideAccount.objects.create(person=wang, kind=OutsideKind.WECHAT, subject="openid-of-wang")
    Hearing.objects.update_or_create(person=wang, defaults={"email": "wang@example.cn"})
    Notice.objects.create(person=wang, text="您的建议已收到")
    SavedView.objects.create(person=wang, page="demands", name="交通类", query="category=traffic")
    TOTP.activate(wang, generate_totp_secret())
    answer = as_(cast.resident_wang).get("/me/copy/")
    mine = json.loads(answer.content)
    assert mine["账号"]["姓名"] == wang.name and mine["账号"]["绑定的外部账号"] == ["微信"]
    assert [one["标题"] for one in mine["我提的建议"]] == ["给社区加装电梯"]
    assert mine["怎样收到消息"][0]["电子邮箱"] == "wang@example.cn" and mine["怎样收到消息"][0]["微信"] == "随时"
    assert mine["我存的视图"] == [{"名称": "交通类", "条件": "category=traffic"}] and mine["我关注的项目"] == []
    assert "修一修路灯" not in answer.content.decode() and "openid-of-wang" not in answer.content.decode()
    assert "no-store" in answer["Cache-Control"] and "attachment" in answer["Content-Disposition"]
    assert as_(None).get("/me/copy/").status_code == 302
    close_account(seat=cast.resident_wang, by=cast.resident_wang)
    assert not wang.outside.exists() and not wang.authenticator_set.exists()
    for rows in (Hearing, Notice, Message):
        assert not rows.objects.filter(person=wang).exists()


def test_a_deputy_takes_along_what_was_asked_read_and_noted(cast, as_):
    deputy, project = cast.deputy_dong, supervise_make.project(cast)
    draft = ActivityDraft(
        kind="themed", title="实地看电梯", held_on=supervise_make.in_days(0), project=project, leader=deputy
    )
    visit = supervise.record_activity(year=project.year, draft=draft, by=deputy)
    supervise.ask_question(activity=visit, asked_of=cast.department_chen.body, text="谁来管护？", due=None, by=deputy)
    Outline.objects.create(seat=deputy, dossier=project.dossier, text="先问经费")
    mine = json.loads(as_(deputy).get("/me/copy/").content)
    assert [one["问"] for one in mine["我的询问"]] == ["谁来管护？"] and mine["我记录的巡查和监督活动"][0][
        "主题"
    ] == "实地看电梯"
    assert mine["我的审议提纲"][0]["提纲"] == "先问经费" and mine["我的审议提纲"][0]["时间"].endswith("+08:00")
    other = as_(cast.deputy_xia).get("/me/copy/").content.decode()
    assert "谁来管护" not in other and "先问经费" not in other
