"""One province calls the system 审议监督: its headings, menus, steps and papers say so; what people wrote stays as it is."""

import pytest
from lxml import html

from piaojue.commons.years.models import Paper, Year
from piaojue.commons.years.parameters import YearSettings
from piaojue.stages.vote.tests import make
from tests import cast as the_cast

pytestmark = pytest.mark.once

TERMS = YearSettings(terms={"票决": "审议监督"})
NAMED = "//h1 | //h3[not(a)] | //header | //nav | //ol[@class='steps'] | //*[@class='page__actions'] | //*[@class='btn'] | //h2"


@pytest.fixture
def poll(cast):
    the_cast.year(cast.places["1501"], settings=TERMS)
    return make.confirmed_poll(cast, year=make.voting_year(cast, settings=TERMS))


def named(page) -> str:
    """What names things on a page: headings, menus, steps, buttons; the product's own name left out."""
    tree = html.fromstring(page.content.decode())
    for brand in tree.find_class("brand__name"):
        brand.drop_tree()
    return " ".join(part.text_content() for part in tree.xpath(NAMED))


@pytest.mark.parametrize(
    ("reader", "path"),
    [
        *(
            (None, path)
            for path in ("/", "/city/1501/wall/", "/150102/2026/", "/150102/2026/road/", "/150102/2026/result/")
        ),
        *(
            ("clerk_li", path)
            for path in (
                "/150102/2026/",
                "/150102/2026/road/",
                "/150102/2026/polls/",
                "/polls/{poll}/",
                "/polls/{poll}/rules/",
            )
        ),
    ],
)
def test_the_local_word_stands_wherever_the_system_is_named(cast, as_, poll, reader, path):
    page = as_(reader and getattr(cast, reader)).get(path.format(poll=poll.pk))
    assert page.status_code == 200
    words = named(page)
    assert "票决" not in words
    assert "审议监督" in words or path.endswith("/wall/")  # a wall shows a map and does not name it


def test_papers_and_states_say_it_too(cast, poll):
    written = list(Paper.objects.filter(year=poll.year))
    assert len(written) > 1 and all(
        "审议监督" in paper.title + paper.body and "票决" not in paper.title + paper.body for paper in written
    )
    poll.year.stage = "voting"
    assert poll.year.get_stage_display() == "审议监督"


def test_only_the_word_itself_gives_way(cast):
    year = Year(settings=TERMS)
    assert year.term("由人大代表投票决定") == "由人大代表投票决定"
    assert year.term("票决结果") == "审议监督结果" and Year().term("票决结果") == "票决结果"
