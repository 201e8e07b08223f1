"""Residents' questionnaire: open, close and count; its reasons kept from the public or shown."""

from django.utils import timezone

from piaojue.commons.acting import Doing, acting
from piaojue.commons.moves import Refused
from piaojue.commons.people.models import Seat
from piaojue.stages.evaluate.counting import ByGroup
from piaojue.stages.evaluate.judging import judge
from piaojue.stages.evaluate.models import ASKED, Item, Mark, Reason, Reply, Survey
from piaojue.stages.evaluate.moves import MOVES

POOLED = "全部回访项目合计"


def open_survey(*, survey: Survey, by: Seat, version: int | None = None) -> Survey:
    """Let residents answer. Raises NotYours, Refused."""
    with acting(MOVES["open_survey"], survey, by, version=version) as act:
        act.thing.opens_on = act.thing.opens_on or timezone.localdate()
        act.thing.begun = True
        if not act.thing.frame.filter(drawn=True).exists():
            act.note(asked=act.thing.frame.update(drawn=True))  # nobody was drawn: the whole list is asked
    return act.thing


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
    survey.valid = survey.present = replies
    survey.closes_on = min(survey.closes_on or timezone.localdate(), timezone.localdate())
    judge(survey, items)
    Item.objects.bulk_update(items, [*Mark.values, *Item.JUDGED])
    act.note(replies=replies)


def _count(survey: Survey, items: list[Item]) -> int:
    """Sum the replies on the rows and keep the groups; nothing is saved. Returns how many replies there are.

    Where people were drawn, theirs alone are judged: who came by oneself is counted apart.
    """
    drawn = survey.frame.filter(drawn=True).exists()
    counted = ByGroup(items)
    for reply in survey.replies.only("survey", "marks", "slices").iterator():
        counted.add(reply, judged=not drawn or reply.slices.via in ASKED)
    if survey.follow_up:
        pool_the_few(survey, items, counted)
    for item in items:
        for mark, number in zip(Mark.values, counted.judged[item.pk], strict=True):
            setattr(item, mark, number)
    survey.cells = () if survey.follow_up else counted.cells
    survey.members = survey.frame.filter(drawn=True).count() if drawn else counted.replies
    return counted.replies


def pool_the_few(survey: Survey, items: list[Item], counted: ByGroup) -> None:
    """Few people asked for one project and could be told apart: its own counts stay unsaid, a row for all together has them.

    The smallest are left unsaid until together they are enough: else all together, less what is said, would be the few.
    """
    least, whole = survey.year.settings.cell, [0, 0, 0, counted.replies]
    opinions = {pk: sum(counts[:3]) for pk, counts in counted.judged.items()}
    for counts in counted.judged.values():
        whole[:3] = [before + number for before, number in zip(whole, counts[:3], strict=False)]
    unsaid = 0
    for pk in sorted(opinions, key=lambda pk: (opinions[pk], pk)):
        if opinions[pk] >= least and not 0 < unsaid < least:
            break
        unsaid += opinions[pk]
        counted.judged[pk] = [0, 0, 0, counted.replies]
    whole[3] -= sum(whole[:3])
    pooled = Item.objects.create(survey=survey, title=POOLED)
    items.append(pooled)
    counted.judged[pooled.pk] = whole


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
