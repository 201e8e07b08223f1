"""`python -m engines.tables.child NAME` reads a workbook or a web page from its input and writes its cells as JSON, within bounds."""

import json
import resource
import sys

from engines.tables.values import BadTable
from engines.tables.webpage import is_webpage, read_webpage
from engines.tables.workbooks import read_workbook

MOST_MEMORY = 2 * 2**30
MOST_SECONDS = 15


def main() -> int:
    """0: the answer is on the standard output. Anything else: the file was too much."""
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        data = sys.stdin.buffer.read()
        read = read_webpage if is_webpage(data) else read_workbook
        sheets = read(sys.argv[1], data)
    except BadTable as bad:
        answer: dict[str, object] = {"reasons": bad.reasons}
    else:
        answer = {
            "sheets": [
                {"name": sheet.name, "rows": sheet.rows, "marks": [(*at, mark) for at, mark in sheet.marks.items()]}
                for sheet in sheets
            ]
        }
    json.dump(answer, sys.stdout)
    return 0


if __name__ == "__main__":
    sys.exit(main())
