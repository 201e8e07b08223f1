"""编发台: what waits before it stands in public, decided by keys or buttons, one by one or many at once."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db.models import Count
from django.utils.safestring import SafeString

from piaojue.commons.people.models import Seat
from piaojue.commons.web.act_pages import ActButton, ActForm
from piaojue.commons.web.listing import Listing, listing
from piaojue.commons.web.request import Request
from piaojue.commons.web.undo import Undo
from piaojue.commons.years.models import Year
from piaojue.commons.years.queries import year_at
from piaojue.stages.suggest import actions, queries
from piaojue.stages.suggest.doubts import Doubt, channels_at_once, doubts_of, highlighted
from piaojue.stages.suggest.forms_desk import DeskForm, PublishingForm, ReasonForm
from piaojue.stages.suggest.models import Channel, Suggestion
from piaojue.stages.suggest.moves import MOVES
from piaojue.stages.suggest.publication import ENDED, Publication, Unpublished

PER_PAGE = 30


@dataclass(frozen=True)
class Tray:
    """One part of the desk. states: the publications in it; offers: what can be decided there; first: the order."""

    name: str
    states: Sequence[str]
    offers: tuple[str, ...]
    first: str = "pk"
    nothing: str = ""


OFFERS = ("publish", "publish_covered", "hold", "refuse_publication")
TRAYS = {
    "waiting": Tray("待编发", [Publication.WAITING], OFFERS, nothing="没有等着编发的建议"),
    "held": Tray(
        "暂缓公开",
        [Publication.HELD],
        ("publish", "publish_covered", "refuse_publication"),
        nothing="没有暂缓公开的建议",
    ),
    "ended": Tray("不公开、已撤下", ENDED, ("publish_again",), "-pk", "没有不公开或撤下的建议"),
    "published": Tray("已公开", [Publication.PUBLISHED], ("take_down",), "-pk", "还没有公开的建议"),
}
"""What `?at=` names."""
SAYS = {
    "publish": "已公开",
    "publish_covered": "已遮蔽存疑处并公开",
    "hold": "已暂缓",
    "refuse_publication": "不公开",
    "take_down": "已撤下",
    "publish_again": "已恢复公开",
    "decide_anew": "已撤回，重新等待编发",
}
BACK_AGAIN = {"take_down": "publish_again"} | dict.fromkeys(OFFERS, "decide_anew")
"""Decision → the one that takes it back at once."""


@dataclass(frozen=True)
class Row:
    """A suggestion on the desk. title, words: with what raised a doubt marked; inner: the reader may see who proposed it."""

    suggestion: Suggestion
    doubts: list[Doubt]
    title: SafeString
    words: SafeString
    inner: bool

    @property
    def unsure(self) -> bool:
        """Whether something stands uncovered that may be personal."""
        return any(doubt.uncovered for doubt in self.doubts)


def _row(suggestion: Suggestion, by: Seat) -> Row:
    doubts = doubts_of(suggestion)
    return Row(
        suggestion,
        doubts,
        highlighted(suggestion.masked_title, doubts),
        highlighted(suggestion.masked_content, doubts),
        MOVES.entitled("read_proposers", suggestion.place, by),
    )


def _tray_of(request: Request) -> str:
    at = request.GET.get("at", "")
    return at if at in TRAYS else "waiting"


def _page(request: Request, year: Year, tray: Tray) -> Listing:
    rows = queries.desk_of(request.seat, year).filter(publication__in=tray.states).order_by(tray.first)
    return listing(
        request,
        rows,
        search=("title", "content", "spot__name"),
        filters={"channel": ("渠道", Channel.choices)},
        per_page=PER_PAGE,
    )


def _trays(request: Request, year: Year) -> list[tuple[str, str, int]]:
    """(name of the tray in the address, its word, how many are in it)."""
    rows = queries.desk_of(request.seat, year).order_by().values("publication").annotate(n=Count("pk"))
    numbers = {row["publication"]: row["n"] for row in rows}
    return [(at, tray.name, sum(numbers.get(state, 0) for state in tray.states)) for at, tray in TRAYS.items()]


def _desk_context(request: Request, year: Year) -> dict[str, Any]:
    at = _tray_of(request)
    page = _page(request, year, TRAYS[at])
    return {
        "year": year,
        "at": at,
        "tray": TRAYS[at],
        "trays": _trays(request, year),
        "page": page,
        "rows": [_row(suggestion, request.seat) for suggestion in page],
        "reasons": Unpublished.choices,
        "at_once": [Channel(one).label for one in channels_at_once(year)],
        "may_set": MOVES.entitled("set_publishing", year.place, request.seat),
    }


@dataclass(frozen=True)
class Outcome:
    """What a decision says and which page the clerk goes on with."""

    says: str
    goes_on_at: str
    back: Undo | None = None


def _decide(*, year: Year, do: str, code: str, keys: list[int], by: Seat, request: Request) -> Outcome:
    rows = queries.desk_of(by, year).filter(pk__in=keys).order_by("pk")
    decided = actions.decide(suggestions=rows, do=do, code=code, by=by)
    for sentence in decided.left:
        messages.warning(request, sentence)
    reason = f"（{Unpublished(code).label}）" if do in actions.WITH_REASON else ""
    return Outcome(f"{SAYS[do]} {decided.done} 条{reason}", request.get_full_path(), _back(request, do, decided.keys))


def _back(request: Request, do: str, keys: tuple[int, ...]) -> Undo | None:
    """The desk's own form, filled in with the opposite for what was just decided."""
    if do not in BACK_AGAIN:
        return None
    chosen = [("chosen", str(key)) for key in keys]
    return Undo(request.get_full_path(), (("do", BACK_AGAIN[do]), *chosen))


