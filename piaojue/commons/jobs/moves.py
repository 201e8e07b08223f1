"""Who may see and steer 后台任务."""

from piaojue.commons.moves import Moves, move, view
from piaojue.commons.roles import Role

STEERING = {Role.CONGRESS_CLERK, Role.STREET_CLERK, Role.GOV_OFFICE}

MOVES = Moves(
    "jobs",
    "后台任务",
    view("read_jobs", "看后台任务", STEERING, english="See jobs"),
    move("queue_job", "开始后台任务", STEERING, english="Start a job"),
    move("cancel_job", "取消后台任务", STEERING, english="Cancel a job"),
    move("resume_job", "继续后台任务", STEERING, english="Go on with a job"),
)
