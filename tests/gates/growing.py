"""A year that grows: one more of everything that public pages show, and more on the pages of what came first."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from engines.counting import Rule
from engines.law import Base, Matter, Organ
from piaojue.commons.decisions.models import Decision, DecisionItem
from piaojue.commons.evidence.models import Upload
from piaojue.commons.instruments.models import Instrument
from piaojue.commons.people.models import Person, Seat
from piaojue.commons.places.models import Level, Place
from piaojue.commons.sittings.models import AgendaItem, Attendance, Sitting
from piaojue.commons.years.models import Paper, Year
from piaojue.journey.tests import make
from piaojue.stages.consult.models import Consultation, CouncilOpinion, Recommendation
from piaojue.stages.deliberate.models import Question
from piaojue.stages.deliver.models import Project, Report, Task
from piaojue.stages.evaluate.actions.answering import AGES
from piaojue.stages.evaluate.models import Item, Rectification, Reply, Subject, Survey
from piaojue.stages.evaluate.tests import make as evaluation
from piaojue.stages.evaluate.values import Groups, Summary
from piaojue.stages.group.models import Demand, Link, Second
from piaojue.stages.shortlist.models import Appeal, Dossier, DossierState, Outcome, Version
from piaojue.stages.suggest.models import Asked, Campaign, Suggestion, Support
from piaojue.stages.supervise.models import (
    Activity,
    ActivityKind,
    Assessment,
    CommitteeSays,
    DeputySuggestion,
    Finding,
    Interpellation,
    PlanLine,
    PlanState,
    ReviewOpinion,
    Signature,
    SupervisionPlan,
)
from piaojue.stages.vote.models import Result
from tests import cast as the_cast
from tests.cast import Cast

FROM, UNTIL = date(2026, 1, 10), date(2026, 1, 12)
SAMPLE = 40
"""Residents who say why they do not like one project."""


@dataclass(frozen=True)
class First:
    """What came first in the year: one of each, all of one wish."""

    suggestion: Suggestion
    demand: Demand
    outcome: Outcome
    dossier: Dossier
    result: Result
    project: Project

    @property
    def addresses(self) -> dict[str, int]:
        """Name in an address → id."""
        return {
            **{name: thing.pk for name, thing in vars(self).items()},
            "sitting": self.result.poll.sitting_id,
            "finding": self.project.findings.order_by("pk")[0].pk,
            "activity": Activity.objects.filter(year=self.project.year).order_by("pk")[0].pk,
            "question": self.dossier.questions.order_by("pk")[0].pk,
            "suggested": DeputySuggestion.objects.order_by("pk")[0].pk,
            "called": Interpellation.objects.order_by("pk")[0].pk,
            "decision": Decision.objects.order_by("pk")[0].pk,
            "instrument": Instrument.objects.order_by("pk")[0].pk,
            "plan": SupervisionPlan.objects.order_by("pk")[0].pk,
            "opinion": ReviewOpinion.objects.order_by("pk")[0].pk,
            "paper": Paper.objects.filter(year=self.project.year).order_by("pk")[0].pk,
            "survey": Survey.objects.filter(year=self.project.year).order_by("pk")[0].pk,
        }


def grow(cast: Cast, year: Year, numbers: range, first: First | None = None) -> First:
    """One more of everything for each number; what came first gets longer itself."""
    make.at_stage(year, "soliciting")
    for n in numbers:
        neighbour(cast, n)
        suggestion = make.suggestion(cast, year, title=f"给东街小区{n}号楼加装电梯")
        demand = make.demand(cast, suggestion)
        outcome = make.answered(cast, demand)
        dossier = make.candidate(cast, demand, no=n + 1)
        result = make.voted(cast, dossier)
        project = make.running(cast, dossier, state="completed", progress=100, code=f"P{n}")
        Paper.objects.create(year=year, kind="other", title=f"公告{n}", public=True, seat=cast.clerk_li)
        Campaign.objects.create(
            place=year.place, year=year, title=f"征集{n}", text="请提", opens_on=FROM, closes_on=UNTIL
        )
        first = first or First(suggestion, demand, outcome, dossier, result, project)
        lengthen_wish(cast, year, n, first)
        lengthen_choice(cast, year, n, first, dossier)
        lengthen_work(cast, year, n, first.project)
        lengthen_law(year, n, first)
    make.at_stage(year, "evaluating")
    for _ in numbers:
        evaluation.judged(cast, ("电梯", 50, 8, 2), year=year)
    Survey.objects.filter(year=year, state="judged").update(state="published", published_on=timezone.localdate())
    assert first is not None
    return first


def neighbour(cast: Cast, n: int) -> None:
    """One more banner beside 新城区, with a year and a session of its own."""
    place = Place.objects.create(code=f"1501{n + 10}", name=f"旗{n}", level=Level.COUNTY, parent=cast.places["1501"])
    the_cast.year(place, stage="soliciting" if n % 2 else "delivering")
    days = {"starts_on": FROM, "ends_on": UNTIL}
    Sitting.objects.create(place=place, body=cast.deputy_dong.body, kind="session", name=f"第{n}次会议", **days)


def lengthen_wish(cast: Cast, year: Year, n: int, first: First) -> None:
    """One more who asks for the first demand, supports the first suggestion and is not content with the answer."""
    person = Person.objects.create(username=f"p{n}", name="居民")
    Second.objects.create(demand=first.demand, person=person)
    Support.objects.create(suggestion=first.suggestion, person=person)
    Asked.objects.create(
        place=year.place,
        year=year,
        suggestion=first.suggestion,
        text="几时开工",
        state="open",
        created_by=cast.resident_wang,
    )
    first.suggestion.photos.add(picture(cast))
    another = make.suggestion(cast, year, title=f"东街社区电梯{n}")
    Link.objects.create(demand=first.demand, suggestion=another, reason="同一诉求", seat=cast.clerk_li)
    Appeal.objects.create(place=year.place, year=year, outcome=first.outcome, person=person, text="请再看看")


def lengthen_choice(cast: Cast, year: Year, n: int, first: First, dossier: Dossier) -> None:
    """One more version, picture and question of the first dossier; one more at its session, in its vote and its result."""
    sitting = first.result.poll.sitting
    Version.objects.create(dossier=first.dossier, number=n + 2, content={}, seat=cast.government_liu)
    first.dossier.photos.add(picture(cast))
    Question.objects.create(
        place=year.place, year=year, dossier=first.dossier, text=f"几时完工{n}?", asked_by=cast.deputy_dong
    )
    AgendaItem.objects.create(sitting=sitting, order=n, title=f"议程{n}")
    Attendance.objects.create(sitting=sitting, seat=Seat.objects.order_by("pk")[n])
    Result.objects.create(
        poll=first.result.poll, dossier=dossier, key=f"more{n}", title=f"候选{n}", adopted=False, sentence="未入选。"
    )


def lengthen_law(year: Year, n: int, first: First) -> None:
    """One more decision of the first session, one more item, name and scan of the first decision, one more local rule."""
    sitting = first.result.poll.sitting
    numbers = {"roll": 9, "present": 9, "quorum": 6, "base": Base.ALL.value, "needed": 5, "organ": Organ.CONGRESS.value}
    Decision.objects.create(
        place=year.place,
        year=year,
        sitting=sitting,
        matter=Matter.AGENDA.value,
        title=f"议程{n}",
        text="通过",
        decided_on=FROM,
        public=True,
        **numbers,
    )
    decision = Decision.objects.order_by("pk")[0]
    votes = {"ayes": 9, "noes": 0, "abstentions": 0, "passed": True}
    DecisionItem.objects.create(decision=decision, order=n, kind="years.year", thing_id=n, title=f"事项{n}", **votes)
    decision.came.add(Seat.objects.order_by("pk")[n])
    Instrument.objects.create(
        place=year.place, kind="measures", title=f"办法{n}", issuer="新城区人大常委会", starts_on=FROM
    )


def lengthen_work(cast: Cast, year: Year, n: int, project: Project) -> None:
    """One more report, task, inspection and finding of the first project, and a picture of its first finding."""
    own = {"place": year.place, "year": year}
    Report.objects.create(project=project, month=f"2026-{n + 1:02d}", percent=10, text="已开工", **own)
    Task.objects.create(project=project, title=f"节点{n}", due=date(2026, 6, 1), share=10, **own)
    themed = {"kind": ActivityKind.THEMED, "title": f"视察{n}", "held_on": date(2026, 6, 1)}
    visit = Activity.objects.create(project=project, leader=cast.deputy_dong, **themed, **own)
    unit = cast.department_chen.body
    Finding.objects.create(project=project, activity=visit, text=f"围挡占道{n}", assigned_to=unit, **own)
    Finding.objects.create(project=project, activity=Activity.objects.order_by("pk")[0], text=f"又占道{n}", **own)
    finding = project.findings.order_by("pk")[0]
    finding.photos.add(picture(cast))
    finding.proofs.add(picture(cast))
    lengthen_formal_ways(cast, n, finding, own)
    lengthen_plan(n, project, own)


def lengthen_plan(n: int, project: Project, own: dict) -> None:
    """One more published plan; one more line of the first, with the projects, the regions and the activity that it covers."""
    SupervisionPlan.objects.create(state=PlanState.PUBLISHED, title=f"监督计划{n}", **own)
    visit = Activity.objects.create(kind=ActivityKind.RESEARCH, title=f"调研{n}", held_on=UNTIL, **own)
    plan = SupervisionPlan.objects.order_by("pk")[0]
    line = PlanLine.objects.create(
        plan=plan, kind=visit.kind, title=visit.title, held_on=UNTIL, note="半年一次", activity=visit, **own
    )
    for row in {line, plan.lines.order_by("pk")[0]}:
        row.projects.add(*Project.objects.filter(year=project.year))
        row.regions.add(*Place.objects.filter(level=Level.COUNTY))
    visit.regions.add(*Place.objects.filter(level=Level.COUNTY))


def lengthen_formal_ways(cast: Cast, n: int, finding: Finding, own: dict) -> None:
    """One more deputy's suggestion, 质询, 审议意见; one more opinion on the first finding, one more name under the first 质询."""
    seat = Seat.objects.order_by("pk")[n]
    Assessment.objects.create(finding=finding, agrees=True, note="看过了", created_by=seat, **own)
    DeputySuggestion.objects.create(
        project=finding.project,
        state="answered",
        title=f"建议{n}",
        text="尽快",
        answer="会办",
        assigned_to=cast.department_chen.body,
        answered_by=cast.department_chen,
        answered_at=timezone.now(),
        created_by=cast.deputy_dong,
        **own,
    )
    sitting = Sitting.objects.filter(place=own["place"]).order_by("pk")[0]
    row = Interpellation.objects.create(
        sitting=sitting, state="asked", asked_of=cast.department_chen.body, title=f"质询{n}", text="为何", **own
    )
    for one in {row, Interpellation.objects.order_by("pk")[0]}:
        Signature.objects.get_or_create(interpellation=one, seat=seat, defaults=own)
    said = CommitteeSays("社会建设委员会", "同意", FROM)
    ReviewOpinion.objects.create(
        sitting=sitting, state="published", report=f"报告{n}", text="加快", comments=(said,), **own
    )


