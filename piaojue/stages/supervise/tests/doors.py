"""Doors of 监督. Nobody of the executing unit closes what it was charged with."""

from piaojue.commons.roles import Role as R
from piaojue.stages.supervise.tests import formal, make
from tests.doors import door, everybody

CLERKS = {R.CONGRESS_CLERK, R.CONGRESS_CHAIR}
LOOKERS = CLERKS | {R.DEPUTY, R.COMMITTEE, R.GUIDANCE}
EYES = {R.DEPUTY, R.COMMITTEE, R.VOLUNTEER}
AT_WORK = LOOKERS | {R.DEPARTMENT, R.GOV_OFFICE, R.PRESIDIUM, R.LEADING_GROUP, R.FINANCE}
YEAR = f"/150102/{make.NUMBER}"


def here(cast) -> dict:
    project = make.project(cast)
    return {"pk": project.pk, "code": project.code}


def raised(cast) -> dict:
    return {"pk": make.suggestion(cast).pk}


def handed_over(cast) -> dict:
    return {"pk": make.handed_over(cast).pk}


def replied(cast) -> dict:
    return {"pk": make.replied(cast).pk}


def gathering(cast) -> dict:
    row = formal.signed(cast, formal.session(cast), formal.deputies(cast, 1))
    return {"pk": row.pk, "signature": row.signatures.get().pk}


def asked_in_session(cast) -> dict:
    row = formal.submitted(cast, formal.session(cast), formal.deputies(cast, 10))
    formal.taken_up(cast, row)
    return {"pk": row.pk}


def answered_in_session(cast) -> dict:
    row = formal.submitted(cast, formal.session(cast), formal.deputies(cast, 10))
    formal.taken_up(cast, row)
    return {"pk": formal.answered(cast, row).pk}


def opinion_passed(cast) -> dict:
    row = formal.opinion(cast)
    formal.passed(cast, row)
    return {"pk": row.pk}


def opinion_sent(cast) -> dict:
    return {"pk": formal.sent(cast).pk}


def opinion_handled(cast) -> dict:
    return {"pk": formal.handled(cast).pk}


def opinion_commented(cast) -> dict:
    row = formal.handled(cast)
    said = {"committee": "社会建设委员会", "text": "同意这样处理"}
    return {"pk": formal.actions.comment_opinion(opinion=row, by=cast.clerk_li, **said).pk}


def opinion_reported(cast) -> dict:
    return {"pk": formal.reported(cast).pk}


def opinion_published(cast) -> dict:
    return {"pk": formal.actions.publish_opinion(opinion=formal.reported(cast), by=cast.clerk_li).pk}


def to_be_heard(cast) -> dict:
    return {"pk": make.hearing(cast).pk}


def activity(cast) -> dict:
    return {"pk": make.activity(cast).pk}


def arranged(cast) -> dict:
    return {"pk": make.arranged(cast).pk}


def unpublished(cast) -> dict:
    draft = make.ActivityDraft(
        kind="themed", title="代表自行视察", held_on=make.in_days(0), project=make.project(cast), public=False
    )
    return {"pk": make.actions.record_activity(year=draft.project.year, draft=draft, by=cast.clerk_li).pk}


def inquired(cast) -> dict:
    return {"pk": make.inquired(cast).pk}


def planned(cast) -> dict:
    plan = make.plan(cast)
    return {"pk": plan.pk, "line": plan.lines.first().pk}


def adopted(cast) -> dict:
    return {"pk": make.adopted_plan(cast).pk}


def published_plan(cast) -> dict:
    return {"pk": make.actions.publish_plan(plan=make.adopted_plan(cast), by=cast.clerk_li).pk}


def own_record(cast) -> dict:
    make.question(cast)
    return {"pk": cast.deputy_dong.pk}


def opened_record(cast) -> dict:
    make.actions.open_record(seat=cast.deputy_dong, by=cast.deputy_dong)
    return {"pk": cast.deputy_dong.pk}


def found(cast) -> dict:
    return {"pk": make.found(cast).pk}


def given(cast) -> dict:
    return {"pk": make.given(cast).pk}


def fixed(cast) -> dict:
    return {"pk": make.fixed(cast).pk}


def scanned(cast) -> dict:
    return {"pk": make.closed(cast, make.fixed(cast, make.given(cast, make.scanned(cast)))).pk}


def going_round(cast) -> dict:
    row = make.stop(cast)
    return {"pk": row.pk, "activity": row.activity_id}


def asked(cast) -> dict:
    return {"pk": make.question(cast).pk}


