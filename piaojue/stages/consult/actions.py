"""What happens in 会商: the council meets, talks, and recommends by an advisory ballot; the Party committee confirms."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction

from engines.counting import Counts, Form, ItemCount, Roll, Rule, decide
from piaojue.commons.moves import Refused
from piaojue.commons.people.models import Body, BodyKind, Seat
from piaojue.commons.record.log import record
from piaojue.commons.sittings import actions as sittings
from piaojue.commons.sittings.models import SittingKind
from piaojue.commons.years.models import Year
from piaojue.stages.consult.models import Consultation, CouncilOpinion, Recommendation
from piaojue.stages.consult.moves import MOVES
from piaojue.stages.group.telling import tell_voices
from piaojue.stages.shortlist.models import Dossier, DossierState


def locked(consultation: Consultation) -> Consultation:
    """The row as it is now, locked until the action ends."""
    rows = Consultation.objects.select_for_update(of=("self",)).select_related("place", "year", "sitting", "year__place")
    return rows.get(pk=consultation.pk)


def rule_of(year: Year, *, double: bool) -> Rule:
    """The advisory rule: the law sets no line for a 街道; the double threshold is a local choice (DOMAIN §4.7)."""
    if double:
        return Rule(seats=year.seats_to_fill, form=Form.ADVISORY, pass_base="voting", threshold="2/3", deputies_threshold="1/2", min_surplus="0%")
    return Rule(seats=year.seats_to_fill, form=Form.ADVISORY, pass_base="none", min_surplus="0%")


@transaction.atomic
def call(
    *, year: Year, council: Body, name: str, on: date, dossiers: Iterable[Dossier], by: Seat, double: bool = True,
    agenda: Iterable[str] = (),
) -> Consultation:  # fmt: skip
    """Call the council on this year's candidates.

    double: whether deputies' approvals over 1/2 AND all approvals over 2/3 are needed
    """
    MOVES.take("call", year, by)
    dossiers = list(dossiers)
    problems = []
    if council.place_id != year.place_id or council.kind != BodyKind.COUNCIL:
        problems.append("请选择本街道的议事会")
    if not dossiers or any(d.year_id != year.pk or d.state != DossierState.CANDIDATE for d in dossiers):
        problems.append("请选择本年度的候选项目作为议题")
    if problems:
        raise Refused(*problems)
    sitting = sittings.call_sitting(body=council, kind=SittingKind.COUNCIL, name=name, starts_on=on, ends_on=on, by=by)
    items = [{"title": title, "minutes": 30} for title in agenda] or [{"title": "介绍候选项目", "minutes": 30}, {"title": "讨论", "minutes": 60}, {"title": "票选推荐", "minutes": 20}]
    sittings.set_agenda(sitting=sitting, items=items, by=by)
    made = Consultation.objects.create(
        place=year.place, year=year, sitting=sitting, rule=rule_of(year, double=double).to_json(), created_by=by
    )
    made.dossiers.set(dossiers)
    record("consult.called", made, by, items=len(dossiers))
    return made


@transaction.atomic
def open_meeting(*, consultation: Consultation, by: Seat, version: int | None = None) -> Consultation:
    """Begin; at least half of the council must be checked in."""
    consultation = locked(consultation)
    MOVES.take("open", consultation, by, version=version)
    here = consultation.sitting.attendances.count()
    members = Seat.objects.filter(body=consultation.sitting.body, active=True).count()
    if here * 2 <= members:
        raise Refused(f"议事会成员 {members} 人,签到 {here} 人,过半数到会才能开始")
    return _saved(consultation, "consult.opened", by)


@transaction.atomic
def speak(*, consultation: Consultation, dossier: Dossier, text: str, by: Seat, speaker: Seat | None = None) -> CouncilOpinion:
    """Minute an opinion: a member's own, or any member's by the desk."""
    consultation = locked(consultation)
    MOVES.take("speak", consultation, by)
    if not consultation.dossiers.filter(pk=dossier.pk).exists() or len(text.strip()) < 2:
        raise Refused("请选择议题并写下意见")
    opinion = CouncilOpinion.objects.create(
        place=consultation.place, year=consultation.year, consultation=consultation, dossier=dossier, speaker=speaker or by,
        text=text.strip(), created_by=by,
    )  # fmt: skip
    record("consult.spoken", opinion, by)
    return opinion


@transaction.atomic
def open_ballot(*, consultation: Consultation, by: Seat, version: int | None = None) -> Consultation:
    """Secret paper ballots are handed out."""
    consultation = locked(consultation)
    MOVES.take("open_ballot", consultation, by, version=version)
    return _saved(consultation, "consult.ballot_opened", by)


@transaction.atomic
def enter_count(*, consultation: Consultation, sheet: dict, by: Seat) -> Consultation:
    """One person's count of the paper ballots; a second person counts independently.

    sheet: {"issued": n, "returned": n, "deputies_returned": n, "items": {str(dossier id): [deputies for, all for]}}
    """
    consultation = locked(consultation)
    MOVES.take("enter_count", consultation, by)
    if problems := _sheet_problems(consultation, sheet):
        raise Refused(*problems)
    entries = dict(consultation.result.get("entries", {}))
    if str(by.pk) not in entries and len(entries) >= 2:
        raise Refused("已有两人录入,不能再加第三份")
    entries[str(by.pk)] = sheet
    consultation.result = {**consultation.result, "entries": entries}
    consultation.save(update_fields=["result", "version"])
    record("consult.count_entered", consultation, by, entries=len(entries))
    return consultation


def _sheet_problems(consultation: Consultation, sheet: dict) -> list[str]:
    problems = []
    if not 0 <= sheet["deputies_returned"] <= sheet["returned"] <= sheet["issued"]:
        problems.append("收回票数不能多于发出票数,代表票数不能多于收回票数")
    for dossier in consultation.dossiers.all():
        deputies, everyone = sheet["items"].get(str(dossier.pk), (0, -1))
        others = sheet["returned"] - sheet["deputies_returned"]
        if not 0 <= deputies <= sheet["deputies_returned"] or not deputies <= everyone <= deputies + others:
            problems.append(f"“{dossier.title}”的赞成数对不上:总赞成减去代表赞成,应在 0 到 {others}(居民票数)之间")
    return problems


def differences(consultation: Consultation) -> list[str]:
    """Where the two counts differ; empty when they agree or one is missing."""
    entries = list(consultation.result.get("entries", {}).values())
    if len(entries) < 2:
        return []
    one, other = entries
    titles = {str(d.pk): d.title for d in consultation.dossiers.all()}
    found = [f"“{titles.get(k, k)}”:一人计 {v},另一人计 {other['items'].get(k)}" for k, v in one["items"].items() if v != other["items"].get(k)]
    return found + [f"票数不一致:{one[k]} 与 {other[k]}" for k in ("issued", "returned", "deputies_returned") if one[k] != other[k]]


@transaction.atomic
def conclude(*, consultation: Consultation, by: Seat, version: int | None = None) -> Consultation:
    """From two equal counts to recommendations, each with its sentence."""
    consultation = locked(consultation)
    MOVES.take("conclude", consultation, by, version=version)
    entries = list(consultation.result.get("entries", {}).values())
    if len(entries) < 2:
        raise Refused("要有两个人各自录入的计数才能形成结果")
    if found := differences(consultation):
        raise Refused(*found)
    verdict = judged(consultation, entries[0])
    for dossier in consultation.dossiers.order_by("no"):
        item = verdict.of(str(dossier.pk))
        deputies, everyone = entries[0]["items"][str(dossier.pk)]
        Recommendation.objects.create(
            place=consultation.place, year=consultation.year, consultation=consultation, dossier=dossier, deputies_for=deputies,
            all_for=everyone, recommended=str(dossier.pk) in verdict.adopted, sentence=item.sentence[:300], created_by=by,
        )  # fmt: skip
    consultation.result = {**consultation.result, "sentence": verdict.sentence}
    consultation.save(update_fields=["result", "state", "version"])
    record("consult.concluded", consultation, by, recommended=len(verdict.adopted))
    return consultation


def judged(consultation: Consultation, sheet: dict):
    """The verdict of engines.counting on one sheet."""
    rule = Rule.from_json(consultation.rule)

    def counts(returned: int, which: int) -> Counts:
        rows = {key: ItemCount(approve=pair[which], against=returned - pair[which], abstain=0, not_pressed=0) for key, pair in sheet["items"].items()}
        return Counts(issued=returned, returned=returned, valid=returned, void=0, items=rows)

    members = Seat.objects.filter(body=consultation.sitting.body, active=True).count()
    roll = Roll(
        all_deputies=max(members, sheet["returned"]), present=sheet["returned"],
        council_deputies=max(1, sheet["deputies_returned"]), council_deputies_present=max(1, sheet["deputies_returned"]),
    )  # fmt: skip
    council = counts(sheet["deputies_returned"], 0) if rule.double else None
    titles = {str(d.pk): d.title for d in consultation.dossiers.all()}
    return decide(counts(sheet["returned"], 1), rule, roll, council=council, titles=titles)


@transaction.atomic
def confirm(*, consultation: Consultation, by: Seat, version: int | None = None) -> Consultation:
    """The Party working committee confirms; proposers hear of it."""
    consultation = locked(consultation)
    MOVES.take("confirm", consultation, by, version=version)
    for row in consultation.recommendations.filter(recommended=True).select_related("dossier"):
        row.confirmed = True
        row.version += 1
        row.save(update_fields=["confirmed", "version"])
        record("consult.recommendation_confirmed", row, by)
        tell_voices(row.dossier.demands.all(), f"您关心的“{row.dossier.title}”经议事会推荐、党工委确认,将列入实施。", row.dossier.get_absolute_url())
    return _saved(consultation, "consult.confirmed", by)


def _saved(consultation: Consultation, act: str, by: Seat) -> Consultation:
    consultation.save(update_fields=["state", "version"])
    record(act, consultation, by)
    return consultation
