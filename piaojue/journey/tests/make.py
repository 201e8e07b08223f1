"""A whole life of a suggestion, room by room."""

from django.utils import timezone

from engines.counting import Counts, ItemCount
from piaojue.commons.sittings.models import Sitting
from piaojue.commons.years.models import Year
from piaojue.stages.deliver.models import Baseline, Project
from piaojue.stages.evaluate.tests import make as evaluation
from piaojue.stages.group.models import Demand, Link
from piaojue.stages.shortlist.models import Dossier, DossierState, Outcome, Version
from piaojue.stages.suggest.models import Suggestion
from piaojue.stages.suggest.tests import make as suggest
from piaojue.stages.supervise.models import Finding
from piaojue.stages.vote.models import Poll, PollState, Result
from tests import cast as the_cast
from tests.scenes import scene


def suggestion(cast, year: Year | None = None, title: str = "给东街小区加装电梯") -> Suggestion:
    """王大妈's suggestion, in the season of suggestions."""
    year = year or the_cast.year(cast.xincheng, stage="soliciting")
    return suggest.suggestion(cast, year, title=title, content="老人上下楼不便")


def at_stage(year: Year, stage: str) -> Year:
    """The year later on its road."""
    Year.objects.filter(pk=year.pk).update(stage=stage)
    year.refresh_from_db()
    return year


def demand(cast, of: Suggestion) -> Demand:
    made = Demand.objects.create(place=of.place, year=of.year, title="老旧小区加装电梯", spot=of.spot, voices=12)
    Link.objects.create(demand=made, suggestion=of, reason="同一小区同一诉求", seat=cast.clerk_li)
    return made


def answered(cast, of: Demand, disposition: str = "shortlisted", code: str = "adopted") -> Outcome:
    return Outcome.objects.create(
        place=of.place,
        year=of.year,
        demand=of,
        disposition=disposition,
        code=code,
        answer="已列入初定项目",
        answered_by=cast.clerk_li,
        department=cast.department_chen.body,
    )


def candidate(cast, of: Demand, no: int = 1) -> Dossier:
    made = Dossier.objects.create(
        place=of.place,
        year=of.year,
        no=no,
        title="老旧小区加装电梯",
        purpose="方便出行",
        scope="加装 20 部",
        spot=of.spot,
        state=DossierState.CANDIDATE,
        department=cast.department_chen.body,
    )
    made.demands.add(of)
    Version.objects.create(dossier=made, number=1, content={}, frozen=True)
    return made


def voted(cast, of: Dossier, adopted: bool = True) -> Result:
    sitting = Sitting.objects.create(
        place=of.place,
        body=cast.deputy_dong.body,
        kind="session",
        name="第六次会议",
        starts_on="2026-01-10",
        ends_on="2026-01-12",
    )
    poll = Poll.objects.create(
        place=of.place,
        year=of.year,
        sitting=sitting,
        title="票决",
        state=PollState.CONFIRMED,
        confirmed_at=timezone.now(),
        counts=Counts(212, 212, 212, 0, {"d1": ItemCount(200, 10, 2)}).to_json(),
    )
    return Result.objects.create(
        poll=poll,
        dossier=of,
        key="d1",
        title=of.title,
        rank=1,
        approve=200,
        against=10,
        abstain=2,
        adopted=adopted,
        sentence="入选。",
    )


def running(cast, of: Dossier, state: str = "running", progress: int = 60, code: str = "EL2026") -> Project:
    assert of.no is not None, "a candidate has its number"
    made = Project.objects.create(
        place=of.place,
        year=of.year,
        no=of.no,
        code=code,
        title=of.title,
        type="works",
        dossier=of,
        spot=of.spot,
        department=of.department,
        state=state,
        progress=progress,
    )
    Baseline.objects.create(project=made, number=1, scope=of.scope, year_yuan=2_000_000, reason="票决")
    Finding.objects.create(place=of.place, year=of.year, project=made, text="围挡占道", state="closed")
    return made


@scene
def whole_life(cast) -> Suggestion:
    """From the first word to the score."""
    first = suggestion(cast)
    wanted = demand(cast, first)
    answered(cast, wanted)
    dossier = candidate(cast, wanted)
    voted(cast, dossier)
    project = running(cast, dossier, state="completed", progress=100)
    year = at_stage(first.year, "evaluating")
    evaluation.judged(cast, (project.title, 50, 8, 2), year=year)
    survey = year_survey(year)
    survey.state, survey.published_on = "published", timezone.localdate()
    survey.save()
    return first


def year_survey(year: Year):
    from piaojue.stages.evaluate.models import Survey

    return Survey.objects.get(year=year)
