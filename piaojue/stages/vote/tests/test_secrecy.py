"""Nobody, the super administrator included, can read who voted what: a search of the database, the logs and the answers."""

import re
from collections import Counter

import pytest
from django.apps import apps
from django.db import connection

from piaojue.commons.record.models import Entry
from piaojue.stages.vote import actions
from piaojue.stages.vote.tests import make

BALLOTS = [("approve", "against", "abstain"), ("against", "approve", "approve"), ("approve", "approve", "against")]


COMMON_WORDS = {"guidance", "rehearsal", "threshold", "credential", "question", "signature", "election"}
"""Names of fields that both sides happen to use."""
ESCAPED = re.compile(r"\\+u[0-9a-f]{4}")
"""A character as SQLite keeps it in JSON."""


def everything_stored() -> Counter:
    """(table, row as text) of every table in the database."""
    found = Counter()
    for table in connection.introspection.table_names():
        with connection.cursor() as cursor:
            cursor.execute(f'SELECT * FROM "{table}"')
            for row in cursor.fetchall():
                found[table, str([bytes(v) if isinstance(v, memoryview) else v for v in row])] += 1
    return found


def test_a_vote_leaves_one_unreadable_row_and_nothing_else(cast, caplog):
    caplog.set_level("DEBUG")
    poll, codes = make.open_poll(cast)
    before = everything_stored()
    caplog.clear()
    for code, words in zip(codes, BALLOTS, strict=False):
        assert make.vote(poll, code, *words).status_code == 201
    after = everything_stored()
    assert not before - after
    new = after - before
    assert [table for table, _ in new] == ["booth_sealedballot"] * 3
    assert not any(word in row for _, row in new for word in ("approve", "against", "abstain"))
    written = "\n".join(r.getMessage() for r in caplog.records if r.name != "django.db.backends")
    assert written == ""


def test_after_closing_no_row_belongs_to_a_slip(cast):
    poll, codes = make.open_poll(cast)
    answers = [make.vote(poll, code, *words) for code, words in zip(codes, BALLOTS, strict=False)]
    shown = sorted(make.tracking_code(answer) for answer in answers)
    poll = make.agree(cast, poll, actions.agree_to_close)
    poll = actions.count(poll=poll, not_voted=2, by=cast.counter_wu)
    whole = "\n".join(row for _, row in everything_stored())
    assert not any(code in whole or code.replace("-", "") in whole for code in codes)
    assert poll.codes == shown
    assert not apps.get_model("booth.boothslip").objects.exists()
    assert not apps.get_model("booth.sealedballot").objects.exists()


def test_what_is_kept_is_the_same_whoever_voted_what_and_when(cast):
    """The same three ballots from other slips in another order leave the same opened box and the same counts."""
    kept, year, sitting = [], make.voting_year(cast), make.session(cast)
    for order in ([0, 1, 2], [2, 0, 1]):
        poll, codes = make.open_poll(cast, year=year, sitting=sitting)
        for code, place in zip(codes, order, strict=False):
            make.vote(poll, code, *BALLOTS[place])
        poll = make.agree(cast, poll, actions.agree_to_close)
        poll = actions.count(poll=poll, not_voted=2, by=cast.counter_wu)
        opened = apps.get_model("booth.box").objects.get(pk=str(poll.box_id)).opened
        kept.append((opened, poll.counts))
    assert kept[0] == kept[1]


def test_the_log_of_acts_knows_no_slip_no_mark_and_no_voter(cast):
    poll, codes = make.open_poll(cast)
    entries = Entry.objects.count()
    make.vote(poll, codes[0], *BALLOTS[0])
    assert Entry.objects.count() == entries
    actions.exchange_slip(poll=poll, code=codes[1], by=cast.teller_zhou)
    log = "".join(entry.payload for entry in Entry.objects.filter(act__startswith="vote."))
    assert not any(code in log or code.replace("-", "") in log for code in codes)
    assert "deputy" not in log and "代表1" not in log


def test_no_table_of_the_site_points_at_the_booth_and_none_back():
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.get_fields():
            if field.is_relation and field.related_model:
                assert (model._meta.app_label == "booth") == (field.related_model._meta.app_label == "booth"), field


@pytest.mark.parametrize("level", ["L1", "L2"])
def test_the_site_and_the_booth_share_no_value_but_the_boxs_number(cast, level):
    """Whoever joins all tables of persons, check-in, polls and log with the booth's finds nothing to join them on."""
    if level == "L1":
        poll, codes = make.open_poll(cast)
        for code, words in zip(codes, BALLOTS, strict=False):
            make.vote(poll, code, *words)
    else:
        poll, codes, _ = make.sealed_poll(cast)
        for code, words in zip(codes, BALLOTS, strict=False):
            make.seal_and_send(poll, code, *words)
    site, booth = set(), set()
    for (table, row), _ in everything_stored().items():
        (booth if table.startswith("booth_") else site).update(re.findall(r"[0-9A-Za-z]{8,}", ESCAPED.sub(" ", row)))
    shared = {value for value in site & booth if len(set(value)) > 4}
    assert shared - set(str(poll.box_id).split("-")) - {poll.box_id.hex} <= COMMON_WORDS
