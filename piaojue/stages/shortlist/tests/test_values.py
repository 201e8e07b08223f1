"""What stands in old rows is read, and written back as it was: the log finds no change where there was none."""

import json

import pytest

from piaojue.commons.record.models import Entry
from piaojue.commons.record.wording import words_of
from piaojue.commons.years.road import Stage
from piaojue.stages.shortlist import actions
from piaojue.stages.shortlist.kept_text import readable
from piaojue.stages.shortlist.models import Dossier
from piaojue.stages.shortlist.tests import make
from piaojue.stages.shortlist.values import Milestone
from tests import cast as the_cast

FUNDING = [{"source": "本级财政", "yuan": 3_000_000}, {"source": "上级补助", "yuan": 1_200_000}]
MILESTONES = [{"title": "开工", "due": "2026-04", "share": 20}, {"title": "完工", "due": "2026-10", "share": 100}]


@pytest.mark.parametrize(
    ("column", "rows"), [("funding", FUNDING), ("milestones", MILESTONES), ("funding", []), ("milestones", [])]
)
def test_a_column_is_written_as_it_was_read(column, rows):
    field = Dossier._meta.get_field(column)
    assert json.loads(json.dumps(field.written(field.read(rows)))) == rows


@pytest.mark.django_db
def test_a_version_keeps_plain_rows_and_reads_like_words(cast):
    year = the_cast.year(cast.xincheng, stage=Stage.NOMINATING)
    dossier = make.dossier(cast, year)
    dossier = actions.edit(dossier=dossier, sheet=make.sheet(cast, scope="加装电梯 12 部"), by=cast.government_liu)
    version = dossier.versions.get(number=2)
    assert (version.content["funding"], version.content["milestones"]) == (FUNDING, MILESTONES)
    assert (version.content["version"], dossier.version) == ("2", 2)
    assert readable("funding", version.content["funding"]) == "本级财政 300 万元；上级补助 120 万元"


@pytest.mark.django_db
def test_the_log_calls_a_second_look_what_its_page_calls_it(cast):
    year = the_cast.year(cast.xincheng, stage=Stage.SCREENING)
    outcome = make.outcome(cast, year, disposition="declined", code="no_funds")
    appeal = actions.appeal(outcome=outcome, text="上级今年有专项补助资金", by=cast.resident_wang)
    actions.decide_appeal(appeal=appeal, granted=True, decision="补助属实，列入初定", by=cast.chair_zhang)
    words = [words_of(entry.act) for entry in Entry.objects.filter(act__startswith="shortlist.").order_by("seq")]
    assert words[-4:] == ["申请复议", "复议成立", "更改去向", "诉求重新办理"]
    assert words_of("shortlist.appealed") == "申请复议" and words_of("shortlist.appeal_decided") == "决定复议"


@pytest.mark.django_db
def test_texts_in_values_are_cleaned_whatever_way_they_come(cast):
    year = the_cast.year(cast.xincheng, stage=Stage.NOMINATING)
    typed = (Milestone("开\u200b工\u202e ", "2026-04", 20), Milestone("完\r\n工", "2026-10", 100))
    dossier = make.dossier(cast, year, milestones=typed)
    clean = (Milestone("开工", "2026-04", 20), Milestone("完\n工", "2026-10", 100))
    assert dossier.milestones == Dossier.objects.get().milestones == clean and not the_cast.tampered()
    dossier.milestones = typed
    Dossier.objects.bulk_update([dossier], ["milestones"])
    assert Dossier.objects.get().milestones == clean
