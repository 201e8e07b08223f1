"""What people typed, cleaned once on its way in (engines.writing): columns, form fields, and the door of all pages.

    title = Line("标题", max_length=40)          one line
    reason = Note("理由", max_length=300)         some lines
    content = Prose("内容", max_length=2000)     lines end with \\n, however they were typed
    phone = Phone("电话", blank=True)            as it is dialled
    card_no = Number("代表证号", blank=True)     half width

Columns clean what an act, a command or an import saves, too. Rows that were saved before are not rewritten.
"""

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponse, QueryDict

from engines.writing import (
    as_seen,
    clean_line,
    clean_text,
    half_width,
    read_code,
    read_phones,
)
from piaojue.commons.refused import Refused
from piaojue.commons.sealing import SealedText

UNTOUCHED = "password"
"""A password is what was typed, to the letter: fields with this in their name are left alone."""
ASKED_MOBILE = "请填写 11 位手机号"
ASKED_CONTACT = "请填写手机号，或者带区号的座机，例如 0471-6660509"


class _Cleaned(models.Field):
    """A column that cleans what is saved. For migrations it is the plain one."""

    plain = ""
    clean_typed: Callable[[str], str]

    def deconstruct(self) -> tuple:
        name, _path, args, kwargs = super().deconstruct()
        return name, f"django.db.models.{self.plain}", args, kwargs

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        """The cleaned value, which the row has from now on. Raises Refused where only invisible characters were typed."""
        typed = getattr(model_instance, self.attname)
        if not isinstance(typed, str) or not typed:
            return typed
        cleaned = type(self).clean_typed(typed)
        if not cleaned and not self.blank and typed.strip():
            raise Refused(f"“{self.verbose_name}”里没有看得见的文字，请重新填写")
        if cleaned != typed:
            setattr(model_instance, self.attname, cleaned)
        return cleaned

    def get_db_prep_save(self, value: Any, connection: Any) -> Any:
        cleaned = type(self).clean_typed(value) if isinstance(value, str) else value
        return super().get_db_prep_save(cleaned, connection)


class Line(_Cleaned, models.CharField):
    """One line of text: a title, an address, a name as it is shown."""

    plain = "CharField"
    clean_typed = staticmethod(clean_line)


class Note(_Cleaned, models.CharField):
    """A short text that may have several lines: a reason, a remark."""

    plain = "CharField"
    clean_typed = staticmethod(clean_text)


class Prose(_Cleaned, models.TextField):
    """Text of any number of lines."""

    plain = "TextField"
    clean_typed = staticmethod(clean_text)


class Number(_Cleaned, models.CharField):
    """A card's or a ticket's number, in half width."""

    plain = "CharField"
    clean_typed = staticmethod(half_width)


def dialled(typed: str) -> str:
    """The number to call, as it is dialled; what is no number stays as it was typed.

    >>> dialled("+86 138-0013-8000")
    '13800138000'
    """
    return read_phones(typed).contact or clean_line(typed)


class Phone(_Cleaned, SealedText):
    """A telephone number, mobile or not; asked for in any spelling, too. The database has it sealed."""

    plain = "CharField"
    clean_typed = staticmethod(dialled)

    def get_prep_value(self, value: Any) -> Any:
        return dialled(value) if isinstance(value, str) else super().get_prep_value(value)


class _PhoneField(forms.CharField):
    """Where a number is typed; digits of any width, +86, blanks and dashes are understood."""

    asked = ASKED_MOBILE

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 40)
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel", "type": "tel"}))
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> Any:
        typed = super().to_python(value) or ""
        phones = read_phones(typed)
        if typed and (not phones.is_clear or not self.read(typed)):
            raise ValidationError(self.asked, code="invalid")
        return self.read(typed)

    def read(self, typed: str) -> str:
        """The number, or empty."""
        return read_phones(typed).mobile


class MobileField(_PhoneField):
    """A mobile number of 11 digits: it receives messages and signs in."""


class ContactField(_PhoneField):
    """Any number at which somebody can be called."""

    asked = ASKED_CONTACT

    def read(self, typed: str) -> str:
        return read_phones(typed).contact


class CodeField(forms.RegexField):
    """A code from a slip or a message, with its label or without, in any width."""

    def to_python(self, value: Any) -> Any:
        typed = super().to_python(value) or ""
        return read_code(typed) or typed


class WritingMiddleware:
    """The door of all pages: what a form sends has one kind of line ends and nothing invisible, before it is counted or read."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.GET = _seen(request.GET)  # type: ignore[assignment]  # the stubs know its immutable kind alone
        if request.method == "POST":
            request.POST = _seen(request.POST)  # type: ignore[assignment]
        return self.get_response(request)


def _seen(typed: QueryDict) -> QueryDict:
    """The same fields with their texts as they are seen; the very same object where nothing is to clean."""
    cleaned = {name: [as_seen(text) for text in texts] for name, texts in typed.lists() if UNTOUCHED not in name}
    if all(typed.getlist(name) == texts for name, texts in cleaned.items()):
        return typed
    answer = typed.copy()
    for name, texts in cleaned.items():
        answer.setlist(name, texts)
    answer._mutable = False
    return answer
