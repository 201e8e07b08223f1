"""Somebody with the whole database, every log line and a backup tries to learn who voted what, and does no better than chance."""

import random
from collections.abc import Callable, Sequence
from statistics import correlation

import pytest
from django.db import connection

from booth.box import Box
from booth.sealed.box import SealedBox
from booth.tests import test_booth, test_sealed
from tests.sealing import Doors, sealed

VOTERS = 32
WORDS = ("approve", "against", "abstain", "")
SHUFFLES = 400


def cast_by_slips(choices: Sequence[tuple[str, ...]]) -> tuple[list[str], Callable]:
    uuid, slips = test_booth.opened(Box(), slips=VOTERS)
    for n, (slip, words) in enumerate(zip(random.sample(slips, VOTERS), choices, strict=True)):
        marks = {f"m{at:03d}": word for at, word in enumerate(words)}
        assert test_booth.send(uuid, slip, page=f"{n:064d}", answers=marks).status_code == 201
    return slips, lambda: Box().close(uuid)


def cast_sealed(choices: Sequence[tuple[str, ...]]) -> tuple[list[str], Callable]:
    uuid, slips, _ = test_sealed.opened(slips=VOTERS)
    for slip, words in zip(random.sample(slips, VOTERS), choices, strict=True):
        rows = [[int((word or "abstain") == one) for one in WORDS[:3]] for word in words]
        assert Doors(uuid).post("ballots/", sealed(uuid, slip, rows)).status_code == 201
    return slips, lambda: SealedBox().close(uuid)


def rows_of(table: str) -> list[dict]:
    """All rows as a database administrator reads them, with where and by which transaction they were written."""
    hidden = (
        "xmin::text::bigint AS xmin, xmax::text::bigint AS xmax, ctid::text AS ctid, "
        if connection.vendor == "postgresql"
        else "rowid AS place, "
    )
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT {hidden}* FROM "{table}"')
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def everything() -> bytes:
    """A backup: on SQLite the file to the byte, freed pages included."""
    if connection.vendor == "sqlite":
        return bytes(connection.connection.serialize())
    return repr([rows_of(table) for table in connection.introspection.table_names()]).encode()


def numbers(value: object) -> list[float]:
    """What of a stored value could be correlated with something: itself, its size, what its text begins with."""
    if isinstance(value, bytes | memoryview):
        data = bytes(value)
        return [float(len(data)), float(data[len(data) // 2]), float(sum(data) % 65_536)]
    if isinstance(value, str):
        return [float(len(value)), float(int.from_bytes(value.encode()[:6].ljust(6)))]
    return [float(value)] if isinstance(value, int | float) else []


def features(rows: list[dict]) -> list[list[float]]:
    """One list of numbers for each feature, over the ballots in the order of their rows."""
    columns = [[numbers(row[name]) for row in rows] for name in rows[0]]
    series_of_rows = [list(series) for column in columns if column[0] for series in zip(*column, strict=True)]
    return [series for series in series_of_rows if len(set(series)) > 1] + [list(map(float, range(len(rows))))]


def best_guess(series_of_rows: list[list[float]], truth: Sequence[float]) -> float:
    """The strongest correlation that any feature has with the votes."""
    return max(abs(correlation(series, truth)) for series in series_of_rows)


def beyond_chance(series_of_rows: list[list[float]], truth: list[float]) -> float:
    """Share of shuffled votes that some feature would have fitted at least as well as the real ones (a p-value)."""
    real = best_guess(series_of_rows, truth)
    return (
        sum(best_guess(series_of_rows, random.sample(truth, len(truth))) >= real - 1e-9 for _ in range(SHUFFLES))
        / SHUFFLES
    )


@pytest.mark.parametrize(("hold", "table"), [(cast_by_slips, "booth_sealedballot"), (cast_sealed, "booth_boardevent")])
def test_no_order_id_version_size_or_address_tells_a_vote(db, caplog, hold: Callable, table: str):
    """Among many questions one looks suspicious by chance; a leak looks so in the next poll, too."""
    caplog.set_level("DEBUG")
    suspicious = leaks(*held(hold, table, caplog))
    if suspicious:
        suspicious &= leaks(*held(hold, table, caplog))
    assert suspicious == set()


def held(hold: Callable, table: str, caplog) -> tuple[list[list[float]], list[tuple[str, ...]]]:
    """What is stored of one poll's ballots, as features, and how everybody voted. No slip is found in backups or logs."""
    choices = [tuple(random.choice(WORDS) for _ in range(2)) for _ in range(VOTERS)]
    earlier = len([row for row in rows_of(table) if row.get("kind", "Ballot") == "Ballot"])
    slips, close = hold(choices)
    ballots = [row for row in rows_of(table) if row.get("kind", "Ballot") == "Ballot"][earlier:]
    assert len(ballots) == VOTERS
    backup = everything()
    logged = "\n".join(record.getMessage() for record in caplog.records if record.name != "django.db.backends").encode()
    close()
    for left in (backup, logged, everything()):
        assert not [slip for slip in slips if slip.encode() in left or slip.replace("-", "").encode() in left]
    return features(ballots), choices


def leaks(series_of_rows: list[list[float]], choices: list[tuple[str, ...]]) -> set[tuple[int, str]]:
    """(item, word) of which some feature tells more than shuffled votes would."""
    suspicious = set()
    for item in range(2):
        for word in WORDS:
            truth = [float(words[item] == word) for words in choices]
            if len(set(truth)) > 1 and beyond_chance(series_of_rows, truth) <= 0.005:
                suspicious.add((item, word))
    return suspicious
