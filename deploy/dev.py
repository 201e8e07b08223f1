"""The server of `make dev`: reloads when code changes, shows tracebacks on pages, compiles translated words that change.

python deploy/dev.py runserver 127.0.0.1:8000
"""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def watch_words(sender, **_signal) -> None:
    """Django's reloader looks at the catalogues, too (it takes up a new .mo by itself)."""
    sender.watch_dir(ROOT / "piaojue" / "locale", "**/*.po")


def compile_words(file_path: Path, **_signal) -> bool:
    """A catalogue that changed is compiled; the server need not start anew for it. Returns True when it was a catalogue."""
    if file_path.suffix != ".po":
        return False
    compiled = subprocess.run(["msgfmt", "-o", file_path.with_suffix(".mo"), file_path], capture_output=True, text=True)
    print(compiled.stderr.strip() or f"{file_path.name} compiled", flush=True)
    return True


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "piaojue.config.settings")
    os.environ.setdefault("PIAOJUE_TRACEBACKS", "1")
    os.environ.setdefault("DJANGO_RUNSERVER_HIDE_WARNING", "true")
    from django.core.management import execute_from_command_line
    from django.utils.autoreload import autoreload_started, file_changed

    autoreload_started.connect(watch_words)
    file_changed.connect(compile_words)
    execute_from_command_line(sys.argv)
