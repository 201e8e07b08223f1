"""`python -m benchmarks [year|ballot|demands …]`: every promise with a figure, measured now, on this machine.

Each module has `main()` and prints its own table; each runs in a process and on a database of its own. Without arguments
all of them run. Exit code 1 if a promise was missed.
"""

import importlib
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent


def main(names: list[str]) -> int:
    known = sorted(path.stem for path in HERE.glob("*.py") if not path.stem.startswith("_"))
    if unknown := set(names) - set(known):
        print(f"没有这个项目：{'、'.join(sorted(unknown))}。可选：{'、'.join(known)}")
        return 2
    if len(names) == 1:
        print(f"\n== {names[0]} ==", flush=True)
        return int(bool(importlib.import_module(f"benchmarks.{names[0]}").main()))
    ended = [
        subprocess.run([sys.executable, "-m", "benchmarks", name], check=False).returncode for name in names or known
    ]
    return int(any(ended))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