AGREEING = {"agrees": "1", "note": "到现场看过，已经整改到位"}
SIGNERS = {R.DEPUTY, R.COMMITTEE, R.CONGRESS_CHAIR}
OFFICE = {R.CONGRESS_CLERK, R.SECRETARIAT}
CLOSING = {"note": "到现场看过，已经整改到位"}
DOORS = [
    door("activities", f"{YEAR}/supervision/", everybody(), setup=activity),
    door("new_activity", f"{YEAR}/supervision/new/", LOOKERS, setup=here),
    door("findings", f"{YEAR}/findings/", everybody(), setup=found),
    door("new_finding", f"{YEAR}/findings/new/", LOOKERS, setup=here),
    door("stickers", f"{YEAR}/stickers.pdf", AT_WORK, setup=here),
    door("signs", f"{YEAR}/signs.pdf", AT_WORK, setup=here),
    door("activity", "/activities/{pk}/", everybody(), setup=activity),
    door("hand_on_report", "/activities/{pk}/hand-on/", {R.CONGRESS_CLERK, R.GOV_OFFICE}, setup=to_be_heard),
    door("supervision_plans", f"{YEAR}/supervision-plans/", everybody(), setup=published_plan),
    door("supervision_plan", "/supervision-plans/{pk}/", everybody(), setup=published_plan),
    door("draft_plan", f"{YEAR}/supervision-plans/new/", CLERKS, setup=here),
    door("add_to_plan", "/supervision-plans/{pk}/lines/new/", CLERKS, setup=planned),
    door("drop_from_plan", "/supervision-plan-lines/{line}/drop/", CLERKS, setup=planned, method="post"),
    door("publish_plan", "/supervision-plans/{pk}/publish/", CLERKS, setup=adopted, method="post"),
    door("give_notice", "/activities/{pk}/notice/", CLERKS, setup=arranged),
    door("enter_visit", "/activities/{pk}/visit/", CLERKS, setup=arranged),
    door("postpone_activity", "/activities/{pk}/postpone/", CLERKS, setup=arranged),
    door("call_off_activity", "/activities/{pk}/call-off/", CLERKS, setup=arranged),
    door("conclude_activity", "/activities/{pk}/conclude/", CLERKS, setup=activity),
    door("publish_activity", "/activities/{pk}/publish/", CLERKS, setup=unpublished, method="post"),
    door("follow_up_question", "/inquiries/{pk}/follow-up/", CLERKS, setup=inquired),
    door("rate_answer", "/inquiries/{pk}/rate/", CLERKS, setup=inquired),
    door("keep_promise", "/inquiries/{pk}/kept/", {R.DEPARTMENT}, setup=inquired),
    door("activity_finding", "/activities/{pk}/finding/", LOOKERS, setup=activity),
    door("ask_question", "/activities/{pk}/ask/", LOOKERS, setup=activity),
    door("answer_inquiry", "/inquiries/{pk}/answer/", {R.DEPARTMENT}, setup=asked),
    door("finding", "/findings/{pk}/", everybody(), setup=scanned),
    door("mend_finding", "/findings/{pk}/assign/", CLERKS | {R.GOV_OFFICE}, setup=found),
    door("mend_finding", "/findings/{pk}/dismiss/", CLERKS, setup=found),
    door("mend_finding", "/findings/{pk}/answer/", {R.DEPARTMENT}, setup=given),
    door("mend_finding", "/findings/{pk}/assess/", EYES, setup=fixed, method="post", data=AGREEING),
    door("mend_finding", "/findings/{pk}/close/", CLERKS, setup=fixed, method="post", data=CLOSING),
    door("mend_finding", "/findings/{pk}/dispute/", {R.RESIDENT}, setup=scanned),
    door("report_by_scan", "/p/{code}/report/", everybody() - {R.ADMIN}, setup=here, neighbour=True),
    door("patrol", "/p/{code}/patrol/", {R.VOLUNTEER, R.DEPUTY}, setup=here),
    door("ask_progress", "/p/{code}/ask/", {R.DEPUTY}, setup=here),
    door("ledger", "/150102/ledger/", everybody(), setup=given),
    door("deputy_record", "/deputies/{pk}/record/", CLERKS | {R.DEPUTY}, setup=own_record),
    door("deputy_record_pdf", "/deputies/{pk}/record.pdf", CLERKS | {R.DEPUTY}, setup=own_record),
    door("open_record", "/deputies/{pk}/record/open/", {R.DEPUTY}, setup=own_record, method="post"),
    door("state_expertise", "/deputies/{pk}/expertise/", {R.DEPUTY, R.CONGRESS_CLERK}, setup=own_record),
    door("close_record", "/deputies/{pk}/record/close/", {R.DEPUTY}, setup=opened_record, method="post"),
    door("spot_offline", "/p/offline/", everybody()),
    door("spot_worker", "/p/worker.js", everybody()),
    door("deputy_suggestions", f"{YEAR}/deputy-suggestions/", everybody(), setup=replied),
    door("deputy_suggestion", "/deputy-suggestions/{pk}/", everybody(), setup=replied),
    door("rate_suggestion", "/deputy-suggestions/{pk}/rate/", {R.DEPUTY}, setup=replied),
    door("question_to_suggestion", "/inquiries/{pk}/to-suggestion/", {R.DEPUTY}, setup=asked),
    door("mend_finding", "/findings/{pk}/suggest/", {R.DEPUTY}, setup=found),
    door("assign_suggestion", "/deputy-suggestions/{pk}/assign/", CLERKS | {R.SECRETARIAT}, setup=raised),
    door("extend_suggestion", "/deputy-suggestions/{pk}/extend/", {R.DEPARTMENT}, setup=handed_over),
    door("answer_suggestion", "/deputy-suggestions/{pk}/answer/", {R.DEPARTMENT}, setup=handed_over),
    door("interpellations", f"{YEAR}/interpellations/", everybody(), setup=answered_in_session),
    door("interpellation", "/interpellations/{pk}/", everybody(), setup=answered_in_session),
    door("judge_answer", "/interpellations/{pk}/judge/", SIGNERS | OFFICE, setup=answered_in_session),
    door("conclude_interpellation", "/interpellations/{pk}/conclude/", OFFICE, setup=answered_in_session),
    door("draft_interpellation", f"{YEAR}/interpellations/new/", SIGNERS | OFFICE, setup=gathering),
    door("sign_interpellation", "/interpellations/{pk}/sign/", SIGNERS, setup=gathering, method="post"),
    door("leave_interpellation", "/signatures/{signature}/leave/", {R.DEPUTY}, setup=gathering, method="post"),
    door("enter_signers", "/interpellations/{pk}/signers/", OFFICE, setup=gathering),
    door("submit_interpellation", "/interpellations/{pk}/submit/", OFFICE | {R.DEPUTY}, setup=gathering, method="post"),
    door(
        "withdraw_interpellation",
        "/interpellations/{pk}/withdraw/",
        OFFICE | {R.DEPUTY},
        setup=gathering,
        method="post",
    ),
    door("arrange_answer", "/interpellations/{pk}/arrange/", OFFICE, setup=asked_in_session),
    door("answer_interpellation", "/interpellations/{pk}/answer/", OFFICE | {R.DEPARTMENT}, setup=asked_in_session),
    door("review_opinions", f"{YEAR}/review-opinions/", everybody(), setup=opinion_published),
    door("review_opinion", "/review-opinions/{pk}/", everybody(), setup=opinion_published),
    door("draft_opinion", f"{YEAR}/review-opinions/new/", {R.CONGRESS_CLERK}, setup=here),
    door("send_opinion", "/review-opinions/{pk}/send/", {R.CONGRESS_CLERK}, setup=opinion_passed),
    door("handle_opinion", "/review-opinions/{pk}/handle/", {R.GOV_OFFICE}, setup=opinion_sent),
    door("comment_opinion", "/review-opinions/{pk}/comment/", {R.CONGRESS_CLERK, R.COMMITTEE}, setup=opinion_handled),
    door("report_handling", "/review-opinions/{pk}/report/", {R.GOV_OFFICE}, setup=opinion_commented),
    door(
        "publish_opinion", "/review-opinions/{pk}/publish/", {R.CONGRESS_CLERK}, setup=opinion_reported, method="post"
    ),
    door("deliberate_again", "/review-opinions/{pk}/again/", {R.CONGRESS_CLERK}, setup=opinion_reported),
    door("plan_visits", f"/1501/{make.NUMBER}/supervision/visits/new/", {R.GUIDANCE}, setup=going_round),
    door("plan_stop", "/activities/{activity}/stops/new/", {R.GUIDANCE}, setup=going_round),
    door("record_stop", "/stops/{pk}/record/", {R.GUIDANCE}, setup=going_round),
    door("drop_stop", "/stops/{pk}/drop/", {R.GUIDANCE}, setup=going_round, method="post"),
    door("supervision_group", "/p/{code}/group/", CLERKS, setup=here),
    door("watch_project", "/projects/{pk}/watch/join/", {R.DEPUTY}, setup=here, method="post"),
]
