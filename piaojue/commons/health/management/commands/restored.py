"""`piaojue restored`: rows of each table as JSON; what a drill asks of the place it has just restored."""

import json
import sqlite3
from contextlib import closing

import psycopg
from django.core.management.base import BaseCommand
from django.db import connection

from piaojue.commons.health import databases


class Command(BaseCommand):
    help = "数一数每张表的行数（演练恢复时使用）"

    def handle(self, *args, **options) -> None:
        if databases.is_sqlite():
            with closing(sqlite3.connect(str(connection.settings_dict["NAME"]))) as database:
                tables = databases.counted_in(database)
        else:
            with psycopg.connect(**databases.parameters()) as live:
                tables = databases.counted_at(live)
        self.stdout.write(json.dumps({"tables": tables}))
