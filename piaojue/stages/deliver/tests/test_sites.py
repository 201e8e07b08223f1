"""Acceptance is a loop: site by site, proof, not fit, done again; and what is carried over lives on until it is settled."""

from datetime import date

import pytest
from freezegun import freeze_time

from piaojue.commons.moves import NotYours, Refused
from piaojue.commons.record.verify import changed_rows
from piaojue.commons.years.models import Year
from piaojue.commons.years.road import Stage
from piaojue.stages.deliver import actions
from piaojue.stages.deliver.models import Lamp, ProjectState, Site, SiteState
from piaojue.stages.deliver.tests import make
from piaojue.stages.deliver.values import ReportDraft


def test_each_site_is_finished_looked_at_and_done_again(cast, as_, django_capture_on_commit_callbacks):
    """Residents see whether theirs is done."""
    project = make.reported(cast, percent=100).project
    unit, office = as_(cast.department_chen), as_(cast.government_liu)
    sent = unit.post(f"/projects/{project.pk}/sites/", {"titles": "东街社区 3 号楼\n东街社区 5 号楼\n东街社区 3 号楼"})
    assert sent.status_code == 302 and project.sites.count() == 2
    with pytest.raises(Refused, match="还没有列入"):
        actions.list_sites(project=project, titles=["东街社区 3 号楼"], by=cast.department_chen)
    first, second = project.sites.all()
    with pytest.raises(Refused, match="附一张"):
        actions.finish_site(site=first, note="好了", by=cast.department_chen)
    with pytest.raises(NotYours):
        actions.finish_site(site=first, note="好了", photos=[make.photo(cast, "red")], by=cast.deputy_dong)
    first = make.finished_site(cast, first)
    with pytest.raises(Refused, match="哪里不合格"):
        actions.look_at_site(site=first, passed=False, verdict="", by=cast.government_liu)
    with django_capture_on_commit_callbacks(execute=True):
        first = actions.look_at_site(site=first, passed=False, verdict="门开关不灵", by=cast.government_liu)
    assert first.state == SiteState.FAILED and "验收不合格" in " ".join(make.heard(cast.department_chen))
    public = as_(None).get(project.get_absolute_url()).content.decode()
    assert "逐处验收" in public and "不合格，返工" in public and "门开关不灵" in public
    work = office.get(project.work_url).content.decode()
    assert "验收点位" not in work and "报点位完工" in unit.get(project.work_url).content.decode()
    again = actions.look_at_site(site=make.finished_site(cast, first), passed=True, verdict="", by=cast.government_liu)
    assert (again.state, again.tries) == (SiteState.ACCEPTED, 2)
    project = actions.declare_done(project=project, by=cast.department_chen)
    accepted = {"project": project, "result": "completed", "note": "验收组同意", "by": cast.government_liu}
    with pytest.raises(Refused, match="还有 1 个点位没有验收合格"):
        actions.accept(**accepted)
    back = actions.send_back_done(project=project, reason="5 号楼没有装", by=cast.government_liu)
    assert (back.state, "返工" in back.acceptance) == (ProjectState.RUNNING, True)
    actions.look_at_site(site=make.finished_site(cast, second), passed=True, verdict="", by=cast.government_liu)
    project = actions.declare_done(project=back, by=cast.department_chen)
    assert actions.accept(**(accepted | {"project": project})).state == ProjectState.COMPLETED
    assert [wrong for wrong in changed_rows() if "deliver" in wrong.where] == [] and Site.objects.count() == 2


def test_what_is_carried_over_burns_is_reported_on_and_settled_in_the_next_year(cast, as_):
    with freeze_time(f"{make.NUMBER}-12-20 12:00:00"):
        project = make.reported(cast, month=f"{make.NUMBER}-12", percent=44).project
        project.refresh_from_db()
        project = actions.accept(
            project=project,
            result="carried",
            note="四部未装完",
            next_goal="六月底前装完四部",
            next_due=date(make.NUMBER + 1, 6, 30),
            by=cast.government_liu,
        )
    Year.objects.update(stage=Stage.ARCHIVED)
    year = Year.objects.get()
    with freeze_time(f"{make.NUMBER + 1}-03-31 12:00:00"):
        draft = ReportDraft(month=f"{make.NUMBER + 1}-03", text="又装了两部", percent=70, paid_yuan=750_000)
        project.refresh_from_db()
        actions.report(project=project, draft=draft, by=cast.department_chen)
        project.refresh_from_db()
        assert (project.progress, project.state, project.lamp) == (70, ProjectState.CARRIED, Lamp.GREEN)
    actions.lamps_today(year=year, today=date(make.NUMBER + 1, 7, 2))
    project.refresh_from_db()
    assert project.lamp == Lamp.RED and "已过 2 天" in project.lamp_reason
    with freeze_time(f"{make.NUMBER + 1}-07-10 12:00:00"):
        project = actions.settle_carried(project=project, settlement="七月八日全部交付", by=cast.government_liu)
    assert not project.burns and "七月八日全部交付" in as_(cast.government_liu).get(project.work_url).content.decode()
    with pytest.raises(Refused, match="已经了结"):
        actions.report(project=project, draft=draft, by=cast.department_chen)
