"""Replies of residents: signed in by telephone, by the code of an invitation, or typed from a sheet of paper."""

from collections.abc import Mapping
from dataclasses import replace

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from piaojue.commons.acting import acting
from piaojue.commons.moves import Move, Refused
from piaojue.commons.people.models import Seat
from piaojue.stages.evaluate.codes import digest_of, invitee_of
from piaojue.stages.evaluate.models import Arrival, Invitee, Mark, Reply, Side, Survey, Via
from piaojue.stages.evaluate.moves import MOVES
from piaojue.stages.evaluate.values import Groups

AGES = ["35 岁以下", "35–59 岁", "60 岁以上"]
SHORTEST_REASON, LONGEST_REASON, LONGEST_PLACE = 4, 300, 40
Marks = Mapping[int, str]


class AlreadyAnswered(Refused):
    """The telephone or the code has answered; it is counted, and nothing else is kept of it."""


def reply(
    *,
    survey: Survey,
    marks: Marks,
    by: Seat,
    reasons: Marks | None = None,
    about: Groups | None = None,
    aware: bool | None = None,
    source: str = "",
) -> Reply:
    """Keep one phone's answer. The log says that somebody answered, never who, nor which row it is.

    Whoever was drawn from the frame and signs in speaks for the frame, as by the invitation.

    marks:   item id → one of Mark; rows left out count as unknown
    reasons: item id → text, required (4 characters or more) for each dissatisfied
    aware:   had heard of it before; counted for the whole year only (queries.awareness)
    source:  a mark of the network, counted apart from the answer
    raises:  NotYours, Refused with everything that is missing
    """
    phone = by.person.phone or "" if by else ""
    invitee = Invitee.objects.filter(survey=survey, phone=phone, drawn=True).first() if phone else None
    said = replace(_checked_groups(about or Groups()), via=Via.OPEN)
    answer = Reply(survey=_fresh(survey), aware=aware, slices=said, digest=digest_of(survey, phone))
    if invitee is not None:
        answer.slices = _of_the_frame(invitee, said, Via.INVITED)
    return _keep(MOVES["reply"], answer, (marks, reasons or {}), invitee, by, source)


def reply_invited(
    *,
    invitee: Invitee,
    marks: Marks,
    by: Seat | None = None,
    reasons: Marks | None = None,
    about: Groups | None = None,
    aware: bool | None = None,
    source: str = "",
) -> Reply:
    """Keep the answer of one invitation, whose code was opened; nobody signs in. Otherwise as `reply`. Raises Refused."""
    answer = Reply(survey=_fresh(invitee.survey), aware=aware, digest=_digest_for(invitee))
    via = Via.INVITED if invitee.phone else Via.SHEET
    answer.slices = _of_the_frame(invitee, _checked_groups(about or Groups()), via)
    return _keep(MOVES["reply_invited"], answer, (marks, reasons or {}), invitee, by, source)


def enter_paper(
    *,
    survey: Survey,
    code: str,
    marks: Marks,
    by: Seat,
    reasons: Marks | None = None,
    about: Groups | None = None,
    aware: bool | None = None,
) -> Reply:
    """Type a sheet of paper, which has the code of one drawn person. Raises NotYours, Refused: no such code, answered already."""
    invitee = invitee_of(code)
    if invitee is None or invitee.survey_id != survey.pk:
        raise Refused("没有这个问卷编号，请按问卷右上角的编号输入")
    answer = Reply(survey=_fresh(survey), aware=aware, digest=_digest_for(invitee))
    answer.slices = _of_the_frame(invitee, _checked_groups(about or Groups()), Via.PAPER)
    return _keep(MOVES["enter_paper"], answer, (marks, reasons or {}), invitee, by, "")


def _fresh(survey: Survey) -> Survey:
    return Survey.objects.select_related(*Survey.locked_with).get(pk=survey.pk)


def _checked_groups(about: Groups) -> Groups:
    side = about.side if about.side in (Side.PROPOSER, Side.OTHER) else ""
    return Groups(about.age if about.age in AGES else "", about.place[:LONGEST_PLACE], side)


def _of_the_frame(invitee: Invitee, said: Groups, via: Via) -> Groups:
    """Place and side are the frame's, or its groups would not be those that were drawn."""
    return Groups(said.age, invitee.at, invitee.side, via)


def _keep(
    line: Move, answer: Reply, given: tuple[Marks, Marks], invitee: Invitee | None, by: Seat | None, source: str
) -> Reply:
    survey = answer.survey
    via = answer.slices.via
    try:
        with transaction.atomic(), acting(line, survey, by, makes=answer) as act:
            answer.marks, answer.reasons = _checked(survey, *given, only=invitee.item_id if invitee else None)
            if not _claimed(invitee) or Reply.objects.filter(survey=survey, digest=answer.digest).exists():
                raise AlreadyAnswered(_("已经评价过了，每个手机号、每份邀请评价一次"))
            act.also(MOVES["receive_reply"], survey)
            _arrive(survey, via, source, "number")
    except IntegrityError:  # two at once
        _arrive(survey, via, source, "again")
        raise AlreadyAnswered(_("已经评价过了，每个手机号、每份邀请评价一次")) from None
    except AlreadyAnswered:
        _arrive(survey, via, source, "again")
        raise
    return answer


def _claimed(invitee: Invitee | None) -> bool:
    """Whether the invitation is used now for the first time; nobody was invited: it is."""
    return invitee is None or bool(Invitee.objects.filter(pk=invitee.pk, answered=False).update(answered=True))


def _arrive(survey: Survey, via: str, source: str, what: str) -> None:
    row, _made = Arrival.objects.get_or_create(survey=survey, day=timezone.localdate(), via=via, source=source)
    Arrival.objects.filter(pk=row.pk).update(**{what: F(what) + 1})


def _digest_for(invitee: Invitee) -> str:
    """Of an invited phone that phone's, so that it cannot answer by both ways; else the invitation's."""
    return digest_of(invitee.survey, invitee.phone or f"invitation {invitee.pk}")


def _checked(
    survey: Survey, marks: Marks, reasons: Marks, *, only: int | None
) -> tuple[dict[int, str], dict[int, str]]:
    """(mark, reason) of each row, as they are kept; only: the one row that is asked about. Raises Refused with every objection."""
    titles = dict(survey.items.values_list("pk", "title"))
    if set(marks) - (set(titles) if only is None else {only}):
        raise Refused(_("评价的项目已经变化，请刷新后重新填写"))
    given = {pk: marks.get(pk) or Mark.UNKNOWN.value for pk in titles}
    bad = [pk for pk, mark in marks.items() if mark == Mark.DISSATISFIED]
    why = {pk: str(reasons.get(pk, "")).strip()[:LONGEST_REASON] for pk in bad}
    problems = [
        _("“%(item)s”的评价请从满意、基本满意、不满意、不了解中选") % {"item": titles[pk]}
        for pk, mark in given.items()
        if mark not in Mark.values
    ]
    problems += [
        _("您对“%(item)s”不满意，请写明理由（至少 4 个字），以便整改") % {"item": titles[pk]}
        for pk, text in why.items()
        if len(text) < SHORTEST_REASON
    ]
    if all(mark == Mark.UNKNOWN for mark in given.values()):
        problems.append(_("请至少评价一个项目"))
    if problems:
        raise Refused(*problems)
    return given, why