def picture(cast: Cast) -> Upload:
    """Public: everybody sees it on its page."""
    upload = evaluation.photo(cast)
    Upload.objects.filter(pk=upload.pk).update(public=True)
    return upload


def council_meets(cast: Cast, numbers: range) -> Consultation:
    """东街街道's council: one more meeting for each number, and one more item, opinion and recommendation of the first."""
    year = Year.objects.filter(place=cast.dongjie).first() or the_cast.year(cast.dongjie, stage="consulting")
    own = {"place": year.place, "year": year}
    for n in numbers:
        sitting = Sitting.objects.create(
            place=year.place, body=cast.council_yu.body, kind="council", name=f"会商{n}", starts_on=FROM, ends_on=FROM
        )
        Consultation.objects.create(sitting=sitting, state="confirmed", rule=Rule(seats=2).to_json(), **own)
        meeting = Consultation.objects.order_by("pk")[0]
        dossier = Dossier.objects.create(
            no=n + 1, title=f"路灯{n}", spot=cast.community, state=DossierState.CANDIDATE, **own
        )
        meeting.dossiers.add(dossier)
        minuted = {"consultation": meeting, "dossier": dossier}
        CouncilOpinion.objects.create(speaker=cast.council_yu, text="可以", **minuted, **own)
        Recommendation.objects.create(recommended=True, confirmed=True, sentence="推荐。", **minuted, **own)
        Attendance.objects.create(sitting=meeting.sitting, seat=Seat.objects.order_by("pk")[n])
    return meeting


