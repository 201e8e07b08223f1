"""`migrate`, never without a copy: where rows exist and migrations wait, the database is copied first.

An empty database gets its tables in one go. `--step-by-step` takes every migration on the way, as an old database would.
"""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError, CommandParser
from django.core.management.commands.migrate import Command as Migrate
from django.db import connections
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from piaojue.commons.health import databases, newborn

KEEP = 5


class Command(Migrate):
    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument(
            "--step-by-step", action="store_true", help="take every migration, in an empty database too"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["database"] == "default" and not options["plan"]:
            self._prepare(whole=not (options["app_label"] or options["step_by_step"] or options["fake"]))
        super().handle(*args, **options)

    def _prepare(self, whole: bool) -> None:
        if whole and newborn.is_empty(connections["default"]):
            newborn.create_tables(connections["default"])
        elif _wait():
            try:
                self.stdout.write(f"· copied before migrations: {_copied()}")
            except (databases.Failed, OSError) as error:
                raise CommandError(f"升级前没能备份，所以没有升级：{error}") from error


def _wait() -> bool:
    """Whether migrations wait on a database that is in use."""
    executor = MigrationExecutor(connections["default"])
    if not executor.loader.applied_migrations:
        return False
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def _copied() -> Path:
    folder = Path(settings.VAR) / "before-migrations"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    ending = "sqlite3" if databases.is_sqlite() else "dump"
    path = folder / f"{timezone.localtime():%Y%m%d-%H%M%S}.{ending}"
    path.touch(mode=0o600)
    databases.copied(path)
    for old in sorted(folder.iterdir())[:-KEEP]:
        old.unlink()
    return path
