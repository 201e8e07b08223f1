"""个人信息处理规则, as data: what is kept of whom, what for, on what basis, how long, and who sees it (个人信息保护法 7、17 条)."""

from dataclasses import dataclass, replace

from piaojue.commons.basis import Basis, assumed
from piaojue.commons.privacy.models import Controller

CONSENT = Basis("个人信息保护法", "13（第一款第一项）、14", says="本人同意")
DUTY = Basis("个人信息保护法", "13（第一款第三项）、34", says="履行法定职责")


@dataclass(frozen=True)
class Purpose:
    """One kind of personal data.

    whose:   in whose life it is met
    data:    what is kept
    goal:    what it is used for
    kept:    how long
    readers: who sees it
    """

    whose: str
    data: str
    goal: str
    basis: Basis
    kept: str
    readers: str


KEPT_MONTHS = "{months}"
"""Where a purpose names the place's own time."""
PURPOSES: tuple[Purpose, ...] = (
    Purpose(
        "提建议的人",
        "姓名、手机号、具体地点，愿意写的单位、职务、通讯地址",
        "核实建议，告知办理结果",
        CONSENT,
        KEPT_MONTHS,
        "只有本级人大（街道人大工委）工作人员",
    ),
    Purpose(
        "提建议的人",
        "建议的内容、照片和材料",
        "归并、答复、公开征集结果",
        CONSENT,
        "随年度档案保存",
        "所有人，能找到某一个人的内容先遮蔽；照片和材料只给工作人员",
    ),
    Purpose(
        "附议、评价、反映问题的人",
        "账号，反映时写的话和照片",
        "一人只计一次；告知处理结果",
        CONSENT,
        "随年度档案保存，注销账号后不再对应到人",
        "公开的只有人数；原文只给办理的工作人员",
    ),
    Purpose(
        "同意收短信的人",
        "手机号",
        "发送办理进展",
        CONSENT,
        "撤回同意后不再发送",
        "短信服务商只得到号码和短信内容",
    ),
    Purpose(
        "人大代表和工作人员",
        "姓名、手机号、代表证号、职务、任期",
        "办理会议、票决和监督",
        DUTY,
        "任期结束后随年度档案保存",
        "姓名和职务公开；手机号只给名册管理人员",
    ),
    Purpose(
        "所有登录的人",
        "谁在什么时候办了什么事（记席位，不记姓名、手机号）",
        "留痕、核验",
        Basis("网络安全法", says="留存网络日志不少于六个月，条号待核"),
        "长期",
        "所有人可以核验",
    ),
    Purpose(
        "投票的代表",
        "谁投了什么票：不收集、不保存",
        "无记名投票",
        assumed("参照选举的秘密投票"),
        "没有",
        "没有人",
    ),
)
"""What people leave here, in the order in which they meet it."""


def purposes(controller: Controller) -> list[Purpose]:
    """The purposes with this place's own times."""
    months = controller.kept_months
    kept = f"年度归档后 {months} 个月删除" if months else "年度归档时删除"
    return [replace(one, kept=kept) if one.kept == KEPT_MONTHS else one for one in PURPOSES]


RIGHTS: list[tuple[str, str]] = [
    ("查阅、复制", "登录后在“我的建议”和“我的账号”里都能看到；没有账号的，凭查询码查（第四十五条）。"),
    ("更正", "写错了的，请联系上面的受理机构，核实后更正（第四十六条）。"),
    (
        "撤回同意、删除",
        "可以自己删除联系方式、不再公开原文、撤回没有归并的建议，也可以注销账号（第十五条、第四十七条）。",
    ),
    ("要求说明", "对怎样处理有疑问，可以要求解释说明（第四十八条）。"),
    ("投诉", "处理不当的，可以向网信部门投诉、举报（第六十五条）。"),
]
"""(right, how to use it here): 个人信息保护法 第四章."""
