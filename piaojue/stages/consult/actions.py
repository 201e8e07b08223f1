"""What happens in 会商: the council meets, talks, and recommends by an advisory ballot; the Party committee confirms."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from engines.counting import (
    Counts,
    Form,
    ItemCount,
    Roll,
    Rule,
    State,
    Verdict,
    after_presidium,
    after_revote,
    decide,
    quorum,
    rule_of_next_round,
)
from piaojue.commons.moves import NotYours, Refused
from piaojue.commons.people.models import Body, BodyKind, Seat
from piaojue.commons.record.log import record
from piaojue.commons.roles import Role
from piaojue.commons.sittings import actions as sittings
from piaojue.commons.sittings.models import SittingKind
from piaojue.commons.years.models import Year
from piaojue.stages.consult.models import Consultation, CouncilOpinion, MeetingState, Recommendation
from piaojue.stages.consult.moves import DESK, MOVES
from piaojue.stages.consult.queries import members_of, present
from piaojue.stages.group.public import tell_voices
from piaojue.stages.shortlist.public import Dossier, DossierState

USUAL_AGENDA = [
    {"title": "介绍候选项目", "minutes": 30},
    {"title": "讨论", "minutes": 60},
    {"title": "票选推荐", "minutes": 20},
]


def locked(consultation: Consultation) -> Consultation:
    """The row as it is now, locked until the action ends."""
    rows = Consultation.objects.select_for_update(of=("self",)).select_related(
        "place", "year", "sitting", "year__place"
    )
    return rows.get(pk=consultation.pk)


def rule_of(year: Year, *, double: bool) -> Rule:
    """The advisory rule: the law sets no line for a 街道; the double threshold is a local choice (docs/domain.md#double-threshold)."""
    if double:
        return Rule(
            seats=year.seats_to_fill,
            form=Form.ADVISORY,
            pass_base="voting",
            threshold="2/3",
            deputies_threshold="1/2",
            min_surplus="0%",
        )
    return Rule(seats=year.seats_to_fill, form=Form.ADVISORY, pass_base="none", min_surplus="0%")


@transaction.atomic
def call(
    *,
    year: Year,
    council: Body,
    name: str,
    on: date,
    dossiers: Iterable[Dossier],
    by: Seat,
    double: bool = True,
    agenda: Iterable[dict] = (),
) -> Consultation:
    """Call the council on this year's candidates.

    agenda: [{"title", "minutes"}] in order; none: the usual one
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
    sittings.set_agenda(sitting=sitting, items=list(agenda) or USUAL_AGENDA, by=by)
    made = Consultation.objects.create(
        place=year.place, year=year, sitting=sitting, rule=rule_of(year, double=double).to_json(), created_by=by
    )
    made.dossiers.set(dossiers)
    record("consult.called", made, by, items=len(dossiers))
    return made


@transaction.atomic
def open_meeting(*, consultation: Consultation, by: Seat, version: int | None = None) -> Consultation:
    """Begin; more than half of the council must be checked in."""
    consultation = locked(consultation)
    MOVES.take("open", consultation, by, version=version)
    here, members = present(consultation).count(), members_of(consultation).count()
    if here * 2 <= members:
        raise Refused(f"议事会成员 {members} 人，签到 {here} 人，过半数到会才能开始")
    return _saved(consultation, "consult.opened", by)


@transaction.atomic
def speak(
    *, consultation: Consultation, dossier: Dossier, text: str, by: Seat, speaker: Seat | None = None
) -> CouncilOpinion:
    """Minute an opinion: a member's own, or any member's by the desk."""
    consultation = locked(consultation)
    MOVES.take("speak", consultation, by)
    _fitting(consultation, dossier, text, speaker, by)
    opinion = CouncilOpinion.objects.create(
        place=consultation.place,
        year=consultation.year,
        consultation=consultation,
        dossier=dossier,
        speaker=speaker or by,
        text=text.strip(),
        created_by=by,
    )
    record("consult.spoken", opinion, by)
    return opinion


@transaction.atomic
def amend_opinion(
    *,
    opinion: CouncilOpinion,
    dossier: Dossier,
    text: str,
    by: Seat,
    speaker: Seat | None = None,
    version: int | None = None,
) -> CouncilOpinion:
    """Correct what was minuted, until a recommendation is made; a member only her own. Raises NotYours, Refused."""
    consultation = locked(opinion.consultation)
    opinion = (
        CouncilOpinion.objects.select_for_update(of=("self",))
        .select_related("place", "year__place", "consultation", "speaker")
        .get(pk=opinion.pk)
    )
    if Role(by.role) not in DESK and by.pk != opinion.speaker_id:
        raise NotYours("amend_opinion")
    MOVES.take("amend_opinion", opinion, by, version=version)
    _fitting(consultation, dossier, text, speaker, by)
    kept = (
        opinion.speaker if Role(opinion.speaker.role) in DESK else by
    )  # nobody chosen: who speaks is at the desk, or corrects her own
    opinion.dossier, opinion.text, opinion.speaker = dossier, text.strip(), speaker or kept
    opinion.save(update_fields=["dossier", "text", "speaker", "version"])
    record("consult.opinion_amended", opinion, by)
    return opinion


def _fitting(consultation: Consultation, dossier: Dossier, text: str, speaker: Seat | None, by: Seat) -> None:
    if not consultation.dossiers.filter(pk=dossier.pk).exists() or len(text.strip()) < 2:
        raise Refused("请选择议题并写下意见")
    if speaker is not None and speaker != by:
        if Role(by.role) not in DESK:
            raise Refused("只能记自己的意见；别人的意见由街道人大工委记录")
        if not present(consultation).filter(pk=speaker.pk).exists():
            raise Refused("发言人要选已签到的议事会成员")


@transaction.atomic
def open_ballot(*, consultation: Consultation, by: Seat, version: int | None = None) -> Consultation:
    """Secret paper ballots are handed out; the rule's own quorum must be there."""
    consultation = locked(consultation)
    MOVES.take("open_ballot", consultation, by, version=version)
    there = quorum(
        present(consultation).count(), members_of(consultation).count(), Rule.from_json(consultation.rule).quorum
    )
    if not there:
        raise Refused(there.sentence)
    return _saved(consultation, "consult.ballot_opened", by)


TOTALS = ("issued", "returned", "void", "deputies_returned", "deputies_void")


@transaction.atomic
def enter_count(*, consultation: Consultation, sheet: dict, by: Seat) -> Consultation:
    """One person's count of the paper ballots; a second person counts independently.

    sheet: {"issued": n, "returned": n, "void": n, "deputies_returned": n, "deputies_void": n,
            "items": {str(dossier id): [deputies for, all for]}}, counts in 张; the deputies' are part of all, none void where it says nothing
    """
    consultation = locked(consultation)
    MOVES.take("enter_count", consultation, by)
    if problems := _sheet_problems(consultation, sheet):
        raise Refused(*problems)
    entries = dict(consultation.result.get("entries", {}))
    if str(by.pk) not in entries and len(entries) >= 2:
        raise Refused("已有两人录入，不能再加第三份")
    entries[str(by.pk)] = sheet
    consultation.result = {**consultation.result, "entries": entries}
    consultation.save(update_fields=["result", "version"])
    record("consult.count_entered", consultation, by, entries=len(entries))
    return consultation


def _sheet_problems(consultation: Consultation, sheet: dict) -> list[str]:
    problems = []
    deputies_valid, others_valid = _valid(sheet, "deputies_"), _valid(sheet) - _valid(sheet, "deputies_")
    if not 0 <= sheet["deputies_returned"] <= sheet["returned"] <= sheet["issued"]:
        problems.append("收回票数不能多于发出票数，代表票数不能多于收回票数")
    elif not 0 <= sheet.get("deputies_void", 0) <= sheet.get("void", 0) or min(deputies_valid, others_valid) < 0:
        problems.append("废票不能多于收回的票，代表的废票不能多于全部废票，请重新清点")
    if sheet["issued"] > (here := present(consultation).count()):
        problems.append(f"签到的议事会成员 {here} 人，发出的票不能多于 {here} 张")
    for dossier in on_the_ballot(consultation):
        deputies, everyone = sheet["items"].get(str(dossier.pk), (0, -1))
        if not 0 <= deputies <= deputies_valid or not deputies <= everyone <= deputies + others_valid:
            problems.append(
                f"“{dossier.title}”的赞成数对不上：代表赞成应在 0 到 {deputies_valid} 之间，总赞成减去代表赞成应在 0 到 {others_valid}（居民有效票）之间"
            )
    return problems


def _valid(sheet: dict, whose: str = "") -> int:
    """Valid ballots (张) of all, or of `deputies_`."""
    return sheet[f"{whose}returned"] - sheet.get(f"{whose}void", 0)


def differences(consultation: Consultation) -> list[str]:
    """Where the two counts differ; empty when they agree or one is missing."""
    entries = list(consultation.result.get("entries", {}).values())
    if len(entries) < 2:
        return []
    one, other = entries
    titles = {str(d.pk): d.title for d in consultation.dossiers.all()}
    found = [
        _("“%(item)s”：一人计 %(a)s，另一人计 %(b)s") % {"item": titles.get(k, k), "a": v, "b": other["items"].get(k)}
        for k, v in one["items"].items()
        if v != other["items"].get(k)
    ]
    totals = [k for k in TOTALS if one.get(k, 0) != other.get(k, 0)]
    return found + [_("票数不一致：%(a)s 与 %(b)s") % {"a": one.get(k, 0), "b": other.get(k, 0)} for k in totals]


@transaction.atomic
def conclude(
    *, consultation: Consultation, by: Seat, version: int | None = None, chosen: Iterable[Dossier] = ()
) -> Consultation:
    """From the boxes' count or two equal typed ones to recommendations, each with its sentence.

    A tie at the last place opens another ballot among the tied (it stays 票选中); tied again, the chair says which.

    chosen: what the chair decides among the items that are still tied
    raises: NotYours, Refused: counts missing or different, no valid ballot, a tie that the chair has to decide
    """
    consultation = locked(consultation)
    MOVES.take("conclude", consultation, by, version=version)
    rounds = [*consultation.result.get("rounds", []), _agreed_sheet(consultation)]
    verdict = judged(consultation, rounds)
    if verdict.state in (State.INVALID, State.RECOUNT):
        raise Refused(verdict.sentence)
    if verdict.state is State.REVOTE:
        consultation.state = MeetingState.BALLOT
        consultation.result = {"rounds": rounds, "tied": list(verdict.next.items), "sentence": verdict.sentence}
        return _saved(consultation, "consult.tied", by, "result")
    if verdict.state is State.PRESIDIUM:
        verdict = _settled(consultation, verdict, [str(dossier.pk) for dossier in chosen], by)
    for dossier in consultation.dossiers.order_by("no"):
        item = verdict.of(str(dossier.pk))
        deputies, everyone = rounds[0]["items"][str(dossier.pk)]
        made = Recommendation.objects.create(
            place=consultation.place,
            year=consultation.year,
            consultation=consultation,
            dossier=dossier,
            deputies_for=deputies,
            all_for=everyone,
            recommended=str(dossier.pk) in verdict.adopted,
            sentence=item.sentence[:300],
            created_by=by,
        )
        record("consult.recommendation_made", made, by)
    consultation.result = {**consultation.result, "rounds": rounds, "tied": [], "sentence": verdict.sentence}
    consultation.save(update_fields=["result", "state", "version"])
    record("consult.concluded", consultation, by, recommended=len(verdict.adopted))
    return consultation


def _agreed_sheet(consultation: Consultation) -> dict:
    """This round's count. Raises Refused."""
    if counted := consultation.result.get("counted"):
        return counted
    entries = list(consultation.result.get("entries", {}).values())
    if len(entries) < 2:
        raise Refused("要有两个人各自录入的计数才能形成结果")
    if found := differences(consultation):
        raise Refused(*found)
    return entries[0]


@transaction.atomic
def choose_way(*, consultation: Consultation, box: bool, by: Seat) -> Consultation:
    """Say whether this round's ballots go into ballot boxes or are counted by hand and typed. Raises NotYours, Refused."""
    consultation = locked(consultation)
    MOVES.take("choose_way", consultation, by)
    consultation.result = {**consultation.result, "box": box}
    return _saved(consultation, "consult.way_chosen", by, "result")


@transaction.atomic
def take_count(*, consultation: Consultation, sheet: dict, by: Seat) -> Consultation:
    """Take what the boxes of this round hold together and conclude, unless the chair has to decide a tie first.

    sheet: as in `enter_count`
    raises: NotYours, Refused: numbers that cannot be, no valid ballot
    """
    consultation = locked(consultation)
    MOVES.take("take_count", consultation, by)
    if problems := _sheet_problems(consultation, sheet):
        raise Refused(*problems)
    consultation.result = {**consultation.result, "counted": sheet}
    _saved(consultation, "consult.count_taken", by, "result")
    if judged(consultation, [*consultation.result.get("rounds", []), sheet]).state is State.PRESIDIUM:
        return consultation
    return conclude(consultation=consultation, by=by)


def rule_now(consultation: Consultation) -> Rule:
    """The rule of the round that is due: among the tied the most approvals win, both thresholds are behind them."""
    rule, rounds = Rule.from_json(consultation.rule), consultation.result.get("rounds")
    return rule_of_next_round(judged(consultation, rounds), rule) if rounds else rule


def on_the_ballot(consultation: Consultation) -> list[Dossier]:
    """What is voted on now: everything, or what was tied at the last place."""
    tied = consultation.result.get("tied")
    rows = consultation.dossiers.order_by("no")
    return [dossier for dossier in rows if not tied or str(dossier.pk) in tied]


def judged(consultation: Consultation, rounds: list[dict]) -> Verdict:
    """The verdict of engines.counting on the sheets of all rounds so far."""
    rule, titles = Rule.from_json(consultation.rule), {str(d.pk): d.title for d in consultation.dossiers.all()}
    first, *later = [_counted(consultation, sheet, rule) for sheet in rounds]
    verdict = decide(first[0], rule, first[1], council=first[2], titles=titles)
    for counts, roll, council in later:
        verdict = after_revote(verdict, counts, rule, roll, council=council, titles=titles)
    return verdict


def _settled(consultation: Consultation, verdict: Verdict, chosen: list[str], by: Seat) -> Verdict:
    """What the chair says among items that stayed tied."""
    titles = {str(d.pk): d.title for d in consultation.dossiers.all()}
    if (
        Role(by.role) is not Role.STREET_CHAIR
        or len(set(chosen)) != verdict.next.seats
        or set(chosen) - set(verdict.next.items)
    ):
        tied = "、".join(f"“{titles[key]}”" for key in verdict.next.items)
        raise Refused(f"再次投票后仍然相等，由街道人大工委主任在{tied}中确定 {verdict.next.seats} 项")
    return after_presidium(verdict, chosen, Rule.from_json(consultation.rule), basis="街道人大工委决定", titles=titles)


def _counted(consultation: Consultation, sheet: dict, rule: Rule) -> tuple[Counts, Roll, Counts | None]:
    """One sheet as the engine takes it: all ballots, who was there, the deputies' ballots alone (double threshold)."""

    def counts(whose: str, which: int) -> Counts:
        returned, valid = sheet[f"{whose}returned"], _valid(sheet, whose)
        rows = {
            key: ItemCount(approve=pair[which], against=valid - pair[which], abstain=0, not_pressed=0)
            for key, pair in sheet["items"].items()
        }
        return Counts(issued=returned, returned=returned, valid=valid, void=returned - valid, items=rows)

    roll = Roll(
        all_deputies=members_of(consultation).count(),
        present=present(consultation).count(),
        council_deputies=max(1, sheet["deputies_returned"]),
        council_deputies_present=max(1, sheet["deputies_returned"]),
    )
    return counts("", 1), roll, counts("deputies_", 0) if rule.double else None


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
        tell_voices(
            row.dossier.demands.all(),
            f"您关心的“{row.dossier.title}”经议事会推荐、党工委确认，将列入实施。",
            row.dossier.get_absolute_url(),
        )
    return _saved(consultation, "consult.confirmed", by)


def _saved(consultation: Consultation, act: str, by: Seat, *more: str) -> Consultation:
    consultation.save(update_fields=["state", "version", *more])
    record(act, consultation, by)
    return consultation
