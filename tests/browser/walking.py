"""People of a browser story: each has a window of their own and gets along by links, fields and buttons."""

import re
from collections.abc import Sequence
from contextlib import nullcontext
from itertools import cycle

from playwright.sync_api import ElementHandle, Error, Locator, Page, TimeoutError, ViewportSize, expect

from tests.browser.windows import PATIENCE

IN_REACH = """thing => {
    thing.scrollIntoView({block: 'center', behavior: 'instant'});
    const box = thing.getClientRects()[0];
    const hit = box && document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
    return !!hit && (thing.contains(hit) || [...(thing.labels ?? [])].some(label => label.contains(hit)));
}"""

ANSWER = 5 * PATIENCE
"""Milliseconds for an answer that takes long on a busy computer: the year's archive."""
FOLD = "thing => thing.closest('details:not([open])')?.querySelector('summary') ?? null"
"""What has to be clicked to see the thing; null: nothing."""


class Someone:
    """One person in front of one window. Every step is a click or typing; only the first page is an address.

    widths: sizes of the window in turns: what is clicked or was typed into has to be in reach at the one, then at the other,
    where the click is made. Without them the window stays as it is.
    """

    def __init__(self, page: Page, name: str, widths: Sequence[ViewportSize] = ()) -> None:
        self.page, self.name, self._widths = page, name, cycle(widths) if widths else None
        self._typed: list[ElementHandle] = []
        self._by_menu = False
        self.line = ""

    def starts(self, path: str = "/today/") -> "Someone":
        self._typed.clear()
        self.page.goto(path)
        return self

    def opens_first_line(self) -> bool:
        """今天要办, and what it says first; kept as `line`. Whether there is anything to do."""
        self.starts("/today/")
        first = self.page.locator("main section.section").first
        own = self.page.locator("main .empty").count() == 0
        if not own:
            return False
        link = first.locator("ul.list li h3 a").first
        self.line = link.inner_text().strip()
        self._click(link)
        return True

    def has_link(self, name: str) -> bool:
        return self.page.locator("main").get_by_role("link", name=name, exact=True).count() > 0

    def has_button(self, name: str) -> bool:
        return self.page.locator("main").get_by_role("button", name=name).count() > 0

    def goes(self) -> "Someone":
        """From the hall's page to where the act is done, where the line led to the former."""
        return self.follow("去办") if self.has_link("去办") else self

    def at_year(self, name: str) -> "Someone":
        """Where the year's rooms can be reached: a desk has them in its menu; others go to the year's page by the line above, or from the portal."""
        self._by_menu = self.page.locator("nav.rail a.rail__year", has_text=name).count() > 0
        if self._by_menu:
            return self
        above = self.page.locator("nav.crumbs").get_by_role("link", name=name, exact=True)
        if above.count():
            self._click(above)
            return self
        self._click(self.page.locator("a.brand"))
        self._click(self.page.get_by_role("link", name=name, exact=True).first)
        return self

    def _click(self, link: Locator) -> None:
        there = self._in_reach(link)
        with self.page.expect_navigation(timeout=ANSWER):
            self._tap(there)

    def _tap(self, thing: ElementHandle) -> None:
        """A browser without a window now and then draws nothing after it was resized, until it is resized again.

        The answer is not waited for here: a slow one is no reason to tap twice.
        """
        try:
            thing.click(timeout=PATIENCE / 2, no_wait_after=True)
        except TimeoutError:
            size = self.page.viewport_size
            assert size is not None
            self.page.set_viewport_size({"width": size["width"], "height": size["height"] + 1})
            thing.click(no_wait_after=True)

    def _in_reach(self, thing: Locator) -> ElementHandle:
        """To be seen and not covered at this width, so that it can be clicked at the next one; what was typed into, too."""
        there = thing.element_handle()
        self._unfold(there)
        if self._widths is not None:
            self._reach(there)
            self.page.set_viewport_size(next(self._widths))
            self._unfold(there)
            self._reach(*self._typed)
        self._typed.clear()
        return there

    def _reach(self, *things: ElementHandle) -> None:
        for thing in things:
            assert thing.evaluate(IN_REACH), f"{self.name} 够不着“{thing}”：{self.page.url} {self.page.viewport_size}"

    def _unfold(self, thing: ElementHandle) -> None:
        """A line of the menu may be behind 菜单, a link of the page in what is folded."""
        in_menu = "thing => !!thing.closest('nav.rail') && !thing.closest('nav.rail').checkVisibility()"
        if thing.evaluate(in_menu):
            self.page.get_by_role("link", name="菜单").first.click()
        if not thing.is_visible() and (fold := thing.evaluate_handle(FOLD).as_element()):
            fold.click()

    def follow(self, *names: str) -> "Someone":
        """Through links, one after the other; those of the page itself before the menu's."""
        for name in names:
            self._click(self._link(name))
        return self

    def _link(self, name: str) -> Locator:
        main, rail = self.page.locator("main"), self.page.locator("nav.rail")
        if self._by_menu:
            self._by_menu = False
            room = rail.get_by_role("link", name=name, exact=True, include_hidden=True)
            if room.count():
                return room.first
        exact, folded, part, menu = (
            main.get_by_role("link", name=name, exact=True),
            main.locator("details").get_by_role("link", name=name, exact=True, include_hidden=True),
            main.get_by_role("link", name=name),
            rail.locator("a", has_text=name),
        )
        for links in (exact, folded, part, menu):
            if links.count():
                return links.first
        expect(part.or_(menu).first, f"{self.name} 找不到链接“{name}”：{self.page.url}").to_be_attached()
        return self._link(name)

    def _row(self, text: str) -> Locator:
        return self.page.locator("main").locator("tr, li, article", has_text=text)

    def has_in_row(self, text: str, link: str) -> bool:
        return self._row(text).get_by_role("link", name=link).count() > 0

    def in_row(self, text: str, link: str) -> "Someone":
        """The link of the row, line or card of a list that holds the text."""
        self._click(self._row(text).get_by_role("link", name=link).first)
        return self

    def fill(self, **fields: str | bool | list[str]) -> "Someone":
        """Fields by their label; text, a choice by its words, True for a tick, a list for several ticks."""
        for label, value in fields.items():
            self._one(label.replace("_", " "), value)
        return self

    def write(self, label: str, value: str | bool) -> "Someone":
        """A field whose label is no identifier."""
        self._one(label, value)
        return self

    def _one(self, label: str, value: str | bool | list[str]) -> None:
        main = self.page.locator("main")
        if isinstance(value, list):
            for one in value:
                self._type_into(main.get_by_label(one)).check()
            return
        field = main.get_by_label(re.compile(r"^\s*" + re.escape(label) + r"\s*([*(（:]|$)"))
        if not field.count():
            field, group = (
                main.get_by_label(re.compile(r"^\s*" + re.escape(label))),
                main.get_by_role("group", name=label),
            )
            field.or_(group).first.wait_for(state="attached")  # a list may come after another's choice
            if not field.count():
                self._type_into(group.first.get_by_label(str(value), exact=True)).check()
                return
        there = self._type_into(field)
        if isinstance(value, bool):
            there.check()
        elif there.query_selector("option"):
            words = field.first.locator("option", has_text=value).first.inner_text()
            there.select_option(label=words)
        else:
            there.fill(value)

    def _type_into(self, field: Locator) -> ElementHandle:
        there = field.first.element_handle()
        self._typed.append(there)
        return there

    def upload(self, label: str, path: str) -> "Someone":
        self.page.locator("main").get_by_label(re.compile(r"^\s*" + re.escape(label))).first.set_input_files(path)
        return self

    def press(self, name: str, *, fails: bool = False) -> "Someone":
        """A button, and the same one in the question that may follow. The page must not come back with objections."""
        button = self.page.locator("main").get_by_role("button", name=name).first
        sends, asks = (
            button.and_(self.page.locator(f"{form} *")).count() for form in ("form[method=post]", "form[data-confirm]")
        )
        there = self._in_reach(button)
        with (
            self.page.expect_navigation(timeout=ANSWER) if sends else nullcontext()
        ):  # the answer, not the page that is being left
            try:
                self._tap(there)
            except Error as gone:  # the page drew itself anew between the look and the tap
                if "not attached" not in str(gone):
                    raise
                self._tap(self._in_reach(button))
            if asks:
                self.page.locator("dialog[open]").get_by_role("button", name=name).click()
        wrong = self.page.locator(".errors, .refused")
        if not fails and wrong.count():
            raise AssertionError(f"{self.name} 按“{name}”被拒绝：{wrong.first.inner_text()}")
        return self

    def sees(self, *texts: str) -> "Someone":
        for text in texts:
            expect(self.page.locator("body"), f"{self.name} 看不到“{text}”：{self.page.url}").to_contain_text(text)
        return self
