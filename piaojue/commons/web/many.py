"""One act for many things that were chosen in a list: which acts fit all of them, and each done in its own transaction.

The acts are those that the page of one such thing offers (`of=` of `ActForm` and `ActButton`).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.contrib import messages
from django.db.models import Model
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from piaojue.commons.moves import NotYours, Refused, owns, refusals
from piaojue.commons.web.act_pages import OFFERED, ActForm, said_of
from piaojue.commons.web.forms import way_back
from piaojue.commons.web.request import Request

MOST = 100
"""Things at once: a page of a list has fewer."""
NOTHING_FITS = gettext_noop("没有对这几项都能办的事。请回到列表，勾选状态相同的。")


@dataclass(frozen=True)
class Fitting:
    """An act that all chosen things allow now. label: its word; asks: it has a form of its own"""

    name: str
    label: str
    asks: bool
    confirm: str = ""


def is_for_many(model: type[Model]) -> bool:
    """Whether there are acts for several things of this model at once."""
    return any(_pages_of(model))


def _pages_of(model: type[Model]) -> Iterable[Any]:
    """Act pages whose address is the thing's key alone."""
    return [
        page for page in OFFERED.get(model, []) if page.path.count("<") == 1 and "<int:pk>" in page.path and page.thing
    ]


def _model(kind: str) -> type[Model]:
    try:
        model = apps.get_model(kind)
    except (LookupError, ValueError):
        raise Http404(kind) from None
    if not is_for_many(model):
        raise Http404(kind)
    return model


def _keys(request: Request) -> list[int]:
    sent = request.POST.getlist("key") or request.GET.getlist("key")
    keys = dict.fromkeys(int(key) for key in sent if key.isascii() and key.isdecimal() and len(key) < 10)
    return list(keys)[:MOST]


class _Finder:
    """The things as their acts find them: acts that find them alike ask once."""

    def __init__(self, request: Request) -> None:
        self._request = request
        self._known: dict[tuple[Any, int], Any] = {}

    def found(self, page: Any, keys: Iterable[int]) -> list[Any]:
        """Those that the seat may not see are left out."""
        things = [self._one(page.find, key) for key in keys]
        return [thing for thing in things if thing is not None]

    def _one(self, find: Any, key: int) -> Any:
        if (find, key) not in self._known:
            try:
                self._known[find, key] = find(self._request, pk=key)
            except (Http404, NotYours):
                self._known[find, key] = None
        return self._known[find, key]


def many(request: Request, kind: str) -> HttpResponse:
    """What was chosen, the acts that fit all of it, and the form of the one that was asked for."""
    if request.seat is None:
        raise NotYours("many")
    pages, keys, finder = _pages_of(_model(kind)), _keys(request), _Finder(request)
    chosen: dict[int, Any] = {}
    fitting: dict[str, Any] = {}
    is_there = False
    for page in pages:
        found = [(page.line_for(thing), thing) for thing in finder.found(page, keys)]
        is_there = is_there or bool(found)
        theirs = [(line, thing) for line, thing in found if owns(line, thing, request.seat)]
        chosen |= {thing.pk: thing for _line, thing in theirs}  # whoever has no act for a thing is not told its name
        if len(theirs) == len(keys) and not any(refusals(line, thing, request.seat) for line, thing in theirs):
            fitting[page.address_name] = page
    if not chosen:
        raise Refused(_(NOTHING_FITS)) if is_there else NotYours("many")
    asked = fitting.get(request.POST.get("act") or request.GET.get("act", ""))
    things = [chosen[key] for key in keys if key in chosen]
    context: dict[str, Any] = {"kind": kind, "keys": keys, "go": way_back(request), "chosen": things}
    context["fitting"] = [_offer(page, things[0]) for page in fitting.values()]
    if request.method == "POST":
        return _act(request, asked, context)
    if isinstance(asked, ActForm):
        context |= _form(asked, things[0], _bound(request, asked, things[0]))
    return render(request, "ui/many.html", context)


def _offer(page: Any, thing: Model) -> Fitting:
    asks = isinstance(page, ActForm)
    return Fitting(page.address_name, str(page.line_for(thing).label), asks, "" if asks else str(page.confirm))


def _form(page: ActForm, thing: Any, form: Any) -> dict[str, Any]:
    """The act's form, once for all; what it offers to choose from is that of one thing."""
    submit = said_of(page.submit, thing) or page.line_for(thing).label
    return {"form": form, "act": page.address_name, "submit": submit}


def _bound(request: Request, page: ActForm, thing: Any, data: Any = None) -> Any:
    options = page.form_options(request, thing) if page.form_options else {}
    return page.form(data, request.FILES if data is not None else None, **options)


def _act(request: Request, page: Any, context: dict[str, Any]) -> HttpResponse:
    """Each thing by itself: what is refused stays, with the reason, and the others are done."""
    things = context["chosen"]
    if page is None:
        raise Refused(_("勾选的事项现在不能一起这样办，请回到列表重新勾选"))
    typed: list[tuple[Any, dict[str, Any]]] = []
    for thing in things:  # what is wrong for one of them is said before the first is done
        form = _bound(request, page, thing, request.POST) if isinstance(page, ActForm) else None
        if form is not None and not form.is_valid():
            return render(request, "ui/many.html", context | _form(page, thing, form), status=422)
        typed.append((thing, form.cleaned_data if form is not None else {}))
    refused, done = [], 0
    for thing, cleaned in typed:
        for name in request.FILES:
            for file in request.FILES.getlist(name):
                file.seek(0)  # the thing before has read it
        try:
            page.do(request, thing, cleaned, version=None)
            done += 1
        except (Refused, NotYours) as why:
            refused.append((thing, "；".join(map(str, getattr(why, "reasons", [_("现在不能办")])))))
    if done:
        label = page.line_for(things[0]).label
        messages.success(request, _("“%(act)s”已办 %(n)s 项") % {"act": label, "n": done})
    if refused:
        return render(request, "ui/many.html", context | {"refused": refused, "fitting": []}, status=409)
    return redirect(context["go"])
