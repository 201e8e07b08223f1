"""The papers of a vote as an office words them, of a city district and of a township (docs/domain.md#vote-rules-paper, #count-sheet)."""

from engines.counting import Detail, Rule
from piaojue.commons.years.models import Paper
from piaojue.stages.vote.tests import make
from piaojue.stages.vote.wording import certificate_text, rules_notes, rules_text

FULL = Rule(seats=2, result_detail=Detail.FULL, local_basis="某市票决办法")
SESSION = "新城区第十八届人民代表大会第六次会议"
LAW = "《中华人民共和国地方各级人民代表大会和地方各级人民政府组织法》"


def test_a_districts_papers(cast):
    poll = make.confirmed_poll(cast, rule=FULL)
    rules = rules_text(poll).split("\n")
    assert rules[0] == (
        f"第一条\u3000为做好{SESSION}民生实事项目票决工作，根据{LAW}第十一条第三项、某市票决办法的规定，结合本地实际，制定本办法。"
    )
    assert rules[7].startswith(
        "第八条\u3000设总监票人一名、监票人一名，由主席团在不担任候选项目责任单位职务的代表中提名，"
    )
    assert rules[-1] == "附件：1. 票决票样；2. 计票报告单"
    assert not any(mark in line for line in rules for mark in ("〔", "依据：", "待核")) and rules_notes(poll)
    notice = Paper.objects.get(kind="result_notice")
    assert (notice.title, notice.doc_no) == (f"{SESSION}公告", "第一号")
    day = notice.body.split("于 ", 1)[1].split("，", 1)[0]
    assert notice.body.split("\n") == [
        f"{SESSION}于 {day}，根据{LAW}第十一条第三项和《{SESSION}民生实事项目票决办法》，以无记名投票方式对 3 项候选民生实事项目进行票决。"
        "应到代表 5 人，实到代表 5 人；发出票决票 5 张，收回 5 张，其中有效票 5 张，无效票 0 张。"
        "经主席团确认（主席团第三次会议，主席团〔2026〕3号），票决结果有效。",
        "",
        "下列 2 项确定为新城区2026 年民生实事项目：",
        "1. 老旧小区加装电梯",
        "2. 改造农贸市场公厕",
        "",
        "没有获得确定的候选项目：",
        "1. 新建社区托育点",
        "",
        "各候选项目得票：",
        "1. 老旧小区加装电梯：赞成 5 票，反对 0 票，弃权 0 票",
        "2. 改造农贸市场公厕：赞成 4 票，反对 0 票，弃权 1 票",
        "3. 新建社区托育点：赞成 1 票，反对 4 票，弃权 0 票",
        "",
        "现予公告。",
        "",
        f"{SESSION}主席团",
        day,
    ]


def test_the_count_certificate_is_signed_by_the_executive_chairman_and_remarks_stand_apart(cast):
    poll = make.counted_poll(cast, [("approve", "approve", "against")] * 5, rule=FULL)
    sheet, beside = certificate_text(poll).split("附注（由系统提出，不属于签名的内容）：")
    lines = sheet.strip().split("\n")
    assert lines[:2] == [SESSION, "2026 年民生实事项目票决票计票报告单"]
    assert lines[2:5] == [
        "应到 5 人，实到 5 人。",
        "发出 5 张，收回 5 张，其中有效票 5 张，无效票 0 张。",
        "票数核对：电子票 5 张 + 领用纸质票 0 张 + 未投 0 张 = 发出 5 张；收回 5 张，没有多于发出的票数。",
    ]
    assert "1. 老旧小区加装电梯：赞成 5 票，反对 0 票，弃权 0 票，该项不计 0 票。" in lines
    assert lines[-2] == "执行主席：____________" and ":" not in sheet
    assert "提请注意" not in sheet and "提请注意" in beside


def test_a_township_names_its_own_article_and_has_no_standing_committee(cast):
    poll = make.prepared_poll(cast, rule=FULL)
    poll.place.code, poll.place.level, poll.place.name = "150102101", "town", "保合少镇"
    poll.year.place = poll.place
    assert poll.place.is_township
    text = rules_text(poll)
    assert f"根据{LAW}第十二条第三项、" in text and "常委会" not in text and "常务委员会" not in text
