"""In WeChat, 钉钉 and 浙政钉 a tap on a file is never lost: it leads to a page that says how to open it outside."""

import pytest

from piaojue.journey.tests import make

pytestmark = pytest.mark.django_db
WECHAT = "Mozilla/5.0 (Linux; Android 14) Chrome/116 Mobile MicroMessenger/8.0.50 WeChat/arm64"
AGENTS = {
    "微信": WECHAT,
    "企业微信": "Mozilla/5.0 (iPhone) wxwork/4.1.0 MicroMessenger/7.0.1",
    "浙政钉": "Mozilla/5.0 (Linux; Android 14) AliApp(DingTalk/2.10) TaurusApp/2.10.0",
    "钉钉": "Mozilla/5.0 (iPhone) AliApp(DingTalk/7.5.0)",
}
FILES = ("/150102/2026/candidates.pdf", "/150102/2026/board.xlsx", "/150102/2026/data/projects.csv")


@pytest.mark.parametrize("name", AGENTS)
def test_a_file_becomes_a_page_that_leads_outside(cast, as_, name):
    make.whole_life(cast)
    visitor = as_(None)
    for path in FILES:
        assert "html" not in visitor.get(path)["Content-Type"], path
        answer = visitor.get(path, headers={"User-Agent": AGENTS[name]})
        page = answer.content.decode()
        assert answer["Content-Type"].startswith("text/html") and f"http://testserver{path}" in page, path
        assert f"{name}里打不开" in page and "浏览器打开" in page
        assert answer["Cache-Control"] == "private, no-store" and "User-Agent" in answer["Vary"]


def test_wechat_may_show_a_pdf_itself_and_forms_are_left_alone(cast, as_):
    make.whole_life(cast)
    visitor = as_(None)
    page = visitor.get(f"{FILES[0]}?a=1", headers={"User-Agent": WECHAT}).content.decode()
    assert f'href="{FILES[0]}?a=1&amp;here=1"' in page
    shown = visitor.get(f"{FILES[0]}?here=1", headers={"User-Agent": WECHAT})
    assert shown["Content-Type"] == "application/pdf"
    table = visitor.get(FILES[1], headers={"User-Agent": WECHAT}).content.decode()
    assert "here=1" not in table
    missing = visitor.get("/150102/2099/board.xlsx", headers={"User-Agent": WECHAT})
    assert missing.status_code == 404


def test_such_browsers_ask_for_each_page_anew(cast, as_):
    make.whole_life(cast)
    visitor = as_(None)
    assert visitor.get("/p/EL2026/", headers={"User-Agent": WECHAT})["Cache-Control"] == "no-cache"
    assert "Cache-Control" not in visitor.get("/p/EL2026/")
    assert as_(cast.clerk_li).get("/notices/", headers={"User-Agent": WECHAT})["Cache-Control"] == "private, no-store"
