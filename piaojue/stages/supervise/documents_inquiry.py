"""专题询问记录: each question with its answer."""

from engines.papers import Draft, Gaps, day, heading, para
from piaojue.commons.years.issuers import congress_side
from piaojue.commons.years.models import Year
from piaojue.stages.supervise.models import Activity, ActivityKind, ActivityState


def inquiries(year: Year) -> list[Activity]:
    """The year's inquiries, the newest first."""
    rows = Activity.objects.filter(year=year, kind=ActivityKind.INQUIRY).exclude(state=ActivityState.CANCELLED)
    rows = rows.select_related("project", "year__place").prefetch_related("questions__asked_of")
    return list(rows.order_by("-held_on", "-pk"))


def inquiry_record(activity: Activity, gaps: Gaps) -> Draft:
    """专题询问记录: each question with its answer, what who asked says of it, what was assured and by when (监督法 47–50)."""
    page, lines = activity.get_absolute_url(), []
    for number, one in enumerate(activity.questions.all(), 1):
        lines.append(heading(1, f"{'追问' if one.follows_id else '问题'}{number}（{one.asked_of.name}）"))
        lines.append(para(f"问：{one.text}"))
        lines.append(para(f"答：{gaps.need(one.answer, f'问题{number}的答复', page)}"))
        if one.rating:
            lines.append(para(f"对答复的评价：{one.get_rating_display()}。{one.rating_note}"))
        if one.promise:
            kept = f"{day(one.kept_on)}兑现：{one.kept}" if one.kept_on else "尚未兑现。"
            due = day(one.promise_due) if one.promise_due else ""
            lines.append(para(f"书面承诺：{one.promise}，{due}前完成。{kept}"))
    return Draft(
        title=f"{activity.title}记录",
        blocks=(
            para(
                f"{day(activity.held_on)}，{gaps.need(activity.venue, '地点', page)}，{gaps.need(activity.hosts, '责任单位到场人', page)}到会应询。"
            ),
            *(lines or [para(gaps.need("", "问题", page))]),
        ),
        signed=(congress_side(activity.year, gaps),),
    )
