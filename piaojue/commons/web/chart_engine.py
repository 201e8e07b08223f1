"""The process beside the site in which charts are drawn: one line of JSON in, a script; one line out, what it gives or why it broke.

V8 in two threads of one process ends that process, so it never runs inside the server.
"""

import json
import sys

from py_mini_racer import MiniRacer


def main(most_bytes: int, seconds: float) -> None:
    engine = MiniRacer()
    engine.set_hard_memory_limit(most_bytes)
    for line in sys.stdin:
        try:
            answer = {"value": engine.eval(json.loads(line), timeout_sec=seconds)}
        except Exception as error:
            answer = {"error": f"{type(error).__name__}: {error}"[:500]}
        if not isinstance(answer.get("value"), str | int | float | bool | None):
            answer = {"value": None}
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]), float(sys.argv[2]))
