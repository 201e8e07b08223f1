"""Screens of a key holder: one for each thing to do (`Trustee.screen`), alarms and a missing drill above all of them."""

from collections.abc import Callable
from functools import partial
from typing import Any

import segno

from ..desk import trustee as t
from ..desk.ceremony import PRINT_DIGITS, grouped
from ..desk.trustee import Trustee
from .frame import alert, notice, page, sheet
from .html import Html, button, facts, field, form, join, secret, table, tag, tick

Screen = tuple[str, *tuple[Any, ...]]
"""The heading, then what stands below it."""
STEPS = ("连接", "钥匙仪式", "备份", "看守", "解密", "完成")
STEP_OF = {
    t.CERTS: 1,
    t.COMPARE: 1,
    t.KEYS: 1,
    t.STOPPED: 1,
    t.BACKUP: 2,
    t.DRILL: 2,
    t.WATCH: 3,
    t.SHARE: 4,
    t.SHARED: 4,
    t.DONE: 5,
    t.DESTROYED: 6,
}
NEEDS_KEY = {t.CERTS, t.COMPARE, t.KEYS, t.BACKUP, t.DRILL}
WORDS = {
    "none": "还没有连上",
    "cert": "已连上",
    "polynomial": "正在做钥匙",
    "voutput": "已做好",
    "ready": "已做好",
    "shared": "已交份额",
}


def show(trustee: Trustee, token: str, problem: str = "", typed: str = "") -> Html:
    """The page of one key as it stands now. typed: a backup sheet as it was typed, to be mended where it was wrong."""
    record, screen = trustee.record, trustee.screen
    locked = screen in NEEDS_KEY and not trustee.unlocked
    make = _alarmed if trustee.alarm else _unlock if locked else SCREENS[screen]
    if make in (_drill, _backup, _compare):
        make = partial(make, typed=typed)
    heading, *main = make(trustee, token)
    return page(
        heading,
        *main,
        top=f"第 {record['no']} 把钥匙 · {record['names'][record['no'] - 1]}",
        under=f"{record['sitting']} {record['title']}",
        rehearsal=trustee.drawer.rehearsal,
        live=screen != t.DESTROYED,
        notes=[_steps(STEP_OF[screen]), _warnings(trustee, screen)],
        problem=problem,
    )


def _steps(now: int) -> Html:
    return tag(
        "ol",
        [
            tag("li", word, class_="past" if at < now else None, aria_current="step" if at == now else None)
            for at, word in enumerate(STEPS)
        ],
        class_="steps",
    )


def _warnings(trustee: Trustee, screen: str) -> list[Any]:
    warnings: list[Any] = []
    past = [one for one in trustee.alarms if one != trustee.alarm]
    if past:
        warnings.append(alert(tag("p", tag("strong", "曾经报警")), [tag("p", one) for one in past]))
    if (
        trustee.record.get("election")
        and not trustee.record.get("drilled")
        and screen not in (t.BACKUP, t.DRILL, t.DESTROYED)
    ):
        warnings.append(
            notice(
                tag("p", tag("strong", "备份还没有演练过")),
                tag("p", "这台电脑一坏，钥匙就可能找不回来。请用备份单做一次恢复演练。"),
                tag("p", tag("a", "现在演练", href=f"{here(trustee)}drill")),
            )
        )
    if trustee.trouble:
        warnings.append(notice(trustee.trouble))
    return warnings


def here(trustee: Trustee) -> str:
    """Path of a key's page."""
    return f"/key/{trustee.drawer.name}/"


def act(trustee: Trustee, token: str, name: str, *inside: Any) -> Html:
    """A form for one of the key's acts."""
    return form(token, here(trustee) + name, *inside)


def _unlock(trustee: Trustee, token: str) -> Screen:
    return (
        "输入口令，打开钥匙",
        act(trustee, token, "unlock", secret("口令", help_="当初在这台电脑上为这把钥匙设的口令。"), button("打开")),
    )


def _alarmed(trustee: Trustee, token: str) -> Screen:
    watch = trustee.watch
    return (
        "报警：请停止操作",
        alert(tag("p", tag("strong", trustee.alarm))),
        tag(
            "p", "不要关机，不要重装，立即报告总监票人。本机不会为这样的看板出具份额；两份看板都已留在本机，可作证据。"
        ),
        facts(
            ("本机看到选票", f"{watch.seen} 张"),
            ("本机已核对", f"{len(watch.checked)} 张"),
            ("本机看板指纹", _head(trustee)),
        ),
    )


