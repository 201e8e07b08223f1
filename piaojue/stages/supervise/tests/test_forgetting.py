"""王大妈 closes her account: what she reported stays, and nothing of her in it."""

from piaojue.commons.privacy.actions import close_account
from piaojue.stages.supervise.tests import make
from tests.cast import tampered


def test_a_report_outlives_who_sent_it(cast):
    finding = make.scanned(cast)
    assert finding.reporter_id == cast.resident_wang.person_id
    close_account(seat=cast.resident_wang, by=cast.resident_wang)
    finding.refresh_from_db()
    assert (finding.reporter_id, finding.reporter_phone) == (None, "")
    assert "建筑垃圾" in finding.text
    assert [row.where for row in tampered() if "finding" in row.where] == []
