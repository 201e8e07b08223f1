"""合法性审查 takes seven working days and a public comment thirty, and the gate names the day on which they are over."""

from datetime import date

import pytest
from django.utils import timezone

from piaojue.commons.instruments.actions import Draft, enter_instrument
from piaojue.commons.instruments.values import Provision
from piaojue.commons.moves import Refused
from piaojue.commons.years.actions import file_paper
from piaojue.commons.years.gates import missing
from piaojue.commons.years.models import PaperKind
from piaojue.commons.years.road import CONGRESS_ROAD, STREET_ROAD, Stage
from piaojue.stages.shortlist.statutory import COMMENT, REVIEW, unfulfilled
from tests import cast as the_cast

SCREENED = next(gate for gate in CONGRESS_ROAD if gate.key == "close_screening")


@pytest.fixture(autouse=True)
def new_year(monkeypatch):
    """Everything here happens in January 2026."""
    monkeypatch.setattr(timezone, "localdate", lambda *moment: date(2026, 1, 20))


def file(year, by, kind, began=None, ended=None, **values):
    values = {"title": "文书", "body": "经审查，各项候选项目的内容和办理程序都合法，同意提请。", **values}
    return file_paper(year=year, kind=kind, began_on=began, issued_on=ended, by=by, **values)


def rule(cast, **sets):
    """A rule of the district that asks for more than the law."""
    provision = Provision("第六条", "", {key: str(value) for key, value in sets.items()})
    return enter_instrument(
        place=cast.xincheng,
        draft=Draft(
            kind="measures",
            issuer="新城区人大常委会",
            starts_on=date(2025, 1, 1),
            title="新城区办法",
            provisions=(provision,),
        ),
        by=cast.clerk_li,
    )


def test_the_gate_names_the_day_on_which_the_review_is_over(cast):
    year, kind = the_cast.year(cast.xincheng, stage=Stage.SCREENING), PaperKind.LEGALITY_OPINION
    assert unfulfilled(year, REVIEW) == []  # the gate's own papers say that it is missing
    paper = file(year, cast.clerk_li, kind)
    assert "没有写明起算日期（送请合法性审查）" in missing(year, SCREENED).work[-1]
    paper.began_on, paper.issued_on = date(2025, 12, 30), date(2026, 1, 8)
    paper.save()
    (line,) = unfulfilled(year, REVIEW)  # 元旦 is three days long, 4 January is worked
    assert "一般不少于 7 个工作日（决策条例 26 条）" in line and "2025-12-30 起算，到 2026-01-09 才满" in line
    paper.issued_on = date(2026, 1, 9)
    paper.save()
    assert unfulfilled(year, REVIEW) == []


def test_a_shorter_review_says_why_and_a_local_rule_makes_it_longer(cast):
    year, kind = the_cast.year(cast.xincheng, stage=Stage.SCREENING), PaperKind.LEGALITY_OPINION
    began, ended = date(2026, 1, 5), date(2026, 1, 14)
    paper = file(year, cast.clerk_li, kind, began, ended)
    assert unfulfilled(year, REVIEW) == []
    with pytest.raises(Refused, match="不能低于 7 个工作日"):
        rule(cast, review_days=5)
    rule(cast, review_days=10)
    (line,) = unfulfilled(year, REVIEW)
    assert "10 个工作日（《新城区办法》第六条）" in line and "到 2026-01-19 才满" in line
    paper.shorter_because = "防汛紧急"
    paper.save()
    assert unfulfilled(year, REVIEW) == []


def test_a_public_comment_lasts_thirty_days_and_is_demanded_by_local_rules_alone(cast):
    year = the_cast.year(cast.xincheng, stage=Stage.NOMINATING)
    assert unfulfilled(year, COMMENT) == []
    rule(cast, comment_days=40)
    assert unfulfilled(year, COMMENT) == ["缺文书：公开征求意见情况（《新城区办法》第六条）"]
    file(year, cast.clerk_li, PaperKind.COMMENT_REPORT, date(2025, 12, 11), date(2026, 1, 10))
    assert "到 2026-01-20 才满" in unfulfilled(year, COMMENT)[0]
    file(year, cast.clerk_li, PaperKind.COMMENT_REPORT, date(2025, 12, 11), date(2026, 1, 20))
    assert unfulfilled(year, COMMENT) == []


def test_a_street_office_is_no_government_and_is_asked_for_nothing(cast):
    year = the_cast.year(cast.dongjie, stage=Stage.SCREENING)
    said = {"issuer": "东街街道司法所", "doc_no": "东司〔2026〕1号", "conclusion": "agreed"}
    file(year, cast.street_clerk_xu, PaperKind.LEGALITY_OPINION, date(2026, 1, 5), date(2026, 1, 6), **said)
    gate = next(gate for gate in STREET_ROAD if gate.key == "close_screening")
    assert [line for line in missing(year, gate).all if "合法性" in line] == []
