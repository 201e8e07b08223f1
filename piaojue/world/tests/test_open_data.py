"""What the site gives away is described so that programs understand it, and stands well in other people's pages."""

import csv
import importlib.util
import io
from collections.abc import Callable
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PIL import Image

from piaojue.commons.years.models import Paper, Standing, Year
from piaojue.journey.tests import make
from piaojue.stages.deliver.models import Project
from piaojue.stages.supervise.actions import raise_finding

DOCS = Path(__file__).resolve().parents[3] / "docs"
READ: dict[str, Callable[[str], object]] = {
    "integer": int,
    "number": float,
    "boolean": {"true": True, "false": False}.__getitem__,
    "date": date.fromisoformat,
    "datetime": str,
    "string": str,
}
"""How a program reads a cell of each kind; a cell that is not of its kind raises."""


def test_every_table_is_what_its_description_says(cast, as_):
    make.whole_life(cast)
    visitor = as_(None)
    package = visitor.get("/150102/2026/datapackage.json").json()
    assert package["licenses"][0]["name"] == "CC-BY-4.0"
    read = 0
    for resource in package["resources"]:
        fields = {one["name"]: one["type"] for one in resource["schema"]["fields"]}
        text = b"".join(visitor.get(f"/150102/2026/{resource['path']}").streaming_content).decode("utf-8-sig")
        for row in csv.DictReader(io.StringIO(text)):
            assert list(row) == list(fields)
            for name, cell in row.items():
                if cell:
                    READ[fields[name]](cell)
            read += 1
    kinds = {
        table["name"]: {one["name"]: one["type"] for one in table["schema"]["fields"]} for table in package["resources"]
    }
    assert read > 5
    assert (kinds["evaluation"]["satisfied"], kinds["results"]["adopted"]) == ("integer", "boolean")
    assert (kinds["suggestions"]["created_on"], kinds["projects"]["department"]) == ("date", "string")


def test_the_catalogue_leads_to_every_file(cast, as_, settings):
    make.whole_life(cast)
    visitor = as_(None)
    (dataset,) = visitor.get("/catalogue.jsonld").json()["dcat:dataset"]
    for file in dataset["dcat:distribution"][:4]:
        path = file["dcat:downloadURL"].removeprefix(settings.SITE_URL)
        answer = visitor.get(path)
        assert answer.status_code == 200 and b"".join(answer.streaming_content), path  # read to its end
    Year.objects.update(standing=Standing.PRACTICE)
    assert visitor.get("/catalogue.jsonld").json()["dcat:dataset"] == []


def test_feeds_tell_what_happened_and_nothing_that_is_not_public(cast, as_):
    make.whole_life(cast)
    project = Project.objects.get()
    raise_finding(project=project, text="围挡占道，行人只能走车道", by=cast.clerk_li)
    visitor = as_(None)
    for address in ("/feed/1501/", f"/feed/150102/{project.category}/", "/p/EL2026/feed/"):
        answer = visitor.get(address)
        titles = [
            one.text or "" for one in ElementTree.fromstring(answer.content).iter("{http://www.w3.org/2005/Atom}title")
        ]
        assert any("监督发现问题" in title for title in titles), address
        assert "围挡" not in answer.content.decode()
    assert visitor.get("/feed/150102/nonsense/").status_code == 404
    again = visitor.get("/p/EL2026/feed/", headers={"If-None-Match": answer["ETag"]})
    assert again.status_code == 304
    Year.objects.update(standing=Standing.PRACTICE)
    assert "监督发现问题" not in visitor.get("/feed/1501/").content.decode()
    assert visitor.get("/p/EL2026/card.png").status_code == 404


def test_a_chat_and_a_search_engine_find_what_they_ask_for(cast, as_):
    make.whole_life(cast)
    visitor = as_(None)
    page = visitor.get("/p/EL2026/").content.decode()
    assert 'property="og:image"' in page and "/p/EL2026/card.png" in page
    picture = Image.open(io.BytesIO(visitor.get("/p/EL2026/card.png").content))
    assert picture.size == (1200, 630)
    assert "/sitemap.xml" in visitor.get("/robots.txt").content.decode()
    assert "/sitemap-projects.xml" in visitor.get("/sitemap.xml").content.decode()
    assert "/p/EL2026/" in visitor.get("/sitemap-projects.xml").content.decode()
    assert visitor.get("/favicon.ico")["Content-Type"] == "image/png"
    assert visitor.get("/icon-9000.png").status_code == 404


def test_another_site_may_frame_a_board_that_runs_nothing(cast, as_):
    make.whole_life(cast)
    visitor = as_(None)
    for address in ("/embed/p/EL2026/", "/embed/150102/2026/"):
        answer = visitor.get(address)
        assert "老旧小区加装电梯" in answer.content.decode()
        assert "frame-ancestors *" in answer["Content-Security-Policy"]
        assert "script-src" not in answer["Content-Security-Policy"] and "X-Frame-Options" not in answer
        assert not answer.cookies
    assert visitor.get("/p/EL2026/")["X-Frame-Options"] == "DENY"


@pytest.mark.browser
def test_a_second_site_shows_the_board_by_the_api_alone(cast, glance, as_):
    make.whole_life(cast)
    page = glance(None, "/api/")
    example = (DOCS / "examples" / "board.html").read_text()
    page.route("http://another.test/**", lambda route: route.fulfill(body=example, content_type="text/html"))
    page.goto("http://another.test/board.html?site=http://piaojue.test")
    page.get_by_text("老旧小区加装电梯：完成 100%").wait_for()
    assert "新城区 2026" in page.locator("h1").inner_text()


def test_a_portal_lays_new_papers_into_its_column(cast, as_, tmp_path, monkeypatch, settings):
    year = make.suggestion(cast).year
    for public in (True, False):
        Paper.objects.create(
            year=year, kind="other", title=f"公告 {public}", body="全文", public=public, seat=cast.clerk_li
        )
    visitor = as_(None)
    asked = []

    def urlopen(address: str, timeout: int) -> io.BytesIO:
        asked.append(address)
        return io.BytesIO(visitor.get(address.removeprefix(settings.SITE_URL)).content)

    spec = importlib.util.spec_from_file_location("papers", DOCS / "examples" / "papers.py")
    papers = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(papers)
    monkeypatch.setattr(papers, "urlopen", urlopen)
    for _ in range(2):
        papers.fetch(settings.SITE_URL, "150102", "2026", tmp_path)
    (file,) = tmp_path.iterdir()
    assert file.name.endswith("公告 True.pdf") and file.read_bytes().startswith(b"%PDF")
    assert len(asked) == 3
