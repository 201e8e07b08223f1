"""彩排: a whole year of a district and of a sub-district by the rooms' own actions; nothing is written past the log."""

from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from engines.law import Matter
from piaojue.commons.decisions.models import Decision
from piaojue.commons.people.models import Body, Seat
from piaojue.commons.people.offices import breaches
from piaojue.commons.places.models import Place
from piaojue.commons.record import verify
from piaojue.commons.roles import Role
from piaojue.commons.sittings.models import Sitting
from piaojue.commons.years.models import Checkpoint, Paper, Year
from piaojue.commons.years.road import Stage
from piaojue.rehearsal.sample import PROGRAMME, Act, build, shift_of, year_number
from piaojue.stages.consult.models import Recommendation
from piaojue.stages.deliver.models import Baseline, Change, ChangeState, Project, Slip
from piaojue.stages.evaluate.models import Survey, SurveyState
from piaojue.stages.group.models import Demand
from piaojue.stages.shortlist.models import Outcome
from piaojue.stages.supervise.models import Activity, Finding, FindingState
from piaojue.stages.vote.models import Poll, Result
from tests.papers import all_faults

pytestmark = [pytest.mark.django_db, pytest.mark.once]
SMALL = {"suggestions": 24, "deputies": 12, "verbosity": 0}


def untouched() -> None:
    assert list(verify.broken_chains()) == []
    assert list(verify.changed_rows()) == []
    assert list(verify.wrong_numbers()) == []  # a year of acts, and each number is what a recount says


def offices_are_lawful(place: str) -> None:
    """Whoever acts for a congress is one of its deputies, once, and holds nothing that the law keeps apart."""
    assert breaches(Place.objects.get(pk=place), timezone.now()) == []
    deputies = set(Seat.objects.filter(place=place, role=Role.DEPUTY).values_list("person", flat=True))
    for role in (Role.CONGRESS_CHAIR, Role.PRESIDIUM, Role.SECRETARIAT, Role.CHIEF_TELLER, Role.TELLER):
        holders = set(Seat.objects.filter(place=place, role=role).values_list("person", flat=True))
        assert holders and holders <= deputies, role
    for paper in Paper.objects.filter(year__place=place, kind__in=("party_minutes", "leading_group_list")):
        assert "人办" not in paper.doc_no


def the_session_goes_in_its_order(year: Year) -> None:
    """The 预备会议 elects and passes the agenda, then the rules and the tellers are passed, then the result is confirmed."""
    session = Sitting.objects.get(kind="session")
    order = [Matter.SESSION_ORGANS, Matter.AGENDA, Matter.VOTE_RULES, Matter.TELLERS, Matter.RESULT]
    rows = {row.matter: row for row in Decision.objects.filter(year=year, matter__in=order).order_by("-pk")}
    days = [(rows[matter].decided_on, rows[matter].pk) for matter in order]
    assert days == sorted(days) and all(session.starts_on <= day <= session.ends_on for day, _pk in days)
    assert {rows[matter].sitting_id for matter in order[:4]} == {session.pk}
    rules = Paper.objects.get(year=year, kind="vote_rules")
    assert rules.issued_on == rows[Matter.VOTE_RULES].decided_on and f"{rules.issued_on.day} 日" in rules.body


def every_paper_holds(year: Year, subtests: pytest.Subtests) -> None:
    """Each kind that such a year has: as its data are, with the longest names and tables, and with things missing."""
    if connection.vendor != "sqlite":  # what stands on paper is the same on every database
        return
    Change.objects.filter(year=year).update(
        state=ChangeState.APPROVED
    )  # the one that the body turned down stands for one it passed
    for kind, faults in all_faults(year).items():
        with subtests.test(kind):
            assert faults == []


@pytest.mark.both
def test_a_district_walks_from_the_call_to_the_archive_with_a_tie_at_the_line(capsys, subtests):
    call_command("rehearse", place="150102", year=2025, tie=True, **SMALL)
    year = Year.objects.get()
    assert year.stage == Stage.ARCHIVED
    assert Poll.objects.count() == 2 and Poll.objects.get(previous=None).the_verdict.state.value == "revote"
    assert Result.objects.filter(adopted=True).count() == year.seats_to_fill
    answered = Outcome.objects.filter(demand__year=year).count()
    assert answered == Demand.objects.filter(year=year).exclude(state="merged").count()
    assert (
        Change.objects.get().state == "rejected"
        and Slip.objects.exists()
        and {"research", "follow_up", "inquiry", "report", "themed"}
        <= set(Activity.objects.values_list("kind", flat=True))
    )
    assert Finding.objects.exists() and not Finding.objects.exclude(state=FindingState.CLOSED).exists()
    for kind in ("task_breakdown", "completion_report"):  # written from the projects, not a form of words
        body = Paper.objects.get(year=year, kind=kind).body
        assert all(project.title in body for project in Project.objects.filter(year=year))
    untouched()
    the_session_goes_in_its_order(year)
    offices_are_lawful("150102")
    assert Sitting.objects.get(kind="session").name == "新城区第十八届人民代表大会第四次会议"
    assert Body.objects.get(kind="leading_group").name == "中共新城区委专项工作领导小组"
    with pytest.raises(CommandError, match="不在新城区人民代表大会第十八届的五年任期里"):
        call_command("rehearse", place="150102", year=2031, until="planned", **SMALL)
    assert "[短信]" not in capsys.readouterr().err
    every_paper_holds(year, subtests)


