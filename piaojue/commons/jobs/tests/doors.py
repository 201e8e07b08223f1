"""Doors of 后台任务: those who steer work of their own place."""

from piaojue.commons.jobs.models import Job
from piaojue.commons.jobs.work import run
from piaojue.commons.roles import Role as R
from tests import cast as the_cast
from tests.doors import door

OURS = {R.CONGRESS_CLERK, R.GOV_OFFICE}
STEERING = OURS | {R.STREET_CLERK}


def story(cast) -> dict:
    return {"pk": Job.objects.create(kind="nothing", place=cast.xincheng, seat=cast.clerk_li).pk}


def stopped(cast) -> dict:
    return {"pk": Job.objects.create(kind="nothing", place=cast.xincheng, seat=cast.clerk_li, state="cancelled").pk}


def done(cast) -> dict:
    year = the_cast.year(cast.xincheng)
    job = Job.objects.create(
        kind="suggest.export", place=cast.xincheng, seat=cast.clerk_li, argument={"year": year.pk}, state="running"
    )
    run(job)
    return {"pk": job.pk}


DOORS = [
    door("job_file", "/jobs/{pk}/file/", OURS, setup=done),
    door("jobs", "/jobs/", STEERING, setup=story, neighbour=True),
    door("job", "/jobs/{pk}/", OURS, setup=story),
    door("cancel_job", "/jobs/{pk}/cancel/", OURS, method="post", setup=story),
    door("resume_job", "/jobs/{pk}/resume/", OURS, method="post", setup=stopped),
]
