"""Files that people brought, beside the repository (../shared/cases, or PIAOJUE_CASES); most machines have none."""

import os
from pathlib import Path

import pytest

FOLDER = Path(os.environ.get("PIAOJUE_CASES") or Path(__file__).parents[2] / "shared" / "cases")


def case(name: str) -> bytes:
    """The bytes of one file, by its path below the folder. Without it the test is skipped."""
    path = FOLDER / name
    if not path.exists():
        pytest.skip(f"{path} is not here")
    return path.read_bytes()
