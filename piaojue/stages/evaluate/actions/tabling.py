"""Tables: typed, imported, or taken from a confirmed poll; judged at once, refused when they do not add up."""

from collections.abc import Sequence
from dataclasses import replace

from piaojue.commons.acting import Doing, acting
from piaojue.commons.moves import Refused
from piaojue.commons.people.models import Seat
from piaojue.stages.evaluate.actions.preparing import lay_out
from piaojue.stages.evaluate.judging import judge
from piaojue.stages.evaluate.models import Item, Survey
from piaojue.stages.evaluate.moves import MOVES
from piaojue.stages.evaluate.tables import COUNTS, TableRow
from piaojue.stages.evaluate.values import ItemDraft, Summary
from piaojue.stages.vote.public import PollState, satisfaction_rows


def enter_table(
    *,
    survey: Survey,
    rows: Sequence[TableRow],
    valid: int,
    by: Seat,
    members: int | None = None,
    present: int | None = None,
    version: int | None = None,
) -> Survey:
    """Enter the whole table of a sitting or a third party and judge it.

    valid: 有效票 (张, 份); members: 全体组成人员; present: 到会 (人), default: as many as valid
    A table that does not add up is kept as it was typed, in the state REFUSED with the reasons in `refusal`. It can be
    corrected, never published.
    raises: NotYours, Refused (rows that are not those of the survey; members missing where the formula needs them)
    """
    with acting(MOVES["enter_table"], survey, by, version=version) as act:
        survey = act.thing
        if valid < 1:
            raise Refused("请填写有效票（份）数，至少 1")
        if not survey.items.exists():
            lay_out(survey, [ItemDraft(row.title, row.unit) for row in rows])
        items = list(survey.items.all())
        _write_rows(items, rows)
        survey.valid, survey.members, survey.present = valid, members or present or valid, present or valid
        _judge(act, items)
    return survey


def clear_table(*, survey: Survey, version: int, by: Seat) -> Survey:
    """Take a whole table back that was entered by mistake: the rows stay, empty, and the survey can be filled in anew.

    version: what the survey had when the table was entered
    raises:  NotYours; Refused: somebody has changed it since, it is published
    """
    with acting(MOVES["clear_table"], survey, by, version=version) as act:
        survey, items = act.thing, list(act.thing.items.all())
        for item in items:
            item.satisfied = item.fairly = item.dissatisfied = item.unknown = 0
            item.wrong, item.verdict, item.sentence, item.rank, item.positive_rate = False, "", "", None, None
        Item.objects.bulk_update(items, [*COUNTS, *Item.JUDGED])
        survey.valid = survey.members = survey.present = None
        survey.summary, survey.refusal = Summary(), ""
    return survey


def take_poll(*, survey: Survey, by: Seat, version: int | None = None) -> Survey:
    """Take the totals of the confirmed poll and judge them. Raises NotYours, Refused: the poll is not confirmed yet."""
    with acting(MOVES["take_poll"], survey, by, version=version) as act:
        survey, poll = act.thing, act.thing.poll
        if poll is None or poll.state != PollState.CONFIRMED:
            now = poll.get_state_display() if poll else "还没有准备"
            raise Refused(f"会议投票现在是“{now}”，主席团确认结果后才能取回票数")
        counts = {key: numbers for key, *numbers in satisfaction_rows(poll)}
        items = list(survey.items.all())
        for item in items:
            item.satisfied, item.fairly, item.dissatisfied, item.unknown = counts[item.key]
        survey.valid = poll.the_counts.valid
        survey.members, survey.present = poll.roll, poll.present
        if any(item.unknown for item in items):
            # the ballot always offers 不了解; whether it counts in the base is the formula's own parameter
            survey.formula = replace(survey.the_formula, unknown_option=True).to_json()
        _judge(act, items)
    return survey


def _judge(act: Doing[Survey], items: list[Item]) -> None:
    survey = act.thing
    survey.begun = judge(survey, items) is not None or survey.begun
    Item.objects.bulk_update(items, [*COUNTS, "unit", *Item.JUDGED])
    act.note(valid=survey.valid, state=survey.state)


def _write_rows(items: Sequence[Item], rows: Sequence[TableRow]) -> None:
    """Put what was typed on the rows; nothing is saved. Raises Refused when these are not the survey's rows."""
    by_title = {row.title.strip(): row for row in rows}
    _same_rows(items, rows, by_title)
    for item in items:
        row = by_title[item.title]
        item.unit = row.unit[:80] or item.unit
        for name in COUNTS:
            setattr(item, name, getattr(row, name))


def _same_rows(items: Sequence[Item], rows: Sequence[TableRow], by_title: dict[str, TableRow]) -> None:
    titles = {item.title for item in items}
    problems = [f"测评表缺少“{title}”一行" for title in titles - set(by_title)]
    problems += [f"“{title}”不在这次测评的项目中" for title in set(by_title) - titles]
    if len(by_title) < len(rows):
        problems.append("测评表中有重复的项目，请合并后再交")
    if problems:
        raise Refused(*sorted(problems))
