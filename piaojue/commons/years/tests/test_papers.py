"""文书: read by whom it is for, printed as the office puts it up."""

import subprocess

import pytest

from piaojue.commons.years.models import Paper
from tests import cast as the_cast

pytestmark = pytest.mark.once

NOTICE = "现予公布。\n\n档案指纹 0f0f，验票：https://vote.example/polls/7/verify/?head=0f0f。"


def a_notice(cast, **more) -> Paper:
    year = the_cast.year(cast.xincheng)
    return Paper.objects.create(
        year=year, kind="result_notice", title="票决结果公告", body=NOTICE, seat=cast.presidium_ma, **more
    )


def test_addresses_of_a_notice_end_before_the_full_stop(cast):
    assert [found for _, found in a_notice(cast).lines] == [[], ["https://vote.example/polls/7/verify/?head=0f0f"]]


def test_a_public_notice_is_printed_with_its_codes(cast, as_, tmp_path, monkeypatch):
    from piaojue.commons.web import printing

    laid_out, real = [], printing.printed

    def printed(html: str) -> bytes:
        laid_out.append(html)
        return real(html)

    monkeypatch.setattr(printing, "printed", printed)
    notice = a_notice(cast, public=True, doc_no="新人发〔2027〕3号")
    (tmp_path / "notice.pdf").write_bytes(as_(None).get(f"/papers/{notice.pk}.pdf").content)
    words = subprocess.run(
        ["pdftotext", tmp_path / "notice.pdf", "-"], capture_output=True, text=True, check=True
    ).stdout
    assert "票决结果公告" in words and "新人发〔2027〕3号" in words and "扫码看本文" in words
    assert laid_out[0].count('class="qr"') == 2  # where to check, where to read


def test_an_internal_paper_is_not_printed_for_visitors(cast, as_):
    assert as_(None).get(f"/papers/{a_notice(cast).pk}.pdf").status_code == 302


def test_the_government_does_not_touch_what_the_congress_has_issued(cast, as_):
    notice = a_notice(cast, public=True)
    office = as_(cast.government_liu)
    assert "收回" not in office.get(notice.get_absolute_url()).content.decode()
    assert office.post(f"/papers/{notice.pk}/show/").status_code == 404
    notice.refresh_from_db()
    assert notice.public
    assert "收回" in as_(cast.clerk_li).get(notice.get_absolute_url()).content.decode()
