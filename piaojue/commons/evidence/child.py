"""`python -m piaojue.commons.evidence.child` makes a large photo fit to be kept, within bounds: `apart` says why."""

import json
import resource
import sys
from dataclasses import asdict

from piaojue.commons.evidence.pictures import decoded

MOST_MEMORY = 3 * 2**29
"""Bytes of address space: 512 MB for the picture, and the program itself."""
MOST_SECONDS = 60


def main() -> int:
    """0: a line of JSON and the JPEG are on the standard output."""
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    said = asdict(decoded(sys.stdin.buffer.read()))
    data = said.pop("data")
    sys.stdout.buffer.write(json.dumps(said, default=lambda when: when.isoformat()).encode() + b"\n" + data)
    return 0


if __name__ == "__main__":
    sys.exit(main())
