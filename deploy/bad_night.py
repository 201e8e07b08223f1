"""A bad night, played: a county's machine is installed, broken, mended, brought back, upgraded and rolled back.

    deploy/bad_night.py [bookworm|trixie|noble] [FOLDER]

Everything that an operator types here stands in docs/operations.md; the story ends where it does not. Needs root, debootstrap and
the ports 80, 443 and 8000. A line is printed for each step, the exit code is 1 when one of them did not hold.
"""

import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from night.machine import Machine, written
from night.people import NAME, Answer, Visitor, administrator

BODIES = "/people/bodies/new/"
DATA = "/var/lib/piaojue"
DISK = "400M"
PRINTED = (
    "from piaojue.commons.people.models import Body; print(*Body.objects.values_list('name', flat=True), sep=chr(10))"
)
"""A line of Python that prints the names of all offices."""
HELD_SECONDS = 30
MOST_STRIKES = 4
MOST_TRIES = 300
REFUSED, MOST_FORMS = 10, 800


def main(suite: str, folder: Path) -> None:
    """Play all of it on one machine; it is shut in the end, however it went."""
    machine = Machine.made(suite, folder)
    try:
        install(machine)
        clerk = administrator(machine)
        machine.operate("piaojue drill --fresh")
        for fault in (worker_dies, site_dies, lock_is_held, disk_is_full):
            fault(machine, clerk)
        clerk = comes_back(machine, clerk)
        upgrade_and_back(machine, clerk)
        say("the whole night")
    finally:
        machine.shut()


def install(machine: Machine) -> None:
    """A stranger with docs/operations.md: packages, `make install`, certificate, nginx."""
    began = time.monotonic()
    machine.operate("apt-get install -y git make nginx-light")
    machine.bring_code()
    machine.sh(f"mkdir -p {DATA} && mount -t tmpfs -o mode=750,size={DISK} tmpfs {DATA}")  # a disk that can be filled
    machine.sh("cd /srv/piaojue && " + written("make install SITE=vote.example.cn"))
    machine.certify(NAME)
    machine.sh(f"sed s/vote.example.cn/{NAME}/ /srv/piaojue/deploy/nginx-tls.conf > /etc/nginx/sites-available/piaojue")
    machine.sh(
        "rm -f /etc/nginx/sites-enabled/default; ln -s ../sites-available/piaojue /etc/nginx/sites-enabled/piaojue"
    )
    machine.operate("nginx -t && systemctl reload nginx")
    wait_for_page(Visitor(machine))
    say(f"installed, with TLS, in {time.monotonic() - began:.0f} s")


def worker_dies(machine: Machine, clerk: Visitor) -> None:
    """kill -9 of one worker after the other while forms are sent."""
    one = "pgrep -f 'granian.*wsgi' -P $(systemctl show -P MainPID piaojue-web) | head -1 | xargs -r kill -9"
    check_written(machine, clerk, "科", lambda: machine.sh(one), "a worker of the site is killed")


def site_dies(machine: Machine, clerk: Visitor) -> None:
    """kill -9 of the whole site; systemd brings it back."""
    everything = "systemctl kill --signal=KILL piaojue-web piaojue-jobs"
    check_written(machine, clerk, "股", lambda: machine.sh(everything), "site and worker are killed")


def check_written(machine: Machine, clerk: Visitor, kind: str, strike: Callable[[], object], what: str) -> None:
    """Forms are sent, and sent again by whoever got no answer, while `strike` falls: each is there, and there once."""
    names = [f"第{number:02}{kind}" for number in range(30)]
    with ThreadPoolExecutor(1) as hands:
        sent = hands.submit(lambda: [patiently(clerk, name) for name in names])
        strikes = 0
        while not sent.done() and strikes < MOST_STRIKES:
            wait_for_page(Visitor(machine))
            time.sleep(1)
            strike()
            strikes += 1
        again = sum(tries - 1 for tries in sent.result())
    rows = bodies(machine)
    wrong = {name: rows.count(name) for name in names if rows.count(name) != 1}
    require(not wrong, f"not once: {wrong}")
    say(f"{what}, {strikes} times: {len(names)} forms there, each once; {again} had to be sent again")


def patiently(clerk: Visitor, name: str) -> int:
    """Send a form until it is acknowledged or its page says that it is there already. Returns how many tries it took."""
    for tries in range(1, MOST_TRIES):
        answer = clerk.send(BODIES, body(name))
        if answer.status == 302 or ("已经" in answer.text and name in answer.text):
            return tries
        time.sleep(1)
    raise SystemExit(f"✗ {name} was never taken: {answer.status} {answer.text[:500]}")


def lock_is_held(machine: Machine, clerk: Visitor) -> None:
    """Somebody holds the database; whoever sends a form reads a true sentence or is acknowledged."""
    hold = (
        f"import sqlite3, time; data = sqlite3.connect('{DATA}/piaojue.sqlite3', isolation_level=None);"
        f" data.execute('BEGIN IMMEDIATE'); time.sleep({HELD_SECONDS})"
    )
    with ThreadPoolExecutor(1) as hands:
        held = hands.submit(machine.sh, f'/srv/piaojue/.venv/bin/python -c "{hold}"')
        time.sleep(2)
        began = time.monotonic()
        answer = clerk.send(BODIES, body("等锁的科"))
        waited = time.monotonic() - began
        held.result()
    taken = answer.status == 302
    require(taken or ("系统正忙" in answer.text and "等锁的科" in answer.text), f"{answer.status}: {answer.text[:300]}")
    require((bodies(machine).count("等锁的科") == 1) == taken, "what the page said is not what is there")
    if not taken:
        require(clerk.brings(BODIES, body("等锁的科")), "sent again, it was not taken")
    say(f"the database is held {HELD_SECONDS} s: answered {answer.status} after {waited:.0f} s, nothing lost")


