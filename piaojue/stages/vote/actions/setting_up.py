"""Setting up: a poll from the frozen candidates, its rule, its tellers, its frozen ballot."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any

from django.db import transaction

from engines.counting import (
    BlankItem,
    Detail,
    Form,
    PassBase,
    Rule,
    RuleError,
    check_candidates,
    explain,
    explain_satisfaction,
)
from engines.exact import rounded
from piaojue.commons.moves import Refused
from piaojue.commons.people.models import Seat
from piaojue.commons.record.log import record
from piaojue.commons.roles import Role
from piaojue.commons.sittings.models import Sitting, SittingKind
from piaojue.commons.years.actions import file_paper
from piaojue.commons.years.models import Paper, PaperKind, Year
from piaojue.stages.shortlist.public import Dossier, DossierState
from piaojue.stages.vote.actions.locking import box_objects, locked
from piaojue.stages.vote.ballot_box import ballot_box
from piaojue.stages.vote.ballots import COLOURS, NAMES, election
from piaojue.stages.vote.models import Colour, Level, Poll, PollKind, PollState
from piaojue.stages.vote.moves import COUNTING, MOVES

KEY_ORDER = [Role.CHIEF_TELLER, Role.TELLER, Role.COUNTER]
FEWEST_KEYS = 3
LIVE = [PollState.PREPARED, PollState.FROZEN, PollState.OPEN, PollState.CLOSED]


@transaction.atomic
def prepare_poll(
    *,
    year: Year,
    sitting: Sitting,
    by: Seat,
    kind: str = PollKind.ADOPTION,
    rule: Rule | Mapping | None = None,
    items: Iterable[Mapping[str, Any]] | None = None,
    title: str = "",
    colour: str = "",
    rehearsal: bool = False,
    level: str = Level.SLIPS,
    keys_needed: int | None = None,
) -> Poll:
    """Begin a poll.

    kind:  ADOPTION takes its items from the year's candidates; SATISFACTION needs `items`: projects or sub-items
    items: [{"key": str ≤ 40, "no": int, "title": str, "text", "dossier": id (both optional)}] in the order of the ballot
    level: how ballots by phone are kept secret;  keys_needed: keys that open a sealed box, default more than half
    rule:  engines.counting.Rule or its JSON; default: the year's setting `vote_rule`, else per item, the most approvals
    raises: NotYours, Refused (a 街道, items missing or doubled, a rule that contradicts itself, another place's sitting)
    """
    poll = Poll(place=year.place, year=year, sitting=sitting, kind=kind, rehearsal=rehearsal, created_by=by)
    poll.level, poll.keys_needed = Level(level), keys_needed
    MOVES.take("prepare_poll", poll, by)
    if sitting.place_id != year.place_id:
        raise Refused("请选择本地区的会议")
    if kind == PollKind.ADOPTION and sitting.kind != SittingKind.SESSION:
        raise Refused("票决在人民代表大会会议上进行，请选择类别为“人民代表大会会议”的会议")
    if kind == PollKind.ADVISORY:
        raise Refused("票选推荐由议事会在“会商”里办理")
    poll.items = _items(items) if items is not None else candidates_of(year)
    if kind == PollKind.SATISFACTION and not poll.items:
        raise Refused("请给出要测评的项目或子项")
    poll.rule = _rule(rule, poll).to_json()
    poll.title = title.strip() or year.term(f"{year.number} 年{NAMES[kind]}")
    poll.colour = colour or COLOURS[kind]
    poll.save()
    record("vote.prepared", poll, by, kind=kind, items=len(poll.items), rehearsal=rehearsal)
    return poll


@transaction.atomic
def set_rule(
    *,
    poll: Poll,
    rule: Rule | Mapping,
    by: Seat,
    title: str = "",
    colour: str = "",
    level: str = "",
    keys_needed: int | None = None,
    minutes: int | None = None,
    version: int | None = None,
) -> Poll:
    """Change rule, title, colour, kind of box and voting time (分钟) before the ballot is fixed. Raises NotYours, Refused with every problem of the rule."""
    poll = locked(poll)
    MOVES.take("set_rule", poll, by, version=version)
    poll.rule = _rule(rule, poll).to_json()
    poll.title = title.strip() or poll.title
    poll.colour = Colour(colour) if colour else poll.colour
    if level:
        poll.level, poll.keys_needed = Level(level), keys_needed
    poll.minutes = minutes or poll.minutes
    poll.save(update_fields=["rule", "title", "colour", "level", "keys_needed", "minutes", "version"])
    record("vote.rule_set", poll, by)
    return poll


@transaction.atomic
def refresh_items(*, poll: Poll, by: Seat, version: int | None = None) -> Poll:
    """Take the items anew from the year's candidates. Raises NotYours, Refused (a further round has fixed items)."""
    poll = locked(poll)
    MOVES.take("refresh_items", poll, by, version=version)
    if poll.kind != PollKind.ADOPTION or poll.previous_id:
        raise Refused("这次投票的项目是指定的，不随候选变化")
    poll.items = candidates_of(poll.year)
    poll.save(update_fields=["items", "version"])
    record("vote.items_refreshed", poll, by, items=len(poll.items))
    return poll


@transaction.atomic
def appoint_tellers(*, poll: Poll, seats: Iterable[Seat], by: Seat, version: int | None = None) -> Poll:
    """Who watches and counts: one 总监票人, one 监票人 or more, and 计票人. Raises NotYours, Refused."""
    poll = locked(poll)
    MOVES.take("appoint_tellers", poll, by, version=version)
    seats = list(seats)
    if strangers := [s for s in seats if s.place_id != poll.place_id or s.role not in COUNTING or not s.active]:
        raise Refused(f"{'、'.join(str(s.person) for s in strangers)}不是本地区在任的监票人或计票人")
    chiefs = sum(seat.role == Role.CHIEF_TELLER for seat in seats)
    problems = [] if chiefs == 1 else [f"总监票人应有 1 名，现为 {chiefs} 名"]
    if not any(seat.role == Role.TELLER for seat in seats):
        problems.append("除总监票人外，至少还要 1 名监票人：开箱和截止须两人同意")
    if len({seat.person_id for seat in seats}) < len(seats):
        problems.append("同一个人不能兼任两种监票计票职务")
    if set(poll.keyholders) - {seat.pk for seat in seats}:
        problems.append("持有票箱钥匙的人员不能换下：换人要先作废本次投票，重新确定票面、重做钥匙")
    if problems:
        raise Refused(*problems)
    poll.save(update_fields=["version"])
    poll.tellers.set(seats)
    record("vote.tellers_appointed", poll, by, seats=sorted(seat.label for seat in seats))
    return poll


@transaction.atomic
def file_rules_draft(*, poll: Poll, by: Seat) -> Paper:
    """File the 票决办法(草案) or 测评办法(草案) written from the rule, before the sitting passes it."""
    MOVES.require("set_rule", poll.place, by)
    if reasons := MOVES.refusals("set_rule", poll, by):
        raise Refused(*reasons)
    return file_paper(
        year=poll.year,
        kind=PaperKind.OTHER if poll.kind == PollKind.SATISFACTION else PaperKind.VOTE_RULES_DRAFT,
        title=f"{poll.title}：{poll.term('票决办法')}（草案）",
        body=rules_text(poll),
        by=by,
    )


@transaction.atomic
def freeze_poll(*, poll: Poll, by: Seat, version: int | None = None) -> Poll:
    """Fix the ballot, make its box, file the 票决办法. Raises NotYours, Refused with everything that is missing."""
    poll = locked(poll)
    MOVES.take("freeze_poll", poll, by, version=version)
    if problems := _not_ready(poll):
        raise Refused(*problems)
    holders = _keyholders(poll) if poll.sealed else []
    poll.keyholders = [seat.pk for seat in holders]
    with box_objects():
        poll.box_id = ballot_box(poll).prepare({**election(poll), "trustees": [_called(seat) for seat in holders]})
    poll.save(update_fields=["state", "box_id", "keyholders", "version"])
    record("vote.frozen", poll, by, items=len(poll.items))
    if poll.kind == PollKind.ADOPTION and not poll.rehearsal and not poll.previous_id:
        title = poll.year.term(f"{poll.title}：票决办法")
        file_paper(year=poll.year, kind=PaperKind.VOTE_RULES, title=title, body=rules_text(poll), by=by, public=True)
    return poll


def rules_text(poll: Poll) -> str:
    """The 票决办法 or 测评办法 in numbered articles, from the rule that will count the votes."""
    if poll.kind == PollKind.SATISFACTION:
        committee = poll.voters is Role.COMMITTEE
        who = {"voters": "常委会组成人员", "decides": "主任会议"} if committee else {}
        return "\n".join(explain_satisfaction(poll.the_rule, items=len(poll.items), meeting=poll.sitting.name, **who))
    return poll.year.term("\n".join(explain(poll.the_rule, candidates=len(poll.items), meeting=poll.sitting.name)))


def candidates_of(year: Year) -> list[dict[str, Any]]:
    """The ballot's items from the frozen candidates, in their order."""
    found = (
        Dossier.objects.filter(year=year, state=DossierState.CANDIDATE)
        .order_by("no", "pk")
        .prefetch_related("versions")
    )
    return [
        item_of(dossier, place, max((v.number for v in dossier.versions.all() if v.frozen), default=None))
        for place, dossier in enumerate(found, 1)
    ]


def item_of(dossier: Dossier, place: int, version: int | None = None) -> dict[str, Any]:
    """One line of a ballot. place: where it stands when it has no number; version: the text deputies read, if one was fixed."""
    return {
        "key": f"d{dossier.pk}",
        "no": dossier.no or place,
        "title": dossier.title,
        "text": brief(dossier),
        "dossier": dossier.pk,
        "version": version,
    }


def brief(dossier: Dossier) -> str:
    """What a ballot says about a project (简要内容、投资、完成时限, docs/domain.md#ballot-face), in a line or two."""
    scope = " ".join(dossier.scope.split()).rstrip("。；,.")
    parts = [scope if len(scope) <= 60 else scope[:59] + "…"]
    if dossier.total_yuan:
        parts.append(f"总投资 {rounded(Fraction(dossier.total_yuan, 10_000))} 万元")
    if dossier.due:
        parts.append(f"{dossier.due.year} 年 {dossier.due.month} 月完成")
    return "；".join(part for part in parts if part)


def _not_ready(poll: Poll) -> list[str]:
    problems = []
    if not poll.items:
        problems.append("票面上还没有项目：请先在“候选”里确定正式候选，再按正式候选更新票面")
    elif poll.kind == PollKind.ADOPTION and not poll.previous_id:
        if not (enough := check_candidates(len(poll.items), poll.the_rule.seats, poll.the_rule)):
            problems.append(enough.sentence)
        if not poll.rehearsal and poll.items != candidates_of(poll.year):
            problems.append("正式候选在准备之后有变化，请先按正式候选更新票面")
    if not poll.tellers.exists():
        problems.append("还没有登记监票计票人员")
    beside = Poll.objects.filter(sitting=poll.sitting, colour=poll.colour, state__in=LIVE, rehearsal=poll.rehearsal)
    if other := beside.exclude(pk=poll.pk).first():
        problems.append(f"同一次会议的“{other}”也用{poll.get_colour_display()}票，请换一种票色，以免混淆")
    return problems


def _keyholders(poll: Poll) -> list[Seat]:
    """总监票人 and 监票人 hold the keys of a sealed box; where these are too few to lose one, 计票人 too."""
    seats = sorted(poll.tellers.select_related("person"), key=lambda seat: (KEY_ORDER.index(seat.role), seat.pk))
    watching = [seat for seat in seats if seat.role != Role.COUNTER]
    return watching if len(watching) >= FEWEST_KEYS else seats


def _called(seat: Seat) -> str:
    return f"{seat.get_role_display()} {seat.person}"


def _items(items: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    kept = [
        {
            "key": str(item["key"])[:40],
            "no": int(item["no"]),
            "title": str(item["title"])[:120],
            "text": str(item.get("text", ""))[:200],
            "dossier": item.get("dossier"),
            "version": None,
        }
        for item in items
    ]
    if len({item["key"] for item in kept}) < len(kept):
        raise Refused("同一个项目在票面上出现了两次")
    return kept


def _rule(rule: Rule | Mapping | None, poll: Poll) -> Rule:
    """The poll's rule in its own type. Raises Refused with every problem."""
    try:
        if poll.kind == PollKind.SATISFACTION:
            return _satisfaction_rule(rule or _usual_quorum(poll), len(poll.items))
        if rule is None:
            rule = Rule(seats=poll.year.seats_to_fill)
        made = rule if isinstance(rule, Rule) else Rule.from_json({"seats": poll.year.seats_to_fill, **rule})
    except RuleError as error:
        raise Refused(*error.problems) from error
    if made.form is Form.ADVISORY or made.double:
        raise Refused("“街道票选”和“双门槛”只用于街道议事会，人大票决请选逐项表决或限选")
    return made


def _usual_quorum(poll: Poll) -> Mapping[str, str]:
    """More than half of a standing committee, two thirds of a congress (《地方组织法》第五十一条、第十四条)."""
    return {"quorum": "1/2"} if poll.sitting.kind == SittingKind.STANDING else {}


def _satisfaction_rule(rule: Rule | Mapping | None, items: int) -> Rule:
    """A satisfaction ballot is read like a per-item ballot whose blanks are 不了解; only quorum and detail can be set."""
    given = rule if isinstance(rule, Rule) else Rule.from_json({"seats": items, **(rule or {})})
    base = Rule(
        seats=max(items, 1),
        pass_base=PassBase.NONE,
        min_surplus=Fraction(0),
        blank_item=BlankItem.NOT_PRESSED,
        result_detail=Detail.FULL,
    )
    return replace(base, quorum=given.quorum, local_basis=given.local_basis)
