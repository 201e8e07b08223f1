"""难题: what a unit cannot solve alone goes before the leading group, which decides; the unit says how it was solved."""

from piaojue.commons.acting import acting
from piaojue.commons.moves import Refused
from piaojue.commons.people.models import Seat
from piaojue.commons.roles import Role
from piaojue.stages.deliver.models import Problem, Project
from piaojue.stages.deliver.moves import MOVES
from piaojue.stages.deliver.telling import tell_role, tell_unit

SHORTEST_PROBLEM, SHORTEST_ANSWER = 10, 5
COORDINATORS = [Role.LEADING_GROUP, Role.GOV_OFFICE]


def raise_problem(*, project: Project, text: str, by: Seat) -> Problem:
    """Bring a difficulty before the leading group. Raises NotYours for another unit, Refused."""
    problem = Problem(project=project, place=project.place, year=project.year, text=text.strip())
    with acting(MOVES["raise_problem"], project, by, makes=problem):
        if len(problem.text) < SHORTEST_PROBLEM:
            raise Refused(f"请写清难在哪里、需要谁协调什么（至少 {SHORTEST_PROBLEM} 个字）")
    tell_role(project, COORDINATORS, f"“{project.title}”上报难题，请协调。")
    return problem


def decide_problem(*, problem: Problem, decision: str, by: Seat, version: int | None = None) -> Problem:
    """The leading group's decision. Raises NotYours, Refused."""
    with acting(MOVES["decide_problem"], problem, by, version=version) as act:
        problem = act.thing
        if len(decision.strip()) < SHORTEST_ANSWER:
            raise Refused("请写明协调决定：谁、做什么、何时完成")
        problem.decision, problem.decided_by = decision.strip(), by
    tell_unit(problem.project, f"领导小组已就“{problem.project.title}”的难题作出决定，请落实。")
    return problem


def solve_problem(*, problem: Problem, solution: str, by: Seat, version: int | None = None) -> Problem:
    """The unit says how it was solved. Raises NotYours for another unit, Refused."""
    with acting(MOVES["solve_problem"], problem, by, version=version) as act:
        problem = act.thing
        if len(solution.strip()) < SHORTEST_ANSWER:
            raise Refused("请写明怎样解决的")
        problem.solution = solution.strip()
    tell_role(problem.project, COORDINATORS, f"“{problem.project.title}”的难题已报解决。")
    return problem
