"""The frame of every page: where one is, what is wrong, the one thing to do."""

from typing import Any

from .html import Html, join, tag


def page(
    heading: str,
    *main: Any,
    top: str = "监票台",
    under: str = "",
    rehearsal: bool = False,
    live: bool = False,
    notes: Any = (),
    problem: str = "",
) -> Html:
    """A whole page. top, under: the header's lines. notes: what stands above the heading. live: looks for news by itself."""
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("title", f"{heading} · 监票台"),
        tag("link", rel="icon", href="data:,"),
        tag("link", rel="stylesheet", href="/station.css"),
        tag("script", src="/station.js", defer=True),
    )
    body = tag(
        "body",
        rehearsal and tag("p", "演练 · 不作数", class_="rehearsal"),
        tag("header", under and tag("p", under, class_="sitting"), tag("p", top, class_="kind")),
        tag("main", notes, problem and alert(problem), tag("h1", heading), *main, data_live=live),
        tag("footer", tag("a", "监票台首页", href="/"), " · 本页只在这台电脑上，别的电脑打不开。"),
        class_="is-rehearsal" if rehearsal else None,
    )
    return join(Html("<!doctype html>"), tag("html", head, body, lang="zh-CN"))


def sheet(title: str, *main: Any, rehearsal: bool = False) -> Html:
    """A page for the printer."""
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("title", title),
        tag("link", rel="icon", href="data:,"),
        tag("link", rel="stylesheet", href="/station.css"),
        tag("script", src="/station.js", defer=True),
    )
    bar = tag(
        "div",
        tag("button", "打印", type="button", class_="main", data_print=True),
        tag("p", "按“打印”，或按键盘 Ctrl+P；选 A4、单面。只用自己的打印机，不要另存为文件。", class_="help"),
        class_="no-print",
    )
    body = tag("body", bar, *main, class_="sheet is-rehearsal" if rehearsal else "sheet")
    return join(Html("<!doctype html>"), tag("html", head, body, lang="zh-CN"))


def alert(*words: Any) -> Html:
    """What is wrong and what to do."""
    return tag("div", *words, class_="alert", role="alert")


def notice(*words: Any) -> Html:
    """What to mind."""
    return tag("div", *words, class_="alert notice", role="status")
