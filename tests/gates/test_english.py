"""English is the second language: what residents read holds no Chinese but names and other people's words, marked as such."""

import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
from django.db.models import TextChoices
from django.utils import translation
from lxml import html

from engines.matching.hints import RULES
from piaojue.commons.people.tests.doors import DOORS as PEOPLE
from piaojue.commons.roles import Domain, Role
from piaojue.commons.sittings.tests.doors import DOORS as SITTINGS
from piaojue.commons.words import WORDS, said
from piaojue.commons.years.road import ROADS, Stage
from piaojue.commons.years.tests.doors import DOORS as YEARS
from piaojue.journey.board import board_of
from piaojue.journey.panels import panels_of
from piaojue.journey.tests import make
from piaojue.journey.tests.doors import DOORS as JOURNEY
from piaojue.stages.consult.models import Consultation, CouncilOpinion, Recommendation
from piaojue.stages.consult.tests.doors import DOORS as CONSULTED
from piaojue.stages.deliberate.tests.doors import DOORS as DELIBERATED
from piaojue.stages.deliver.tests.doors import DOORS as DELIVERED
from piaojue.stages.evaluate.models import Subject, Survey
from piaojue.stages.evaluate.tests import make as evaluation
from piaojue.stages.evaluate.tests.doors import DOORS as EVALUATED
from piaojue.stages.shortlist.tests.doors import DOORS as SHORTLISTED
from piaojue.stages.suggest.hints import SHOWN, advice
from piaojue.stages.supervise.tests import make as supervision
from piaojue.stages.supervise.tests.doors import DOORS as SUPERVISED
from piaojue.stages.vote import sealed
from piaojue.stages.vote.tests import make as votes
from piaojue.stages.vote.tests.doors import DOORS as VOTED
from tests import cast as the_cast
from tests.doors import Door, all_doors
from tests.scenes import scene

pytestmark = pytest.mark.once

CATALOGUE = Path(__file__).resolve().parents[2] / "piaojue" / "locale" / "en" / "LC_MESSAGES" / "django.po"
STAFF_ONLY = {
    "piaojue.commons.approved.Kind",
    "piaojue.stages.vote.models.Level",
    "piaojue.stages.group.models.How",
    "piaojue.commons.intake.models.BatchState",
    "piaojue.commons.intake.models.RowState",
    "piaojue.commons.people.first_passwords.Way",
    "piaojue.commons.people.body_models.EventKind",
    "piaojue.commons.people.models.ChangeState",
}
HAN = re.compile("[\u3400-\u9fff]")
SPOKEN = ("aria-label", "title", "placeholder", "alt", "data-confirm", "data-label")


def test_the_catalogue_is_sound_and_complete():
    checked = subprocess.run(
        ["msgfmt", "--check-format", "--statistics", "-o", "/dev/null", str(CATALOGUE)],
        capture_output=True,
        text=True,
        check=True,
    )
    assert "untranslated" not in checked.stderr and "fuzzy" not in checked.stderr


def test_words_that_reach_pages_as_data_are_in_the_catalogue():
    with translation.override("en"):
        assert [word for word in WORDS if said(word) == word] == []
    with translation.override("zh-hans"):
        assert [word for word in WORDS if said(word) != word] == []


def test_every_label_of_a_choice_gate_and_hint_has_its_english():
    choices: list[Any] = [
        c
        for c in _below(TextChoices)
        if c.__module__.startswith("piaojue.") and f"{c.__module__}.{c.__name__}" not in STAFF_ONLY
    ]
    gates = [words for road in ROADS.values() for gate in road for words in (gate.label, gate.usual, gate.basis)]
    hints = [words for rule in RULES if rule.sort in SHOWN for words in (rule.name, advice(rule))]
    labels = (
        [str(label) for choice in choices for label in choice.labels]
        + [domain.label for domain in Domain]
        + gates
        + hints
    )
    with translation.override("en"):
        missing = sorted({label for label in labels if said(label) == label})
    assert missing == [], "add them to commons/words.py and to the catalogue"


def set_up(doors: list[Door], name: str, cast: the_cast.Cast) -> dict[str, Any]:
    """What the door of that name needs, made."""
    return made_for(next(door for door in doors if door.name == name), cast)


def made_for(door: Door, cast: the_cast.Cast) -> dict[str, Any]:
    """What the door needs, made once for all tests of doors."""
    return (scene(door.setup)(cast) if door.setup else None) or {}


