"""个人信息处理规则, as data: what is kept of whom, what for, on what basis, how long, and who sees it (个人信息保护法 7、17 条)."""

from dataclasses import dataclass, replace

from engines.papers.cited import as_printed
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
        Basis("网络安全法", says="留存网络日志不少于六个月"),
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
    (
        "查阅、复制",
        "登录后在“我的建议”和“我的账号”里都能看到，在“我的账号”可以下载全部；没有账号的，凭查询码查（第四十五条）。",
    ),
    ("更正", "写错了的，请联系上面的受理机构，核实后更正（第四十六条）。"),
    (
        "撤回同意、删除",
        "可以自己删除联系方式、不再公开原文、撤回没有归并的建议，也可以注销账号（第十五条、第四十七条）。",
    ),
    ("要求说明", "对怎样处理有疑问，可以要求解释说明（第四十八条）。"),
    ("投诉", "处理不当的，可以向网信部门投诉、举报（第六十五条）。"),
]
"""(right, how to use it here): 个人信息保护法 第四章."""

OCCASIONS: dict[str, str] = {
    "sensitive": "处理敏感个人信息（不满十四周岁未成年人的）",
    "automated": "利用个人信息进行自动化决策",
    "handed_on": "委托处理、向其他处理者提供、公开个人信息",
    "abroad": "向境外提供个人信息",
    "other": "其他对个人权益有重大影响的处理",
}
"""When the law asks for an assessment beforehand (个人信息保护法 55 条)."""
OURS = ("sensitive", "handed_on")
"""Which of them this system has: guardians speak for children; suggestions are published, messages go by a provider."""


def proposed(controller: Controller) -> dict[str, str]:
    """What an assessment here begins with: how this system handles personal data. Whoever assesses it changes the words."""
    return {
        "lawful": "\n".join(
            f"{number}. {one.whose}：{one.data}。用途：{one.goal}。依据：{as_printed(str(one.basis))}。保存：{one.kept}。谁看得到：{one.readers}。"
            for number, one in enumerate(purposes(controller), 1)
        ),
        "risks": RISKS,
        "measures": MEASURES,
    }


RISKS = """1. 建议的原文里可能写有别人的姓名、电话、住址、病情，公开后影响他人。
2. 建议人的联系方式被无关的人看到或者外泄，可能受到骚扰。
3. 不满十四周岁的人提出建议，本人和家人可能被认出。
4. 短信服务商得到手机号和短信内容。
5. 小范围的评价结果可能反推出某一个人的意见。"""
MEASURES = """1. 公开以前遮蔽证件号、电话、住址、姓名，拿不准的等工作人员看过再公开；原文和联系方式只给有权限的席位。
2. 联系方式到期自动删除；本人可以随时删除、撤回、注销。
3. 未满十四周岁的由监护人代为提交，不收集、不公开孩子的姓名。
4. 只把手机号和短信内容交给服务商，短信须本人同意；不向境外提供。
5. 少于规定份数的分组不公布。投票不记名，谁投了什么不收集、不保存。
6. 每一步写进只能追加的操作记录，记席位，不记姓名、手机号；备份加密。"""
