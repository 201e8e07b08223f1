"""Doors of 票决."""

from piaojue.commons.roles import Role as R
from piaojue.commons.years.road import Stage
from piaojue.stages.vote import actions
from piaojue.stages.vote.models import PollState
from piaojue.stages.vote.tests import make
from tests.doors import door, everybody

DESK = {R.SECRETARIAT, R.CONGRESS_CLERK, R.CONGRESS_CHAIR}
BOX = {R.CHIEF_TELLER, R.TELLER}
COUNTING = BOX | {R.COUNTER}
HALL = DESK | COUNTING | {R.PRESIDIUM}


def a_year(cast) -> dict:
    make.voting_year(cast, stage=Stage.VOTING)
    return {}


def prepared(cast) -> dict:
    return {"pk": make.prepared_poll(cast).pk}


def not_passed(cast) -> dict:
    return {"pk": make.frozen_poll(cast).pk}


def measured(cast) -> dict:
    items = [{"key": "i1", "no": 1, "title": "加装电梯"}]
    poll = make.counted_poll(cast, [("approve",)] * 5, kind="satisfaction", items=items, rule=None)
    return {"pk": poll.pk}


def frozen(cast) -> dict:
    return {"pk": make.ready_poll(cast).pk}


def opened(cast) -> dict:
    return {"pk": make.open_poll(cast)[0].pk}


def with_paper(cast) -> dict:
    poll, _ = make.open_poll(cast)
    box = actions.add_paper_box(poll=poll, name="一号票箱", by=cast.teller_zhou)
    make.agree(cast, poll, actions.agree_to_close)
    return {"pk": poll.pk, "box": box.pk}


def counted(cast) -> dict:
    return {"pk": make.counted_poll(cast, [("approve", "approve", "against")] * 5).pk}


def confirmed(cast) -> dict:
    return {"pk": make.confirmed_poll(cast).pk}


def sealed(cast) -> dict:
    return {"pk": make.frozen_poll(cast, level="L2").pk}


def sealed_open(cast) -> dict:
    return {"pk": make.sealed_poll(cast)[0].pk}


def sealed_counted(cast) -> dict:
    return {"pk": make.sealed_counted(cast, [("approve", "approve", "against")] * 5).pk}


def at_a_tie(cast) -> dict:
    return {"pk": make.counted_poll(cast, [("approve", "approve", "approve")] * 5).pk}


def rehearsed(cast) -> dict:
    poll = make.frozen_poll(cast, rehearsal=True)
    assert poll.state == PollState.FROZEN
    return {"pk": poll.pk}


def at_the_council(cast) -> dict:
    return {"pk": make.council(cast).pk}


def council_box(cast) -> dict:
    """东街街道's deputies' box: the tellers of 新城区, whom the doors try, are not this place's."""
    return {
        "pk": actions.prepare_advisory(
            consultation=make.council(cast), by=cast.street_clerk_xu, tellers=make.street_tellers(cast)
        )[0].pk
    }


