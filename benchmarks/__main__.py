"""`python -m benchmarks [year|ballot|demands …]`: every promise with a figure, measured now, on this machine.

Each module has `main()` and prints its own table. Without arguments all of them run. Exit code 1 if a promise was missed.
"""

import importlib
import sys
from pathlib import Path

HERE = Path(__file__).parent


def main(names: list[str]) -> int:
    known = sorted(path.stem for path in HERE.glob("*.py") if not path.stem.startswith("_"))
    if unknown := set(names) - set(known):
        print(f"没有这个项目：{'、'.join(sorted(unknown))}。可选：{'、'.join(known)}")
        return 2
    missed = 0
    for name in names or known:
        print(f"\n== {name} ==", flush=True)
        missed += importlib.import_module(f"benchmarks.{name}").main() or 0
    return int(missed > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
