"""Home, connecting and restoring a key, the credential office, the test of an opened ballot."""

from collections.abc import Mapping

from ..desk.ceremony import PRINT_DIGITS, grouped
from ..desk.office import MOST, Office
from ..desk.opened import Opened
from ..desk.trustee import Trustee
from .frame import alert, notice, page, sheet
from .html import Html, button, facts, field, form, secret, table, tag
from .keys import here, qr

Given = Mapping[str, str]
ADDRESS = "从网站的“密钥”页抄录，像 http://…/booth/…/"


def home(trustees: list[Trustee], office: Office | None) -> Html:
    """What this program can do, and what is under way on this computer."""
    mine = [
        _desk(
            here(one),
            f"第 {one.record['no']} 把钥匙 · {one.record['names'][one.record['no'] - 1]}",
            f"{'演练 · ' if one.drawer.rehearsal else ''}{one.record['sitting']} {one.record['title']}",
        )
        for one in trustees
    ]
    return page(
        "请选择",
        mine and [tag("h2", "本机的钥匙"), tag("ul", mine, class_="desks")],
        office
        and not office.forgotten
        and [tag("h2", "正在印的票签"), tag("ul", _desk("/office", "票签组", office.about["title"]), class_="desks")],
        tag("h2", "新的工作"),
        tag(
            "ul",
            _desk("/connect", "监票人钥匙", "做一把钥匙，看守票箱，截止后出具份额"),
            _desk("/restore", "恢复钥匙", "电脑坏了，用密封备份在这台电脑上接着做"),
            not office and _desk("/office", "票签组", "制作、打印票签"),
            _desk("/test", "检验", "看一张打开检验的票里到底封了什么"),
            class_="desks",
        ),
    )


def _desk(path: str, name: str, words: str) -> Html:
    return tag("li", tag("a", tag("strong", name), words, href=path))


def connect(token: str, given: Given, problem: str = "") -> Html:
    """连接: the first screen of a new key."""
    return page(
        "连接票箱，做一把钥匙",
        tag("p", "用自己带来的电脑。钥匙在这台电脑上做，服务器拿不到。"),
        form(
            token,
            "/connect",
            _address(given),
            field("连接码", "code", "在网站“密钥”页点“取得我的连接码”。", value=given.get("code")),
            secret("给钥匙设一个口令", help_="至少 8 个字，自己记牢：出具份额时还要用。", new=True),
            secret("再输入一次口令", "again", new=True),
            button("连接"),
        ),
        top="监票人钥匙",
        problem=problem,
    )


def restore(token: str, given: Given, problem: str = "") -> Html:
    """恢复: a key from its sealed backup."""
    return page(
        "用密封备份恢复钥匙",
        tag("p", "两位监票人在场时拆开信封。先在网站“密钥”页重新取得连接码，旧电脑的连接码随即失效。"),
        form(
            token,
            "/restore",
            _address(given),
            field("新的连接码", "code", value=given.get("code")),
            field(
                "备份单上的 6 组字符",
                "seed",
                "区分大小写，横线可以不输入；也可以粘贴扫码得到的内容。",
                spellcheck="false",
                autocapitalize="off",
                value=given.get("seed"),
            ),
            secret("在这台电脑上设一个口令", help_="至少 8 个字。", new=True),
            secret("再输入一次口令", "again", new=True),
            button("恢复"),
        ),
        top="恢复钥匙",
        problem=problem,
    )


def _address(given: Given) -> Html:
    return field("票箱地址", "address", ADDRESS, inputmode="url", spellcheck="false", value=given.get("address"))


def office_connect(token: str, given: Given, problem: str = "") -> Html:
    """票签组, before it is connected."""
    return page(
        "连接票箱，制作票签",
        tag("p", "票签的号码只在这台电脑的内存里，打印后就忘记；服务器只收到公开的一半。"),
        form(
            token,
            "/office",
            _address(given),
            field("票签组连接码", "code", "在网站“票签”页取得。", value=given.get("code")),
            field(
                "张数",
                "number",
                "实到人数加一成备用。",
                type="number",
                min=1,
                max=MOST,
                inputmode="numeric",
                value=given.get("number"),
            ),
            button("制作票签"),
        ),
        top="票签组",
        problem=problem,
    )


def office(desk: Office, token: str, problem: str = "") -> Html:
    """票签组, with slips in memory."""
    if desk.forgotten:
        heading, main = "票签号码已忘记", _forgotten(desk, token)
    elif not desk.printed:
        heading, main = "票签还没有登记成功", _unregistered(desk, token)
    else:
        heading, main = "请打印票签", _printing(desk, token)
    return page(
        heading,
        main,
        top=f"票签组 · {desk.colour}票",
        under=f"{desk.about['sitting']} {desk.about['title']}",
        rehearsal=desk.about["rehearsal"],
        problem=problem,
    )