def _below(kind: type) -> list[type]:
    return [one for child in kind.__subclasses__() for one in (child, *_below(child))]


def strays(page: str) -> list[str]:
    """Chinese words of a page outside elements whose language is Chinese: text, and attributes that are read out; not what was typed."""
    texts = []
    for element in html.fromstring(page).iter():
        if not isinstance(element.tag, str) or element.tag in ("script", "style", "title", "textarea"):
            continue
        if not _language(element).startswith("zh"):
            texts += [
                words for words in (element.text, *(element.get(name) for name in SPOKEN)) if HAN.search(words or "")
            ]
        above = element.getparent()
        if above is not None and not _language(above).startswith("zh") and HAN.search(element.tail or ""):
            texts.append(element.tail)
    return [words.strip()[:60] for words in texts]


def _language(element) -> str:
    return next((e.get("lang") for e in (element, *element.iterancestors()) if e.get("lang")), "")


@pytest.fixture
def life(cast):
    """A finished year, and a neighbour's that takes suggestions and a survey of residents."""
    first = make.whole_life(cast)
    the_cast.year(cast.huimin, stage=Stage.SOLICITING)
    asked = evaluation.survey(cast, first.year, Subject.RESIDENTS)
    asked.state = "open"
    asked.save()
    judged = Survey.objects.exclude(pk=asked.pk).get()
    demand = first.links.get().demand
    things = {"demand": demand.pk, "outcome": demand.outcome.pk, "dossier": demand.dossiers.get().pk}
    return {"s": first.pk, "survey": asked.pk, "judged": judged.pk, **things}


VISITOR = [
    "/", "/echo/", "/150102/2026/", "/150102/2026/echo/", "/150102/2026/result/", "/150102/2026/suggestions/", "/150102/2026/evaluation/",
    "/150103/2026/campaign/", "/choose/suggest/", "/p/EL2026/", "/s/{s}/", "/s/{s}/way/", "/d/{demand}/", "/d/{demand}/from/", "/150102/2026/demands/", "/surveys/{survey}/", "/surveys/{judged}/",
    "/150102/2026/road/", "/150102/2026/outcomes/", "/outcomes/{outcome}/", "/150102/2026/candidates/", "/150102/2026/compare/", "/dossiers/{dossier}/",
    "/enter/", "/account/login/", "/look-up/", "/search/?q=zzz", "/no-such-page/",
]  # fmt: skip
RESIDENT = [
    "/150103/2026/suggest/",
    "/150103/2026/similar/?title=zzz",
    "/s/{s}/",
    "/d/{demand}/",
    "/my/suggestions/",
    "/surveys/{survey}/reply/",
]


def test_residents_pages_hold_no_chinese_but_data(cast, as_, life):
    for seat, paths in ((None, VISITOR), (cast.resident_wang, RESIDENT)):
        browser, left = as_(seat), {}
        for path in (path.format(**life) for path in paths):
            page = browser.get(path, HTTP_ACCEPT_LANGUAGE="en", follow=True)
            assert page.status_code in (200, 404) and '<html lang="en"' in page.content.decode(), path
            if words := strays(page.content.decode()):
                left[path] = words
        assert left == {}


CANDIDATES = {
    "outcomes",
    "outcome",
    "appeal",
    "candidates",
    "dossier",
    "compare",
    "questions",
    "question",
    "consultations",
    "consultation",
    "year_road",
}


@pytest.mark.parametrize(
    "door", [d for d in SHORTLISTED + DELIBERATED + CONSULTED + YEARS if d.name in CANDIDATES], ids=lambda d: d.name
)
def test_how_candidates_come_about_is_english(door, cast, as_):
    path = door.path.format(**made_for(door, cast))
    for seat in [None, cast.resident_wang] if Role.VISITOR in door.open_to else [cast.resident_wang]:
        page = as_(seat).get(path, HTTP_ACCEPT_LANGUAGE="en")
        assert page.status_code == 200 and '<html lang="en"' in page.content.decode()
        assert strays(page.content.decode()) == []


def test_an_appeal_and_its_refusals_are_english(cast, as_):
    at = "/outcomes/{outcome}/appeal/".format(**set_up(SHORTLISTED, "appeal", cast))
    browser = as_(cast.resident_wang)
    pages = [
        browser.post(at, data, HTTP_ACCEPT_LANGUAGE="en") for data in ({}, {"text": "整栋楼都是一样的情况，请再看看"})
    ]
    assert [page.status_code for page in pages] == [422, 409]
    assert [strays(page.content.decode()) for page in pages] == [[], []]
    assert "An answer can be appealed only once" in pages[1].content.decode()


