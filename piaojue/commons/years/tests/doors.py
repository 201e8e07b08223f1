"""Doors of the year, its gates and 四问."""

from datetime import date

from django.utils import timezone

from piaojue.commons.roles import STAFF
from piaojue.commons.roles import Role as R
from piaojue.commons.years.models import Answer, Checkpoint, Paper
from tests import cast as the_cast
from tests.doors import door, everybody

OPENERS = {R.CONGRESS_CLERK, R.CONGRESS_CHAIR, R.STREET_CLERK, R.STREET_CHAIR}
OURS = {R.CONGRESS_CLERK, R.CONGRESS_CHAIR}  # whose own place is 新城区
COUNTY_STAFF = STAFF - {R.STREET_CHAIR, R.STREET_CLERK, R.GUIDANCE, R.ADMIN, R.EVALUATOR, R.COUNCIL_MEMBER}


def a_year(cast) -> dict:
    year = the_cast.year(cast.xincheng)
    paper = Paper.objects.create(year=year, kind="other", title="内部文书", body="…", seat=cast.clerk_li)
    return {"paper": paper.pk}


def a_city_year(cast) -> dict:
    year = the_cast.year(cast.places["1501"])
    point = Checkpoint.objects.create(year=year, ordinal=1, title="一问", questions=["?"], due=date(2026, 12, 1))
    answer = Answer.objects.create(
        checkpoint=point,
        place=cast.xincheng,
        text="…",
        seat=cast.clerk_li,
        at=timezone.now(),
        follow_up="差额多少？",
        follow_up_due=date(2026, 12, 9),
    )
    return {"point": point.pk, "answer": answer.pk}


Y = "/150102/2026"
DOORS = [
    door("years", "/years/", everybody()),
    door("open_year", "/years/open/", OPENERS, neighbour=True),
    door("year_road", f"{Y}/road/", everybody(), setup=a_year),
    door("pass_gate", f"{Y}/road/pass/", OURS, method="post", setup=a_year),
    door(
        "sign_gate",
        f"{Y}/road/open_solicitation/sign/",
        COUNTY_STAFF
        & {
            R.CONGRESS_CLERK,
            R.CONGRESS_CHAIR,
            R.GOV_OFFICE,
            R.LEADING_GROUP,
            R.COMMITTEE,
            R.PRESIDIUM,
            R.SECRETARIAT,
            R.CHIEF_TELLER,
        },
        method="post",
        setup=a_year,
    ),
    door("set_year", f"{Y}/settings/", OURS, setup=a_year),
    door("file_paper", f"{Y}/papers/new/", COUNTY_STAFF, setup=a_year),
    door("paper", "/papers/{paper}/", (COUNTY_STAFF | {R.GUIDANCE, R.ADMIN, R.EVALUATOR}), setup=a_year),
    door(
        "show_paper",
        "/papers/{paper}/show/",
        {R.CONGRESS_CLERK, R.CONGRESS_CHAIR, R.SECRETARIAT},
        setup=a_year,
        method="post",
        data={"public": "1"},
    ),
    door("paper_pdf", "/papers/{paper}.pdf", (COUNTY_STAFF | {R.GUIDANCE, R.ADMIN, R.EVALUATOR}), setup=a_year),
    door("paper_docx", "/papers/{paper}.docx", (COUNTY_STAFF | {R.GUIDANCE, R.ADMIN, R.EVALUATOR}), setup=a_year),
    door("checkpoints", "/1501/2026/checkpoints/", {R.GUIDANCE, R.ADMIN}, setup=a_city_year),
    door("ask_checkpoint", "/1501/2026/checkpoints/new/", {R.GUIDANCE}, setup=a_city_year),
    door("amend_checkpoint", "/checkpoints/{point}/amend/", {R.GUIDANCE}, setup=a_city_year),
    door("judge_region", "/checkpoints/answers/{answer}/judge/", {R.GUIDANCE}, setup=a_city_year),
    door("answer_follow_up", "/checkpoints/answers/{answer}/further/", OURS, setup=a_city_year),
    door("checkpoint", "/checkpoints/{point}/", OURS | {R.GUIDANCE, R.ADMIN}, setup=a_city_year, neighbour=True),
]
