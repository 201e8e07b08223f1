"""What people do when the first line of 今天要办 asks for it: they open that line, fill in what its page asks, and look nowhere else."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from piaojue.commons.jobs import pulse
from piaojue.commons.years.models import Paper, Year
from piaojue.commons.years.road import Stage
from piaojue.stages.deliver.models import Project
from piaojue.stages.group.models import Demand, DemandState
from piaojue.stages.shortlist.models import Dossier
from tests.browser.town import NUMBER, PROJECTS, TODAY, YEAR, Town
from tests.browser.walking import Someone

Deed = Callable[[Town, Someone], None]
DEEDS: dict[str, Deed] = {}
"""How a line begins → what is done on the page that it opens."""
SESSION = "新城区第六次会议"
PRESENT = ["代表1", "钱总监票", "代表3", "周监票", "代表5", "张主任", "马主席团"]
"""Seven of the ten deputies, two of whom watch the vote."""
VICE_CHAIRS = ["王副主任", "刘副主任"]
COLLECTED = timedelta(days=40)
WORDS = {"领导小组": "新专办", "政府": "新政办", "": "新人办"}
"""Whose paper → 机关代字."""
SMALL = {"应到": "9", "实到": "8"}
MEETINGS: dict[str, dict[str, str | list[str]]] = {
    "通过年度计划": {"会议名称": "第十次主任会议", "到会的组成人员": ["张主任", *VICE_CHAIRS], "赞成": "3"},
    "党委审定候选建议": {"会议名称": "领导小组第三次会议", **SMALL},
    "政府集体讨论并提请（议案）": {"会议名称": "第十五次常务会议", **SMALL},
    "审议候选项目": {"会议名称": "常委会第八次会议", "到会的组成人员": ["孙委员", "张主任", *VICE_CHAIRS], "赞成": "4"},
    "确认票决结果": {"会议名称": "主席团第三次会议", "到会的组成人员": ["马主席团", "代表3", "代表5"], "赞成": "3"},
}  # fmt: skip
"""Matter → what the signed minutes say of the sitting."""
OF_THE_SESSION: dict[str, str | list[str]] = {"到会的组成人员": PRESENT, "赞成": "7"}
"""The same of all that the congress itself decides."""


def does(*beginnings: str) -> Callable[[Deed], Deed]:
    """Register what is done for lines that begin so."""

    def register(deed: Deed) -> Deed:
        DEEDS.update(dict.fromkeys(beginnings, deed))
        return deed

    return register


def deed_for(line: str) -> Deed:
    """The deed whose beginning says most of the line. Raises KeyError for a line that nobody here knows."""
    return DEEDS[max((beginning for beginning in DEEDS if line.startswith(beginning)), key=len)]


@does("开启第一个年度")
def open_the_year(_town: Town, one: Someone) -> None:
    one.fill(地区="新城区", 年度=str(NUMBER), 程序="人大票决", 应选项目数="2").press("提交")


@does("开始之前的清单")
def get_ready(town: Town, one: Someone) -> None:
    """One thing after the other, until what is left is not for this person."""
    here = one.page.url
    while one.has_link("一次登记常设机构"):
        one.follow("一次登记常设机构").press("提交")
        one.starts(here)
    if one.has_link("核对参数"):
        one.follow("核对参数").fill(送阅提前天数="0", 征集截止日期=str(TODAY + COLLECTED)).press("提交")
        one.starts(here)
    if one.has_button("给自己发一条"):
        one.press("给自己发一条")
    for what, enter in (("个人信息处理者", name_the_controller), ("个人信息保护影响评估", assess_the_handling)):
        if one.has_in_row(what, "登记"):
            enter(town, one.in_row(what, "登记"))
            one.starts(here)
    pulse.beat("backup")  # the night's


@does("登记个人信息处理者和联系电话")
def name_the_controller(_town: Town, one: Someone) -> None:
    one.fill(处理者名称="新城区人大常委会办公室", 联系电话="0471-6660509").press("保存")


@does("登记个人信息保护影响评估")
def assess_the_handling(_town: Town, one: Someone) -> None:
    """What the system does is written already; the place says who has looked at it."""
    one.fill(评估机构和人员="新城区人大常委会办公室，李某").press("登记")


@does("打印信函")
def print_letters(_town: Town, one: Someone) -> None:
    """Who has no telephone is told on paper."""
    one.press("打印这一批").sees("打印过的", "封")


@does("登记会议决定：")
def enter_a_decision(town: Town, one: Someone) -> None:
    """The body's office copies the signed minutes, checks what they come to, and enters the decision.

    Before anybody has checked in, the session's own minutes say who was there.
    """
    matter = one.line.removeprefix("登记会议决定：")
    one.fill(决定日期=str(TODAY), 文号=f"新区〔{TODAY.year}〕{len(matter)}号", 决定内容=f"会议同意：{matter}")
    if one.page.locator("main").get_by_label("签字的纪要或决定").count():
        one.upload("签字的纪要或决定", town.photo)
    one.fill(**MEETINGS.get(matter, OF_THE_SESSION)).press("核对").press("登记这项决定").sees("签字件", "通过")


@does("公开年度计划")
def publish_the_plan(_town: Town, one: Someone) -> None:
    one.press("公开这项决定")


@does("登记")
def file_what_is_drawn_up(_town: Town, one: Someone) -> None:
    """The system wrote it from its data; what these lack is entered where its link leads."""
    here = one.page.url
    if one.has_link("征集开始日期"):
        call_for_wishes(one.follow("征集开始日期"))
        one.starts(here)
    word = next(word for house, word in WORDS.items() if house in one.name)
    one.fill(发文字号=f"{word}〔{NUMBER}〕{Paper.objects.count() + 1}号").press("以此备案")


@does("登记票决办法（草案）", "登记会议通知与材料目录", "登记政府候选项目说明")
def file_a_paper(town: Town, one: Someone) -> None:
    """Drawn up where there is something to draw from, else typed."""
    if one.has_button("以此备案"):
        file_what_is_drawn_up(town, one)
    else:
        one.fill(正文="经研究，现将本年度民生实事项目有关事项通知如下，请遵照执行。").press("提交")


@does("登记合法性审查意见")
def conclude_on_the_law(_town: Town, one: Someone) -> None:
    """The justice bureau knows its own name and today; the review took its time."""
    one.fill(文号=f"新司〔{NUMBER}〕1号", 结论="同意", 起算日期=str(TODAY - timedelta(days=30)))
    one.fill(正文="经审查，候选项目的提出符合法定权限和程序，内容合法，未发现不合法的情形。").press("提交")


@does("签署关口")
def sign(_town: Town, one: Someone) -> None:
    one.press("我来签署")


@does("进入")
def go_on(town: Town, one: Someone) -> None:
    one.press("进入下一阶段")
    if Year.objects.get().stage == Stage.SOLICITING:
        town.suggests()


def call_for_wishes(one: Someone) -> None:
    one.fill(
        标题=f"{YEAR}民生实事征集",
        公告正文="您身边最盼着办的事，请告诉我们",
        开始日期=str(TODAY - timedelta(days=30)),
        截止日期=str(TODAY),
        联系方式="0471-6660509",
    ).press("提交")


@does("编发建议")
def let_stand_in_public(_town: Town, one: Someone) -> None:
    """Read, then the key for 公开."""
    while one.page.locator("[data-row]").count():
        with one.page.expect_navigation():
            one.page.keyboard.press("p")


@does("归并建议")
def group(town: Town, one: Someone) -> None:
    """What the system holds for the same, then what stands alone."""
    while one.has_button("接受，归成一条"):
        one.press("接受，归成一条")
    if not one.has_button("单独成一条诉求") and one.has_link("看单独的建议"):
        one.follow("看单独的建议")
    while one.has_button("单独成一条诉求"):
        one.press("单独成一条诉求")
    town.seconds()


@does("评审诉求")
def judge(_town: Town, one: Someone) -> None:
    here = one.page.url
    while one.has_link("评审"):
        one.follow("评审").fill(结论="建议列入", 理由="受益面广，条件成熟").press("提交评审意见")
        one.starts(here)


@does("答复诉求")
def answer_demands(_town: Town, one: Someone) -> None:
    here = one.page.url
    for demand in Demand.objects.filter(state=DemandState.OPEN, screenings__isnull=False).distinct():
        one.starts(here).in_row(demand.title, "答复").fill(
            去向="采纳", 理由="符合正面清单", 书面答复="经评审，同意列入初定项目，编制项目材料。"
        ).press("签署并公开答复")


@does("编制项目材料")
def write_a_dossier(_town: Town, one: Someone) -> None:
    written = Dossier.objects.count()
    title = PROJECTS[written]
    demands = list(Demand.objects.order_by("pk").values_list("title", flat=True))[written : written + 1]
    one.fill(
        项目名称=title,
        所属领域="老旧小区",
        建设目的="方便居民生活",
        建设内容与规模=f"{title}，年内完成",
        选址所在地_1="东街街道",
        选址所在地_2="东街社区",
        选址="东街社区",
        受益人数="1200",
        受益范围="东街社区居民",
    )
    one.fill(
        项目形态="工程",
        完成时间=f"{NUMBER}-12-31",
        责任单位="新城区住建局",
        责任人="周某某，副局长",
        建后管护="物业管护",
    )
    one.write("总投资", "80").write("年度投资", "80").fill(
        资金来源="本级财政 | 80", 时间节点=f"交付使用 | {NUMBER}-12 | 100"
    )
    for demand in demands:
        one.write(demand, True)
    one.press("提交")


@does("填写")
def conclude(_town: Town, one: Someone) -> None:
    """论证: an office's own conclusions, or all that no office speaks for."""
    for area in one.page.locator("main textarea").all():
        if not area.input_value():
            area.fill("可行，同意")
    one.press("提交")


