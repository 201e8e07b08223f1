"""The `piaojue` command: `rehearse`, `sample`, `lamps`, `log verify`, `export`, `volume`, `jobs`, `who`, `instrument` are Django commands of the same name."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "piaojue.config.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv or ["piaojue"])
