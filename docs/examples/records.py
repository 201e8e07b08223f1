"""Lay a year's records of supervision into a folder, for a deputies' platform: python records.py https://SITE 150102 2026 FOLDER"""

import sys
from pathlib import Path
from urllib.request import urlopen

TABLES = ("activities", "findings", "deputy_suggestions")


def fetch(site: str, place: str, year: str, folder: str) -> None:
    """Each table as CSV (UTF-8, opened by Excel and WPS); what its columns mean is at /<place>/<year>/datapackage.json."""
    for name in TABLES:
        with urlopen(f"{site}/{place}/{year}/data/{name}.csv", timeout=60) as answer:
            (Path(folder) / f"{place}-{year}-{name}.csv").write_bytes(answer.read())


if __name__ == "__main__":
    fetch(*sys.argv[1:5])
