"""Forms: our look, and the one way a form page runs."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.forms.renderers import TemplatesSetting
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from piaojue.commons.finding import row_key
from piaojue.commons.moves import Refused
from piaojue.commons.web.holding import hold_chosen
from piaojue.commons.web.request import Request


class Renderer(TemplatesSetting):
    """`{{ form }}` in our design."""

    form_template_name = "ui/forms/form.html"
    field_template_name = "ui/forms/field.html"


def fill(
    request: Request,
    form_class: type[forms.Form],
    then: Callable[[dict[str, Any]], str],
    *,
    template: str = "ui/form.html",
    context: dict[str, Any] | Callable[[], dict[str, Any]] | None = None,
    form_kwargs: dict[str, Any] | None = None,
) -> HttpResponse:
    """Show a form; on POST check it and act. What was typed is never lost, nor, of who is signed in, what was chosen in several files.

    then:    gets cleaned_data, acts, returns the address to go to
    context: what the template takes beside `form`; a function is asked only when the page is shown
    answers: 200 shown, 422 not valid, 409 the action refused (its reasons stand at the top), else a redirect
    """
    kwargs, status = form_kwargs or {}, 200
    if request.method == "POST":
        form = form_class(request.POST, request.FILES, **kwargs)
        status = 422
        if form.is_valid():
            try:
                return redirect(then(dict(form.cleaned_data)))
            except Refused as refusal:
                status = 409
                for reason in refusal.reasons:
                    form.add_error(None, reason)
        shown_form: Any = form
        shown_form.files_wait = request.user.is_authenticated and hold_chosen(form)
    else:
        form = form_class(**kwargs)
    shown = context() if callable(context) else context or {}
    return render(request, template, {**shown, "form": form}, status=status)


def with_bars(line: str) -> str:
    """The line with every bar as |, also those of Chinese keyboards."""
    return line.replace("\uff5c", "|")


class RowKeys(forms.MultipleChoiceField):
    """Several rows' numbers, none is fine; cleaned to whole numbers."""

    def valid_value(self, value: str) -> bool:
        return bool(row_key(value))

    def clean(self, value: Any) -> list[int]:
        return [row_key(one) for one in super().clean(value)]


def version_of(request: Request) -> int | None:
    """The `_version` a form was filled from; None when there is none. Pass it to the action: stale forms are refused."""
    version = request.POST.get("_version", "")
    return int(version) if version.isdecimal() and len(version) < 10 else None


def way_back(request: Request) -> str:
    """The page of ours that the form came from, as its `go` names it; else 今天要办."""
    go = request.POST.get("go") or request.GET.get("go", "")
    return go if url_has_allowed_host_and_scheme(go, allowed_hosts=None) else reverse("today")


def choosing(form: forms.BaseForm, name: str) -> Any:
    """The field of that name in which something is chosen, to say what there is: `choosing(self, "unit").queryset = …`."""
    return form.fields[name]
