"""李奶奶 has neither an account nor a phone: what others get as an SMS she gets on paper, once, with a code that opens her page."""

import subprocess
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.utils import timezone

from piaojue.commons import sms
from piaojue.commons.health.checks import post
from piaojue.commons.moves import NotYours, Refused
from piaojue.commons.notify import letters
from piaojue.commons.notify.models import Letter, LetterBatch
from piaojue.commons.record.models import Entry
from piaojue.commons.years.models import Standing, Year
from piaojue.commons.years.road import Stage
from piaojue.stages.group.telling import tell_voices
from piaojue.stages.group.tests import make
from piaojue.stages.suggest.models import Suggestion
from piaojue.stages.suggest.tests.make import suggestion
from tests import cast as the_cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def year(cast):
    return the_cast.year(cast.xincheng, stage=Stage.SOLICITING)


def by_hand(cast, year, name: str = "李奶奶", **more) -> Suggestion:
    """What a deputy writes down for somebody without a phone."""
    return suggestion(cast, year, name=name, by=cast.deputy_dong, channel="paper", **more)


def words_of(answer) -> str:
    run = subprocess.run(["pdftotext", "-layout", "-", "-"], input=answer.content, capture_output=True, check=True)
    return "".join(run.stdout.decode().split())


def test_what_others_get_as_an_sms_comes_on_one_sheet_and_counts_as_sent(cast, as_, year):
    row = by_hand(cast, year, mail_address="东街 3 号楼 601")
    by_hand(cast, year, "钱大爷", phone="13811112222")  # has a phone, and wants no SMS
    by_hand(cast, year, "赵大爷", phone="13811113333", by_sms=True)
    Year.objects.filter(pk=year.pk).update(stage=Stage.GROUPING)
    demand = make.demand(cast, Year.objects.get(pk=year.pk), suggestions=[row])
    tell_voices([demand], "您关心的事已列为候选项目“加装电梯”。", demand.get_absolute_url())
    clerk = as_(cast.clerk_li)
    assert "打印信函" in clerk.get("/today/").content.decode()
    page = clerk.get("/letters/").content.decode()
    assert "等着打印（1 封）" in page and "李奶奶，东街 3 号楼 601" in page and "钱大爷" not in page
    assert Letter.objects.count() == 3  # 查询码, 归并, 候选
    clerk.post("/letters/print/")
    batch = LetterBatch.objects.get()
    assert (batch.sheets, batch.letters.count()) == (1, 3)
    paper = words_of(clerk.get(f"/letters/{batch.pk}.pdf"))
    assert "李奶奶收" in paper and "已列为候选项目" in paper and f"ticket={row.ticket_no}" in paper
    assert "打印信函" not in clerk.get("/today/").content.decode()
    with pytest.raises(Refused, match="没有等着"):
        letters.print_letters(place=cast.xincheng, by=cast.clerk_li)
    assert not any(word in entry.payload for entry in Entry.objects.all() for word in ("李奶奶", row.ticket_no))


def test_the_code_on_the_sheet_opens_the_page_without_an_account(cast, as_, year):
    row = by_hand(cast, year)
    (sheet,) = letters.sheets_of(letters.waiting_in(cast.xincheng))
    assert sheet.to == ("李奶奶", "东街社区")
    page = as_(None).get(sheet.url)
    assert page.status_code == 200 and row.ticket_no in page.content.decode()
    assert urlsplit(sheet.url).path == row.get_absolute_url()


def test_letters_of_one_place_are_nobody_elses(cast, as_, year):
    by_hand(cast, year)
    assert "李奶奶" not in as_(cast.neighbour_clerk_bai).get("/letters/").content.decode()
    with pytest.raises(NotYours):
        letters.print_letters(place=cast.xincheng, by=cast.neighbour_clerk_bai)
    assert as_(cast.deputy_dong).get("/letters/").status_code == 404


def test_practice_and_rehearsal_write_no_letters(cast, year):
    with sms.silent():
        by_hand(cast, year)
    Year.objects.filter(pk=year.pk).update(standing=Standing.PRACTICE, sends=True)
    by_hand(cast, Year.objects.get(pk=year.pk))
    assert not Letter.objects.exists()


def test_the_doctor_names_letters_that_nobody_prints_and_printed_ones_go(cast, year):
    by_hand(cast, year)
    assert list(post()) == []
    Letter.objects.update(created_at=timezone.now() - timedelta(days=15))
    (check,) = post()
    assert check.state == "bad" and "1 件" in check.says
    batch = letters.print_letters(place=cast.xincheng, by=cast.clerk_li)
    assert list(post()) == [] and letters.forget() == 0
    assert letters.forget(batch.created_at + timedelta(days=31)) == 1
