"""代表法 23: a deputy approves, opposes or abstains, on a choose-N ballot, too; everywhere the ballot is written or counted."""

import pytest
from django.test import Client

from engines.counting import Detail, Form, Rule
from piaojue.commons.moves import Refused
from piaojue.stages.vote import actions
from piaojue.stages.vote.ballots import columns, paper_columns, paper_guidance
from piaojue.stages.vote.tests import make
from piaojue.stages.vote.wording import certificate_text, rules_text

RULE = Rule(form=Form.CHOOSE, seats=2, opposing=True, result_detail=Detail.FULL)


def test_items_of_a_choose_n_ballot_are_opposed_on_phones_and_on_paper(cast, as_):
    poll, codes = make.open_poll(cast, rule=RULE)
    page = Client().post(f"/booth/{poll.box_id}/ballot/", {"slip": codes[0]}).content.decode()
    assert page.count('value="against"') == 3 and "至多赞成 2 项" in page
    assert make.vote(poll, codes[0], "approve", "approve", "approve").status_code == 422
    for code in codes[:2]:
        assert make.vote(poll, code, "approve", "approve", "against").status_code == 201
    assert make.vote(poll, codes[2], "approve", "against", "").status_code == 201
    for code in codes[3:]:
        poll = actions.exchange_slip(poll=poll, code=code, by=cast.teller_zhou)
    box = actions.add_paper_box(poll=poll, name="一号票箱", issued=2, by=cast.teller_zhou)
    poll = make.agree(cast, poll, actions.agree_to_close)
    sheet = make.sheet(poll, 2, (2, 0, 0, 0), (0, 2, 0, 0), (0, 0, 2, 0))
    for seat in (cast.teller_zhou, cast.counter_wu):
        actions.enter_paper(box=box, sheet=sheet, by=seat)
    poll = actions.count(poll=poll, not_voted=0, by=cast.counter_wu)
    assert list(poll.the_counts.items.values()) == [(5, 0, 0, 0), (2, 3, 0, 0), (0, 2, 3, 0)]
    assert columns(poll)[:3] == ["赞成", "反对", "弃权"] and paper_columns(poll) == ["○ 或 ×"]
    assert paper_guidance(poll)[1].startswith("赞成的画“○”，反对的画“×”，弃权的不画")
    assert "赞成的画“○”，反对的画“×”，弃权的不画" in rules_text(poll)
    assert "2. 改造农贸市场公厕：赞成 2 票，反对 3 票，弃权 0 票" in certificate_text(poll)
    entry = as_(cast.counter_wu).get(poll.page("certificate")).content.decode()
    assert "反对" in entry and "弃权" in entry


def test_a_sealed_box_cannot_prove_it_and_says_so_before_the_ballot_is_fixed(cast, as_):
    poll = make.prepared_poll(cast, level="L2")
    with pytest.raises(Refused, match="加密票箱封不了可以反对的限选票：请改用票签票箱"):
        actions.set_rule(poll=poll, rule=RULE, by=cast.secretary_he)
    poll = actions.set_rule(poll=poll, rule=RULE, level="L1", by=cast.secretary_he)
    assert "限选票可以反对" in as_(cast.secretary_he).get(poll.get_absolute_url()).content.decode()
