"""People of a browser story: each has a window of their own and gets along by links, fields and buttons."""

import re

from playwright.sync_api import Page, expect


class Someone:
    """One person in front of one window. Every step is a click or typing; only the first page is an address."""

    def __init__(self, page: Page, name: str) -> None:
        self.page, self.name = page, name

    def starts(self, path: str = "/today/") -> "Someone":
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

    def _click(self, link) -> None:
        with self.page.expect_navigation():
            link.click()

    def follow(self, *names: str) -> "Someone":
        """Through links, one after the other; those of the page itself before the menu's."""
        for name in names:
            main, rail = self.page.locator("main"), self.page.locator("nav.rail")
            anywhere = main.get_by_role("link", name=name).or_(rail.locator("a", has_text=name))
            expect(anywhere.first, f"{self.name} 找不到链接“{name}”:{self.page.url}").to_be_attached()
            link = main.get_by_role("link", name=name, exact=True)
            if not link.count():
                link = main.get_by_role("link", name=name)
            self._click(link.first if link.count() else self._in_menu(name))
        return self

    def _in_menu(self, name: str):
        rail = self.page.locator("nav.rail")
        if not rail.is_visible():
            self.page.get_by_role("link", name="菜单").first.click()
        return rail.get_by_role("link", name=name).first

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
                main.get_by_label(one).first.check()
            return
        field = main.get_by_label(re.compile(r"^\s*" + re.escape(label) + r"\s*([*(（:]|$)")).first
        if not field.count():
            field = main.get_by_label(re.compile(r"^\s*" + re.escape(label))).first
        if not field.count():
            main.get_by_role("group", name=label).first.get_by_label(value, exact=True).check()
            return
        kind = field.evaluate("e => e.tagName + ':' + (e.type || '')")
        if value is True:
            field.check()
        elif kind.startswith("SELECT"):
            words = field.locator("option", has_text=value).first.inner_text()
            field.select_option(label=words)
        else:
            field.fill(value)

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
        button.click()
        if asks:
            self.page.locator("dialog[open]").get_by_role("button", name=name).click()

    def sees(self, *texts: str) -> "Someone":
        for text in texts:
            expect(self.page.locator("body"), f"{self.name} 看不到“{text}”:{self.page.url}").to_contain_text(text)
        return self
