"""Lay new public papers of a year into a folder, for the column of a portal: python papers.py https://SITE 150102 2026 FOLDER"""

import json
import sys
from pathlib import Path
from urllib.request import urlopen


def fetch(site: str, place: str, year: str, folder: str) -> None:
    """Each paper once, as PDF, called by its number and title."""
    address = f"{site}/api/v1/years/{place}/{year}/documents"
    while address:
        with urlopen(address, timeout=30) as answer:
            page = json.load(answer)
        for paper in page["items"]:
            file = Path(folder) / f"{paper['id']} {paper['title'].replace('/', '／')}.pdf"
            if not file.exists():
                with urlopen(paper["pdf"], timeout=60) as answer:
                    file.write_bytes(answer.read())
        address = page["next"]


if __name__ == "__main__":
    fetch(*sys.argv[1:5])