def residents_say_why(cast: Cast, year: Year, numbers: range) -> dict[str, int]:
    """Residents' surveys, one published, one open: a row for each number, and many who say why they do not like it."""
    own = {"place": year.place, "year": year, "subject": Subject.RESIDENTS}
    published, _ = Survey.objects.get_or_create(title="居民测评", defaults={"state": "published"}, **own)
    asking, _ = Survey.objects.get_or_create(title="再次测评", defaults={"state": "open"}, **own)
    projects = list(Project.objects.filter(year=year).order_by("pk"))
    for n in numbers:
        item = Item.objects.create(survey=published, project=projects[n], title=f"项目{n}", dissatisfied=SAMPLE, rank=1)
        Item.objects.create(survey=asking, project=projects[n], title=f"项目{n}")
        Reply.objects.bulk_create(
            Reply(
                survey=published,
                digest=f"{n}-{who}",
                marks={item.pk: "dissatisfied"},
                reasons={item.pk: f"电梯常停{who}"},
                slices=Groups(age=AGES[who % 3]),
            )
            for who in range(SAMPLE)
        )
        order = {"place": year.place, "year": year, "order": "限期修好", "due": date(2026, 12, 31)}
        ordered = Rectification.objects.create(project=projects[n], item=item, **order)
        ordered.proofs.add(*(evaluation.photo(cast) for _ in numbers))
    Survey.objects.filter(pk=published.pk).update(valid=SAMPLE, summary=Summary("0", "0", "共测评若干项。", ()))
    first = Rectification.objects.order_by("pk")[0]
    return {"residents": published.pk, "asking": asking.pk, "rectification": first.pk}
