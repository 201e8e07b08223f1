"""Somebody with the database's password changes what belongs together; whoever runs the log's check learns what was touched."""

import json
from importlib import import_module
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from engines.chaining import GENESIS, canonical, link
from piaojue.commons.evidence.keep import store
from piaojue.commons.evidence.models import Upload
from piaojue.commons.people.models import Seat
from piaojue.commons.record import witness
from piaojue.commons.record.models import Chain, Entry, Witnessed
from piaojue.commons.record.verify import broken_chains, changed_rows
from piaojue.commons.years.road import Stage
from piaojue.stages.group import actions
from piaojue.stages.group.models import Demand, Link, Merger, Second
from piaojue.stages.group.tests import make
from piaojue.stages.shortlist.tests import make as shortlisting
from piaojue.stages.vote.actions import add_paper_box, register_paper
from piaojue.stages.vote.models import Consent, PaperBox
from piaojue.stages.vote.tests import make as voting
from tests import cast as the_cast
from tests.cast import tampered


@pytest.fixture
def year(cast):
    return the_cast.year(cast.xincheng, stage=Stage.GROUPING)


@pytest.fixture
def demands(cast, year) -> list[Demand]:
    titles = ["给东街社区老楼加装电梯", "东街社区老楼装电梯", "西巷的路灯坏了不亮", "西巷路灯不亮"]
    wishes = [
        make.suggestion(cast, year, title=title, by=by)
        for title, by in zip(titles, [cast.resident_wang, cast.resident_zhao] * 2, strict=True)
    ]
    lift = make.demand(cast, year, title="东街加装电梯", suggestions=wishes[:2])
    lamp = make.demand(cast, year, title="西巷修路灯", suggestions=wishes[2:])
    actions.second(demand=lift, by=cast.deputy_dong)
    return [lift, lamp]


def test_whatever_a_clerk_does_leaves_the_log_in_agreement(cast, year, demands):
    lift, lamp = demands
    actions.second(demand=lamp, by=cast.deputy_xia)
    actions.unsecond(demand=lamp, by=cast.deputy_xia)
    actions.merge(kept=lift, gone=lamp, by=cast.clerk_li)
    assert tampered() == []
    actions.unmerge(merger=Merger.objects.get(), by=cast.clerk_li)
    wish = lamp.links.first().suggestion
    actions.split(demand=lamp, suggestions=[wish], by=cast.clerk_li)
    actions.place_new(year=year)
    bundle = wish.proposal.bundle
    before = actions.as_it_was(year, bundle)
    actions.move(year=year, bundle=bundle, suggestions=[wish.pk], into=lift, by=cast.clerk_li)
    assert tampered() == []
    actions.undo(year=year, before=before, by=cast.clerk_li)
    assert tampered() == []


@pytest.mark.parametrize(
    ("change", "reasons"),
    [
        (
            lambda lift, lamp, cast: Link.objects.filter(demand=lamp).update(demand=lift),
            {
                "“归入的建议”被绕过系统改动了（应有 2 条，现有 4 条）",
                "“归入的建议”被绕过系统改动了（应有 2 条，现有 0 条）",
            },
        ),
        (
            lambda lift, lamp, cast: Second.objects.create(demand=lift, person=cast.deputy_pan.person),
            {"“附议”被绕过系统改动了（应有 1 条，现有 2 条）"},
        ),
        (lambda lift, lamp, cast: Second.objects.all().delete(), {"“附议”被绕过系统改动了（应有 1 条，现有 0 条）"}),
        (
            lambda lift, lamp, cast: Demand.objects.create(
                place=lift.place, year=lift.year, title="添一条诉求", spot=lift.spot
            ),
            {"这一行是绕过系统添进数据库的，没有任何操作记录"},
        ),
    ],
)
def test_suggestions_and_seconds_moved_past_the_actions_are_named(cast, demands, change, reasons):
    assert tampered() == []
    change(*demands, cast)
    assert {row.reason for row in tampered()} == reasons


def test_a_teller_put_into_a_poll_and_an_agreement_taken_out_are_named(cast):
    poll, _ = voting.open_poll(cast)
    assert [row for row in tampered() if row.where.startswith("vote.")] == []
    poll.tellers.add(cast.deputy_dong)
    Consent.objects.filter(poll=poll).first().delete()
    reasons = {row.where.split(":")[0]: row.reason for row in tampered()}
    assert "应有 3 条，现有 4 条" in reasons["vote.poll"] and "被删掉了" in reasons["vote.consent"]


