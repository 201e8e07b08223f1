"""An empty database made in one go is the database to which all migrations lead, step by step."""

import psycopg
import pytest
from django.conf import settings
from django.db import connection

from tests.database import a_database

# what a table is made of, without the order of its columns and without the names that a step gave to a constraint
PARTS = {
    "columns": """SELECT table_name, column_name, data_type, character_maximum_length, is_nullable, column_default, is_identity
                  FROM information_schema.columns WHERE table_schema = 'public'""",
    "constraints": """SELECT conrelid::regclass::text, pg_get_constraintdef(oid) FROM pg_constraint
                      WHERE connamespace = 'public'::regnamespace""",
    "indexes": """SELECT tablename, regexp_replace(indexdef, 'INDEX \\S+ ON', 'INDEX ON') FROM pg_indexes
                  WHERE schemaname = 'public'""",
    "kinds": """SELECT relname, relkind, relpersistence FROM pg_class
                WHERE relnamespace = 'public'::regnamespace AND relkind <> 'i'""",
    "triggers": "SELECT tgrelid::regclass::text, tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal",
    "functions": "SELECT proname, prosrc FROM pg_proc WHERE pronamespace = 'public'::regnamespace",
}


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "postgresql", reason="PostgreSQL's test database is made step by step")
def test_one_go_and_all_steps_lead_to_the_same_database():
    here = settings.DATABASES["default"]
    with (
        a_database("piaojue_in_one_go") as name,
        psycopg.connect(
            dbname=name, host=here["HOST"], port=here["PORT"], user=here["USER"], password=here["PASSWORD"] or None
        ) as one_go,
        connection.cursor() as steps,
    ):
        for part, query in PARTS.items():
            steps.execute(query)
            made = described(one_go.execute(query).fetchall())
            assert made, part
            assert made == described(steps.fetchall()), part


def described(rows: list[tuple]) -> set[tuple]:
    """The cache's table is made by a command of its own."""
    return {row for row in rows if not str(row[0]).startswith("shared_cache")}