def _progress(trustee: Trustee) -> Html:
    rows = []
    for one in trustee.about.get("trustees", []):
        word = WORDS.get(one["step"], "—")
        rows.append(
            [one["no"], one["name"], tag("span", word, class_="badge wait" if one["step"] == "none" else "badge")]
        )
    return table(["钥匙", "持有人", "进度"], rows) if rows else tag("p", "正在连接……")


def _certs(trustee: Trustee, token: str) -> Screen:
    return "已连上，请等其他监票人", tag("p", "全部连上后，本页自动继续。"), _progress(trustee)


def _compare(trustee: Trustee, token: str, typed: str = "") -> Screen:
    n, k = len(trustee.record["names"]), trustee.record["threshold"]
    rows = [
        [no, name + ("（本机）" if no == trustee.record["no"] else ""), tag("span", mark, class_="print")]
        for no, name, mark in trustee.prints
    ]
    return (
        "当面核对指纹，抄回备份单",
        tag(
            "p",
            f"{n} 把钥匙，任意 {k} 把到场才能开箱。请与其他监票人当面核对：每人念出自己屏幕上的指纹，逐组对照；所有电脑上的这张表应当一模一样。",
        ),
        table(["钥匙", "持有人", "指纹"], rows),
        _sheet_and_copy(trustee, token, typed, "agree", "指纹一致，备份已抄好"),
        act(trustee, token, "differ", button("指纹不一致，停止", "danger")),
        act(trustee, token, "agree_alone", button("指纹一致，备份单以后再打印", "second")),
    )


def _keys(trustee: Trustee, token: str) -> Screen:
    return "正在一起做钥匙", tag("p", "不用操作。全部做好后，本页自动继续。"), _progress(trustee)


def _fingerprint(trustee: Trustee) -> Html:
    return facts(
        ("选举文件的指纹（前 16 位）", tag("span", grouped(trustee.fingerprint[:PRINT_DIGITS]), class_="print"))
    )


def _backup(trustee: Trustee, token: str, typed: str = "") -> Screen:
    return (
        "钥匙已做好，请打印密封备份，再抄回",
        tag(
            "p",
            "本机已检查：选举的钥匙由各位监票人一起做成，本机的一份在内。请当众念出下面的指纹，它要印在会议程序册上。",
        ),
        _fingerprint(trustee),
        _sheet_and_copy(trustee, token, typed, "drill", "演练"),
        act(trustee, token, "printed", button("已打印，下一步", "second")),
    )


def _sheet_and_copy(trustee: Trustee, token: str, typed: str, name: str, word: str) -> list[Any]:
    """The sheet to be printed, then the field into which it is copied back."""
    return [
        tag("p", "备份单就是钥匙，只打印，不拍照、不存文件。装入信封，封口签名。"),
        tag("a", "打开备份单打印", href=f"{here(trustee)}sheet", target="_blank", class_="button second"),
        _copying(trustee, token, typed, name, word),
    ]


def _copying(trustee: Trustee, token: str, typed: str, name: str = "drill", word: str = "演练") -> Html:
    """The field into which the sheet is copied back."""
    return act(
        trustee,
        token,
        name,
        field(
            "备份单上的 6 组字符",
            "seed",
            "封信封以前，照着备份单抄一遍（恢复演练）。区分大小写，横线可以不输入；也可以粘贴扫码得到的内容。",
            spellcheck="false",
            autocapitalize="off",
            value=typed or None,
        ),
        button(word),
    )


def _drill(trustee: Trustee, token: str, typed: str = "") -> Screen:
    return (
        "恢复演练：抄回钥匙",
        tag(
            "p",
            "封信封以前，照着备份单把钥匙输入一遍。本机只凭您输入的内容，从服务器取回您那一份，证明它与选举的钥匙相符。",
        ),
        _copying(trustee, token, typed),
        act(trustee, token, "later", button("现在没有打印机，以后再演练", "second")),
    )


def drill_page(trustee: Trustee, token: str, problem: str = "", typed: str = "") -> Html:
    """The drill at a later time: the passphrase opens connection and key first."""
    heading, *main = _drill(trustee, token, typed) if trustee.unlocked else _unlock(trustee, token)
    if trustee.unlocked:
        main = [*main[:2], tag("a", "打开备份单打印", href=f"{here(trustee)}sheet", target="_blank")]
    return page(
        heading, *main, top=f"第 {trustee.record['no']} 把钥匙", rehearsal=trustee.drawer.rehearsal, problem=problem
    )


