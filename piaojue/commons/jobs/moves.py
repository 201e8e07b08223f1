"""Who may see and steer 后台任务."""

from piaojue.commons.moves import Moves, move, view
from piaojue.commons.people.roles import Role

STEERING = {Role.CONGRESS_CLERK, Role.STREET_CLERK, Role.GOV_OFFICE}

MOVES = Moves(
    "jobs",
    "后台任务",
    view("read_jobs", "看后台任务", STEERING),
    move("queue_job", "开始后台任务", STEERING),
    move("cancel_job", "取消后台任务", STEERING),
    move("resume_job", "继续后台任务", STEERING),
)
