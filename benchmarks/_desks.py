"""The desks of a district and what they do from the call for suggestions to 送阅."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils import timezone

from benchmarks._clerk import Clerk, Effort
from benchmarks._region import region, seat
from benchmarks._wishes import CANDIDATES, ROWS, TEXT, WISHES, days_ago, workbook
from piaojue.commons.people.models import Body, BodyKind
from piaojue.commons.roles import Role
from piaojue.commons.sittings.models import Sitting
from piaojue.commons.tables import KINDS
from piaojue.commons.years.models import Year
from piaojue.stages.group.public import Demand

_R, _B = Role, BodyKind
OFFICES = {
    "chair": (_R.CONGRESS_CHAIR, _B.STANDING_COMMITTEE),
    "member": (_R.COMMITTEE, _B.STANDING_COMMITTEE),
    "another": (_R.COMMITTEE, _B.STANDING_COMMITTEE),
    "leaders": (_R.LEADING_GROUP, _B.LEADING_GROUP),
    "office": (_R.GOV_OFFICE, _B.GOVERNMENT),
    "unit": (_R.DEPARTMENT, _B.DEPARTMENT),
    "reviewer": (_R.REVIEWER, _B.DEPUTY_GROUP),
    "secretary": (_R.SECRETARIAT, _B.SECRETARIAT),
    "deputy": (_R.DEPUTY, _B.CONGRESS),
}
STEPS: dict[str, Callable[["Desks"], None]] = {}
"""Name of a part of the walk → what is done in it."""


@dataclass
class Desks:
    """Everybody's window, by nick name."""

    year: Year
    people: dict[str, Clerk]

    @classmethod
    def founded(cls) -> "Desks":
        """A district with one person in each office, and its year in 征集."""
        here = region()
        here.year.number = timezone.localdate().year + 1  # the pages judge days by today
        here.year.save()
        people = {"clerk": Clerk(here.clerk)}
        for nick, (role, kind) in OFFICES.items():
            people[nick] = Clerk(seat(nick, role, kind, here.year.place))
        return cls(here.year, people)

    def __getattr__(self, nick: str) -> Clerk:
        try:
            return self.people[nick]
        except KeyError:
            raise AttributeError(nick) from None

    @property
    def effort(self) -> Effort:
        return sum((one.effort for one in self.people.values()), Effort())


def step(name: str) -> Callable[[Callable[["Desks"], None]], Callable[["Desks"], None]]:
    """Register a part of the walk, in the order in which it is written."""

    def register(part: Callable[[Desks], None]) -> Callable[[Desks], None]:
        STEPS[name] = part
        return part

    return register


@step("征集、导入工单")
def collect(desks: Desks) -> None:
    clerk = desks.clerk
    controller = {"name": "新城区人大常委会办公室", "phone": "0471-6660509"}
    clerk.opens_today().follow("登记个人信息处理者和联系电话").press("保存", typed=controller)
    clerk.opens_today().follow("发布征集活动").press(
        "提交",
        typed={"title": "民生实事征集", "text": TEXT, "opens_on": days_ago(40), "closes_on": days_ago(0)},
    )
    clerk.follow("导入热线工单").press("读取并预览", file=("工单.xlsx", workbook(*tickets())))
    clerk.press("导入")


def tickets() -> tuple[list[str], list[list[str]]]:
    """Ten people of as many houses want each of the twelve things."""
    rows = []
    for number in range(ROWS):
        wish, words = list(WISHES.items())[number % len(WISHES)]
        rows.append([f"2026{number:07d}", wish, words, "东街社区", "", "王某", f"1380000{number:04d}", "是"])
    headings = [column.title for column in KINDS["tickets"].columns]
    return headings[: len(rows[0])], rows


@step("归并")
def group(desks: Desks) -> None:
    """Card by card in the queue, then what stands alone."""
    clerk = desks.clerk.opens_today().follow("归并建议")
    while clerk.has("接受，归成一条") or clerk.has("并入"):
        clerk.press("接受，归成一条" if clerk.has("接受，归成一条") else "并入")
    clerk.follow("单独的建议")
    while clerk.has("单独成一条诉求"):
        clerk.press("单独成一条诉求")


@step("关口：征集到初定")
def pass_the_first_gates(desks: Desks) -> None:
    """Papers come drawn up; each signer signs once."""
    clerk, office = desks.clerk, desks.office
    sign(clerk)
    move_on(clerk)
    file_drawn_up(office, "登记征集归并情况")
    sign(clerk, office)
    move_on(clerk)


def sign(*signers: Clerk) -> None:
    for one in signers:
        one.opens_today().follow("签署关口").press("我来签署")


