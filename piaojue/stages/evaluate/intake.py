"""Tables that this room takes: the measured table of a survey, whole or not at all; lists of people to ask."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.urls import reverse

from engines.tables import Column, Doubt, Takes
from piaojue.commons.people.models import Seat
from piaojue.commons.tables import Draft, Fate, Outcome, Plan, TableKind, Taken, takes_tables
from piaojue.stages.evaluate import actions
from piaojue.stages.evaluate.models import Item, Side, Survey
from piaojue.stages.evaluate.moves import MOVES
from piaojue.stages.evaluate.tables import COLUMNS, COUNTS, LONGEST_TITLE, off_sums, row_of, title_key
from piaojue.stages.evaluate.values import InviteeDraft

MOST = 10**8
MOST_NAMED = 5


def _survey(pk: int) -> Survey | None:
    return Survey.objects.select_related("place", "year__place", "poll").filter(pk=pk).first()


def _facts(survey: Survey) -> dict[str, forms.Field]:
    def number(label: str, initial: int | None, required: bool = False) -> forms.IntegerField:
        return forms.IntegerField(label=label, min_value=1, max_value=MOST, required=required, initial=initial)

    return {
        "valid": number("有效票（份）", survey.valid, required=True),
        "members": number("全体组成人员（代表）人数", survey.members),
        "present": number("到会（参加）人数", survey.present),
    }


def _plan(survey: Survey, drafts: Sequence[Draft], by: Seat, facts: Mapping[str, Any]) -> Plan:
    items = {title_key(item.title): item for item in survey.items.all()}
    titles = {key: item.title for key, item in items.items()}
    seen: dict[str, int] = {}
    fates = []
    for draft in drafts:
        key = title_key(draft.values["title"])
        doubts = list(_doubts(draft, key, items, seen.setdefault(key, draft.number)))
        outcome, says = _outcome(items.get(key), draft, titles) if survey.valid else (Outcome.NEW, "")
        fates.append(Fate(outcome, says, tuple(doubts)))
    lacking = [title for key, title in titles.items() if key not in seen]
    stops = [f"测评表缺少“{title}”一行，请补上后重新上传" for title in lacking]
    rows = [row_of(draft.values, titles) for draft in drafts]
    wrong = off_sums(rows, int(facts["valid"]))
    effect = [f"{sentence}：照这样导入，测评表会被退回" for sentence in wrong[:MOST_NAMED]]
    return Plan(fates, effect=effect or ([f"各行合计都是有效票 {facts['valid']}"] if rows else []), stops=stops)


def _outcome(item: Item | None, draft: Draft, titles: Mapping[str, str]) -> tuple[Outcome, str]:
    """What would change in a row that was filled in before."""
    if item is None:
        return Outcome.NEW, ""
    row = row_of(draft.values, titles)
    before, now = [[getattr(one, name) for name in COUNTS] for one in (item, row)]
    if before == now:
        return Outcome.KNOWN, ""
    return Outcome.CHANGED, f"原为 {'、'.join(map(str, before))}"


def _doubts(draft: Draft, key: str, items: Mapping[str, Item], first: int) -> list[Doubt]:
    title, doubts = draft.values["title"], []
    if len(title) > LONGEST_TITLE:
        doubts.append(Doubt("title", f"项目名称超过 {LONGEST_TITLE} 个字"))
    if items and key not in items:
        doubts.append(Doubt("title", f"“{title[:20]}”不在这次测评的项目中"))
    if first != draft.number:
        doubts.append(Doubt("title", f"与第 {first} 行是同一个项目，只能留一行"))
    return doubts


def _take(survey: Survey, drafts: Sequence[Draft], by: Seat, facts: Mapping[str, Any]) -> Taken:
    titles = {title_key(item.title): item.title for item in survey.items.all()}
    rows = [row_of(draft.values, titles) for draft in drafts]
    numbers: dict[str, Any] = {name: facts.get(name) for name in ("valid", "members", "present")}
    done = actions.enter_table(survey=survey, rows=rows, by=by, **numbers)
    says = "合计与有效票不符，已退回，请看测评页" if done.refusal else "各行合计与有效票一致，已判定"
    return Taken({draft.number: done.version for draft in drafts}, says)


MEASURED_TABLE = takes_tables(
    TableKind(
        "measured",
        "测评表",
        MOVES["enter_table"],
        COLUMNS,
        find=_survey,
        plan=_plan,
        take=_take,
        undo=lambda survey, versions, by: actions.clear_table(survey=survey, version=max(versions), by=by),
        goes_to=Survey.get_absolute_url,
        together=True,
        whole=True,
        facts=_facts,
        example=lambda survey: [[item.title, item.unit] for item in survey.items.all()],
        lead="测评表要整张导入，没有票的格写 0。",
    )
)


FRAME_COLUMNS = (
    Column("at", "所在地", ("社区", "村", "街道", "乡镇", "住址", "地址"), hint="东街街道"),
    Column("phone", "手机号", ("手机", "电话", "联系电话", "联系方式"), Takes.PHONE, needed=True, hint="13800000000"),
    Column("side", "类别", ("对象", "身份", "人员类别"), hint="受益群众"),
)
SIDES = {str(side.label): side.value for side in (Side.BENEFICIARY, Side.PROPOSER)}


def _known_phones(survey: Survey, drafts: Sequence[Draft]) -> set[str]:
    phones = [draft.values["phone"] for draft in drafts if draft.values["phone"]]
    return set(survey.frame.filter(phone__in=phones).values_list("phone", flat=True))


def _plan_frame(survey: Survey, drafts: Sequence[Draft], by: Seat, facts: Mapping[str, Any]) -> Plan:
    known, seen, fates = _known_phones(survey, drafts), set[str](), []
    for draft in drafts:
        phone, side = draft.values["phone"], draft.values["side"]
        doubts = [] if not side or side in SIDES else [Doubt("side", f"类别请写{'或者'.join(SIDES)}，不写就是受益群众")]
        if phone and (phone in known or phone in seen):
            fates.append(Fate(Outcome.KNOWN, "这个手机号已经在名单里"))
        else:
            fates.append(Fate(Outcome.NEW, "" if phone else "没有手机号：打印问卷上门", tuple(doubts)))
        seen.add(phone)
    return Plan(fates)


def _take_frame(survey: Survey, drafts: Sequence[Draft], by: Seat, facts: Mapping[str, Any]) -> Taken:
    known, new = _known_phones(survey, drafts), []
    for draft in drafts:
        phone = draft.values["phone"]
        if not phone or phone not in known:
            known.add(phone)
            new.append(draft)
    people = [
        InviteeDraft(
            SIDES.get(draft.values["side"], Side.BENEFICIARY.value), draft.values["at"][:40], draft.values["phone"]
        )
        for draft in new
    ]
    made = actions.add_to_frame(survey=survey, people=people, by=by)
    keys = dict(zip((draft.number for draft in new), made, strict=True))
    return Taken(keys, f"名单新增 {len(keys)} 人，原有 {len(drafts) - len(keys)} 人")


FRAME_TABLE = takes_tables(
    TableKind(
        "frame",
        "调查名单",
        MOVES["add_to_frame"],
        FRAME_COLUMNS,
        find=_survey,
        plan=_plan_frame,
        take=_take_frame,
        undo=lambda survey, keys, by: actions.remove_from_frame(survey=survey, keys=keys, by=by),
        goes_to=lambda survey: reverse("survey_frame", args=[survey.pk]),
        example=lambda survey: [["东街街道", "13800000000", "受益群众"], ["保合少镇", "", "受益群众"]],
        lead="受益群众名单：所在地用来分层，手机号用来邀请（封存，调查结束即删），没有手机号的打印问卷上门。不要写姓名。",
    )
)
