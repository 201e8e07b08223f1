"""The files that people bring, beside the repository (`../shared/cases`); tests that read them are skipped where it is absent."""

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
FOLDERS = [
    Path(os.environ.get("PIAOJUE_CASES", ROOT.parent / "shared" / "cases")),
    ROOT.parent.parent / "shared" / "cases",
]
CASES = next((folder for folder in FOLDERS if folder.is_dir()), None)
absent = pytest.mark.skipif(CASES is None, reason="../shared/cases is absent")


def brought(path: str) -> bytes:
    """The bytes of one file, such as roll/r01_wps_dimension_A1.xlsx. Without the folder the test is skipped."""
    if CASES is None:
        pytest.skip("../shared/cases is absent")
    return (CASES / path).read_bytes()