@does("完成论证")
def declare_appraised(_town: Town, one: Someone) -> None:
    one.press("完成论证")


@does("固定送阅版本")
def fix_the_candidates(_town: Town, one: Someone) -> None:
    one.press("固定送阅版本")


@does("召集人民代表大会会议")
def call_the_session(_town: Town, one: Someone) -> None:
    one.fill(机构="人民代表大会", 会议类别="人民代表大会会议", 会议名称=SESSION, 开始日期=str(TODAY))
    one.fill(结束日期=str(TODAY + timedelta(days=2))).press("提交")


@does("会前送阅候选项目材料")
def circulate(town: Town, one: Someone) -> None:
    one.fill(送给哪次会议的代表=SESSION).press("送阅")
    town.asks()


@does("研读候选项目材料")
def read(_town: Town, one: Someone) -> None:
    here = one.page.url
    for title in PROJECTS:
        one.starts(here).follow(title)


@does("答复代表提问")
def answer_a_deputy(_town: Town, one: Someone) -> None:
    if not one.page.locator("main textarea").count():
        one.follow("电梯装好后由谁维护")
    one.fill(答复="由电梯公司按合同维护十年").press("答复")


@does("记录分组审议")
def minute_the_groups(_town: Town, one: Someone) -> None:
    one.write("会议", SESSION).fill(代表团="第一代表团", 审议记录="逐项讨论").write("审议时长", "60").press("提交")


