"""People of a browser story: each has a window of their own and gets along by links, fields and buttons."""

import re
from collections.abc import Sequence
from itertools import cycle

from playwright.sync_api import Locator, Page, expect

IN_REACH = """thing => {
    thing.scrollIntoView({block: 'center', behavior: 'instant'});
    const box = thing.getClientRects()[0];
    const hit = box && document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
    return !!hit && (thing.contains(hit) || thing.labels?.values().some(label => label.contains(hit)) === true);
}"""


class Someone:
    """One person in front of one window. Every step is a click or typing; only the first page is an address.

    widths: sizes of the window in turns: what is clicked or was typed into has to be in reach at the one, then at the other,
    where the click is made. Without them the window stays as it is.
    """

    def __init__(self, page: Page, name: str, widths: Sequence[dict[str, int]] = ()) -> None:
        self.page, self.name, self._widths = page, name, cycle(widths) if widths else None
        self._typed: list[Locator] = []

    def starts(self, path: str = "/today/") -> "Someone":
        self._typed.clear()
        self.page.goto(path)
        return self

    def at_year(self, name: str) -> "Someone":
        """To the year's page: by the line above the page, or from the portal."""
        above = self.page.locator("nav.crumbs").get_by_role("link", name=name, exact=True)
        if above.count():
            self._click(above)
            return self
        self._click(self.page.locator("a.brand"))
        self._click(self.page.get_by_role("link", name=name, exact=True).first)
        return self

    def _click(self, link: Locator) -> None:
        link = self._in_reach(link)
        with self.page.expect_navigation():
            link.click()

    def _in_reach(self, thing: Locator) -> Locator:
        """To be seen and not covered at this width, so that it can be clicked at the next one; what was typed into, too."""
        self._unfold(thing)
        if self._widths is not None:
            self._reach(thing)
            self.page.set_viewport_size(next(self._widths))
            self._unfold(thing)
            self._reach(*self._typed)
        self._typed.clear()
        return thing

    def _reach(self, *things: Locator) -> None:
        for thing in things:
            assert thing.evaluate(IN_REACH), f"{self.name} 够不着“{thing}”:{self.page.url} {self.page.viewport_size}"

    def _unfold(self, thing: Locator) -> None:
        """A line of the menu may be behind 菜单."""
        if not thing.is_visible() and thing.evaluate("thing => !!thing.closest('nav.rail')"):
            self.page.get_by_role("link", name="菜单").first.click()

    def follow(self, *names: str) -> "Someone":
        """Through links, one after the other; those of the page itself before the menu's."""
        for name in names:
            main, rail = self.page.locator("main"), self.page.locator("nav.rail")
            anywhere = main.get_by_role("link", name=name).or_(rail.locator("a", has_text=name))
            expect(anywhere.first, f"{self.name} 找不到链接“{name}”:{self.page.url}").to_be_attached()
            link = main.get_by_role("link", name=name, exact=True)
            if not link.count():
                link = main.get_by_role("link", name=name)
            self._click(link.first if link.count() else rail.get_by_role("link", name=name, include_hidden=True).first)
        return self

    def in_row(self, text: str, link: str) -> "Someone":
        """The link of the row, line or card of a list that holds the text."""
        self._click(self.page.locator("main").locator("tr, li, article", has_text=text).get_by_role("link", name=link).first)
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
                self._type_into(main.get_by_label(one).first).check()
            return
        field = main.get_by_label(re.compile(r"^\s*" + re.escape(label) + r"\s*([*(（:]|$)")).first
        begins = main.get_by_label(re.compile(r"^\s*" + re.escape(label))).first
        begins.or_(main.get_by_role("group", name=label)).first.wait_for(state="attached")  # a list may come after another's choice
        if not field.count():
            field = begins
        if not field.count():
            self._type_into(main.get_by_role("group", name=label).first.get_by_label(value, exact=True)).check()
            return
        kind = self._type_into(field).evaluate("e => e.tagName + ':' + (e.type || '')")
        if value is True:
            field.check()
        elif kind.startswith("SELECT"):
            words = field.locator("option", has_text=value).first.inner_text()
            field.select_option(label=words)
        else:
            field.fill(value)

    def _type_into(self, field: Locator) -> Locator:
        self._typed.append(field)
        return field

    def upload(self, label: str, path: str) -> "Someone":
        self.page.locator("main").get_by_label(re.compile(r"^\s*" + re.escape(label))).first.set_input_files(path)
        return self

    def press(self, name: str, *, fails: bool = False) -> "Someone":
        """A button, and the same one in the question that may follow. The page must not come back with objections."""
        button = self.page.locator("main").get_by_role("button", name=name).first
        if button.evaluate("button => button.form?.method === 'post'"):
            with self.page.expect_navigation():  # the answer, not the page that is being left
                self._click_and_agree(button, name)
        else:
            self._click_and_agree(button, name)
        wrong = self.page.locator(".errors, .refused")
        if not fails and wrong.count():
            raise AssertionError(f"{self.name} 按“{name}”被拒绝:{wrong.first.inner_text()}")
        return self

    def _click_and_agree(self, button, name: str) -> None:
        asks = button.evaluate("button => 'confirm' in (button.form?.dataset ?? {})")
        self._in_reach(button).click()
        if asks:
            self.page.locator("dialog[open]").get_by_role("button", name=name).click()

    def sees(self, *texts: str) -> "Someone":
        for text in texts:
            expect(self.page.locator("body"), f"{self.name} 看不到“{text}”:{self.page.url}").to_contain_text(text)
        return self
