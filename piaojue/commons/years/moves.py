"""What may happen to a year."""

from piaojue.commons.basis import OPENNESS, Basis, house
from piaojue.commons.moves import Moves, Reach, move, view
from piaojue.commons.people.models import Seat
from piaojue.commons.people.sides import of_one_house
from piaojue.commons.roles import ANYONE, CLERKS, SIGNED_IN, STAFF, Role
from piaojue.commons.years.asking import answers_to
from piaojue.commons.years.models import Answer, Checkpoint, Paper

OPENERS = {Role.CONGRESS_CLERK, Role.CONGRESS_CHAIR, Role.STREET_CLERK, Role.STREET_CHAIR}
SIGNERS = OPENERS | {
    Role.GOV_OFFICE,
    Role.LEADING_GROUP,
    Role.COMMITTEE,
    Role.PRESIDIUM,
    Role.SECRETARIAT,
    Role.CHIEF_TELLER,
}

PUBLISHERS = OPENERS | {Role.GOV_OFFICE, Role.SECRETARIAT}


def is_of_its_house(paper: Paper, by: Seat | None) -> bool:
    """The government's office neither publishes nor takes back what the congress filed, and the other way round."""
    return of_one_house(paper.seat, by)


def is_asked(asked: Checkpoint | Answer, by: Seat | None) -> bool:
    """The regions next below are asked: neither the one that asks nor the towns of its counties."""
    checkpoint = asked.checkpoint if isinstance(asked, Answer) else asked
    return by is not None and answers_to(by.place, checkpoint.place)


MOVES = Moves(
    "years",
    "年度与关口",
    view(
        "read_year",
        "看年度进程",
        ANYONE,
        english="See how far the year is",
        reach=Reach.ALL,
        basis=OPENNESS,
    ),
    view("read_papers", "看内部文书", STAFF, english="See internal papers", reach=Reach.BELOW),
    move(
        "open_year",
        "开启年度",
        OPENERS,
        english="Open a year",
        basis=[
            Basis("监督法", "63", says="县级以上的年度监督计划"),
            Basis("地方组织法", "19", says="乡镇由主席团安排"),
        ],
    ),
    move("set_year", "设定年度参数", OPENERS, english="Set the year's parameters", basis=house("地方票决办法")),
    move("file_paper", "登记文书", STAFF - {Role.ADMIN, Role.EVALUATOR}, english="File a paper"),
    move(
        "show_paper",
        "公开这份文书",
        PUBLISHERS,
        english="Publish a paper",
        whose=is_of_its_house,
        basis=OPENNESS,
    ),
    move(
        "take_back_paper",
        "收回这份文书",
        PUBLISHERS,
        english="Take back a paper",
        whose=is_of_its_house,
        basis=house("误公开的及时收回"),
    ),
    move("sign_gate", "签署关口", SIGNERS, english="Sign a gate"),
    move(
        "pass_gate",
        "进入下一阶段",
        CLERKS | OPENERS,
        english="Go on to the next stage",
        logged="通过关口",
    ),
    move(
        "ask_checkpoint",
        "发出四问",
        {Role.GUIDANCE, Role.CONGRESS_CLERK},
        english="Ask one of the four questions",
        basis=house("四问工作法"),
    ),
    move(
        "amend_checkpoint",
        "更正四问",
        {Role.GUIDANCE, Role.CONGRESS_CLERK},
        english="Correct one of the four questions",
    ),
    move(
        "answer_checkpoint",
        "答复四问",
        OPENERS,
        english="Answer one of the four questions",
        reach=Reach.UP,
        whose=is_asked,
        basis=house("四问工作法"),
    ),
    move(
        "judge_answer",
        "评价四问答复",
        {Role.GUIDANCE, Role.CONGRESS_CLERK},
        english="Judge an answer to the four questions",
        reach=Reach.BELOW,
        basis=house("四问工作法"),
    ),
    move(
        "answer_follow_up",
        "答复追问",
        OPENERS,
        english="Answer what was asked further",
        reach=Reach.UP,
        whose=is_asked,
        basis=house("四问工作法"),
    ),
    view(
        "read_checkpoints",
        "看四问看板",
        SIGNED_IN - {Role.RESIDENT, Role.VOLUNTEER},
        english="See the board of the four questions",
        reach=Reach.BELOW,
    ),
)
