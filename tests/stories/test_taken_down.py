"""What a clerk takes down is gone everywhere at the next look: lists, search, tables, feeds, other systems, walls."""

import pytest

from piaojue.commons.roles import Role
from piaojue.commons.web.shared import forget
from piaojue.commons.years.road import Stage
from piaojue.stages.group.tests import make as group
from piaojue.stages.suggest import actions
from piaojue.stages.suggest.models import Suggestion
from piaojue.stages.suggest.tests import make
from tests import cast as the_cast
from tests.doors import all_doors

WORD, PLACE = "紫藤回廊", "凉亭北侧"
pytestmark = pytest.mark.once


def public_pages(made: Suggestion) -> list[str]:
    """Every address that everybody may open and that names nothing but the place and the year; with those of the suggestion."""
    open_to_all = [door for door in all_doors() if door.open_to == frozenset(Role) and door.method == "get"]
    paths = {door.path for door in open_to_all if "{" not in door.path}
    lists = {f"/150102/2026/suggestions/{query}" for query in ("", f"?q={WORD}", "?export=csv", "?export=xlsx")}
    searches = {f"/search/?q={WORD}", f"/150102/2026/suggest/similar/?title={WORD}"}
    data = {f"/150102/2026/data/{table}.{kind}" for table in ("suggestions", "demands") for kind in ("csv", "json")}
    machines = {"/api/v1/suggestions", "/api/v1/demands", f"/api/v1/suggestions/{made.pk}"}
    own = {made.get_absolute_url(), f"/s/{made.pk}/way/"}
    return sorted(paths | lists | searches | data | machines | own)


def those_that_show(paths: list[str], visitor, word: str) -> set[str]:
    shown = set()
    for path in paths:
        answer = visitor.get(path)
        content = b"".join(answer.streaming_content) if answer.streaming else answer.content
        assert answer.status_code < 500, path
        if word.encode() in content:
            shown.add(path)
    return shown


def test_nothing_of_it_stands_anywhere_at_the_next_look(cast, as_):
    year = the_cast.year(cast.xincheng, stage=Stage.GROUPING)
    made = make.suggestion(cast, year, title=f"{WORD}边加一盏路灯", content=f"{PLACE}夜里漆黑，老人摔过两次")
    group.demand(cast, year, title=made.title, suggestions=[made])
    paths, visitor = public_pages(made), as_(None)
    before = those_that_show(paths, visitor, WORD)
    assert {"/150102/2026/suggestions/", "/150102/2026/suggestions/?export=csv", made.get_absolute_url()} <= before
    assert {f"/search/?q={WORD}", "/150102/2026/data/suggestions.csv"} <= before, before

    actions.take_down(suggestion=made, code="privacy", by=cast.clerk_li)
    echo = {f"/150102/2026/suggestions/?q={WORD}", f"/search/?q={WORD}", f"/150102/2026/suggest/similar/?title={WORD}"}
    assert those_that_show(paths, visitor, WORD) <= echo, "only the box in which the visitor typed it"
    assert those_that_show(paths, visitor, PLACE) == set()
    page = visitor.get(made.get_absolute_url()).content.decode()
    assert f"建议第 {made.pk} 号" in page and "含他人隐私" in page


def undone(made: Suggestion, cast) -> None:
    """By the clerk who published it with a slip of the finger."""
    Suggestion.objects.filter(pk=made.pk).update(publication="held")
    made = actions.publish(suggestion=Suggestion.objects.get(pk=made.pk), by=cast.clerk_li)
    actions.decide_anew(suggestion=made, by=cast.clerk_li)


GOES = {
    "taken down": lambda made, cast: actions.take_down(suggestion=made, code="privacy", by=cast.clerk_li),
    "undone": undone,
    "withdrawn": lambda made, cast: actions.withdraw(suggestion=made, by=cast.resident_wang),
}


@pytest.mark.parametrize("goes", GOES.values(), ids=list(GOES))
def test_pages_that_were_kept_for_everybody_go_with_it(
    cast, as_, settings, tmp_path, django_capture_on_commit_callbacks, goes
):
    settings.SHARED_SECONDS, settings.VAR = 15, tmp_path
    year = the_cast.year(cast.xincheng, stage=Stage.SOLICITING)
    made = make.suggestion(cast, year, title=f"{WORD}边加一盏路灯")
    forget()
    page, visitor = "/150102/2026/suggestions/", as_(None)
    assert WORD in visitor.get(page).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        goes(made, cast)
    assert WORD not in visitor.get(page).content.decode()
