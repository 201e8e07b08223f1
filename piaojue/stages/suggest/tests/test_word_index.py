"""Words find what everybody may read, at once and later out of the index, in whatever spelling they are typed."""

from datetime import UTC, datetime

import pytest
from django.core.management import call_command

from piaojue.commons.wordindex import index
from piaojue.commons.wordindex.find import alike, found
from piaojue.commons.wordindex.models import Changed
from piaojue.commons.years.road import Stage
from piaojue.stages.suggest import actions
from piaojue.stages.suggest.models import Suggestion
from piaojue.stages.suggest.tests import make
from tests import cast as the_cast


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.VAR = tmp_path


@pytest.fixture
def year(cast):
    return the_cast.year(cast.xincheng, stage=Stage.SOLICITING)


def say(cast, year, title, content="盼着早点办成", **values):
    return make.suggestion(cast, year, title=title, content=content, **values).pk


LOOKED_FOR = {
    "公园": "park",
    "公園": "park",
    "ＰＭ２．５": "park",
    "厕所": "toilet",  # another word for the same
    "桥": "bridge",
    "石桥 滑": "bridge",
    "石桥 公园": "",
    "园公": "",
    "！": "",
    "13812345678": "",
    "东街社区 公厕": "toilet",
}


def test_an_index_finds_what_the_database_finds_in_any_spelling(cast, year):
    keys = {
        "park": say(cast, year, "街心公园装PM2.5屏"),
        "toilet": say(cast, year, "东街修一座公厕"),
        "bridge": say(cast, year, "老石桥结冰很滑", "找13812345678"),
    }
    read = {text: found("suggestion", text) for text in LOOKED_FOR}
    assert read == {text: [keys[name]] if name else [] for text, name in LOOKED_FOR.items()}
    typed = {text: alike("suggestion", text, place="150102") for text in ("石桥", "街心公园的屏", "希望")}
    assert [hit.id for hit in typed["石桥"]] == [keys["bridge"]]
    call_command("words", verbosity=0)
    assert index.take_in() == 0  # what follows comes out of the index alone
    assert {text: found("suggestion", text) for text in LOOKED_FOR} == read
    assert {text: alike("suggestion", text, place="150102") for text in typed} == typed
    assert found("suggestion", "公厕", year=year.pk + 1) == [] == alike("suggestion", "公厕", place="150103")
    assert found("demand", "公厕") == []


def test_what_was_changed_or_deleted_is_found_by_its_old_words_no_more(cast, year):
    first, second = say(cast, year, "东街装路灯"), say(cast, year, "西街装路灯")
    index.take_in()
    Suggestion.objects.get(pk=second).delete()
    row = Suggestion.objects.get(pk=first)
    row.title = "东街装座椅"
    row.save(update_fields=["title", "state"])
    for _round in ("read from the database", "taken in"):
        assert (found("suggestion", "路灯"), found("suggestion", "座椅")) == ([], [first])
        index.take_in()


def test_a_row_whose_transaction_ended_late_is_not_lost(cast, year):
    say(cast, year, "东街装路灯")
    late = say(cast, year, "北街修公厕")
    entry = Changed.objects.latest("pk")
    entry.delete()
    say(cast, year, "南街装座椅")
    for _round in range(2):
        index.take_in()
    say(cast, year, "南街再装座椅")
    index.take_in()
    entry.save(force_insert=True)
    assert found("suggestion", "公厕") == [late]
    assert index.take_in() == 1
    assert found("suggestion", "公厕") == [late]
    assert index.take_in() == 0


@pytest.mark.parametrize("damage", ["another database", "junk", "folder is gone"])
def test_an_index_that_cannot_be_used_is_made_anew(cast, year, damage):
    key = say(cast, year, "东街装路灯")
    index.take_in()
    if damage == "another database":
        Changed.objects.update(at=datetime(2026, 1, 1, tzinfo=UTC))
    elif damage == "junk":
        (index.root() / f"mark-{index.FORMAT}.json").write_text("[junk")
    else:
        index.root().rename(index.root().with_name("away"))
    assert found("suggestion", "路灯") == [key]
    assert index.take_in() >= 1
    assert found("suggestion", "路灯") == [key]


def test_old_entries_of_the_feed_go_and_the_index_stays(cast, year):
    first, second = say(cast, year, "东街装路灯"), say(cast, year, "西街装路灯")
    index.take_in()
    Changed.objects.exclude(kind="").update(at=datetime(2026, 1, 1, tzinfo=UTC))
    assert index.forget() == 2 and index.take_in() == 0
    assert found("suggestion", "路灯") == [second, first]


def test_whoever_writes_keeps_others_from_writing(cast, year):
    say(cast, year, "东街装路灯")
    with index._alone() as mine:
        assert mine and index.take_in() == 0 and index.build() is None


def test_who_takes_words_back_is_not_found_by_them(cast, year):
    key = say(cast, year, "东街装路灯", by=cast.resident_wang)
    index.take_in()
    row = actions.withdraw(suggestion=Suggestion.objects.get(pk=key), by=cast.resident_wang)
    actions.delete_words(suggestion=row, by=cast.resident_wang)
    assert found("suggestion", "路灯") == []
    index.take_in()
    assert found("suggestion", "路灯") == []