POST = {"method": "post"}
STREET = {R.STREET_CHAIR, R.STREET_CLERK}
DOORS = [
    door("advisory_boxes", "/consultations/{pk}/polls/", STREET, setup=at_the_council),
    door("join_advisory", "/consultations/{pk}/polls/join/", STREET, setup=at_the_council, **POST),
    door("poll", "/polls/{pk}/", STREET, setup=council_box),
    door("set_rule", "/polls/{pk}/rule/", set(), setup=council_box),
    door("appoint_tellers", "/polls/{pk}/people/", STREET, setup=council_box),
    door("freeze_poll", "/polls/{pk}/freeze/", STREET, setup=council_box, **POST),
    door("tellers_screen", "/polls/{pk}/tellers/", STREET, setup=council_box),
    door("hall", "/polls/{pk}/hall/", STREET | {R.COUNCIL_MEMBER}, setup=council_box),
    door("open_poll", "/polls/{pk}/open/", set(), setup=council_box, **POST),
    door("count_poll", "/polls/{pk}/count/", set(), setup=council_box),
    door("abandon_poll", "/polls/{pk}/abandon/", {R.STREET_CHAIR}, setup=council_box),
    door("polls", "/150102/2026/polls/", everybody(), setup=a_year),
    door("prepare_poll", "/150102/2026/polls/new/", DESK, setup=a_year),
    door("appoint_crew", "/150102/2026/polls/crew/", {R.CONGRESS_CLERK}, setup=a_year),
    door("countersign_crew", "/150102/2026/polls/crew/countersign/", DESK, setup=a_year, **POST),
    door("vote_result", "/150102/2026/result/", everybody(), setup=confirmed),
    door("poll", "/polls/{pk}/", HALL, setup=opened),
    door("poll", "/polls/{pk}/", everybody(), setup=confirmed),
    door("set_rule", "/polls/{pk}/rule/", DESK, setup=prepared),
    door("appoint_tellers", "/polls/{pk}/people/", DESK | {R.PRESIDIUM}, setup=prepared),
    door("refresh_items", "/polls/{pk}/items/", DESK, setup=prepared, **POST),
    door("file_rules_draft", "/polls/{pk}/draft/", DESK, setup=prepared, **POST),
    door("freeze_poll", "/polls/{pk}/freeze/", DESK, setup=prepared, **POST),
    door("vote_rules", "/polls/{pk}/rules/", HALL | {R.DEPUTY}, setup=prepared),
    door("vote_rules_pdf", "/polls/{pk}/rules.pdf", HALL | {R.DEPUTY}, setup=prepared),
    door("paper_ballot", "/polls/{pk}/ballot.pdf", HALL, setup=prepared),
    door("slips", "/polls/{pk}/slips/", BOX, setup=frozen),
    door("slips", "/polls/{pk}/slips/", COUNTING, setup=sealed),
    door("void_slips", "/polls/{pk}/slips/void/", BOX, setup=frozen),
    door("void_all_slips", "/polls/{pk}/slips/void-all/", BOX, setup=frozen, **POST),
    door("tellers_screen", "/polls/{pk}/tellers/", HALL, setup=opened),
    door("tellers_numbers", "/polls/{pk}/tellers/numbers/", HALL, setup=opened),
    door("open_poll", "/polls/{pk}/open/", BOX, setup=frozen, **POST),
    door("strike_off_departed", "/polls/{pk}/strike-off/", DESK | BOX, setup=frozen, **POST),
    door("close_poll", "/polls/{pk}/close/", BOX, setup=opened, **POST),
    door("exchange_slip", "/polls/{pk}/exchange/", BOX, setup=opened),
    door("switch_to_paper", "/polls/{pk}/to-paper/", {R.CHIEF_TELLER}, setup=opened),
    door("keys", "/polls/{pk}/keys/", HALL, setup=sealed),
    door("connect_station", "/polls/{pk}/keys/station/", COUNTING, setup=sealed, **POST),
    door("connect_office", "/polls/{pk}/keys/office/", COUNTING, setup=sealed, **POST),
    door("restart_keys", "/polls/{pk}/keys/restart/", {R.CHIEF_TELLER}, setup=sealed, **POST),
    door("verify_poll", "/polls/{pk}/verify/", HALL, setup=sealed_counted),
    door("poll_archive", "/polls/{pk}/archive.zip", HALL, setup=sealed_counted),
    door("give_back_slip", "/polls/{pk}/transcribe/", BOX, setup=sealed_open),
    door("declare_transcribed", "/polls/{pk}/transcribe/done/", BOX, setup=sealed_open),
    door("hall", "/polls/{pk}/hall/", HALL | {R.DEPUTY}, setup=opened),
    door("hall_now", "/polls/{pk}/now/", HALL | {R.DEPUTY}, setup=opened),
    door("hall_numbers", "/polls/{pk}/hall/numbers/", HALL | {R.DEPUTY}, setup=opened),
    door("hall_result", "/polls/{pk}/hall/result/", HALL, setup=counted),
    door("add_paper_box", "/polls/{pk}/boxes/new/", BOX, setup=opened),
    door("paper_issued", "/polls/{pk}/boxes/{box}/issued/", BOX, setup=with_paper),
    door("enter_paper", "/polls/{pk}/boxes/{box}/enter/", COUNTING, setup=with_paper),
    door("count_poll", "/polls/{pk}/count/", {R.CHIEF_TELLER, R.COUNTER}, setup=with_paper),
    door("certificate", "/polls/{pk}/certificate/", HALL, setup=counted),
    door("certificate_pdf", "/polls/{pk}/certificate.pdf", HALL, setup=counted),
    door("enter_passed", "/polls/{pk}/passed/", {R.SECRETARIAT, R.CONGRESS_CLERK}, setup=not_passed),
    door("next_round", "/polls/{pk}/next/", DESK, setup=at_a_tie, **POST),
    door("accept_measurement", "/polls/{pk}/accept/", DESK | {R.PRESIDIUM}, setup=measured, **POST),
    door("abandon_poll", "/polls/{pk}/abandon/", DESK, setup=prepared),
    door("propose_voiding", "/polls/{pk}/void/", DESK | {R.CHIEF_TELLER, R.PRESIDIUM}, setup=opened),
    door("wipe_rehearsal", "/polls/{pk}/wipe/", DESK | BOX, setup=rehearsed, **POST),
]
