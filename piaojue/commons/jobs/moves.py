"""Who may see and steer 后台任务."""

from piaojue.commons.jobs.models import Job, JobState
from piaojue.commons.moves import Moves, move, view
from piaojue.commons.roles import Role

STEERING = {Role.CONGRESS_CLERK, Role.STREET_CLERK, Role.GOV_OFFICE}


def is_alive(job: Job) -> str | None:
    return None if job.alive else f"任务{job.get_state_display()}，不用取消"


def has_stopped(job: Job) -> str | None:
    stopped = job.state in (JobState.CANCELLED, JobState.FAILED)
    return None if stopped else f"任务{job.get_state_display()}，不用继续"


MOVES = Moves(
    "jobs",
    "后台任务",
    view("read_jobs", "看后台任务", STEERING, english="See jobs"),
    move("queue_job", "开始后台任务", STEERING, english="Start a job"),
    move("cancel_job", "取消后台任务", STEERING, english="Cancel a job", checks=[is_alive]),
    move("resume_job", "继续后台任务", STEERING, english="Go on with a job", checks=[has_stopped]),
)
