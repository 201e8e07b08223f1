"""The frame of a residents' survey: who is in it, who is drawn, how they are asked."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import timedelta
from secrets import randbelow

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from engines.scoring import draw
from piaojue.commons.acting import Doing, acting
from piaojue.commons.approved import Kind
from piaojue.commons.moves import Refused
from piaojue.commons.notify.tell import tell_each_phone
from piaojue.commons.people.models import Person, Seat
from piaojue.stages.evaluate.codes import code_of
from piaojue.stages.evaluate.models import Invitee, Item, Side, Survey
from piaojue.stages.evaluate.moves import MOVES
from piaojue.stages.evaluate.values import InviteeDraft
from piaojue.stages.group.public import voices_of

REMIND_AFTER = timedelta(days=3)
MOST, AT_ONCE = 200_000, 500
"""People of a frame at most."""


def add_to_frame(*, survey: Survey, people: Iterable[InviteeDraft], by: Seat, version: int | None = None) -> list[int]:
    """Put people into the frame; telephones that are in it already are left out. Returns keys of the new ones.

    raises: NotYours, Refused
    """
    with acting(MOVES["add_to_frame"], survey, by, version=version) as act:
        made = _added(act, people)
    return made


def add_proposers(*, survey: Survey, by: Seat, version: int | None = None) -> Survey:
    """Put everybody whose word stands behind a row's project into the frame. Raises NotYours, Refused: nobody is new."""
    with acting(MOVES["add_proposers"], survey, by, version=version) as act:
        if not _added(act, proposers_of(act.thing)):
            raise Refused("没有可以补充的建议人：他们已经在名单里，或者没有留下同意接收短信的手机号")
    return act.thing


def proposers_of(survey: Survey, items: Iterable[Item] | None = None) -> list[InviteeDraft]:
    """Who suggested or seconded what the rows' projects came from, and can be reached by telephone."""
    rows = survey.items.all() if items is None else items
    demands = {demand for item in rows if item.project for demand in item.project.dossier.demands.all()}
    people, phones = voices_of(demands)
    verified = Person.objects.filter(pk__in=people, phone_verified=True).exclude(phone="")
    return [InviteeDraft(Side.PROPOSER, phone=phone) for phone in sorted({*phones, *(p.phone or "" for p in verified)})]


def invitees_of(survey: Survey, people: Iterable[InviteeDraft], item: Item | None = None) -> list[Invitee]:
    """Rows to come; telephones that are on the list already are left out. item: the one row that they are asked about."""
    known = set(survey.frame.exclude(phone="").values_list("phone", flat=True))
    rows = []
    for one in people:
        if one.phone and one.phone in known:
            continue
        known.add(one.phone)
        rows.append(Invitee(survey=survey, side=one.side, at=one.at, phone=one.phone, item=item))
    return rows


def _added(act: Doing[Survey], people: Iterable[InviteeDraft]) -> list[int]:
    survey, rows = act.thing, invitees_of(act.thing, people)
    if survey.frame.count() + len(rows) > MOST:
        raise Refused(f"名单最多 {MOST:,} 人，请先抽取一部分再导入")
    made = Invitee.objects.bulk_create(rows, batch_size=500)
    act.note(added=len(made))
    return [row.pk for row in made]


def remove_from_frame(*, survey: Survey, keys: Iterable[int], by: Seat) -> None:
    """Take an imported list out again. Raises NotYours, Refused: somebody of it was drawn."""
    with acting(MOVES["remove_from_frame"], survey, by) as act:
        rows = survey.frame.filter(pk__in=list(keys))
        if rows.filter(drawn=True).exists():
            raise Refused("已经从这份名单里抽过样，请先重新抽样")
        act.note(removed=rows.count())
        rows.delete()


def draw_sample(*, survey: Survey, size: int, by: Seat, version: int | None = None) -> Survey:
    """Draw whom to ask, in proportion to side and place; an earlier draw is replaced. The log keeps the seed.

    raises: NotYours, Refused: the frame is empty
    """
    with acting(MOVES["draw_sample"], survey, by, version=version) as act:
        groups: dict[str, list[int]] = defaultdict(list)
        for row in act.thing.frame.order_by("pk").only("survey", "side", "at"):
            groups[row.group].append(row.pk)
        if not groups:
            raise Refused("名单里还没有人：请先导入受益群众名单，或者列入建议人")
        seed = randbelow(10**9)
        drawn = draw(groups, max(1, size), seed)
        act.thing.frame.update(drawn=False)
        for start in range(0, len(drawn), 500):
            act.thing.frame.filter(pk__in=drawn[start : start + 500]).update(drawn=True)
        act.note(seed=seed, frame=sum(map(len, groups.values())), drawn=len(drawn), groups=len(groups))
    return act.thing


def send_invitations(*, survey: Survey, by: Seat, version: int | None = None) -> Survey:
    """An SMS with an address of one's own to everybody drawn who has a telephone and was not asked yet. Raises NotYours, Refused."""
    with acting(MOVES["send_invitations"], survey, by, version=version) as act:
        if not _asked(act, uninvited(act.thing), "请您评价", "invited"):
            raise Refused("抽中的人都已经邀请过了；没有手机号的请打印问卷上门")
    return act.thing


def remind_invited(*, survey: Survey, by: Seat, version: int | None = None) -> Survey:
    """One more SMS to those who have not answered for three days; once. Raises NotYours, Refused."""
    with acting(MOVES["remind_invited"], survey, by, version=version) as act:
        if not _asked(act, silent(act.thing), "还没有收到您的评价，请您评价", "reminded"):
            raise Refused("没有需要提醒的人：邀请满三天还没有回答的，提醒一次")
    return act.thing


def _asked(act: Doing[Survey], people: QuerySet[Invitee], words: str, how: str) -> int:
    """Write to these people and note the day; how: invited or reminded, as the column and the log call it. How many they were."""
    rows = list(people)
    write_to(act.thing, rows, words)
    for start in range(0, len(rows), AT_ONCE):
        keys = [row.pk for row in rows[start : start + AT_ONCE]]
        act.thing.frame.filter(pk__in=keys).update(**{f"{how}_on": timezone.localdate()})
    act.note(**{how: len(rows)})
    return len(rows)


def uninvited(survey: Survey) -> QuerySet[Invitee]:
    """Who was drawn, has a telephone and was not asked yet."""
    return survey.frame.filter(drawn=True, invited_on=None, answered=False).exclude(phone="")


def silent(survey: Survey) -> QuerySet[Invitee]:
    """Whom a reminder would reach."""
    long_ago = timezone.localdate() - REMIND_AFTER
    rows = survey.frame.filter(drawn=True, answered=False, reminded_on=None, invited_on__lte=long_ago)
    return rows.exclude(phone="").select_related("item")


def write_to(survey: Survey, rows: Iterable[Invitee], words: str) -> None:
    """An SMS to each, with the address of the own invitation; hundreds are put into the outbox at once."""
    place, year = survey.year.place.name, survey.year
    until = f"，{survey.closes_on.month} 月 {survey.closes_on.day} 日截止" if survey.closes_on else ""
    letters = []
    for row in rows:
        what = f"“{row.item.title}”" if row.item else f"{year.number} 年民生实事项目"
        address = settings.SITE_URL.rstrip("/") + reverse("survey_invited", args=[code_of(row)])
        letters.append((row.phone, f"{place}{words}{what}{until}，不用登录，只计总数：{address}"))
    tell_each_phone(letters, year=year, kind=Kind.SURVEY)