@does("准备投票")
def prepare_the_vote(_town: Town, one: Someone) -> None:
    one.fill(票种="票决", 在哪次会议上=SESSION, 票箱=["票签票箱"]).press("开始准备")


@does("设定规则、确定票面")
def fix_the_ballot(_town: Town, one: Someone) -> None:
    one.follow("登记监票计票人员").fill(监票计票人员=["钱总监票", "周监票", "吴计票"]).press("登记")
    one.press("确定票面")


@does("登记大会通过的办法和监票人")
def enter_what_the_session_passed(_town: Town, one: Someone) -> None:
    one.goes()
    one.page.locator("[name=rules_ayes]").fill("7")
    one.page.locator("[name=tellers_ayes]").fill("7")
    one.fill(文号="大会〔2026〕1号").press("登记").sees("大会已通过")


@does("办理签到")
def check_in(_town: Town, one: Someone) -> None:
    one.goes()
    for name in PRESENT:
        one.write(name, True)
    one.press("登记到会").sees("7")


@does("印制票签")
def print_slips(town: Town, one: Someone) -> None:
    one.goes().fill(印多少张票签="7")
    with one.page.expect_response(lambda answer: "slips" in answer.url):
        one.page.get_by_role("button", name="印制票签").click()
    assert len(town.printed) == 7


