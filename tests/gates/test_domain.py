"""Rules are cited where a stranger can read them: docs/domain.md and docs/ballot.md, at anchors that exist.

Fails on: a citation of a study that is not in the repository; an anchor or a relative link that leads nowhere; a field or a
name of docs/domain.md that the code no longer has; an article that the legal core or an act cites and docs/domain.md does not.
The message names file and line.
"""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from django.apps import apps

from engines.law import (
    CLOCKS,
    COMMITTEE_QUORUM,
    COMPETENCES,
    FLOORS,
    INCOMPATIBLE,
    LAWS,
    LOCAL_PARAMETERS,
    REQUIRED,
    SIGNERS_BASES,
    Article,
    Force,
)
from piaojue.commons.moves import REGISTRY

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = ("piaojue", "booth", "station", "kit", "verifier", "engines", "benchmarks", "tests", "deploy", "docs")
ENDINGS = {".py", ".html", ".txt", ".md", ".js", ".css", ".po", ".sh", ".toml", ".conf"}

ELSEWHERE = re.compile(
    r"\bDOMAIN\b|\bVOTING(?:\.md|\s*§)|\b(?:STYLE|BALLOT|LAW|PEERS|STACK|DESIGN|NLP)\.md"
    r"|\bS(?:[124-9]|[1-4][0-9]|5[0-3])\b|（T[0-9]"
)
"""How the studies behind the first version were cited: by name and section, or by the number of a point (S3 is a protocol)."""
CITED = re.compile(r"docs/([a-z]+\.md)(?:#([\w-]+))?")
LINK = re.compile(r"\]\(([^()\s]+)\)")
WRITTEN = re.compile(r'<a id="([^"]+)">')
HEADING = re.compile(r"^#+ (.+)$", re.M)
MODEL = re.compile(r"`([a-z]+\.[A-Z]\w+)`")
NAME = re.compile(r"`(\w+)`")


@cache
def files() -> list[Path]:
    inside = (path for folder in FOLDERS for path in (ROOT / folder).rglob("*") if path.is_file())
    return sorted(
        path
        for path in [*inside, *ROOT.glob("*.py"), *ROOT.glob("*.md"), *ROOT.glob("*.toml"), ROOT / "Makefile"]
        if (path.suffix in ENDINGS or path.name == "Makefile") and not {"node_modules", "build"} & set(path.parts)
    )


@cache
def text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def lines(paths: list[Path]) -> Iterator[tuple[str, str]]:
    """(file:line, text of the line)."""
    for path in paths:
        for number, line in enumerate(text(path).splitlines(), 1):
            yield f"{path.relative_to(ROOT)}:{number}", line


@cache
def anchors(page: Path) -> frozenset[str]:
    """What a link into this page may name: the ids written in it, and its headings as GitHub makes addresses of them."""
    headings = (
        re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-") for heading in HEADING.findall(text(page))
    )
    return frozenset(WRITTEN.findall(text(page))) | frozenset(headings)


def docs() -> list[Path]:
    return [*(ROOT / "docs").glob("*.md"), *ROOT.glob("*.md")]


def domain(heading: str) -> str:
    """One chapter of docs/domain.md."""
    return text(ROOT / "docs" / "domain.md").split(f'<a id="{heading}"></a>')[1].split("\n## ")[1]


def test_nothing_cites_a_study_that_is_not_here():
    here = files()
    assert [f"{where}: {line.strip()}" for where, line in lines(here) if ELSEWHERE.search(line)] == []


def test_what_the_code_cites_can_be_read():
    cited = [(where, page, anchor) for where, line in lines(files()) for page, anchor in CITED.findall(line)]
    missing = [
        f"{where}: docs/{page}#{anchor}"
        for where, page, anchor in cited
        if not (ROOT / "docs" / page).exists() or (anchor and anchor not in anchors(ROOT / "docs" / page))
    ]
    assert len(cited) > 50 and missing == []


def test_links_between_the_docs_lead_somewhere():
    missing = []
    for page in docs():
        for where, line in lines([page]):
            for target in LINK.findall(line):
                if "://" in target:
                    continue
                path, _, anchor = target.partition("#")
                other = (page.parent / path).resolve() if path else page
                if not other.exists() or (anchor and anchor not in anchors(other)):
                    missing.append(f"{where}: {target}")
    assert missing == []


