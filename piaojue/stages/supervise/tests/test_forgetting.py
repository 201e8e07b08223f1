"""王大妈 closes her account: what she reported stays, and nothing of her in it."""

from piaojue.commons.privacy.actions import close_account
from piaojue.stages.supervise.ledger import duties_of
from piaojue.stages.supervise.queries import may_read_words
from piaojue.stages.supervise.tests import make
from tests.cast import tampered


def test_a_report_outlives_who_sent_it(cast, as_):
    finding = make.scanned(cast)
    assert finding.reporter_id == cast.resident_wang.person_id
    close_account(seat=cast.resident_wang, by=cast.resident_wang)
    finding.refresh_from_db()
    assert (finding.reporter_id, finding.reporter_phone) == (None, "")
    assert "建筑垃圾" in finding.text
    assert may_read_words(finding, cast.clerk_li) and not may_read_words(finding, None)
    [duty] = [duty for duty in duties_of(finding.place, inside=False) if duty.kind == "监督发现的问题"]
    assert "群众反映的问题" in duty.title and "建筑垃圾" not in duty.title
    assert "建筑垃圾" not in as_(None).get(finding.project.get_absolute_url()).content.decode()
    assert "建筑垃圾" not in as_(None).get(finding.get_absolute_url()).content.decode()
    assert [row.where for row in tampered() if "finding" in row.where] == []