@does("同意开箱")
def agree_to_open(town: Town, one: Someone) -> None:
    one.goes().press("我同意开箱投票")
    town.votes()


@does("投完以后，同意截止")
def agree_to_close(_town: Town, one: Someone) -> None:
    one.goes().press("我同意截止投票")


@does("正在投票，请扫票签")
def know_that_the_box_is_open(_town: Town, one: Someone) -> None:
    """The ballot is cast by the slip; nothing here knows whose it was, so the line stays until the box is closed."""
    one.sees("用手机扫您抽到的票签")


@does("计票")
def count(_town: Town, one: Someone) -> None:
    one.goes().press("计票").sees("计票报告单")


@does("公布入选项目")
def announce(_town: Town, one: Someone) -> None:
    one.press("公布入选项目")


@does("分解任务")
def assign(_town: Town, one: Someone) -> None:
    one.fill(责任单位="新城区住建局", 责任人="周某某，副局长").press("提交")


@does("登记任务分解表")
def file_the_breakdown(_town: Town, one: Someone) -> None:
    one.press("登记任务分解表")


@does("报告进度")
def report(town: Town, one: Someone) -> None:
    """Everything is built in one month: the page of the work, or the report's own form."""
    if one.has_button("申报完工"):
        one.press("申报完工")
        return
    if one.has_link("报告进度"):
        one.follow("报告进度")
    one.write("形象进度", "100").write("累计支付", "78").fill(本期进展="全部完工，已交付使用")
    one.upload("现场照片", town.photo).press("提交")


@does("申报完工")
def declare_done(_town: Town, one: Someone) -> None:
    one.press("申报完工")


@does("约谈")
def call_in(_town: Town, one: Someone) -> None:
    """The form knows who calls whom in, and today."""
    one.fill(约谈要求="本月内补报进度，以后每周三报一次").press("提交")


@does("本月巡查")
def patrol(_town: Town, one: Someone) -> None:
    one.fill(现在是什么情况="正在干").press("提交")


@does("交办问题")
def assign_a_finding(_town: Town, one: Someone) -> None:
    one.follow("建筑垃圾", "交办").fill(交办单位="新城区住建局").press("提交")


@does("整改问题")
def mend(town: Town, one: Someone) -> None:
    one.follow("办理回执").fill(办理情况="当天已清运，安排了保洁").write("已经整改到位", True)
    one.upload("佐证", town.photo).press("提交")
    town.looks_again()


@does("核实整改并办结")
def close_a_finding(_town: Town, one: Someone) -> None:
    one.follow("建筑垃圾", "核实销号").fill(怎样核实的="据代表现场核实，予以销号").press("提交").sees("已核实销号")


@does("验收")
def accept(_town: Town, one: Someone) -> None:
    one.fill(验收结论="完成", 验收意见="现场核验合格").press("提交")


@does("登记完成情况报告")
def file_completion(_town: Town, one: Someone) -> None:
    one.press("登记完成情况报告")


@does("准备测评")
def prepare_the_survey(_town: Town, one: Someone) -> None:
    one.fill(由谁评价="第三方").press("下一步")


@does("完成测评表与公式")
def fill_the_table(_town: Town, one: Someone) -> None:
    one.follow("填报测评表").write("有效票", "300")
    for title in Project.objects.order_by("no").values_list("title", flat=True):
        one.write(f"{title}：满意", "240").write(f"{title}：基本满意", "45").write(f"{title}：不满意", "15")
    one.press("核对并判定")


@does("公布测评结果")
def publish_the_survey(_town: Town, one: Someone) -> None:
    one.follow("公布结果").press("公布")


@does("登记项目分析报告")
def file_the_analysis(_town: Town, one: Someone) -> None:
    one.press("登记报告")


@does("制作年度档案")
def pack(_town: Town, one: Someone) -> None:
    one.press("制作档案").sees("下载档案")


def photo_in(folder: Path) -> str:
    """A picture of some noise."""
    from PIL import Image

    path = folder / "现场.jpg"
    Image.effect_noise((320, 240), 60).save(path)
    return str(path)