def test_a_demand_put_under_a_dossier_is_named(cast):
    dossier = shortlisting.dossier(cast, the_cast.year(cast.xincheng, stage=Stage.NOMINATING))
    assert tampered() == []
    dossier.demands.add(
        Demand.objects.create(place=dossier.place, year=dossier.year, title="添一条诉求", spot=dossier.place)
    )
    assert "应有 0 条，现有 1 条" in {row.where.split(":")[0]: row.reason for row in tampered()}["shortlist.dossier"]


def test_paper_figures_changed_past_the_tellers_are_named(cast):
    poll, _ = voting.open_poll(cast)
    box = add_paper_box(poll=poll, name="一号票箱", issued=3, by=cast.teller_zhou)
    register_paper(box=box, issued=4, by=cast.teller_zhou)
    assert [row for row in tampered() if row.where.startswith("vote.")] == []
    PaperBox.objects.update(issued=2)
    assert [row.reason for row in tampered() if row.where.startswith("vote.")] == [
        "绕过系统改动了：发出纸票（应为“4”，现为“2”）"
    ]


def test_somebody_seated_past_the_actions_is_named(cast):
    seat = Seat.objects.create(
        person=cast.resident_zhao.person, body=cast.admin_shi.body, place=cast.xincheng, role=cast.admin_shi.role
    )
    assert f"people.seat:{seat.pk}" in {row.where for row in changed_rows()}


def test_a_chain_that_was_written_anew_is_told_by_what_others_kept(cast, year, demands, tmp_path, client):
    """Whoever can write the database can compute every hash again; the heads that were witnessed before say otherwise."""
    kept = tmp_path / "witness.json"
    kept.write_bytes(client.get(f"/witness/{witness.witness().digest}.json").content)
    assert list(witness.rewritten()) == []
    lock = import_module("piaojue.commons.record.migrations.0002_append_only")
    with connection.cursor() as cursor:
        for statement in lock.release(connection.vendor):
            cursor.execute(statement)
    head = GENESIS
    for entry in Entry.objects.filter(place_code=cast.xincheng.pk).order_by("seq"):
        payload = json.loads(entry.payload)
        payload["seat"] = entry.seat = "换了一个人"
        entry.payload, entry.prev, entry.hash = canonical(payload).decode(), head, link(head, payload)
        head = entry.hash
        entry.save()
    Chain.objects.filter(pk=cast.xincheng.pk).update(head=head)
    assert list(broken_chains()) == []
    assert [row.where for row in witness.rewritten()] and "重新写过" in next(witness.rewritten()).reason
    Witnessed.objects.all().delete()  # and the list is thrown away, too
    assert list(witness.rewritten()) == []
    out = StringIO()
    with pytest.raises(SystemExit):
        call_command("log", "verify", against=kept, stdout=out)
    assert "重新写过" in out.getvalue()
    kept.write_text(kept.read_text().replace(cast.xincheng.pk, "150199"))
    with pytest.raises(CommandError):
        call_command("log", "verify", against=kept, stdout=StringIO())


def test_a_witnessing_that_was_exchanged_or_left_out_is_named(cast, year):
    first, second = witness.witness(), witness.witness()
    Witnessed.objects.filter(pk=second.pk).update(heads={"1501": [1, "0"]})
    assert "见证本身被改过" in next(witness.rewritten()).reason
    Witnessed.objects.filter(pk=first.pk).delete()
    assert witness.witness().before == second.digest and witness.rewritten()


def test_a_files_bytes_are_compared(cast):
    store(b"%PDF-1.4 x", name="a.pdf", mime="application/pdf", place=cast.xincheng, by=cast.clerk_li)
    upload = Upload.objects.get()
    assert list(witness.files_changed([upload], "file", "sha256")) == []
    Path(upload.file.path).write_bytes(b"%PDF-1.4 y")
    out = StringIO()
    with pytest.raises(SystemExit):
        call_command("log", "verify", files=True, stdout=out)
    assert f"evidence.upload:{upload.pk}：文件的内容被绕过系统改动了" in out.getvalue()
    upload.file.storage.delete(upload.file.name)
    assert "不在了" in next(witness.files_changed(Upload.objects.all(), "file", "sha256")).reason
