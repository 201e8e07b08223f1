"""送阅 and 审议: deputies read, ask, write outlines; departments answer; groups deliberate."""

from piaojue.commons.people.models import Seat
from piaojue.commons.roles import Role
from piaojue.commons.sittings.models import Sitting
from piaojue.rehearsal.stage import Stage
from piaojue.rehearsal.texts import OPINIONS, QUESTIONS
from piaojue.stages.deliberate import actions
from piaojue.stages.deliberate.public import Question, open_questions
from piaojue.stages.shortlist.public import Dossier, DossierState


def candidates(stage: Stage) -> list[Dossier]:
    return list(
        Dossier.objects.filter(year=stage.year, state=DossierState.CANDIDATE)
        .select_related("place", "year", "department")
        .order_by("no")
    )


def circulate(stage: Stage, sitting: Sitting) -> None:
    actions.circulate(year=stage.year, sitting=sitting, by=stage.company[Role.SECRETARIAT], note="请会前研读。")


def read(stage: Stage, share: float = 0.7) -> None:
    """Most deputies open most dossiers."""
    rows = candidates(stage)
    for seat in stage.bar(stage.company.deputies, "研读"):
        if stage.luck.random() < share:
            for dossier in rows[: stage.luck.randrange(len(rows) // 2, len(rows) + 1)]:
                actions.read(dossier=dossier, by=seat)


def ask(stage: Stage, number: int = 5) -> list[Question]:
    rows = candidates(stage)
    return [
        actions.ask(
            dossier=stage.luck.choice(rows),
            text=stage.luck.choice(QUESTIONS),
            by=stage.luck.choice(stage.company.deputies),
        )
        for _ in range(number)
    ]


def answer_all(stage: Stage, *, at_most: int | None = None) -> None:
    """Each responsible unit answers; `at_most` questions."""
    for question in open_questions(stage.year).select_related("dossier__department").order_by("pk")[:at_most]:
        seat = Seat.objects.in_office().filter(body=question.dossier.department, role=Role.DEPARTMENT).first()
        actions.answer_question(
            question=question,
            text="资金已列入年初预算和上级补助计划，管护由责任单位承担，实施前将再次征求周边居民意见。",
            by=seat or stage.company[Role.GOV_OFFICE],
        )


def groups(stage: Stage, sitting: Sitting) -> None:
    """Every delegation deliberates and speaks about some candidates."""
    rows, deputies = candidates(stage), stage.company.deputies
    delegations = {seat.delegation.pk: seat.delegation for seat in deputies if seat.delegation}
    for delegation in delegations.values():
        session = actions.hold_group_session(
            year=stage.year,
            sitting=sitting,
            delegation=delegation,
            minutes="代表围绕候选项目逐项发言，充分讨论。",
            minutes_spent=stage.luck.randrange(90, 180, 10),
            by=stage.company[Role.SECRETARIAT],
        )
        members = [seat for seat in deputies if seat.delegation_id == delegation.pk]
        for dossier in stage.luck.sample(rows, min(4, len(rows))):
            actions.minute_opinion(
                session=session, dossier=dossier, text=stage.luck.choice(OPINIONS), by=stage.luck.choice(members)
            )