desk = ActForm(
    path="<place:place>/<int:number>/desk/",
    name="desk",
    line=MOVES["read_desk"],
    find=year_at,
    action=_decide,
    thing="year",
    form=DeskForm,
    template="suggest/desk.html",
    context=_desk_context,
    values=lambda request, year, cleaned: {**cleaned, "request": request},
    done=lambda outcome: outcome.says,
    undo=lambda outcome: outcome.back,
    goes_to=lambda outcome: outcome.goes_on_at,
)
"""What waits for a decision, oldest first; each decision posts here."""


def _desk_page(year: Year) -> str:
    return year.page("desk")


set_publishing = ActForm(
    path="<place:place>/<int:number>/desk/rules/",
    line=MOVES["set_publishing"],
    find=year_at,
    action=actions.set_publishing,
    thing="year",
    form=PublishingForm,
    form_options=lambda request, year: {"initial": {"channels": channels_at_once(year)}},
    lead="提到危险、辱骂、信访和诉讼、负面清单、个人号码的，不论哪个渠道都先看后发。",
    submit="提交",
    cancel=_desk_page,
    done="编发办法已更新",
    goes_to=_desk_page,
)
"""Which channels publish at once."""


def _found(request: Request, pk: int) -> Suggestion:
    return queries.suggestion_for(request.seat, pk)


def _button(code: str, path: str, action: Callable[..., Suggestion], done: str, *, back: str = "") -> ActButton:
    return ActButton(
        path=f"s/<int:pk>/{path}/",
        line=MOVES[code],
        find=_found,
        of=Suggestion,
        action=action,
        thing="suggestion",
        done=done,
        undone_by=back,
        goes_to=Suggestion.get_absolute_url,
    )


def _form(code: str, path: str, action: Callable[..., Suggestion], lead: str, done: str) -> ActForm:
    return ActForm(
        path=f"s/<int:pk>/{path}/",
        line=MOVES[code],
        find=_found,
        of=Suggestion,
        action=action,
        thing="suggestion",
        form=ReasonForm,
        lead=lead,
        done=done,
        undone_by=BACK_AGAIN[code],
        goes_to=Suggestion.get_absolute_url,
    )


publish = _button("publish", "publish", actions.publish, "已公开", back="decide_anew")
hold = _button("hold", "hold", actions.hold, "已暂缓公开", back="decide_anew")
decide_anew = _button("decide_anew", "decide-anew", actions.decide_anew, "已撤回，重新等待编发")
publish_again = _button("publish_again", "publish-again", actions.publish_again, "已恢复公开")
refuse_publication = _form(
    "refuse_publication",
    "refuse",
    actions.refuse_publication,
    "原文不公开，建议号、状态和原因仍然查得到；建议人会收到消息。",
    "已决定不公开",
)
take_down = _form(
    "take_down",
    "take-down",
    actions.take_down,
    "提交后，列表、搜索、导出和大屏上马上都没有原文；建议号、状态和原因仍然查得到，建议人会收到消息。",
    "已撤下",
)
