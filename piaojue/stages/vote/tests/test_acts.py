"""Each act has one name and one word: on its button, in the log, on the poll's page, in the place's own words."""

import json

import pytest
from django.db import connection

from engines.counting import Rule
from piaojue.commons import acting
from piaojue.commons.moves import Kind, Refused
from piaojue.commons.notify.models import Notice
from piaojue.commons.record.log import history
from piaojue.commons.record.verify import changed_rows
from piaojue.commons.record.wording import Wording, words_of
from piaojue.stages.vote import actions
from piaojue.stages.vote.models import Poll
from piaojue.stages.vote.moves import MOVES
from piaojue.stages.vote.tests import make

BY_AGREEMENT = {"open_poll", "close_poll"}
"""Acts that happen when two have agreed."""
NO_MOVES = {
    "strike_off_departed",
    "keep_poll",
    "make_ready",
    "appoint_crew",
    "countersign_crew",
    "Hands",
    "Crew",
    "GivenBack",
}
"""The sitting's own act, done from the tellers' page; what follows from a motion that failed; several acts at once; values."""


def what_happened(poll: Poll) -> list[str]:
    """The words of the poll's log, first act first."""
    wording = Wording()
    return [wording(entry) for entry in history(poll)][::-1]


def test_every_act_is_an_action_of_its_name():
    acts = {code for code, line in MOVES.items() if line.kind in (Kind.MOVE, Kind.RESOLUTION)}
    assert acts - BY_AGREEMENT == set(actions.__all__) - NO_MOVES


def test_what_happens_to_a_streets_box_is_never_called_an_adoption(cast, as_):
    meeting = make.council(cast, double=False)
    (poll,) = make.council_polls(cast, meeting)
    make.council_counted(cast, poll, ["12"] * 19)
    actions.hand_over(consultation=meeting, by=cast.street_clerk_xu)
    assert what_happened(poll) == [
        "准备票箱票选",
        "登记监票计票人员",
        "确定票面",
        "印制票签",
        "同意开箱投票",
        "同意开箱投票",
        "开箱投票",
        "同意截止投票",
        "同意截止投票",
        "截止投票",
        "计票",
        "票数并入会商",
    ]
    page = as_(cast.street_clerk_xu).get(poll.get_absolute_url()).content.decode()
    record = page[page.index("办理记录") :]
    assert all(word in record for word in what_happened(poll)) and "票决" not in record
    assert "票决" not in words_of("vote.prepared")  # what was written before the act was renamed


def test_a_satisfaction_ballots_page_speaks_of_measuring(cast, as_):
    items = [{"key": "i1", "no": 1, "title": "加装电梯"}]
    poll = make.prepared_poll(cast, kind="satisfaction", items=items, rule=None)
    actions.set_rule(poll=poll, rule={"quorum": "3/4"}, by=cast.secretary_he)
    page = as_(cast.secretary_he).get(poll.get_absolute_url()).content.decode()
    record = page[page.index("办理记录") :]
    assert "设定测评规则" in record and "票决" not in record


def test_rounds_tell_where_they_come_from_and_the_log_agrees_with_the_rows(cast):
    poll = make.counted_poll(cast, [("approve", "approve", "approve")] * 5, rule=Rule(seats=2))
    later = actions.begin_next_round(poll=poll, by=cast.secretary_he)
    later, codes = make.open_poll(cast, poll=later)
    for code in codes:
        make.vote(later, code, "approve", "approve", "against")
    later = make.agree(cast, later, actions.agree_to_close)
    later = actions.count(poll=later, not_voted=0, by=cast.counter_wu)
    make.confirm(cast, later)
    assert what_happened(poll)[-2:] == ["发起下一轮投票", "随末轮确认结果有效"]
    first, *_, last = what_happened(later)
    assert (first, last) == ("由上一轮发起", "确认结果有效")
    assert [row for row in changed_rows() if row.where.startswith("vote.")] == []


def test_who_was_not_named_is_offered_nothing_and_refused_in_one_sentence(cast, as_):
    poll = make.ready_poll(cast)
    screen = as_(cast.teller_zhou).get(poll.page("tellers_screen")).content.decode()
    assert "我同意开箱投票" in screen
    poll.tellers.remove(cast.teller_zhou)
    screen = as_(cast.teller_zhou).get(poll.page("tellers_screen")).content.decode()
    assert "我同意开箱投票" not in screen
    with pytest.raises(Refused) as refusal:
        actions.agree_to_open(poll=poll, by=cast.teller_zhou)
    assert refusal.value.reasons == ["您不在本次投票的监票计票人员名单里。请会务人员先在“监票计票人员”中登记。"]


def test_agreeing_again_says_nothing_new(cast):
    poll = make.ready_poll(cast)
    actions.print_slips(poll=poll, number=5, by=cast.teller_zhou)
    for _ in range(2):
        actions.agree_to_open(poll=poll, by=cast.teller_qian)
    assert what_happened(poll).count("同意开箱投票") == 1


def test_who_has_checked_in_hears_that_the_box_is_open_and_gets_no_link(cast):
    poll, _ = make.open_poll(cast)
    told = Notice.objects.filter(text__contains="请扫票签")
    present = set(poll.sitting.attendances.values_list("seat__person_id", flat=True))
    assert present and {one.person_id for one in told} == present
    assert {(one.url, poll.title in one.text) for one in told} == {("", True)}


def test_a_count_on_its_page_asks_for_permission_once(cast, as_, monkeypatch):
    poll, _ = make.open_poll(cast)
    make.agree(cast, poll, actions.agree_to_close)
    asked, owns = [], acting.owns

    def counted(line, thing, by):
        asked.append(line.name)
        return owns(line, thing, by)

    monkeypatch.setattr(acting, "owns", counted)
    assert as_(cast.counter_wu).post(poll.page("count_poll"), {"not_voted": "5"}).status_code == 302
    assert asked.count("vote.count") == 1


def test_a_ballot_and_the_tellers_numbers_are_kept_with_every_name_they_had(cast):
    """Rows and logs written before there were values stay true: the same JSON goes in and comes out."""
    lines = [{"key": "i1", "no": 1, "title": "加装电梯"}]  # no dossier, no version: kept as null, not left out
    poll = make.counted_poll(cast, [("approve",)] * 5, kind="satisfaction", items=lines, rule=None)
    with connection.cursor() as cursor:
        cursor.execute("SELECT items, desk FROM vote_poll WHERE id = %s", [poll.pk])
        items, desk = (json.loads(value) if isinstance(value, str) else value for value in cursor.fetchone())
    assert set(items[0]) == {"key", "no", "title", "text", "dossier", "version"}
    assert desk == {
        "issued": 5,
        "electronic": 5,
        "exchanged": 0,
        "paper": 0,
        "not_voted": 0,
        "transcribed": 0,
        "notices": desk["notices"],
        "paper_void": False,
    }
