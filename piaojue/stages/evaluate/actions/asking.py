"""Residents' questionnaire: open, one reply a phone, close and count; its reasons kept from the public or shown."""

from collections.abc import Mapping

from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from piaojue.commons.acting import Doing, acting
from piaojue.commons.moves import Refused
from piaojue.commons.people.models import Seat
from piaojue.stages.evaluate.judging import judge
from piaojue.stages.evaluate.models import Item, Mark, Reason, Reply, Survey
from piaojue.stages.evaluate.moves import MOVES
from piaojue.stages.evaluate.values import Groups

AGES = ["35 岁以下", "35–59 岁", "60 岁以上"]
SHORTEST_REASON, LONGEST_REASON, LONGEST_PLACE = 4, 300, 40


def open_survey(*, survey: Survey, by: Seat, version: int | None = None) -> Survey:
    """Let residents answer. Raises NotYours, Refused."""
    with acting(MOVES["open_survey"], survey, by, version=version) as act:
        act.thing.opens_on = act.thing.opens_on or timezone.localdate()
        act.thing.begun = True
    return act.thing


def reply(
    *,
    survey: Survey,
    marks: Mapping[int, str],
    by: Seat,
    reasons: Mapping[int, str] | None = None,
    age: str = "",
    place: str = "",
    aware: bool | None = None,
) -> Reply:
    """Keep one phone's answer. The log says that somebody answered, never who, nor which row it is.

    marks:   item id → one of Mark; rows left out count as unknown
    aware:   had heard of it before; counted for the whole year only (queries.awareness)
    reasons: item id → text, required (4 characters or more) for each dissatisfied
    raises:  NotYours, Refused with everything that is missing
    """
    survey = Survey.objects.select_related(*Survey.locked_with).get(pk=survey.pk)
    answer = Reply(survey=survey, aware=aware)
    with acting(MOVES["reply"], survey, by, makes=answer) as act:
        answer.digest = digest_of(survey, by)
        answer.marks, answer.reasons = _checked(survey, marks, reasons or {})
        answer.slices = Groups(age=age if age in AGES else "", place=place[:LONGEST_PLACE])
        if Reply.objects.filter(survey=survey, digest=answer.digest).exists():
            raise Refused("这个手机号已经评价过了，每个手机号评价一次")
        act.also(MOVES["receive_reply"], survey)
    return answer


def close_survey(*, survey: Survey, by: Seat, version: int | None = None) -> Survey:
    """End the questionnaire on its day, count the replies and judge them. Raises NotYours, Refused: nobody answered, too early."""
    with acting(MOVES["close_survey"], survey, by, version=version) as act:
        close(act)
    return act.thing


def close(act: Doing[Survey]) -> None:
    """Count the replies and judge them. Raises Refused: nobody answered."""
    survey = act.thing
    items = list(survey.items.all())
    replies = _count(survey, items)
    if not replies:
        raise Refused("还没有人评价，不能截止。可以延长时间，或发短信、张贴二维码请居民参加")
    survey.valid = survey.members = survey.present = replies
    survey.closes_on = min(survey.closes_on or timezone.localdate(), timezone.localdate())
    judge(survey, items)
    Item.objects.bulk_update(items, [*Mark.values, *Item.JUDGED])
    act.note(replies=replies)


def _count(survey: Survey, items: list[Item]) -> int:
    """Sum the replies on the rows; nothing is saved. Returns how many replies there are."""
    replies, counts = 0, {item.pk: dict.fromkeys(Mark.values, 0) for item in items}
    for marks in survey.replies.values_list("marks", flat=True).iterator():
        replies += 1
        for item in items:
            counts[item.pk][marks.get(item.pk, Mark.UNKNOWN)] += 1
    for item in items:
        for mark, number in counts[item.pk].items():
            setattr(item, mark, number)
    return replies


def hide_reason(*, reason: Reason, by: Seat) -> Reason:
    """Keep one reason for 不满意 from the public page: it names somebody, it insults. Raises NotYours, Refused."""
    with acting(MOVES["hide_reason"], reason.reply.survey, by) as act:
        _set_hidden(reason, True)
        act.note(item=reason.item.pk)
    return reason


def show_reason(*, reason: Reason, by: Seat) -> Reason:
    """Show a hidden reason again. Raises NotYours, Refused."""
    with acting(MOVES["show_reason"], reason.reply.survey, by) as act:
        _set_hidden(reason, False)
        act.note(item=reason.item.pk)
    return reason


def _set_hidden(reason: Reason, hidden: bool) -> None:
    reply, key = Reply.objects.select_for_update().get(pk=reason.reply.pk), reason.item.pk
    reply.hidden = sorted({*reply.hidden, key} if hidden else set(reply.hidden) - {key})
    reply.save(update_fields=["hidden"])


def digest_of(survey: Survey, by: Seat) -> str:
    """The keyed digest of a phone in one survey: the same phone cannot be followed from survey to survey."""
    return salted_hmac(f"piaojue.evaluate.reply.{survey.pk}", by.person.phone or "", algorithm="sha256").hexdigest()


def _checked(
    survey: Survey, marks: Mapping[int, str], reasons: Mapping[int, str]
) -> tuple[dict[int, str], dict[int, str]]:
    """(mark, reason) of each row, as they are kept. Raises Refused with every objection."""
    titles = dict(survey.items.values_list("pk", "title"))
    if set(marks) - set(titles):
        raise Refused("评价的项目已经变化，请刷新后重新填写")
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
        problems.append("请至少评价一个项目")
    if problems:
        raise Refused(*problems)
    return given, why