def _watch(trustee: Trustee, token: str) -> Screen:
    watch = trustee.watch
    if watch.ended:
        heading, words = "已截止，正在核对剩下的选票", "核对完会自动进入解密。"
    elif watch.setup is not None:
        heading, words = "正在看守票箱", "让这台电脑开着、连着网。每张选票到了都核对证明，看板只能变长，不能改。"
    else:
        heading, words = "等待开箱投票", "钥匙已备好。开箱后，本机自动留一份看板的副本。"
    return (
        heading,
        tag("p", words),
        facts(
            ("看到选票", f"{watch.seen} 张"),
            ("已核对", f"{len(watch.checked)} 张"),
            ("看板指纹（前 16 位）", _head(trustee)),
        ),
        _fingerprint(trustee),
        _page(trustee),
        _witness(trustee, token),
        _new_code(trustee, token),
    )


def _page(trustee: Trustee) -> Html:
    """How often this station has looked at the voter's page, and its fingerprint to be compared."""
    if not trustee.page.fingerprint:
        return tag("p", "本机会在随机的时刻像手机一样取投票页核对，差一个字节就报警。")
    return facts(
        ("投票页指纹（前 16 位）", tag("span", grouped(trustee.page.fingerprint[:PRINT_DIGITS]), class_="print")),
        ("本机核对过投票页", f"{trustee.page.looks} 次"),
    )


def _witness(trustee: Trustee, token: str) -> Any:
    """How often this station has signed the board; after a restart it needs the passphrase once."""
    if trustee.witness.held is not None:
        signed = trustee.witness.checkpoints
        return tag("p", f"本机每隔几分钟在看板上签一次名，已签 {len(signed)} 次；看板被分成两份，各台会报警。")
    return tag(
        "details",
        tag("summary", "程序重新启动过：输入口令，继续给看板签名"),
        act(trustee, token, "witness", secret("口令"), button("继续签名", "second")),
    )


def _head(trustee: Trustee) -> Html:
    return tag("span", grouped((trustee.watch.copy.mark.head or "")[:PRINT_DIGITS]) or "—", class_="print")


def _new_code(trustee: Trustee, token: str) -> Html:
    return tag(
        "details",
        tag("summary", "连接码换了新的"),
        act(trustee, token, "code", field("新的连接码", "code"), secret("口令"), button("换用新的连接码", "second")),
    )


def _share(trustee: Trustee, token: str) -> Screen:
    watch, number = trustee.watch, len(trustee.watch.checked)
    few = number < t.FEWEST
    return (
        "可以解密了",
        facts(
            ("本机核对的选票", f"{number} 张"),
            ("已交份额", f"{watch.shares} 份，需要 {trustee.record['threshold']} 份"),
            ("看板指纹（前 16 位）", _head(trustee)),
        ),
        tag("p", "本机已用自己的副本重算密文合计，与看板上的一致。您的份额只能打开这个合计，打不开任何一张选票。"),
        act(
            trustee,
            token,
            "share",
            few
            and tick(
                "few",
                tag("strong", f"只有 {number} 张电子票，少于 {t.FEWEST} 张。"),
                "人少时，合计可能让人猜出某个人怎样投票；全票一致时等于公开每个人的票。我已读懂，并已报告总监票人同意继续。",
            ),
            trustee.alarms
            and tick("alarmed", tag("strong", "这场投票有过报警。"), "已报告总监票人，原因已查清，主席团决定继续。"),
            secret("口令"),
            button("出具份额"),
        ),
        _new_code(trustee, token),
    )


def _shared(trustee: Trustee, token: str) -> Screen:
    watch, k = trustee.watch, trustee.record["threshold"]
    return (
        "份额已交出",
        tag(
            "div",
            tag("p", "✓", class_="mark"),
            tag("p", f"已有 {watch.shares} 份，需要 {k} 份。够数后结果自动算出。"),
            class_="state is-in",
        ),
    )


def _counts(trustee: Trustee) -> list[Html]:
    setup, counts = trustee.watch.setup, trustee.watch.counts
    assert setup is not None and counts is not None
    shown = []
    for question, row in zip(setup.election.questions, counts, strict=True):
        answers = (["空白"] if question.blank else []) + list(question.answers)
        shown.append(
            table(["选项", "票数"], [[a, f"{n} 票"] for a, n in zip(answers, row, strict=True)], question.question)
        )
    return shown


