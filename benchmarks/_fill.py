"""A county-year of any size, written past the actions: by COPY on PostgreSQL, by bulk inserts on SQLite.

One suggestion in nine is grouped with others into a demand, every second demand is answered. Words, places, channels and
days are spread as in a campaign of twenty weeks.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Any

from django.db import connection, transaction
from django.db.models import Model

from benchmarks._region import Region
from piaojue.commons.places.models import Level, Place
from piaojue.stages.group.models import Demand, Link
from piaojue.stages.shortlist.models import Disposition, Outcome
from piaojue.stages.suggest.models import Suggestion

WORDS = ["加装电梯", "停车位", "路灯", "暖气不热", "公厕", "健身器材", "红绿灯", "老年食堂", "托育", "积水"]
CATEGORIES = ["housing", "transport", "city", "utilities", "care", "culture", "education", "health"]
CHANNELS = ["web", "web", "web", "qr", "paper", "visit", "hotline"]
BEGAN = datetime(2026, 1, 5, 1, tzinfo=UTC)
COMMUNITIES, A_DEMAND, PART = 60, 9, 2000


def communities(here: Region) -> list[str]:
    """Codes of the communities of the region's street, new ones among them."""
    street = here.community.parent_id
    codes = [f"{street}{n:03d}" for n in range(101, 101 + COMMUNITIES)]
    Place.objects.bulk_create(
        [Place(code=code, name=f"第{code[-3:]}社区", level=Level.VILLAGE, parent_id=street) for code in codes]
    )
    return codes


def fill(here: Region, rows: int) -> None:
    """Write the year of `here` with so many suggestions, in one transaction."""
    spots = communities(here)
    with transaction.atomic():
        first = put(_suggestion(here), _suggestions(rows, spots))
        demands = max(1, rows // A_DEMAND)
        above = put(_demand(here), _demands(demands, spots))
        put(
            _link(),
            (
                {"demand_id": above + n // A_DEMAND, "suggestion_id": first + n}
                for n in range(demands * A_DEMAND)
                if n < rows
            ),
        )
        put(
            _outcome(here),
            (
                {
                    "demand_id": above + n,
                    "disposition": _disposition(n),
                    "answered_at": BEGAN + timedelta(days=150 + n % 40),
                }
                for n in range(0, demands, 2)
            ),
        )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def put(like: Model, rows: Iterable[dict[str, Any]]) -> int:
    """Rows that are like one, but for what each names. Returns the first key."""
    fields = {field.attname: field for field in like._meta.concrete_fields}
    first = (type(like)._base_manager.order_by("-pk").values_list("pk", flat=True).first() or 0) + 1
    usual = {name: field.get_db_prep_save(getattr(like, name), connection) for name, field in fields.items()}
    prepared = (
        tuple(
            fields[name].get_db_prep_save(given[name], connection) if name in given else value
            for name, value in (usual | {"id": first + n}).items()
        )
        for n, given in enumerate(rows)
    )
    columns = ", ".join(f'"{field.column}"' for field in fields.values())
    _write(like._meta.db_table, columns, len(fields), prepared)
    return first


def _write(table: str, columns: str, wide: int, rows: Iterator[tuple[Any, ...]]) -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f'COPY "{table}" ({columns}) FROM STDIN') as copy:
                for row in rows:
                    copy.write_row(row)
            cursor.execute(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT MAX(id) FROM {table}))")
            return
        marks = ", ".join(["%s"] * wide)
        while part := list(islice(rows, PART)):
            cursor.executemany(f'INSERT INTO "{table}" ({columns}) VALUES ({marks})', part)


def _suggestion(here: Region) -> Suggestion:
    return Suggestion(
        place=here.year.place,
        year=here.year,
        consent_version="bench",
        spot=here.community,
        publication="published",
        created_at=BEGAN,
    )


def _suggestions(rows: int, spots: list[str]) -> Iterator[dict[str, Any]]:
    for n in range(rows):
        title = f"东街{n % 997}号院{WORDS[n % 10]}"
        words = f"希望尽快解决{WORDS[n % 10]}的问题，编号{n}"
        yield {
            "ticket_no": f"B{n:09d}",
            "title": title,
            "content": words,
            "shown_title": title,
            "shown_content": words,
            "category": CATEGORIES[n * 7 % len(CATEGORIES)],
            "channel": CHANNELS[n % len(CHANNELS)],
            "spot_id": spots[n * 13 % len(spots)],
            "created_at": BEGAN + timedelta(minutes=n * 200_000 // rows),
            "proposer_phone": f"139{n % 50_000:08d}" if n % 3 else "",
        }


def _demand(here: Region) -> Demand:
    return Demand(place=here.year.place, year=here.year, spot=here.community, created_at=BEGAN + timedelta(days=145))


def _demands(rows: int, spots: list[str]) -> Iterator[dict[str, Any]]:
    for n in range(rows):
        yield {
            "title": f"东街{n}号院{WORDS[n % 10]}",
            "category": CATEGORIES[n % len(CATEGORIES)],
            "spot_id": spots[n % len(spots)],
            "voices": A_DEMAND + n % 5,
            "state": "open" if n % 2 else "shortlisted" if n % 10 == 0 else "answered",
        }


def _link() -> Link:
    return Link(at=BEGAN + timedelta(days=145))


def _outcome(here: Region) -> Outcome:
    return Outcome(
        place=here.year.place,
        year=here.year,
        code="no_site",
        answer="用地还没有落实，先列入储备。",
        created_at=BEGAN,
        answered_by=here.clerk,
        department=here.clerk.body,
    )


def _disposition(n: int) -> str:
    return Disposition.SHORTLISTED if n % 10 == 0 else Disposition.RESERVED