def test_an_anchor_is_written_once():
    for page in docs():
        written = WRITTEN.findall(text(page))
        assert [anchor for anchor in written if written.count(anchor) > 1] == [], page.name


@pytest.mark.parametrize("part", domain("fields").split("\n### ")[1:], ids=lambda part: part.splitlines()[0])
def test_the_fields_of_the_dictionary_exist(part: str):
    models = {label.split(".")[1]: apps.get_model(label) for label in MODEL.findall(part.splitlines()[0])}
    rows = [line.split("|")[1] for line in part.splitlines() if line.startswith("| `")]
    missing = []
    for name in (name for row in rows for name in re.findall(r"`([\w.]+)`", row)):
        model, _, field = name.rpartition(".")
        owner = models[model] if model else next(iter(models.values()))
        if field not in {known.name for known in owner._meta.get_fields()}:
            missing.append(f"{owner.__name__}.{field}")
    assert models and missing == []


def test_the_words_of_the_glossary_are_in_the_code():
    known = set(
        re.findall(r"\w+", "\n".join(text(path) for path in files() if path.suffix == ".py" and path != Path(__file__)))
    )
    rows = [line.split("|") for line in domain("glossary").splitlines() if line.startswith("| ")][2:]
    gone = [f"{row[1].strip()}: {name}" for row in rows for name in NAME.findall(row[3]) if name not in known]
    assert len(rows) > 60 and gone == []


def test_one_word_means_one_thing():
    rows = [line.split("|")[1].strip() for line in domain("glossary").splitlines() if line.startswith("| ")][2:]
    assert [word for word in rows if rows.count(word) > 1] == []


CITATION = re.compile(
    r"({})\s*((?:\d+(?:–\d+)?(?:（[^）]*）)?(?:\s*[、；，]\s*(?=\d))?)+)".format(
        "|".join(sorted(LAWS, key=len, reverse=True))
    )
)


def numbers(cited: str) -> set[int]:
    """14、47–50 → 14, 47, 48, 49, 50."""
    found = re.findall(r"(\d+)(?:–(\d+))?", re.sub("（[^）]*）", "", cited))
    return {number for first, last in found for number in range(int(first), int(last or first) + 1)}


@cache
def cited_in_the_domain() -> dict[str, set[int]]:
    """Law → the articles that docs/domain.md cites."""
    found: dict[str, set[int]] = {}
    for law, cited in CITATION.findall(text(ROOT / "docs" / "domain.md")):
        found.setdefault(law, set()).update(numbers(cited))
    return found


def cited_by_the_core() -> Iterator[Article]:
    """Every article that a table of engines.law rests on."""
    for table in COMPETENCES.values():
        for competences in table.values():
            yield from (article for one in competences for article in one.bases)
    for pair in INCOMPATIBLE:
        yield from pair.sources
    for required in REQUIRED:
        yield from required.sources
    for signed in SIGNERS_BASES.values():
        yield from signed
    for clock in CLOCKS.values():
        yield from clock.sources
    for parameter in LOCAL_PARAMETERS.values():
        yield from parameter.sources
    yield from (*FLOORS, COMMITTEE_QUORUM)


def test_the_domain_cites_what_the_core_cites():
    domain = cited_in_the_domain()
    missing = {
        article.cited
        for article in cited_by_the_core()
        if not numbers(article.number) <= domain.get(article.law, set())
    }
    unnamed = {article.law for article in cited_by_the_core() if article.law not in text(ROOT / "docs" / "domain.md")}
    assert len(domain) > 8 and (missing, unnamed) == (set(), set())


def test_the_domain_cites_what_the_acts_cite():
    cited = {
        (basis.law, basis.article) for table in REGISTRY.values() for line in table.values() for basis in line.basis
    }
    domain = cited_in_the_domain()
    missing = {f"{law} {article}" for law, article in cited if law and not numbers(article) <= domain.get(law, set())}
    assert len(cited) > 20 and missing == set()


def test_laws_are_meant_in_the_version_that_the_domain_names():
    rows = {row.split("|")[1].strip(): row for row in domain("laws").splitlines() if row.startswith("| ")}
    year = re.compile(r"\d{4}")
    wrong = [
        short
        for short, law in LAWS.items()
        if law.force is Force.LAW
        if short not in rows or not set(year.findall(law.version)) <= set(year.findall(rows[short]))
    ]
    assert wrong == []
