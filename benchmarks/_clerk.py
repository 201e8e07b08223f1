"""Somebody at a desk without a browser: pages opened, clicks and typed fields are counted as they would be made."""

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from lxml import html

from piaojue.commons.people.models import Seat

WRONG = "//*[contains(concat(' ', @class, ' '), ' errors ') or contains(concat(' ', @class, ' '), ' refused ')]"


@dataclass(frozen=True)
class Effort:
    """pages: opened; clicks: on links, buttons, boxes and choices; typed: fields in which something was written"""

    pages: int = 0
    clicks: int = 0
    typed: int = 0

    def __add__(self, other: "Effort") -> "Effort":
        return Effort(self.pages + other.pages, self.clicks + other.clicks, self.typed + other.typed)

    def __sub__(self, other: "Effort") -> "Effort":
        return Effort(self.pages - other.pages, self.clicks - other.clicks, self.typed - other.typed)


class Clerk:
    """One seat in front of one window. Raises LookupError for what is not on the page, ValueError for what is refused."""

    def __init__(self, seat: Seat) -> None:
        self.seat, self.effort, self.path = seat, Effort(), ""
        self._client = Client()
        store = import_module(settings.SESSION_ENGINE).SessionStore()
        store[SESSION_KEY], store["seat"] = str(seat.person_id), seat.pk
        store[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
        store[HASH_SESSION_KEY] = seat.person.get_session_auth_hash()
        store.create()
        self._client.cookies[settings.SESSION_COOKIE_NAME] = store.session_key

    def _count(self, **more: int) -> None:
        self.effort += Effort(**more)

    def opens_today(self) -> "Clerk":
        self._count(clicks=1)
        return self._open("/today/")

    def _open(self, path: str) -> "Clerk":
        return self._shows(self._client.get(path, follow=True))

    def _shows(self, answer) -> "Clerk":
        self._count(pages=1)
        self.path = answer.request["PATH_INFO"]
        text = answer.content.decode()
        self.page = html.fromstring(text)
        wrong = [node.text_content().strip() for node in self.page.xpath(WRONG)]
        if answer.status_code >= 400 or any(wrong):
            raise ValueError(f"{self.seat} {self.path} {answer.status_code}: {' '.join(' '.join(wrong).split())[:300]}")
        return self

    def follow(self, words: str) -> "Clerk":
        """The link of the page itself with these words, else that of the menu."""
        for links in (self.page.xpath("//main//a[@href]"), self.page.xpath("//nav[@id='rail']//a[@href]")):
            named = [link for link in links if words in " ".join(link.text_content().split())]
            exact = [link for link in named if words == " ".join(link.text_content().split())]
            if named:
                self._count(clicks=1)
                href = (exact or named)[0].get("href").partition("#")[0]
                return self._open(self.path + href if href.startswith("?") else href or self.path)
        raise LookupError(f"{self.seat}: 没有链接“{words}”：{self.path}")

    def fields(self, beginning: str) -> list[str]:
        """Names of the page's fields that begin so."""
        return [name for name in self.page.xpath("//main//*[@name]/@name") if name.startswith(beginning)]

    def has(self, button: str) -> bool:
        return self._button(button) is not None

    def _button(self, words: str):
        buttons = self.page.xpath("//main//button")
        return next((one for one in buttons if words in " ".join(one.text_content().split())), None)

    def press(
        self,
        words: str,
        typed: Mapping[str, str] | None = None,
        chosen: Mapping[str, str | list[str]] | None = None,
        file: tuple[str, bytes] | None = None,
    ) -> "Clerk":
        """The form of this button as it stands, with what is typed and chosen, by the names of the fields."""
        button = self._button(words)
        if button is None:
            raise LookupError(f"{self.seat}: 没有按钮“{words}”：{self.path}")
        form = button.getparent()
        while form.tag != "form":
            form = form.getparent()
        data: dict[str, str | list[str] | SimpleUploadedFile] = {}
        texts = {area.get("name") for area in form.xpath(".//textarea")}
        for name, value in form.form_values():
            value = value.removeprefix("\n") if name in texts else value  # which HTML puts before a text
            data[name] = [*data[name], value] if isinstance(data.get(name), list) else [value]
        for field in form.xpath(
            ".//input[@name and not(@value) and not(@type='checkbox' or @type='radio' or @type='file')]"
        ):
            data.setdefault(field.get("name"), "")  # a browser sends what is empty, too
        for name, value in {**(typed or {}), **(chosen or {})}.items():
            if name not in form.fields:
                raise LookupError(f"{self.seat}: 没有栏目“{name}”：{self.path} {sorted(form.fields)}")
            boxes = form.xpath(f".//input[@name='{name}']/@value")  # a browser sends them in the page's order
            data[name] = sorted(value, key=boxes.index) if isinstance(value, list) else value
        if button.get("name"):
            data[button.get("name")] = button.get("value", "")
        if file:
            data["file"] = SimpleUploadedFile(*file)
        picks = [len(value) if isinstance(value, list) else 1 for value in (chosen or {}).values()]
        asks = form.get("data-confirm") is not None
        self._count(clicks=1 + sum(picks) + bool(file) + asks, typed=len(typed or {}))
        target = form.get("action") or self.path
        return self._shows(self._client.post(target, data, follow=True))
