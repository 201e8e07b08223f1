"""送达: a paper goes to bodies here, above and below; they sign for it, a leader writes on it, who is late is asked."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from piaojue.commons.drafting import actions
from piaojue.commons.drafting.models import Delivery, DeliveryState
from piaojue.commons.drafting.tests import make
from piaojue.commons.evidence.keep import keep
from piaojue.commons.moves import NotYours, Refused
from piaojue.commons.todo import tasks_of


def in_days(days: int) -> date:
    return timezone.localdate() + timedelta(days=days)


def test_a_paper_reaches_who_it_is_for_and_comes_back_with_an_instruction(cast, as_):
    paper, clerk = make.a_paper(cast), as_(cast.clerk_li)
    bodies = [cast.government_liu.body, cast.street_chair_cao.body, cast.guidance_tang.body]
    sent = {"bodies": [body.pk for body in bodies], "others": "中共新城区委办公室", "due": in_days(3)}
    assert clerk.post(f"/documents/{paper.pk}/deliver/", sent).status_code == 302
    government, street, above = (Delivery.objects.get(body=body) for body in bodies)
    party = Delivery.objects.get(body=None)
    office = as_(cast.government_liu)
    assert [task.label for task in tasks_of(cast.street_clerk_xu) if task.note.startswith("新城区送来")] == ["签收公文"]
    assert paper.title in as_(cast.guidance_tang).get("/received/").content.decode()
    assert as_(cast.guidance_tang).get(paper.get_absolute_url()).status_code == 200  # it was sent to them
    assert as_(cast.neighbour_clerk_bai).get(paper.get_absolute_url()).status_code == 404
    office.post(f"/deliveries/{government.pk}/receive/", {"receipt": ""})
    word = {"instruction": "同意，请住建局办理。", "instructed_by": "区长", "instructed_on": in_days(0)}
    office.post(f"/deliveries/{government.pk}/instruct/", word)
    page = clerk.get(paper.get_absolute_url()).content.decode()
    assert "区长批示：同意，请住建局办理。" in page and "中共新城区委办公室" in page
    assert "同意，请住建局办理" not in as_(cast.guidance_tang).get(paper.get_absolute_url()).content.decode()
    for stranger in (cast.neighbour_clerk_bai, cast.department_chen):
        with pytest.raises(NotYours):
            actions.receive_delivery(delivery=street, receipt="代收", by=stranger)
    with pytest.raises(Refused, match="对方谁签收"):
        actions.receive_delivery(delivery=party, by=cast.clerk_li)
    party = actions.receive_delivery(delivery=party, receipt="区委办王秘书，当面签收", by=cast.clerk_li)
    assert party.state == DeliveryState.RECEIVED
    with pytest.raises(Refused, match="批示日期"):
        actions.instruct_delivery(
            delivery=party, instruction="已阅。", instructed_by="书记", instructed_on=in_days(2), by=cast.clerk_li
        )
    Delivery.objects.filter(pk=above.pk).update(due=in_days(-1))
    assert [task.due for task in tasks_of(cast.clerk_li) if task.label == "催签收"] == [in_days(-1)]


def test_an_instruction_is_for_both_ends_and_a_change_keeps_both_versions(cast, as_):
    paper, office, clerk = make.a_paper(cast), as_(cast.government_liu), as_(cast.clerk_li)
    bodies = [cast.government_liu.body]
    (sent,) = actions.deliver_document(document=paper, bodies=bodies, by=cast.clerk_li)
    word = {"instruction": "同意，请住建局办理。", "instructed_by": "区长", "instructed_on": in_days(0)}
    instruct = f"/deliveries/{sent.pk}/instruct/"
    assert clerk.get(instruct).status_code == 404  # the sender keeps no other leader's words
    assert [office.post(instruct, word).status_code for _ in range(2)] == [302, 409]
    for stranger in (cast.department_chen, cast.teller_qian, cast.leader_guo):
        assert as_(stranger).get(sent.get_absolute_url()).status_code == 404
        assert "同意，请住建局办理" not in as_(stranger).get(paper.get_absolute_url()).content.decode()
    right = reverse("correct", args=["drafting-delivery", sent.pk])
    assert clerk.get(right).status_code == 404
    changed = word | {"instruction": "不同意。", "reason": "抄错了字", "confirmed": "1"}
    assert office.post(right, changed).status_code == 302
    page = clerk.get(sent.get_absolute_url()).content.decode()
    assert "不同意。" in page and "同意，请住建局办理。" in page and "抄错了字" in page


def test_what_was_sent_is_read_again_once_it_is_signed_again(cast, as_):
    draft, above = make.a_draft(cast), as_(cast.guidance_tang)
    draft = actions.review_document(document=draft, by=cast.secretary_he)
    draft = actions.issue_document(document=draft, number="", issued_on=in_days(0), by=cast.chair_zhang)
    scan = keep(make.uploaded(make.office_file("盖章件")), place=cast.xincheng, by=cast.clerk_li)
    draft = actions.scan_document(document=draft, scan=scan, by=cast.clerk_li)
    actions.deliver_document(document=draft, bodies=[cast.guidance_tang.body], by=cast.clerk_li)
    pages = [draft.get_absolute_url(), f"/files/{scan.pk}/"]
    assert [above.get(page).status_code for page in pages] == [200, 200]
    actions.return_document(document=draft, reason="有一处数字要改", by=cast.clerk_li)
    assert [above.get(page).status_code for page in pages] == [404, 404]


def test_nobody_gets_it_twice_and_nothing_leaves_before_it_is_signed(cast):
    draft = make.a_draft(cast)
    with pytest.raises(Refused, match="已签发"):
        actions.deliver_document(document=draft, bodies=[cast.government_liu.body], by=cast.clerk_li)
    paper = actions.file_document(document=draft, by=cast.clerk_li)
    actions.deliver_document(document=paper, bodies=[cast.government_liu.body], others="区委\n区委", by=cast.clerk_li)
    assert Delivery.objects.count() == 2
    with pytest.raises(Refused, match="还没有送过"):
        actions.deliver_document(document=paper, bodies=[cast.government_liu.body], others="区委", by=cast.clerk_li)
    with pytest.raises(Refused, match="不能直接送到回民区人大常委会"):
        actions.deliver_document(document=paper, bodies=[cast.neighbour_clerk_bai.body], by=cast.clerk_li)
