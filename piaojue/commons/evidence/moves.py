"""Who may open a kept file."""

from piaojue.commons.moves import Moves, Reach, view
from piaojue.commons.roles import ANYONE, CLERKS

MOVES = Moves(
    "evidence",
    "文件与照片",
    view("read_public_file", "看公开文件", ANYONE, english="See public files", reach=Reach.ALL),
    view(
        "read_file",
        "看没有归属的内部文件",
        CLERKS,
        english="See internal files that belong to nothing",
    ),
)