def _forgotten(desk: Office, token: str) -> list[Html]:
    return [
        tag(
            "div",
            tag("p", "✓", class_="mark"),
            tag("p", f"这台电脑不再知道任何一张票签的号码。票箱里共登记 {desk.printed} 张。"),
            class_="state is-in",
        ),
        tag("p", "裁开、对折封口、打乱，放入签箱，签到时由代表自己抽。请清空打印机的打印记录。"),
        form(token, "/office/again", button("再做一批", "second")),
    ]


def _unregistered(desk: Office, token: str) -> list[Html]:
    return [
        tag("p", f"{desk.made} 张票签已做好，票箱没有应答。再按一次，登记的还是这一批，不会多出来。"),
        form(token, "/office/send", button("再登记一次")),
    ]


def _printing(desk: Office, token: str) -> list[Html]:
    return [
        facts(
            ("这一批", f"{desk.made} 张"),
            ("票箱共登记", f"{desk.printed} 张"),
            ("选举文件的指纹（前 16 位）", tag("span", grouped(desk.fingerprint[:PRINT_DIGITS]), class_="print")),
            ("投票页的指纹（前 16 位）", tag("span", grouped(desk.page[:PRINT_DIGITS]), class_="print")),
        ),
        notice(
            tag("p", "指纹应与监票人念的、程序册上印的相同。打印好以前不要关掉程序：号码不存盘，关掉就要全部作废重印。")
        ),
        tag(
            "form",
            field(
                "代表扫码打开的地址",
                "address",
                "一般不用改。代表的手机从别的地址连到票箱时，填那个地址。",
                value=desk.address,
                inputmode="url",
            ),
            button("打开票签打印"),
            method="get",
            action="/office/slips",
            target="_blank",
        ),
        form(token, "/office/forget", button("已印好，忘记号码", "second")),
    ]


def slips(desk: Office, address: str) -> Html:
    """The slips for the printer, eight on an A4 page, in an order by lot."""
    shown = [
        tag(
            "section",
            tag("h2", f"{'演练 · ' if desk.about['rehearsal'] else ''}{desk.about['title']} · {desk.colour}票"),
            tag(
                "div",
                tag("p", desk.about["sitting"]),
                tag(
                    "p",
                    _wifi(desk)
                    + "手机扫码打开票面，填写、核对、投入票箱。不用登录，不留姓名。扫不了时，在会场网页输入下面的号码，大小写都可以。"
                    "本次会议的各次投票都用这一张，每次只能投一张。请保管好，勿拍照、转借。",
                ),
            ),
            tag("p", qr(slip.address), class_="qr"),
            tag("p", slip.credential, class_="print"),
            tag("p", f"投票页指纹 {grouped(desk.page[:PRINT_DIGITS])}", class_="page-print"),
            class_=f"slip slip--{desk.about['colour']}",
        )
        for slip in desk.slips(address)
    ]
    return sheet("票签", tag("div", shown, class_="slips"), rehearsal=desk.about["rehearsal"])


def _wifi(desk: Office) -> str:
    """Which network phones use in the hall."""
    name = desk.about.get("wifi")
    return f"先连会场 Wi-Fi：{name}。" if name else ""


def test(token: str, given: Given, opened: Opened | None = None, problem: str = "") -> Html:
    """检验: an opened ballot's code and seed, and what it contains."""
    return page(
        "检验一张打开的票",
        tag("p", "代表在手机上封好票后选“打开检验”，手机显示核验码和种子。用这台电脑算一遍，看封进去的是不是所选的。"),
        opened and _opened(opened),
        form(
            token,
            "/test",
            _address(given),
            field("核验码", "code", "16 位。", value=given.get("code"), spellcheck="false"),
            field("种子", "seed", "64 位，可以粘贴扫码得到的内容。", value=given.get("seed"), spellcheck="false"),
            button("检验"),
        ),
        top="检验",
        problem=problem,
    )


def _opened(opened: Opened) -> Html:
    rows = [[question, "、".join(answers) or "没有选"] for question, answers in opened.lines]
    return tag(
        "section",
        tag("div", tag("p", "✓", class_="mark"), tag("p", "核验码、种子与票相符。"), class_="state is-in"),
        facts(
            ("核验码", tag("span", opened.code, class_="print")),
            ("选举文件的指纹（前 16 位）", tag("span", grouped(opened.fingerprint[:PRINT_DIGITS]), class_="print")),
        ),
        table(["题目", "封在票里的选择"], rows),
        tag("p", "与手机上所选逐项核对。这张票已作废，请在手机上重新填一张再投。"),
    )


def gone(words: str) -> Html:
    """A page that is not there, or not for this browser."""
    return page("打不开这个页面", alert(words))
