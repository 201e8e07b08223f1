"""Pages of acts, as data: an act's form (`ActForm`) and an act's button (`ActButton`).

    to_paper = ActForm(
        path="polls/<int:pk>/to-paper/",
        line=MOVES["switch_to_paper"],
        find=poll_at,
        of=Poll,
        action=actions.switch_to_paper,
        thing="poll",
        form=BasisForm,
        lead="此后不再接收电子票，已投入的保留，不能再改回。",
        done="已改用纸质票。",
        goes_to=lambda poll: reverse("tellers_screen", args=[poll.pk]),
    )

A room's urls.py takes them in with `act_paths(pages)`; the address's name is the act's code. With `of` the act stands by itself
among the buttons of such a thing's page (`{% acts poll %}`).
Whoever may not do the act does not see its form, and a thing that is past the act (or not yet there) says so instead of the form.
On sending, the act itself asks for permission, and nobody else does.
A text may depend on the thing: `lead=lambda poll: poll.term("…")`.
"""

from collections.abc import Callable, Mapping
from contextlib import nullcontext
from dataclasses import dataclass
from inspect import signature
from types import ModuleType
from typing import Any

from django import forms
from django.db import transaction
from django.db.models import Model
from django.http import HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse

from piaojue.commons.moves import Move, NotYours, Refused, owns, place_of, refusals, untimely, year_of
from piaojue.commons.web.forms import fill, version_of
from piaojue.commons.web.request import Request
from piaojue.commons.web.undo import Undo, say_done

Text = str | Callable[[Any], object]
"""A text; or thing → text."""


OFFERED: dict[type[Model], list["_ActPage"]] = {}
"""Model → the acts that its page offers by themselves, in the order in which they are written."""
BACK: dict[str, "ActButton"] = {}
"""Name of an address → the button behind it, for acts that are taken back by it."""


def said_of(text: Text, thing: Any) -> Any:
    """The text for this thing."""
    return text(thing) if callable(text) else text


@dataclass(frozen=True, kw_only=True)
class _ActPage:
    """What a form and a button have in common.

    line:    the declared act, or thing → line where the place decides which
    path:    the address's pattern; name: its name, where it is not the act's code
    of:      the model on whose page the act is offered by itself; kind: how its button looks there (primary, quiet, danger)
    confirm: what a button asks first
    find:    (request, **parts of the address) → the thing, which the seat may see; raises NotYours or Http404
    action:  called with the thing under the name `thing` (empty: without it), `by`, `version` if it takes one, and the values
    values:  (request, thing, cleaned data) → the action's other keywords; None: the cleaned data as it is
    done:    what is said afterwards; gets the action's result, or the thing where it returns none
    goes_to: the address to go to; gets the same
    undo:    result → the button that takes it back, where its own address does not say it
    undone_by: the name of the button's address that takes the act's result back, where the law lets it be (`web.undo`)
    alone:   the action is one transaction by itself and `values` writes nothing, so that none is put around them
    """

    line: Move | Callable[[Any], Move]
    find: Callable[..., Any]
    path: str = ""
    name: str = ""
    of: type[Model] | None = None
    kind: str = ""
    confirm: str = ""
    action: Callable[..., Any]
    thing: str = ""
    goes_to: Callable[[Any], str]
    done: Text = ""
    values: Callable[[Request, Any, dict[str, Any]], Mapping[str, Any]] | None = None
    undone_by: Text = ""
    undo: Callable[[Any], Undo | None] | None = None
    alone: bool = False

    def __post_init__(self) -> None:
        if self.of is not None:
            OFFERED.setdefault(self.of, []).append(self)

    @property
    def address_name(self) -> str:
        """The name of its address."""
        return self.name or (self.line.code if isinstance(self.line, Move) else "")

    def __call__(self, request: Request, **address: Any) -> HttpResponse:
        """The view. Forms and buttons answer each in their own way."""
        raise NotImplementedError

    def line_for(self, thing: Any) -> Move:
        return self.line if isinstance(self.line, Move) else self.line(thing)

    def act(self, request: Request, thing: Any, cleaned: dict[str, Any]) -> str:
        """Do it, say so, and return where to go."""
        result = self.do(request, thing, cleaned, version=version_of(request))
        if done := said_of(self.done, result):
            say_done(request, str(done), self._undo(request, result))
        return self.goes_to(result)

    def _undo(self, request: Request, result: Any) -> Undo | None:
        """What this seat may send at once to take it back."""
        if self.undo:
            return self.undo(result)
        back = BACK.get(str(said_of(self.undone_by, result)))
        if back is None:
            return None
        line = back.line_for(result)
        if not owns(line, result, request.seat) or refusals(line, result, request.seat):
            return None
        return Undo(_address(back.address_name, result))

    def do(self, request: Request, thing: Any, cleaned: dict[str, Any], *, version: int | None) -> Any:
        """Do it. What `values` kept (files) is undone with an act that is refused. Returns the result, or the thing."""
        with nullcontext() if self.alone else transaction.atomic():
            values = dict(self.values(request, thing, cleaned) if self.values else cleaned)
            if "version" in signature(self.action).parameters:
                values.setdefault("version", version)
            given = {self.thing: thing} if self.thing else {}
            result = self.action(**given, by=request.seat, **values)
        return thing if result is None else result

    def open(self, request: Request, address: Mapping[str, Any]) -> Any:
        """The thing, also told to the page's furniture (which year it is of)."""
        thing = self.find(request, **address)
        if year := year_of(thing):
            request.year_row = year
        return thing


