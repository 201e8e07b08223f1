"""HTML from calls: everything that is not made here is escaped."""

from html import escape
from typing import Any


class Html(str):
    """Text that is HTML already."""

    __slots__ = ()


VOID = frozenset({"input", "link", "meta", "br"})


def tag(name: str, /, *inside: Any, **attributes: Any) -> Html:
    """An element. Attributes: `class_`, `for_`, `data_live` as in HTML; True stands alone, None and False are left out."""
    shown = "".join(_attribute(key, value) for key, value in attributes.items() if value not in (None, False))
    content = join(*inside)
    return Html(f"<{name}{shown}>" if name in VOID else f"<{name}{shown}>{content}</{name}>")


def _attribute(key: str, value: Any) -> str:
    name = key.rstrip("_").replace("_", "-")
    return f" {name}" if value is True else f' {name}="{escape(str(value))}"'


def join(*parts: Any) -> Html:
    """Parts one after the other; lists are flattened, None and False left out."""
    return Html("".join(_shown(part) for part in parts if part not in (None, False)))


def _shown(part: Any) -> str:
    if isinstance(part, Html):
        return part
    return join(*part) if isinstance(part, list | tuple) else escape(str(part))


def field(label: str, name: str, help_: str = "", **attributes: Any) -> Html:
    """A labelled input with its help."""
    kind = {"type": "text", "id": name, "name": name, "required": True, "autocomplete": "off"} | attributes
    if help_:
        kind["aria_describedby"] = f"{name}-help"
    return tag(
        "div",
        tag("label", label, for_=name),
        tag("input", **kind),
        help_ and tag("p", help_, id=f"{name}-help", class_="help"),
        class_="field",
    )


def secret(label: str, name: str = "passphrase", help_: str = "", new: bool = False) -> Html:
    """A passphrase."""
    return field(label, name, help_, type="password", autocomplete="new-password" if new else "current-password")


def tick(name: str, *words: Any) -> Html:
    """A box that must be ticked."""
    return tag(
        "label",
        tag("input", type="checkbox", name=name, value="yes", required=True),
        tag("span", *words),
        class_="tick",
    )


def button(words: str, kind: str = "main") -> Html:
    """The form's button: main, second or danger."""
    return tag("button", words, type="submit", class_=kind)


def table(heads: list[str], rows: list[list[Any]], caption: str = "") -> Html:
    """A table; the first cell of a row heads it."""
    body = [tag("tr", tag("th", row[0], scope="row"), [tag("td", cell) for cell in row[1:]]) for row in rows]
    return tag(
        "div",
        tag(
            "table",
            caption and tag("caption", caption),
            tag("thead", tag("tr", [tag("th", h, scope="col") for h in heads])),
            tag("tbody", body),
        ),
        class_="table-wrap",
    )


def facts(*pairs: tuple[str, Any]) -> Html:
    """Names and values, large."""
    return tag("dl", [tag("div", tag("dt", name), tag("dd", value)) for name, value in pairs], class_="facts")


def form(token: str, action: str, *inside: Any) -> Html:
    """A form that acts; the token shows that it came from this program's page."""
    return tag("form", tag("input", type="hidden", name="token", value=token), *inside, method="post", action=action)
