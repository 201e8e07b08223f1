"""难题: what a unit cannot solve alone goes before the leading group, which decides; the unit says how it was solved."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.utils import timezone

from engines import dates
from engines.dates import unexplained
from piaojue.commons.acting import acting
from piaojue.commons.evidence.models import Upload
from piaojue.commons.moves import Refused
from piaojue.commons.people.models import Body, Seat
from piaojue.commons.roles import Role
from piaojue.stages.deliver.calling import called_for
from piaojue.stages.deliver.models import Problem, Project, Talk
from piaojue.stages.deliver.moves import MOVES
from piaojue.stages.deliver.telling import tell_role, tell_unit

SHORTEST_PROBLEM, SHORTEST_ANSWER = 10, 5
USUAL_DAYS = timedelta(days=30)
"""Until a decision of the leading group is carried out, where it names no day (本站)."""
TALK_DAYS = timedelta(days=30)
"""Until what a talk asked for is done, where the talk names no day (本站)."""
COORDINATORS = [Role.LEADING_GROUP, Role.GOV_OFFICE]


def raise_problem(*, project: Project, text: str, by: Seat) -> Problem:
    """Bring a difficulty before the leading group. Raises NotYours for another unit, Refused."""
    problem = Problem(project=project, place=project.place, year=project.year, text=text.strip())
    with acting(MOVES["raise_problem"], project, by, makes=problem):
        if len(problem.text) < SHORTEST_PROBLEM:
            raise Refused(f"请写清难在哪里、需要谁协调什么（至少 {SHORTEST_PROBLEM} 个字）")
    tell_role(project, COORDINATORS, f"“{project.title}”上报难题，请协调。")
    return problem


def decide_problem(
    *,
    problem: Problem,
    decision: str,
    owner: Body | None = None,
    due: date | None = None,
    by: Seat,
    version: int | None = None,
) -> Problem:
    """The leading group's decision. owner: None: the project's unit; due: None: in `USUAL_DAYS`. Raises NotYours, Refused."""
    today = timezone.localdate()
    due = due or today + USUAL_DAYS
    with acting(MOVES["decide_problem"], problem, by, version=version) as act:
        problem = act.thing
        if len(decision.strip()) < SHORTEST_ANSWER:
            raise Refused("请写明协调决定：谁、做什么、何时完成")
        if wrong := unexplained(dates.due(due, today=today)):
            raise Refused(*wrong)
        problem.decision, problem.decided_by, problem.due = decision.strip(), by, due
        problem.decided_on = today
        problem.owner = owner or problem.project.department
        act.note(due=due.isoformat())
    tell_decided(problem)
    return problem


def tell_decided(problem: Problem) -> None:
    """Who carries it out, who decides and whose office keeps it hear what was decided."""
    words = f"领导小组已就“{problem.project.title}”的难题作出决定，请在 {problem.due} 前落实：{problem.decision}"
    tell_unit(problem.project, words[:300], body_id=problem.owner_id)
    tell_role(problem.project, COORDINATORS, words[:300])


def solve_problem(
    *, problem: Problem, solution: str, proofs: Iterable[Upload] = (), by: Seat, version: int | None = None
) -> Problem:
    """The owner says how it was solved, and shows it. Raises NotYours for another unit; Refused without words or proof."""
    kept = list(proofs)
    with acting(MOVES["solve_problem"], problem, by, version=version) as act:
        problem = act.thing
        if len(solution.strip()) < SHORTEST_ANSWER:
            raise Refused("请写明怎样解决的")
        if not kept:
            raise Refused("请附上能看出已经落实的照片或文件")
        problem.solution = solution.strip()
        problem.proofs.add(*kept)
    tell_role(problem.project, COORDINATORS, f"“{problem.project.title}”的难题已报解决。")
    return problem


def call_in(
    *,
    project: Project,
    who: str,
    held_on: date,
    agreed: str,
    due: date | None = None,
    by: Seat,
    version: int | None = None,
) -> Talk:
    """Keep that somebody was called in because of the lamps, and what was asked of the unit, which is told.

    due: by when the unit does it; None: `TALK_DAYS` after the talk
    raises: NotYours; Refused: the lamps ask for nobody, a day that is to come, no name, nothing agreed, a last day before the talk
    """
    escalation = called_for(project)
    talk = Talk(project=project, place=project.place, year=project.year, who=who.strip(), agreed=agreed.strip())
    talk.held_on, talk.why = held_on, escalation.sentence if escalation else ""
    talk.due = due or held_on + TALK_DAYS
    with acting(MOVES["call_in"], project, by, version=version, makes=talk):
        problems = [] if talk.who else ["请写明由谁约谈、约谈谁"]
        if held_on > timezone.localdate():
            problems.append("约谈以后再登记，日期不能晚于今天")
        if len(talk.agreed) < SHORTEST_PROBLEM:
            problems.append(f"请写明约谈要求：做什么、何时完成（至少 {SHORTEST_PROBLEM} 个字）")
        problems += unexplained(dates.due(talk.due, today=held_on))
        if problems:
            raise Refused(*problems)
    tell_unit(project, f"因“{project.title}”亮灯的约谈已经登记，请在 {talk.due} 前按约谈要求办理并报告。")
    return talk


def answer_talk(*, talk: Talk, answer: str, by: Seat, version: int | None = None) -> Talk:
    """The unit says what it has done of what the talk asked for. Raises NotYours for another unit, Refused."""
    with acting(MOVES["answer_talk"], talk, by, version=version) as act:
        talk = act.thing
        if len(answer.strip()) < SHORTEST_ANSWER:
            raise Refused("请写明约谈要求落实得怎样")
        talk.answer, talk.answered_on = answer.strip(), timezone.localdate()
    tell_role(talk.project, COORDINATORS, f"“{talk.project.title}”已报告约谈要求的落实情况。")
    return talk
