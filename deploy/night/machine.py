"""A machine that nothing was installed on (deploy/root.sh), and the commands that docs/operations.md tells."""

import shlex
import subprocess
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parents[2]
TOLD = (HERE / "docs" / "operations.md").read_text()
UPSTREAM = "/srv/upstream"
NEXT = "piaojue/world/migrations"


def written(command: str) -> str:
    """The command, if docs/operations.md tells it. raises: SystemExit."""
    if command not in TOLD:
        raise SystemExit(f"✗ docs/operations.md does not tell: {command}")
    return command


@dataclass(frozen=True)
class Machine:
    """root: its folder. Commands run as its root; what fails ends the night with what was printed."""

    root: Path

    @classmethod
    def made(cls, suite: str, root: Path) -> "Machine":
        """A fresh root whose systemd runs."""
        machine = cls(root)
        machine._script("make", suite, str(root))
        machine._script("boot", str(root))
        return machine

    def shut(self) -> None:
        """End everything in it."""
        self._script("shut", str(self.root))

    def sh(self, line: str, *, may_fail: bool = False) -> str:
        """What a line of shell prints."""
        run = [str(HERE / "deploy" / "root.sh"), "in", str(self.root), "bash", "-euc", line]
        done = subprocess.run(run, capture_output=True, text=True, stdin=subprocess.DEVNULL)
        if done.returncode and not may_fail:
            raise SystemExit(f"✗ {line}\n{done.stdout[-2000:]}{done.stderr[-3000:]}")
        return done.stdout

    def operate(self, line: str, *, may_fail: bool = False) -> str:
        """Run a line that docs/operations.md tells."""
        written(line)
        if line.startswith("apt-get"):
            line = f"apt-get update -qq; {line}"
        if line.startswith("piaojue "):
            line = f"/srv/piaojue/deploy/{line}"
        return self.sh(line, may_fail=may_fail)

    def piaojue(self, words: str) -> str:
        """What a command of the site prints."""
        return self.sh(f"/srv/piaojue/deploy/piaojue {words}")

    def bring_code(self) -> None:
        """`git clone` of what is committed here."""
        bundle = self.root / "srv" / "code.bundle"
        subprocess.run(["git", "-C", HERE, "bundle", "create", "-q", bundle, "HEAD"], check=True)
        self.sh(f"git clone -q /srv/code.bundle {UPSTREAM} && cd {UPSTREAM} && git checkout -q -B main")
        self.sh(f"git clone -q {UPSTREAM} /srv/piaojue")

    def certify(self, name: str) -> None:
        """A certificate that this machine signs itself."""
        self.sh(
            "mkdir -p /etc/piaojue/tls && cd /etc/piaojue/tls && openssl req -x509 -newkey rsa:2048 -nodes -days 2"
            f" -subj /CN={name} -addext subjectAltName=DNS:{name} -keyout privkey.pem -out fullchain.pem"
        )

    def publish_next(self) -> None:
        """A next version whose database has one table more."""
        last = sorted(path.stem for path in (HERE / NEXT).glob("0*.py"))[-1]
        step = (
            "from django.db import migrations\n\n\nclass Migration(migrations.Migration):\n"
            f"    dependencies = [('world', {last!r})]\n"
            "    operations = [migrations.RunSQL('CREATE TABLE a_next_version (id integer)', 'DROP TABLE a_next_version')]\n"
        )
        self.sh(f"cat > {UPSTREAM}/{NEXT}/9999_next.py <<'STEP'\n{step}STEP")
        self.sh(f"cd {UPSTREAM} && git add -A && git -c user.name=x -c user.email=x@example.cn commit -qm next")

    def _script(self, *words: str) -> None:
        run = shlex.join([str(HERE / "deploy" / "root.sh"), *words])
        if subprocess.run(run, shell=True, stdin=subprocess.DEVNULL).returncode:
            raise SystemExit(f"✗ {run}")
