"""Pages of an activity on its way: notice, another day, what was seen, conclusion; and of answers and promises."""

from collections.abc import Mapping
from typing import Any

from piaojue.commons.evidence.fields import keeping
from piaojue.commons.web.act_pages import ActButton, ActForm
from piaojue.commons.web.request import Request
from piaojue.commons.words import said, zh
from piaojue.stages.supervise import actions, forms_procedure, queries
from piaojue.stages.supervise.models import Activity, Question
from piaojue.stages.supervise.moves import MOVES
from piaojue.stages.supervise.procedure import Mark, StepKey, is_overdue, path_of


def steps_of(activity: Activity) -> list[dict]:
    """The procedure of an activity, as `{% steps %}` takes it; empty where its kind has none."""
    steps, now = [], False
    for stood in path_of(activity):
        status = stood.look.mark.value
        if is_overdue(stood):
            status = "bad"
        elif stood.open and not now:
            status = "now"
        now = now or stood.open
        note = stood.look.note
        if stood.look.mark is Mark.OPEN and stood.look.due and stood.step.key is not StepKey.HELD:
            note = f"{stood.look.due:%Y-%m-%d}"
        steps.append({"label": said(stood.step.label), "note": zh(note), "status": status})
    return steps


def _activity(request: Request, pk: int) -> Activity:
    return queries.activity_for(request.seat, pk)


def _question(request: Request, pk: int) -> Question:
    return queries.question_for(request.seat, pk)


OF_ACTIVITY: dict[str, Any] = {
    "of": Activity,
    "find": _activity,
    "thing": "activity",
    "goes_to": Activity.get_absolute_url,
}
OF_QUESTION: dict[str, Any] = {
    "find": _question,
    "thing": "question",
    "lead": lambda question: zh(f"{question.text} {question.answer}"),
    "cancel": Question.get_absolute_url,
    "goes_to": Question.get_absolute_url,
}


def _with_photos(request: Request, activity: Activity, cleaned: dict[str, Any]) -> Mapping[str, Any]:
    return cleaned | {"photos": keeping(cleaned["photos"], place=activity.place, by=request.seat)}


give_notice = ActForm(
    path="activities/<int:pk>/notice/",
    line=MOVES["give_notice"],
    action=actions.give_notice,
    form=forms_procedure.NoticeForm,
    form_options=lambda request, activity: {"initial": {"venue": activity.venue, "notice": activity.notice}},
    submit="发出",
    done="通知已发出",
    kind="primary",
    **OF_ACTIVITY,
)
enter_visit = ActForm(
    path="activities/<int:pk>/visit/",
    line=MOVES["enter_visit"],
    action=actions.enter_visit,
    values=_with_photos,
    form=forms_procedure.VisitForm,
    form_options=lambda request, activity: {"activity": activity},
    submit="登记",
    done="开展情况已登记",
    kind="primary",
    **OF_ACTIVITY,
)
conclude_activity = ActForm(
    path="activities/<int:pk>/conclude/",
    line=MOVES["conclude_activity"],
    action=actions.conclude_activity,
    form=forms_procedure.ConcludeForm,
    submit="办结",
    done="已办结",
    kind="primary",
    **OF_ACTIVITY,
)
publish_activity = ActButton(
    path="activities/<int:pk>/publish/",
    line=MOVES["publish_activity"],
    action=actions.publish_activity,
    done="已公开",
    **OF_ACTIVITY,
)
postpone_activity = ActForm(
    path="activities/<int:pk>/postpone/",
    line=MOVES["postpone_activity"],
    action=actions.postpone_activity,
    form=forms_procedure.PostponeForm,
    submit="改期",
    done="日期已改",
    kind="quiet",
    **OF_ACTIVITY,
)
call_off_activity = ActForm(
    path="activities/<int:pk>/call-off/",
    line=MOVES["call_off_activity"],
    action=actions.call_off_activity,
    form=forms_procedure.ReasonForm,
    heading="取消监督活动",
    submit="取消这次活动",
    done="已取消",
    kind="quiet",
    **OF_ACTIVITY,
)
follow_up_question = ActForm(
    path="inquiries/<int:pk>/follow-up/",
    line=MOVES["follow_up_question"],
    action=actions.follow_up_question,
    form=forms_procedure.FollowUpForm,
    submit="提交",
    done="追问已送答复单位",
    **OF_QUESTION,
)
rate_answer = ActForm(
    path="inquiries/<int:pk>/rate/",
    line=MOVES["rate_answer"],
    action=actions.rate_answer,
    form=forms_procedure.RateForm,
    form_options=lambda request, question: {"initial": {"rating": question.rating, "note": question.rating_note}},
    submit="提交",
    done="评价已登记",
    **OF_QUESTION,
)
keep_promise = ActForm(
    path="inquiries/<int:pk>/kept/",
    line=MOVES["keep_promise"],
    action=actions.keep_promise,
    form=forms_procedure.KeepForm,
    submit="登记",
    done="兑现情况已公开",
    **(OF_QUESTION | {"lead": lambda question: zh(question.promise)}),
)
