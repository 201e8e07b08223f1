"""Doors of 后台任务: those who steer work of their own place."""

from piaojue.commons.jobs.models import Job
from piaojue.commons.people.roles import Role as R
from tests.doors import door

OURS = {R.CONGRESS_CLERK, R.GOV_OFFICE}
STEERING = OURS | {R.STREET_CLERK}


def story(cast) -> dict:
    return {"pk": Job.objects.create(kind="nothing", place=cast.xincheng, seat=cast.clerk_li).pk}


def stopped(cast) -> dict:
    return {"pk": Job.objects.create(kind="nothing", place=cast.xincheng, seat=cast.clerk_li, state="cancelled").pk}


DOORS = [
    door("jobs", "/jobs/", STEERING, setup=story, neighbour=True),
    door("job", "/jobs/{pk}/", OURS, setup=story),
    door("cancel_job", "/jobs/{pk}/cancel/", OURS, method="post", setup=story),
    door("resume_job", "/jobs/{pk}/resume/", OURS, method="post", setup=stopped),
]
