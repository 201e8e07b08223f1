"""Fixed by law: candidates come before the congress by the government's motion, after it has discussed them (docs/domain.md#government-proposal)."""

import pytest

from engines.law import Matter
from piaojue.commons.acting import acting
from piaojue.commons.moves import Refused
from piaojue.commons.years.road import Stage
from piaojue.stages.shortlist import actions
from piaojue.stages.shortlist.criteria import APPRAISALS
from piaojue.stages.shortlist.models import Dossier, DossierState
from piaojue.stages.shortlist.moves import MOVES
from piaojue.stages.shortlist.tests import make
from piaojue.stages.shortlist.tests.test_dossier_table import HEAD, LIFTS, bring, take
from tests import cast as the_cast
from tests.decided import decided


def test_nothing_goes_before_the_committee_that_the_government_has_not_proposed(cast, as_):
    """Not by the form, which does not list it; not by the decision itself; not by the act with somebody else's decision."""
    year = the_cast.year(cast.xincheng, stage=Stage.NOMINATING)
    row = make.dossier(cast, year)
    actions.set_appraisal(dossier=row, conclusions=dict.fromkeys(APPRAISALS, "同意"), by=cast.government_liu)
    actions.appraise(dossier=row, by=cast.government_liu)
    cleared = decided(Matter.CLEARANCE, row)
    row.refresh_from_db()
    assert "没有等决定的事项" in as_(cast.clerk_li).get(year.page("decide", "candidates")).content.decode()
    with pytest.raises(Refused, match="还没有经政府集体讨论并提请"):
        decided(Matter.CANDIDATES, row)
    with (
        pytest.raises(Refused, match="不是关于“审议候选项目”的"),
        acting(MOVES["review"], row, cast.clerk_li, decision=cleared),
    ):
        pass
    with pytest.raises(Refused, match="会议集体决定，个人不能代替"):
        actions.propose(dossier=row, decision=None, by=cast.government_liu)
    decided(Matter.PROPOSAL, row, agreed=False)
    row.refresh_from_db()
    assert row.state == DossierState.CLEARED
    decided(Matter.PROPOSAL, row)
    decided(Matter.CANDIDATES, row)
    row.refresh_from_db()
    assert row.state == DossierState.CANDIDATE


def test_a_table_brings_drafts_and_nothing_further(cast, settings, tmp_path):
    settings.VAR = tmp_path
    year = the_cast.year(cast.xincheng, stage=Stage.NOMINATING)
    table = HEAD.replace("时间节点\n", "时间节点\t状态\n") + LIFTS.replace("100%\n", "100%\t正式候选\n")
    take(bring(year, table, cast.government_liu), cast.government_liu)
    assert Dossier.objects.get().state == DossierState.DRAFT
