"""Everybody's windows in 新城区, and what happens there that stands on nobody's list: wishes, questions, ballots, a look at what was built."""

from django.db import connection
from django.utils import timezone

from piaojue.stages.group.models import Demand
from piaojue.stages.vote.models import Poll, PollState
from tests.browser.walking import Someone
from tests.browser.windows import DESK, HALL, PHONE

WIDTHS = (DESK, PHONE) if connection.vendor == "sqlite" else ()
"""What is in reach at which width does not depend on the database."""
TODAY = timezone.localdate()
NUMBER = TODAY.year + 1
YEAR = f"新城区 {NUMBER}"
PROJECTS = ("加装电梯二十部", "路口信号灯改造", "口袋公园建设")
ADOPTED = PROJECTS[:2]
WISHES = {
    "resident_wang": ("给东街小区加装电梯", "八十多岁的老人下不了楼，盼着装电梯"),
    "resident_zhao": ("东街路口装红绿灯", "孩子上学过马路很危险"),
}


class Town:
    """Everybody's windows, opened when first needed, and what residents and deputies do in between."""

    def __init__(self, cast, visit, printed: list[str], photo: str) -> None:
        self.cast, self.visit, self.people = cast, visit, {}
        self.printed, self.photo = printed, photo

    def __getattr__(self, nick: str) -> Someone:
        if nick not in self.people:
            self.people[nick] = self.comes(getattr(self.cast, nick))
        return self.people[nick]

    def comes(self, seat=None) -> Someone:
        """Somebody in front of a window; None: a visitor."""
        return Someone(self.visit(seat, PHONE), str(seat or "访客"), widths=WIDTHS)

    def at(self, nick: str) -> Someone:
        """A resident, or whoever has no list: from the front page to the year's."""
        return getattr(self, nick).starts("/").at_year(YEAR)

    def suggests(self) -> None:
        """Two residents by phone, a deputy for somebody who has none."""
        for nick, (title, content) in WISHES.items():
            self.at(nick).follow("我来提").fill(
                您希望办什么事=title, 具体说说=content, 在哪里_1="东街街道", 在哪里_2="东街社区"
            ).press("提交").sees("查询码")
        self.at("deputy_dong").follow("建议", "我来提", "代他人登记").fill(
            您希望办什么事="东街老楼也想装电梯",
            具体说说="替老邻居提，楼高六层没有电梯",
            在哪里_1="东街街道",
            在哪里_2="东街社区",
            建议人姓名="李奶奶",
            建议人身份="居民",
            渠道="代表之家",
        ).press("提交")

    def seconds(self) -> None:
        if Demand.objects.exists():
            demand = Demand.objects.order_by("pk").first()
            self.at("resident_zhao").follow("诉求", demand.title).press("附议").sees("取消附议")

    def asks(self) -> None:
        """A deputy asks, and writes down what to say."""
        self.at("deputy_dong").follow("我的研读", PROJECTS[0], "向责任单位提问").fill(
            问题="电梯装好后由谁维护？"
        ).press("提交")
        self.at("deputy_dong").follow("我的研读", PROJECTS[1]).fill(发言提纲="支持信号灯项目").press("保存提纲")

    def votes(self) -> None:
        """Once the box is open."""
        if Poll.objects.get().state != PollState.OPEN:
            return
        hall = Someone(self.visit(self.cast.teller_zhou, HALL), "大屏")
        hall.starts(f"/polls/{Poll.objects.get().pk}/hall/").sees("收回")
        for number, code in enumerate(self.printed):
            cast_ballot(Someone(self.visit(None, DESK if number == 0 else PHONE), f"票签 {number}"), code, number)

    def notices(self) -> None:
        """A resident sees what was built, and what lies about."""
        resident = self.at("resident_wang").follow("项目实施", ADOPTED[0], "反映问题")
        resident.fill(您看到了什么问题="二单元电梯口堆着建筑垃圾").press("提交反映")

    def looks_again(self) -> None:
        self.at("deputy_dong").follow("问题整改", ADOPTED[0], "提核实意见").fill(
            是否同意销号="同意销号", 看到了什么="到现场看过，已经清理干净"
        ).press("提交").sees("意见已送达")


def cast_ballot(voter: Someone, code: str, number: int) -> None:
    """Scan, choose, review, cast. Everybody wants the first two, few the park."""

    page = voter.page
    page.goto(f"/booth/{Poll.objects.get().box_id}/#{code}")
    page.wait_for_selector("[data-ballot]")
    wanted = ("赞成", "赞成", "赞成" if number == 0 else "反对")
    for title, mark in zip(PROJECTS, wanted, strict=True):
        page.get_by_role("group", name=title).get_by_label(mark).check()
    page.get_by_role("button", name="下一步").click()
    page.get_by_role("button", name="投入票箱").click()
    page.get_by_role("heading", name="已投入票箱").wait_for()
    page.context.close()
