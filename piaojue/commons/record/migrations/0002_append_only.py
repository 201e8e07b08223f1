"""The database itself refuses to change or delete an entry of the log."""

from django.db import migrations

SQLITE = [
    """CREATE TRIGGER record_entry_no_update BEFORE UPDATE ON record_entry
       BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END""",
    """CREATE TRIGGER record_entry_no_delete BEFORE DELETE ON record_entry
       BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END""",
]
POSTGRES = [
    """CREATE FUNCTION record_entry_append_only() RETURNS trigger LANGUAGE plpgsql AS
       $$ BEGIN RAISE EXCEPTION 'the log is append-only'; END $$""",
    """CREATE TRIGGER record_entry_append_only BEFORE UPDATE OR DELETE ON record_entry
       FOR EACH ROW EXECUTE FUNCTION record_entry_append_only()""",
]




def statements(vendor: str) -> list[str]:
    return SQLITE if vendor == "sqlite" else POSTGRES


def release(vendor: str) -> list[str]:
    """What lifts the lock again: for tests that empty the tables."""
    if vendor == "sqlite":
        return ["DROP TRIGGER record_entry_no_update", "DROP TRIGGER record_entry_no_delete"]
    return ["DROP FUNCTION record_entry_append_only CASCADE"]


def protect(apps, schema_editor) -> None:
    for statement in statements(schema_editor.connection.vendor):
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("record", "0001_initial")]
    operations = [migrations.RunPython(protect, migrations.RunPython.noop, hints={"newborn": True})]
