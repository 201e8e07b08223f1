"""Residents' questionnaire: open, one reply a phone, close and count."""

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from piaojue.commons.moves import Refused
from piaojue.commons.people.models import Seat
from piaojue.commons.record.log import record
from piaojue.stages.evaluate.actions.preparing import locked
from piaojue.stages.evaluate.judging import judge
from piaojue.stages.evaluate.models import Item, Reply, Survey
from piaojue.stages.evaluate.moves import MOVES

MARKS = {"satisfied": "满意", "fairly": "基本满意", "dissatisfied": "不满意", "unknown": "不了解"}
AGES = ["35 岁以下", "35–59 岁", "60 岁以上"]


@transaction.atomic
def open_survey(*, survey: Survey, by: Seat, version: int | None = None) -> Survey:
    """Let residents answer. Raises NotYours, Refused."""
    survey = locked(survey)
    MOVES.take("open_survey", survey, by, version=version)
    survey.opens_on = survey.opens_on or timezone.localdate()
    survey.save()
    record("evaluate.survey_opened", survey, by)
    return survey


@transaction.atomic
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
    """Keep one phone's answer. The log says that somebody answered, never who.

    marks:   item id → satisfied | fairly | dissatisfied | unknown; rows left out count as unknown
    aware:   had heard of it before; counted for the whole year only (queries.awareness)
    reasons: item id → text, required (4 characters or more) for each dissatisfied
    raises:  NotYours, Refused with everything that is missing
    """
    survey = Survey.objects.select_related("place", "year", "year__place").get(pk=survey.pk)
    MOVES.take("reply", survey, by)
    if not by.person.phone or not by.person.phone_verified:
        raise Refused("评价需要用手机号验证码登录，一个手机号评价一次")
    today = timezone.localdate()
    if survey.opens_on and today < survey.opens_on:
        raise Refused(
            _("评价从 %(month)s 月 %(day)s 日开始，请届时再来")
            % {"month": survey.opens_on.month, "day": survey.opens_on.day}
        )
    if survey.closes_on and today > survey.closes_on:
        raise Refused("评价已经截止，谢谢您的关心")
    items = {item.pk: item for item in survey.items.all()}
    clean, said = _checked(items, marks, reasons or {})
    slices = {key: value for key, value in (("age", age if age in AGES else ""), ("place", place[:40])) if value}
    digest = digest_of(survey, by)
    if Reply.objects.filter(survey=survey, digest=digest).exists():
        raise Refused("这个手机号已经评价过了，每个手机号评价一次")
    kept = Reply.objects.create(survey=survey, digest=digest, marks=clean, reasons=said, slices=slices, aware=aware)
    record("evaluate.replied", survey, None)
    return kept


@transaction.atomic
def close_survey(*, survey: Survey, by: Seat, version: int | None = None) -> Survey:
    """End the questionnaire, count the replies and judge them. Raises NotYours, Refused: nobody answered."""
    survey = locked(survey)
    MOVES.take("close_survey", survey, by, version=version)
    items, replies = list(survey.items.all()), 0
    counts = {item.pk: dict.fromkeys(MARKS, 0) for item in items}
    for marks in survey.replies.values_list("marks", flat=True).iterator():
        replies += 1
        for item in items:
            counts[item.pk][marks.get(str(item.pk), "unknown")] += 1
    if not replies:
        raise Refused("还没有人评价，不能截止。可以延长时间，或发短信、张贴二维码请居民参加")
    for item in items:
        for mark, number in counts[item.pk].items():
            setattr(item, mark, number)
    survey.valid = survey.members = survey.present = replies
    survey.closes_on = min(survey.closes_on or timezone.localdate(), timezone.localdate())
    judge(survey, items)
    Item.objects.bulk_update(items, [*MARKS, "wrong", "verdict", "sentence", "rank", "positive_rate"])
    survey.save()
    record("evaluate.survey_closed", survey, by, replies=replies)
    return survey


@transaction.atomic
def hide_reason(*, reply: Reply, item: Item, by: Seat, hidden: bool = True) -> Reply:
    """Keep one reason for 不满意 from the public page (it names somebody, it insults), or show it again."""
    survey = locked(reply.survey)
    MOVES.take("hide_reason", survey, by)
    reply = Reply.objects.select_for_update().get(pk=reply.pk, survey=survey)
    kept = set(reply.hidden) - {item.pk}
    reply.hidden = sorted(kept | {item.pk} if hidden else kept)
    reply.save(update_fields=["hidden"])
    record("evaluate.reason_hidden" if hidden else "evaluate.reason_shown", item.survey, by, item=item.pk)
    return reply


def digest_of(survey: Survey, by: Seat) -> str:
    """The keyed digest of a phone in one survey: the same phone cannot be followed from survey to survey."""
    return salted_hmac(f"piaojue.evaluate.reply.{survey.pk}", by.person.phone or "", algorithm="sha256").hexdigest()


def _checked(items: Mapping[int, Item], marks: Mapping, reasons: Mapping) -> tuple[dict[str, str], dict[str, str]]:
    if set(marks) - set(items):
        raise Refused("评价的项目已经变化，请刷新后重新填写")
    clean = {str(pk): marks.get(pk) or "unknown" for pk in items}
    said = {str(pk): str(reasons.get(pk, "")).strip()[:300] for pk, mark in marks.items() if mark == "dissatisfied"}
    problems = [
        _("“%(item)s”的评价请从满意、基本满意、不满意、不了解中选") % {"item": items[int(pk)].title}
        for pk, m in clean.items()
        if m not in MARKS
    ]
    problems += [
        _("您对“%(item)s”不满意，请写明理由（至少 4 个字），以便整改") % {"item": items[int(pk)].title}
        for pk, text in said.items()
        if len(text) < 4
    ]
    if all(mark == "unknown" for mark in clean.values()):
        problems.append("请至少评价一个项目")
    if problems:
        raise Refused(*problems)
    return clean, said