@pytest.mark.both
def test_a_sub_district_consults_and_never_votes(subtests):
    call_command("rehearse", place="150103004", year=2025, **SMALL)
    year = Year.objects.get()
    assert (year.road, year.stage) == ("street", Stage.ARCHIVED)
    assert set(Poll.objects.values_list("kind", "group", "state")) == {
        ("advisory", "deputies", "joined"),
        ("advisory", "others", "joined"),
    }
    assert (
        not Result.objects.exists()
        and Recommendation.objects.filter(recommended=True, confirmed=True).count() == year.seats_to_fill
    )
    untouched()
    every_paper_holds(year, subtests)


def test_a_township_has_a_presidium_and_offices_no_standing_committee_and_no_bureaus():
    call_command("rehearse", place="150102101", year=2025, until="circulating", **SMALL)
    bodies = set(Body.objects.filter(place="150102101").values_list("name", flat=True))
    assert {"保合少镇人大主席团", "保合少镇财政所", "保合少镇村镇建设办公室"} <= bodies
    assert not {name for name in bodies if "常委会" in name or name.endswith(("财政局", "司法局", "教育局"))}
    assert Year.objects.get().stage == Stage.CIRCULATING
    offices_are_lawful("150102101")


def test_a_year_that_is_there_is_not_played_again():
    call_command("rehearse", place="150102", year=2025, until="planned", **SMALL)
    with pytest.raises(CommandError, match="已经有了"):
        call_command("rehearse", place="150102", year=2025, **SMALL)


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"place": "999999"}, "代码"),
        ({"suggestions": 0}, "--suggestions"),
        ({"deputies": -1}, "--deputies"),
        ({"year": 99999}, "--year"),
    ],
)
def test_sizes_that_make_no_year_are_refused_in_a_sentence(asked, told):
    with pytest.raises(CommandError, match=told):
        call_command("rehearse", **{"place": "150102", "year": 2025, "until": "planned", **SMALL, **asked})
    assert not Year.objects.exists()


def test_made_up_people_stay_out_of_production(settings):
    settings.PRODUCTION = True
    with pytest.raises(CommandError, match="正式环境"):
        call_command("rehearse", **SMALL)
    with pytest.raises(CommandError, match="正式环境"):
        call_command("sample")


def test_the_sample_shows_a_refused_table_and_the_citys_four_questions():
    acts = (Act("150123", Stage.EVALUATING, 24, 12, candidates=6, seats=4), Act("150121", Stage.SOLICITING, 12, 12))
    build(lambda line: None, quiet=True, programme=acts)
    refused = Survey.objects.get(state=SurveyState.REFUSED)
    assert refused.items.filter(satisfied=95).exists()  # 95 printed for 195: the row does not add up to 222
    passed = Survey.objects.get(subject="committee")
    assert passed.state == SurveyState.JUDGED and list(
        passed.items.order_by("pk").values_list("satisfied", "fairly", "dissatisfied")
    )[1] == (20, 8, 1)
    later = Baseline.objects.get(number=2)
    first = later.project.baselines.get(number=1)
    assert later.change.state == "approved" and later.plan and first.due and later.due and later.due > first.due
    assert Checkpoint.objects.count() == 4
    untouched()


def test_whoever_opens_the_sample_finds_a_box_open_with_time_left(monkeypatch):
    afternoon = timezone.localtime().replace(hour=15)
    monkeypatch.setattr(timezone, "now", lambda: afternoon)  # long after the rehearsal's morning
    build(lambda line: None, quiet=True, programme=(Act("150103", Stage.VOTING, 24, 12, candidates=6, seats=4),))
    poll = Poll.objects.get()
    assert poll.state == "open" and (poll.minutes_left or 0) > poll.minutes - 3
    assert poll.sitting.starts_on <= timezone.localdate() <= poll.sitting.ends_on
    untouched()


@pytest.mark.parametrize("today", [date(2026, 1, 15), date(2026, 4, 30), date(2026, 11, 24), date(2027, 2, 28)])
@pytest.mark.parametrize("act", PROGRAMME, ids=lambda act: act.place)
def test_every_region_of_the_sample_stands_at_its_stage_whatever_the_day(act, today):
    number = year_number(act.until, today)
    assert abs(number - today.year) <= 1
    if act.until == Stage.DELIVERING:
        assert date(number, 3, 1) < today
    if act.until not in (Stage.DELIVERING, Stage.EVALUATING, Stage.ARCHIVED):
        assert shift_of(act.until, number, today) is not None