def test_what_a_council_recommended_is_english(cast, as_):
    values = set_up(CONSULTED, "consultation", cast)
    held = Consultation.objects.select_related("year", "place", "sitting").get(pk=values["pk"])
    sheet = {"issued": 31, "returned": 30, "deputies_returned": 9, "items": {}}
    Consultation.objects.filter(pk=held.pk).update(
        state="confirmed", result={"rounds": [sheet], "sentence": "楼道灯更换获推荐。"}
    )
    item = {"place": held.place, "year": held.year, "consultation": held, "dossier": held.dossiers.first()}
    Recommendation.objects.create(
        **item, deputies_for=9, all_for=28, recommended=True, confirmed=True, sentence="超过全体成员的三分之二。"
    )
    CouncilOpinion.objects.create(**item, speaker=cast.council_yu, text="楼道太暗")
    type(held.sitting).objects.filter(pk=held.sitting_id).update(minutes="讨论热烈")
    for seat in (None, cast.council_yu):
        for path in (f"{held.year.get_absolute_url()}consultations/", f"/consultations/{held.pk}/"):
            page = as_(seat).get(path, HTTP_ACCEPT_LANGUAGE="en").content.decode()
            assert "Recommended" in page and strays(page) == []


OUTCOMES = {
    "projects",
    "project",
    "wall",
    "city_wall",
    "city_board",
    "board",
    "coverage",
    "open_data",
    "findings",
    "finding",
    "mend_finding",
    "activities",
    "activity",
    "report_by_scan",
    "rectification",
    "polls",
    "me",
    "years",
    "sittings",
    "sitting",
}
ALL = DELIVERED + SUPERVISED + EVALUATED + VOTED + JOURNEY + PEOPLE + YEARS + SITTINGS


@pytest.mark.parametrize(
    "door",
    [d for d in ALL if d.name in OUTCOMES and d.method == "get" and Role.RESIDENT in d.open_to],
    ids=lambda d: d.name,
)
def test_what_became_of_it_is_english(door, cast, as_):
    path = door.path.format(**made_for(door, cast))
    for seat in [None, cast.resident_wang] if Role.VISITOR in door.open_to else [cast.resident_wang]:
        page = as_(seat).get(path, HTTP_ACCEPT_LANGUAGE="en")
        assert page.status_code == 200 and '<html lang="en"' in page.content.decode()
        assert strays(page.content.decode()) == []


@pytest.mark.parametrize(
    "door", [d for d in all_doors() if d.method == "get" and Role.DEPUTY in d.open_to], ids=lambda d: d.name
)
def test_what_a_deputy_meets_is_english(door, cast, as_):
    path = door.path.format(**made_for(door, cast))
    page = as_(cast.deputy_dong).get(path, HTTP_ACCEPT_LANGUAGE="en")
    if page.status_code == 200 and "html" in page["Content-Type"]:
        assert strays(page.content.decode()) == []


def test_a_year_that_takes_nothing_says_so_in_english(cast, as_):
    the_cast.year(cast.xincheng, stage=Stage.DELIVERING)
    pages = [
        as_(seat).get("/150102/2026/suggest/", HTTP_ACCEPT_LANGUAGE="en").content.decode()
        for seat in (None, cast.resident_wang)
    ]
    assert all("Suggestions of this year are closed" in page for page in pages) and [
        strays(page) for page in pages
    ] == [[], []]


def test_boards_and_drawings_of_a_whole_life_are_english(cast, as_, life):
    for path in ("projects/", "wall/", "board/", "coverage/", "data/", "polls/"):
        page = as_(None).get(f"/150102/2026/{path}", HTTP_ACCEPT_LANGUAGE="en").content.decode()
        assert strays(page) == [], path
    year = Survey.objects.get(pk=life["judged"]).year
    with translation.override("en"):
        chinese = [
            words
            for panel in panels_of(board_of(year))
            for words in (panel.title, *panel.headings, re.sub("<span lang.*?</span>", "", panel.note))
        ]
    assert [words for words in chinese if HAN.search(words)] == []


