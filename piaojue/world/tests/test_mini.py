"""The mini-program shell: the same bytes for the same site, and it opens no address but the site's."""

import io
import json
import zipfile

import pytest

from piaojue.world.mini.build import NAME, Unfit, main, package

pytestmark = pytest.mark.once
SITE, APP = "https://site.example.cn", "wx0123456789abcdef"


def files() -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(package(SITE, APP))) as packed:
        return {name: packed.read(name).decode() for name in packed.namelist()}


def test_the_package_is_whole_and_always_the_same(tmp_path, capsys):
    assert package(SITE, APP) == package(SITE, APP)
    parts = files()
    for page in json.loads(parts["app.json"])["pages"]:
        assert {f"{page}.{kind}" for kind in ("js", "json", "wxml")} <= set(parts)
    assert json.loads(parts["project.config.json"])["appid"] == APP and f'"{SITE}"' in parts["config.js"]
    assert main([f"{SITE}/", APP, str(tmp_path)]) == 0 and (tmp_path / NAME).read_bytes() == package(SITE, APP)
    assert NAME in capsys.readouterr().out


@pytest.mark.parametrize(
    ("site", "app"), [("http://a.cn", APP), (f"{SITE}/x", APP), (SITE, "wx1"), ('https://a"+b', APP)]
)
def test_what_is_no_site_or_no_app_is_refused(site, app, tmp_path, capsys):
    with pytest.raises(Unfit):
        package(site, app)
    assert main([site, app, str(tmp_path)]) == 1 and not list(tmp_path.iterdir())


@pytest.mark.browser
def test_only_addresses_of_the_site_are_opened_and_passed_on(chromium):
    page = chromium.new_page()
    page.evaluate(f"window.Page = (made) => (window.made = made); window.require = () => ({{ site: {SITE!r} }})")
    page.evaluate(f"(() => {{ {files()['pages/site/site.js']} }})()")
    opened = (
        """(query) => { let at; made.onLoad.call({ setData: ({ address }) => (at = address) }, query); return at; }"""
    )
    assert page.evaluate(opened, {"to": "%2Fp%2FEL2026%2F%3Ffrom%3Dchat"}) == f"{SITE}/p/EL2026/?from=chat"
    assert page.evaluate(opened, {"scene": "p%2FEL2026%2F"}) == f"{SITE}/p/EL2026/"
    for strange in ("%2F%2Fevil.test%2F", "%2F%5Cevil.test", "https%3A%2F%2Fevil.test", "%E0%A4%A", "@evil.test"):
        assert page.evaluate(opened, {"to": strange}) == f"{SITE}/", strange
    passed = "(url) => made.onShareAppMessage({ webViewUrl: url }).path"
    assert page.evaluate(passed, f"{SITE}/s/1/?ticket=ABCD2345#top") == "/pages/site/site?to=%2Fs%2F1%2F"
    assert page.evaluate(passed, "https://evil.test/") == "/pages/site/site?to=%2F"
    page.close()