def _done(trustee: Trustee, token: str) -> Screen:
    return (
        "结果已算出，本机核验无误",
        facts(("电子票", f"{len(trustee.watch.checked)} 张"), ("看板指纹（前 16 位）", _head(trustee))),
        _counts(trustee),
        _signing(trustee, token),
        tag("h2", "销毁钥匙"),
        tag("p", "异议期过后，当众销毁本机的钥匙，信封里的备份一并撕毁。看板的副本留下，以后随时可以核对。"),
        act(
            trustee,
            token,
            "destroy",
            tick("sure", "异议期已过，总监票人已宣布销毁。销毁后不能恢复。"),
            button("销毁钥匙", "danger"),
        ),
    )


def _signing(trustee: Trustee, token: str) -> list[Any]:
    """签名 on the fingerprint that the hall sees; what is to be done before and after."""
    if not trustee.published:
        return [tag("h2", "在档案指纹上签名"), tag("p", "计票完成后，本页出现档案指纹，请与会场大屏比对后签名。")]
    shown = tag("p", tag("span", grouped(trustee.published[:PRINT_DIGITS]), class_="print"))
    if trustee.record.get("signed") == trustee.published:
        return [tag("h2", "已在档案指纹上签名"), shown]
    return [
        tag("h2", "在档案指纹上签名"),
        shown,
        tag("p", "签名前，本机取来全部公开档案，与自己的副本比对，再用独立验票程序从头验一遍。"),
        act(
            trustee,
            token,
            "sign",
            tick("same", "会场大屏上的档案指纹与上面的一致。"),
            secret("口令"),
            button("核验并签名"),
        ),
    ]


def _destroyed(trustee: Trustee, token: str) -> Screen:
    return (
        "钥匙已销毁",
        tag(
            "div",
            tag("p", "✓", class_="mark"),
            tag("p", "本机不再有这把钥匙。请把密封备份也当众撕毁。"),
            class_="state is-in",
        ),
        tag("p", "看板的副本留在："),
        tag("p", tag("code", str(trustee.drawer.board))),
    )


def _stopped(trustee: Trustee, token: str) -> Screen:
    return (
        "指纹不一致，已停止",
        alert(tag("p", "有人可能换过证书。本机不再交出任何内容。")),
        tag("p", "请报告总监票人，在网站上“重做密钥仪式”，每人重新取得连接码，再从首页重新连接。"),
    )


SCREENS: dict[str, Callable[[Trustee, str], Screen]] = {
    t.CERTS: _certs,
    t.COMPARE: _compare,
    t.KEYS: _keys,
    t.BACKUP: _backup,
    t.DRILL: _drill,
    t.WATCH: _watch,
    t.SHARE: _share,
    t.SHARED: _shared,
    t.DONE: _done,
    t.DESTROYED: _destroyed,
    t.STOPPED: _stopped,
}


def backup_sheet(trustee: Trustee) -> Html:
    """密封备份: an A4 page with the seed. raises: Problem while the key is locked."""
    backup, record = trustee.backup(), trustee.record
    groups = [tag("li", backup.seed[at : at + 4]) for at in range(0, len(backup.seed), 4)]
    return sheet(
        "监票人钥匙密封备份",
        tag(
            "section",
            tag("h1", f"{_practice(trustee)}监票人钥匙密封备份"),
            tag(
                "dl",
                [
                    join(tag("dt", name), tag("dd", value))
                    for name, value in (
                        ("会议", record["sitting"]),
                        ("票决", record["title"]),
                        ("票箱编号", backup.box),
                        ("钥匙", f"第 {backup.no} 把，共 {len(record['names'])} 把，{record['threshold']} 把能开"),
                        ("持有人", backup.name),
                        ("证书指纹", backup.fingerprint),
                    )
                ],
            ),
            tag("h2", "钥匙（从左到右、从上到下，区分大小写）"),
            tag("ol", groups, class_="groups"),
            tag("p", qr(backup.code), class_="qr"),
            tag(
                "p",
                "谁拿到这张纸，谁就有这把钥匙。装入信封封口，由持有人和另一位监票人在骑缝处签名；原电脑坏了才拆开，拆开时要有两位监票人在场。",
            ),
            tag("p", "恢复：在任意一台装有监票台程序的电脑上选“恢复钥匙”，输入票箱地址、新的连接码和上面的 6 组字符。"),
            tag("p", "字符里没有数字 0、大写 I、大写 O 和小写 l。"),
            tag("p", "封装人签名：____________  监督人签名：____________  日期：____________"),
            class_="paper",
        ),
        rehearsal=trustee.drawer.rehearsal,
    )


def _practice(trustee: Trustee) -> str:
    return "演练 · " if trustee.drawer.rehearsal else ""


def qr(content: str) -> Html:
    """A QR code as SVG."""
    return Html(segno.make(content, error="m", micro=False).svg_inline(border=2, scale=4))