def test_how_a_problem_was_put_right_is_english(cast, as_):
    closed = supervision.closed(cast, supervision.fixed(cast, supervision.given(cast, supervision.scanned(cast))))
    question = supervision.question(cast, closed.project)
    for seat in (None, cast.resident_wang):
        for path in (
            closed.get_absolute_url(),
            question.get_absolute_url(),
            f"{closed.year.get_absolute_url()}supervision/",
            f"{closed.year.get_absolute_url()}findings/",
        ):
            assert strays(as_(seat).get(path, HTTP_ACCEPT_LANGUAGE="en").content.decode()) == [], path
    browser, dispute = as_(cast.resident_wang), f"{closed.get_absolute_url()}dispute/"
    pages = [
        browser.post(path, data, HTTP_ACCEPT_LANGUAGE="en", follow=bool(data))
        for path, data in (
            (f"/p/{closed.project.code}/report/", {}),
            (f"/p/{closed.project.code}/report/", {"text": "围挡又倒了，很危险"}),
            (dispute, {}),
            (dispute, {"text": "轮椅还是过不去"}),
        )
    ]
    assert [page.status_code for page in pages] == [422, 200, 422, 200]
    assert [strays(page.content.decode()) for page in pages] == [[]] * len(pages)
    assert (
        "Received, thank you" in pages[1].content.decode() and "Your dispute was received" in pages[3].content.decode()
    )


def test_verifying_a_vote_is_english(cast, as_):
    poll = votes.sealed_counted(cast, [("approve", "approve", "against")] * 5)
    head = sealed.keys_of(poll)["bundle"]
    early = as_(None).get(f"/polls/{poll.pk}/verify/?head={head}", HTTP_ACCEPT_LANGUAGE="en").content.decode()
    votes.confirm(cast, poll)
    for path in (f"verify/?head={head}", f"verify/?head={'0' * 64}"):
        assert strays(as_(None).get(f"/polls/{poll.pk}/{path}", HTTP_ACCEPT_LANGUAGE="en").content.decode()) == []
    assert "Fingerprint" in early and strays(early) == []
    assert (
        strays(as_(None).get(f"{poll.year.get_absolute_url()}polls/", HTTP_ACCEPT_LANGUAGE="en").content.decode()) == []
    )


def test_objections_to_what_a_resident_sends_are_english_too(cast, as_, life):
    browser = as_(cast.resident_wang)
    sent = {"title": "法院判决给我装电梯", "content": "漏气", "spot": "150103002", "category": "nothing"}
    hinted = browser.post("/150103/2026/suggest/", sent, HTTP_ACCEPT_LANGUAGE="en")
    assert hinted.status_code == 422 and "Before you send it" in hinted.content.decode()
    pages = [
        hinted,
        browser.post("/150103/2026/suggest/", {}, HTTP_ACCEPT_LANGUAGE="en"),
        browser.post(f"/surveys/{life['survey']}/reply/", {}, HTTP_ACCEPT_LANGUAGE="en"),
        browser.post(f"/s/{life['s']}/second/", HTTP_ACCEPT_LANGUAGE="en"),
        as_(None).post("/look-up/", {"ticket": "ABCDEFGH"}, HTTP_ACCEPT_LANGUAGE="en"),
        as_(None).post("/enter/", {"phone": "1"}, HTTP_ACCEPT_LANGUAGE="en"),
    ]
    assert [page.status_code for page in pages] == [422, 422, 409, 409, 409, 422]
    assert [strays(page.content.decode()) for page in pages] == [[]] * len(pages)


def test_chinese_pages_stay_chinese(cast, as_, life):
    page = as_(None).get("/150102/2026/").content.decode()
    assert '<html lang="zh-hans"' in page and "<span lang=" not in page and "新城区 2026 年民生实事" in page


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/", ["You suggest, deputies decide, everyone evaluates", "Follow a suggestion"]),
        ("/150102/2026/", ["All pages of this year", "Candidates", "Public documents"]),
        ("/p/EL2026/", ["What was promised", "Where it came from"]),
        ("/enter/", ["Phone number", "Get a code"]),
        ("/150102/2026/projects/", ["Projects", "Green"]),
    ],
)
def test_a_visitor_reads_english(cast, as_, address, words):
    make.whole_life(cast)
    page = as_(None).get(address, HTTP_ACCEPT_LANGUAGE="en").content.decode()
    assert '<html lang="en"' in page
    assert [word for word in words if word not in page] == []