def disk_is_full(machine: Machine, clerk: Visitor) -> None:
    """No byte is left where the data lies: the page says so; when there is room again it goes on."""
    require(machine.sh(f"findmnt -no FSTYPE {DATA}").strip() == "tmpfs", "not the small disk")
    for step in ("1M", "1k"):
        machine.sh(f"dd if=/dev/zero of={DATA}/filled-{step} bs={step}", may_fail=True)
    answers: dict[str, Answer] = {}
    while sum(answer.status != 302 for answer in answers.values()) < REFUSED and len(answers) < MOST_FORMS:
        name = f"满盘{len(answers):03}科"
        answers[name] = clerk.send(BODIES, body(name))  # files that are there already have room for some
    rows = bodies(machine)
    for name, answer in answers.items():
        require(answer.status != 302 or name in rows, f"{name} was acknowledged and is not there")
        true = "磁盘满了" in answer.text and (name not in rows or "先看看刚才的操作是不是已经完成" in answer.text)
        require(answer.status == 302 or true, f"{name}: {answer.status}, there: {name in rows}: {answer.text[:600]}")
    refused = sum(answer.status != 302 for answer in answers.values())
    require(refused == REFUSED, "the disk is not full")
    machine.sh(f"rm {DATA}/filled-*")
    require(clerk.brings(BODIES, body("有空了科")), "with room again a form is not taken")
    say(f"the disk is full: {len(answers) - refused} forms taken, {refused} refused with a sentence, none half done")


def comes_back(machine: Machine, clerk: Visitor) -> Visitor:
    """The database is gone; a backup and the stream bring it back to a moment, on the settings that the command names."""
    machine.operate("piaojue backup")
    require(clerk.brings(BODIES, body("备份之后科")), "not taken")
    time.sleep(65)
    moment = machine.sh("date -u -d '+8 hours' +%FT%T").strip()  # the site's own time
    time.sleep(5)
    require(clerk.brings(BODIES, body("不该有的科")), "not taken")
    time.sleep(15)
    machine.sh(f"systemctl stop piaojue-web piaojue-jobs piaojue-stream; rm -f {DATA}/piaojue.sqlite3*")
    newest = machine.sh("ls -t /var/lib/piaojue/backups/*.data | head -1").strip()
    written("piaojue restore /path/piaojue-DATE.data --at 2026-11-30T15:04 --into /var/lib/piaojue/restored")
    printed = machine.piaojue(f"restore {newest} --at {moment} --into /var/lib/piaojue/restored")
    require("PIAOJUE_VAR=/var/lib/piaojue/restored" in printed, printed)
    machine.sh("sed -i s,^PIAOJUE_VAR=.*,PIAOJUE_VAR=/var/lib/piaojue/restored, /etc/piaojue/settings")
    machine.sh("systemctl start piaojue-web piaojue-jobs piaojue-stream")
    wait_for_page(clerk)
    rows = bodies(machine)
    require("备份之后科" in rows and "不该有的科" not in rows, "not the moment that was asked for")
    require(clerk.get("/people/").status == 200, "whoever was signed in is not any more")
    say("the database is deleted: brought back to a moment after the last backup")
    return clerk


def upgrade_and_back(machine: Machine, clerk: Visitor) -> None:
    """A version with another structure comes and goes."""
    before = machine.sh("cd /srv/piaojue && git rev-parse HEAD").strip()
    machine.publish_next()
    machine.sh("cd /srv/piaojue && " + written("git pull && make install"))
    wait_for_page(clerk)
    require(clerk.brings(BODIES, body("升级之后科")), "not taken")
    where = machine.sh("grep -oP '^PIAOJUE_VAR=\\K.*' /etc/piaojue/settings").strip()
    copies = machine.sh(f"ls -t {where}/before-migrations/").split()
    require(bool(copies), "no copy from before the migrations")
    machine.sh("systemctl stop piaojue-web piaojue-jobs piaojue-stream")
    machine.sh(f"rm -f {where}/piaojue.sqlite3-wal {where}/piaojue.sqlite3-shm")
    machine.sh(
        f"cd {where} && cp before-migrations/{copies[0]} piaojue.sqlite3 && chown piaojue:piaojue piaojue.sqlite3"
    )
    machine.sh(f"cd /srv/piaojue && git checkout -q {before} && make install")
    wait_for_page(clerk)
    rows = bodies(machine)
    require("备份之后科" in rows and "升级之后科" not in rows, "not the state of before the upgrade")
    machine.operate("piaojue doctor", may_fail=True)
    say("upgraded to another structure of the database, and rolled back")


def body(name: str) -> dict[str, str]:
    """A form of one office."""
    return {"place": "150103", "kind": "department", "name": name}


def bodies(machine: Machine) -> list[str]:
    """Names of all offices, as the database has them."""
    return machine.piaojue(f'shell -v0 -c "{PRINTED}"').splitlines()


def wait_for_page(visitor: Visitor) -> None:
    """Until the front page answers; five minutes at most, for a busy machine."""
    for _ in range(600):
        if visitor.get("/").status == 200:
            return
        time.sleep(0.5)
    require(False, "no page for five minutes")


def require(holds: bool, otherwise: str) -> None:
    """raises: SystemExit with a sentence."""
    if not holds:
        raise SystemExit(f"✗ {otherwise}")


def say(line: str) -> None:
    print(f"✓ {line}", flush=True)


if __name__ == "__main__":
    chosen = sys.argv[1] if len(sys.argv) > 1 else "bookworm"
    main(chosen, Path(sys.argv[2] if len(sys.argv) > 2 else Path(tempfile.mkdtemp()) / chosen))
