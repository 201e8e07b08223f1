"""A voting round in which the server is killed (SIGKILL) again and again: `python -m booth.tests.killing --kills 200`.

Phones are processes that send sealed ballots until they are acknowledged; the server is two processes on one socket, forked
anew after each kill. At the end every acknowledged ballot must be on the board once, the chain must hold, and the sums
must be those of all ballots. Prints one line of JSON; exit code 1 when something is missing.

Works on a database of its own: SQLite in a fresh folder, or with DATABASE_URL a fresh PostgreSQL database.
"""

import argparse
import http.client
import json
import os
import random
import signal
import socket
import sys
import tempfile
import time
from pathlib import Path
from uuid import UUID

PHONES, SERVERS = 4, 2
LONGEST_LIFE = 0.12


def prepare_database(folder: Path) -> None:
    """A fresh database with the booth's tables."""
    os.environ["PIAOJUE_VAR"] = str(folder)
    os.environ["DJANGO_SETTINGS_MODULE"] = "piaojue.config.settings"
    if url := os.environ.get("DATABASE_URL"):
        os.environ["DATABASE_URL"] = _fresh_postgres(url)
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", "booth", verbosity=0)


def _fresh_postgres(url: str) -> str:
    import psycopg

    name = f"killing_{os.getpid()}"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        connection.execute(f'CREATE DATABASE "{name}"')
    head, _, tail = url.rpartition("/")
    query = tail.partition("?")[2]
    return f"{head}/{name}" + (f"?{query}" if query else "")


def drop_database(url: str) -> None:
    """Remove a fresh PostgreSQL database again; `url` is the one it was made beside."""
    import psycopg

    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "killing_{os.getpid()}" WITH (FORCE)')


def serve(listening: socket.socket) -> int:
    """One server process, warm from its parent; its number."""
    if pid := os.fork():
        return pid
    from wsgiref.simple_server import WSGIRequestHandler, WSGIServer

    from django.core.wsgi import get_wsgi_application

    class Quiet(WSGIRequestHandler):
        def log_message(self, *args: object) -> None:
            pass

    server = WSGIServer(listening.getsockname(), Quiet, bind_and_activate=False)
    server.socket = listening
    server.server_name, server.server_port = "localhost", listening.getsockname()[1]
    server.setup_environ()
    server.set_app(get_wsgi_application())
    server.serve_forever()
    os._exit(0)


def phone(port: int, uuid: UUID, ballots: list[str], heard: Path) -> int:
    """One process that sends its ballots one after the other, each until it is acknowledged."""
    if pid := os.fork():
        return pid
    with heard.open("a") as file:
        for ballot in ballots:
            state = None
            while state not in ("stored", "same"):
                state = _send(port, uuid, ballot)
            print(state, file=file, flush=True)
    os._exit(0)


def _send(port: int, uuid: UUID, ballot: str) -> str | None:
    """What the server answered; None when it did not."""
    try:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=3)
        connection.request(
            "POST",
            f"/booth/{uuid}/ballots/",
            ballot.encode(),
            {"Content-Type": "application/json", "Host": "localhost"},
        )
        return json.loads(connection.getresponse().read()).get("state")
    except (OSError, http.client.HTTPException, ValueError):
        time.sleep(0.005)
        return None


def running(pids: list[int]) -> list[int]:
    """Those phones that are still at it."""
    return [pid for pid in pids if os.waitpid(pid, os.WNOHANG) == (0, 0)]


def kill_all(pids: list[int]) -> None:
    for pid in pids:
        os.kill(pid, signal.SIGKILL)
    for pid in pids:
        os.waitpid(pid, 0)


def hold(kills: int, folder: Path) -> dict:
    """Rounds of voting until the server was killed `kills` times."""
    from django.db import connections

    from booth.models import Board
    from booth.sealed import casting
    from booth.sealed.box import SealedBox
    from booth.tests.test_sealed import opened
    from tests.sealing import sealed

    done: dict = {"kills": 0, "ballots": 0, "resent": 0, "lost": 0, "twice": 0}
    while done["kills"] < kills:
        slips = PHONES * min(25, 6 + kills // 4)
        uuid, codes, stations = opened(slips=slips)
        ballots = [sealed(uuid, code, [[1, 0, 0], [0, n % 2, 1 - n % 2]]) for n, code in enumerate(codes)]
        board = Board.objects.get(pk=uuid)
        casting._line(uuid, casting._setup_hash(board))
        connections.close_all()
        _one_round(uuid, ballots, kills - done["kills"], folder, done)
        _judge(uuid, ballots, done)
        box = SealedBox()
        box.close(uuid)
        for station in stations[:2]:
            station.act()
        against = sum(n % 2 for n in range(slips))
        if box.totals(uuid) != {
            "a": {"approve": slips, "against": 0, "abstain": 0},
            "b": {"approve": 0, "against": against, "abstain": slips - against},
        }:
            raise SystemExit("the sums are not those of the ballots")
        done["ballots"] += slips
    return done


def _one_round(uuid: UUID, ballots: list[str], kills: int, folder: Path, done: dict) -> None:
    listening = socket.create_server(("127.0.0.1", 0), backlog=64)
    port = listening.getsockname()[1]
    heard = [folder / f"heard-{uuid}-{n}" for n in range(PHONES)]
    phones = [phone(port, uuid, ballots[n::PHONES], heard[n]) for n in range(PHONES)]
    while phones := running(phones):
        servers = [serve(listening) for _ in range(SERVERS)]
        if kills > 0:
            time.sleep(random.uniform(0.01, LONGEST_LIFE))
        while kills <= 0 and (phones := running(phones)):
            time.sleep(0.05)
        kill_all(servers)
        if phones := running(phones):  # a kill counts if somebody was still voting
            kills -= 1
            done["kills"] += 1
    listening.close()
    done["resent"] += sum(path.read_text().count("same") for path in heard)


def _judge(uuid: UUID, ballots: list[str], done: dict) -> None:
    """All phones have heard that their ballot is in: it must be there, once, on a chain that holds."""
    from booth.models import Board
    from booth.sealed import board as boards
    from engines.sealing import archive as bel
    from engines.sealing.board import check_ballots, read_setup

    archive = boards.whole(Board.objects.get(pk=uuid))
    there = [archive.payload(event) for event in archive.of_type(bel.BALLOT)]
    check_ballots(archive, read_setup(archive))
    done["lost"] += len(set(ballots) - set(there))
    done["twice"] += len(there) - len(set(there))


def main() -> int:
    parser = argparse.ArgumentParser(description="SIGKILL at random points of a voting round")
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=None)
    options = parser.parse_args()
    random.seed(options.seed)
    url = os.environ.get("DATABASE_URL")
    with tempfile.TemporaryDirectory() as folder:
        prepare_database(Path(folder))
        from django.db import connection, connections

        done = {"database": connection.vendor, **hold(options.kills, Path(folder))}
        connections.close_all()
    if url:
        drop_database(url)
    print(json.dumps(done))
    return int(bool(done["lost"] or done["twice"]))


if __name__ == "__main__":
    sys.exit(main())