@dataclass(frozen=True, kw_only=True)
class ActForm(_ActPage):
    """A page with the act's form.

    form, form_options: the form's class; (request, thing) → its keyword arguments
    heading, submit:    empty: the act's own word
    lead:               a sentence above the form
    cancel:             where 返回 leads; empty: to the thing's own page
    template, context:  where the form is a part of a larger page; (request, thing) → what that page takes
    seen_by:            the line of reading that lets somebody see the larger page, where only some may act
    shell:              the page's frame; empty: desk or public, as the seat has it
    """

    form: type[forms.Form]
    form_options: Callable[[Request, Any], dict[str, Any]] | None = None
    heading: Text = ""
    lead: Text = ""
    submit: Text = ""
    cancel: Text = ""
    template: str = "ui/form.html"
    context: Callable[[Request, Any], dict[str, Any]] | None = None
    seen_by: Move | None = None
    shell: str = ""

    def __call__(self, request: Request, **address: Any) -> HttpResponse:
        thing = self.open(request, address)
        line = self.line_for(thing)
        if request.method != "POST":
            self._may_see(line, thing, request)
            if self.seen_by is None and (reason := untimely(line, thing)):
                raise Refused(reason)
        return fill(
            request,
            self.form,
            lambda cleaned: self.act(request, thing, cleaned),
            template=self.template,
            context=lambda: self._context(line, thing, request),
            form_kwargs=self._options(line, thing, request),
        )

    def _options(self, line: Move, thing: Any, request: Request) -> dict[str, Any] | None:
        """What the form takes. Why there can be no form now is said to those only who may do the act."""
        if self.form_options is None:
            return None
        try:
            return self.form_options(request, thing)
        except Refused:
            if not owns(line, thing, request.seat):
                raise NotYours(line.code) from None
            raise

    def _may_see(self, line: Move, thing: Any, request: Request) -> None:
        if self.seen_by is not None and owns(self.seen_by, thing, request.seat):
            return
        if not owns(line, thing, request.seat):
            raise NotYours(line.code)

    def _context(self, line: Move, thing: Any, request: Request) -> dict[str, Any]:
        """What the page takes. A form that comes back is shown to those only who may do the act."""
        if request.method == "POST" and not owns(line, thing, request.seat):
            raise NotYours(line.code)
        standard = {
            "thing": thing if hasattr(thing, "version") else None,
            "heading": said_of(self.heading, thing) or line.label,
            "lead": said_of(self.lead, thing),
            "submit": said_of(self.submit, thing) or line.label,
            "cancel": said_of(self.cancel, thing) or _page_of(thing),
        }
        if self.shell:
            standard["frame"] = self.shell
        return standard | (self.context(request, thing) if self.context else {})


@dataclass(frozen=True, kw_only=True)
class ActButton(_ActPage):
    """The address behind an act's button: it takes POST alone."""

    def __post_init__(self) -> None:
        super().__post_init__()
        BACK.setdefault(self.address_name, self)

    def __call__(self, request: Request, **address: Any) -> HttpResponse:
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        return redirect(self.act(request, self.open(request, address), {}))


def own_seat(request: Request) -> Any:
    """`find` of acts that begin in the seat's own place: the acting seat. Raises NotYours for a visitor."""
    if request.seat is None:
        raise NotYours("seat")
    return request.seat


def act_paths(*modules: ModuleType) -> list[URLPattern]:
    """The addresses of all act pages of these modules that name one."""
    pages = [page for module in modules for page in vars(module).values() if isinstance(page, _ActPage) and page.path]
    return [path(page.path, page, name=page.address_name) for page in dict.fromkeys(pages)]


@dataclass(frozen=True)
class Offer:
    """An act that can be done now. url: its form's page, or where its button sends."""

    label: str
    url: str
    is_button: bool
    kind: str = ""
    confirm: str = ""


def offers(thing: Model, by: Any) -> list[Offer]:
    """The acts among those offered on this thing's page that this seat can do now."""
    return [
        Offer(
            page.line_for(thing).label,
            _address(page.address_name, thing),
            isinstance(page, ActButton),
            page.kind,
            page.confirm,
        )
        for page in OFFERED.get(type(thing), [])
        if owns(page.line_for(thing), thing, by) and not refusals(page.line_for(thing), thing, by)
    ]


def _address(name: str, thing: Any) -> str:
    """The address of an act on this thing; a year's begins with place and number."""
    return thing.page(name) if hasattr(thing, "page") else reverse(name, args=[thing.pk])


def _page_of(thing: Any) -> str:
    """The thing's own page, or that of its year, or of its place's work."""
    for row in (thing, year_of(thing), place_of(thing)):
        if hasattr(row, "get_absolute_url"):
            return row.get_absolute_url()
    return ""