def move_on(clerk: Clerk) -> None:
    clerk.opens_today().follow("进入").press("进入下一阶段")


def file_drawn_up(who: Clerk, line: str) -> None:
    """What the system wrote is filed under its number."""
    who.opens_today().follow(line).press("以此备案", typed={"number": "新政办〔2026〕1号"})


def enter_decision(who: Clerk, matter: str, **more: str | list[str]) -> None:
    """One sitting's decision on all that waits for it, from its signed minutes."""
    who.opens_today().follow(f"登记会议决定：{matter}")
    typed = {"number": "新区〔2026〕8号", "text": f"会议同意：{matter}", "sitting_name": "会议"}
    chosen = {name: value for name, value in more.items() if isinstance(value, list)}
    typed |= {name: value for name, value in more.items() if isinstance(value, str)}
    who.press("核对", typed=typed, chosen=chosen).press("登记这项决定")


@step("初定答复")
def answer(desks: Desks) -> None:
    """A reviewer judges each, the office answers all by one template."""
    demands = Demand.objects.filter(year=desks.year)
    for _demand in demands:
        desks.reviewer.opens_today().follow("评审诉求").follow("评审").press(
            "提交评审意见", typed={"reason": "受益面广，条件成熟"}, chosen={"in_favour": "1"}
        )
    office = desks.office.opens_today().follow("答复诉求")
    office.press(
        "答复勾选的诉求",
        typed={"text": "经评审，同意列入初定项目，编制项目材料。"},
        chosen={"demands": [str(one.pk) for one in demands], "disposition": "shortlisted", "code": "adopted"},
    )


@step("关口：初定、会商")
def pass_the_next_gates(desks: Desks) -> None:
    """The opinion on legality comes from outside and is typed from its paper."""
    clerk, office = desks.clerk, desks.office
    office.opens_today().follow("登记合法性审查意见").press(
        "提交",
        typed={"issuer": "新城区司法局", "doc_no": "新司〔2026〕1号", "began_on": days_ago(30), "body": TEXT},
        chosen={"conclusion": "agreed"},
    )
    file_drawn_up(office, "登记征集结果反馈公告")
    sign(office, clerk)
    move_on(clerk)
    file_drawn_up(clerk, "登记会商纪要")
    sign(desks.chair, office)
    move_on(clerk)


@step("项目材料、论证")
def write_dossiers(desks: Desks) -> None:
    """Brought as a table, concluded in a grid, declared appraised in one go."""
    office = desks.office
    office.opens_today().follow("编制项目材料").follow("项目材料").follow("导入候选项目表")
    office.press("读取并预览", file=("候选项目.xlsx", workbook(*dossiers(desks.year))))
    office.press("导入").follow("返回").follow("论证结论，一页填完")
    typed = {name: "可行，同意" for name in office.fields("all-")}
    office.press("保存", typed=typed).press("完成论证")


def dossiers(year: Year) -> tuple[list[str], list[list[str]]]:
    """One project for each wish, as the office has them in its own table."""
    kind = KINDS["dossiers"]
    example = list(kind.example(year)[0]) if kind.example else []
    unit = Body.objects.filter(place=year.place, kind=BodyKind.DEPARTMENT).values_list("name", flat=True)[0]
    rows = [[wish, *example[1:7], unit, *example[8:]] for wish in list(WISHES)[:CANDIDATES]]
    return [column.title for column in kind.columns][: len(example)], rows


@step("三次会议的决定")
def decide(desks: Desks) -> None:
    """Each body once for all twelve."""
    small = {"roll": "9", "present": "8"}
    enter_decision(desks.leaders, "党委审定候选建议", **small)
    enter_decision(desks.office, "政府集体讨论并提请（议案）", **small)
    members = [str(desks.people[nick].seat.pk) for nick in ("chair", "member", "another")]
    enter_decision(desks.clerk, "审议候选项目", came=members, ayes="3")


@step("固定候选、送阅")
def circulate(desks: Desks) -> None:
    clerk, secretary = desks.clerk, desks.secretary
    clerk.opens_today().follow("固定送阅版本").press("固定送阅版本")
    file_drawn_up(clerk, "登记候选项目形成情况审议报告")
    file_drawn_up(clerk, "登记票决办法（草案）")
    sign(desks.chair)
    move_on(clerk)
    secretary.opens_today().follow("召集人民代表大会会议").press(
        "提交",
        typed={"name": "第六次会议", "starts_on": days_ago(-30), "ends_on": days_ago(-32)},
        chosen={"body": str(desks.deputy.seat.body_id), "kind": "session"},
    )
    session = Sitting.objects.get(name="第六次会议")
    secretary.opens_today().follow("会前送阅候选项目材料").press("送阅", chosen={"sitting": str(session.pk)})
