"""What a clerk should notice in a message, each with the words that raised it; nothing is decided here.

Positive and negative lists: docs/domain.md#positive-list, docs/domain.md#negative-list. Matters for lawsuit, arbitration,
reconsideration or 信访: 信访工作条例 (2022), docs/domain.md#elsewhere. Danger is raised to a person at once; insults keep words
from being published unread (docs/domain.md#publication).
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from .alarm import sounds_dangerous
from .dangers import DANGERS
from .insults import INSULTS
from .scripts import unread
from .wording import normalise


class Sort(StrEnum):
    """In which way a hint matters."""

    DANGER = "紧急危险"
    ABUSE = "辱骂、攻击"
    UNREAD = "要懂这种文字的人看"
    ELSEWHERE = "应走其他渠道"
    NEGATIVE = "负面清单"
    POSITIVE = "正面清单"


@dataclass(frozen=True)
class Rule:
    """One hint. words: regular expressions on the normalised text; unless: what takes them back in the same clause;
    against: what takes them back when it stands before them (“防止墙体倒塌” wakes nobody, “墙体倒塌,请处理,避免伤人” does)."""

    key: str
    sort: Sort
    name: str
    advice: str
    words: tuple[str, ...]
    unless: str = ""
    against: str = ""


@dataclass(frozen=True)
class Hint:
    """A rule that met the text. words: as the text has them, in order, each once."""

    key: str
    sort: Sort
    name: str
    advice: str
    words: tuple[str, ...]

    @property
    def urgent(self) -> bool:
        """To be shown to a person now, not in the queue."""
        return self.sort is Sort.DANGER


HEARD = "heard"
"""The rule without words: what sounds like danger though no rule knows its words (alarm.py)."""
SCRIPT = "script"
"""The rule without words: what is written in a script that no rule reads (scripts.py)."""
_NOW = "请立即转值班人员核实；有人受困或受伤的，先拨 110、119、120"
_ADVICE = {"self_harm": _NOW + "；心理援助热线 12356"}

_NOT_THERE = (
    "(?!门口|路口|门前|大门|家属|宿舍|小区|站|路|街|[前后东南西北]|旁|边|对面|附近|周边|周围|这边|那边|停车|服务中心)"
)
"""A court as a landmark is no lawsuit: 法院路口没有红绿灯."""


def _rule(sort: Sort, key: str, name: str, advice: str, words: str, unless: str = "", against: str = "") -> Rule:
    return Rule(key, sort, name, advice, tuple(words.split()), unless, against)


RULES: tuple[Rule, ...] = (
    *(
        Rule(
            danger.key,
            Sort.DANGER,
            danger.name,
            _ADVICE.get(danger.key, _NOW),
            danger.patterns,
            danger.unless,
            danger.against,
        )
        for danger in DANGERS
    ),
    Rule(HEARD, Sort.DANGER, "像是有人遇险", _NOW, ()),
    Rule(
        SCRIPT,
        Sort.UNREAD,
        "要懂这种文字的人看",
        "系统读不懂：有没有危险、该归哪一类，请懂的人先看",
        (),
    ),
    Rule("insult", Sort.ABUSE, "辱骂、攻击", "公开前请核对；针对人的辱骂不公开", INSULTS),
    _rule(
        Sort.ELSEWHERE,
        "lawsuit",
        "诉讼、仲裁、复议事项",
        "应通过诉讼、仲裁或行政复议解决，请告知途径，不作为建议项目",
        rf"法院{_NOT_THERE} 中院{_NOT_THERE} 高院{_NOT_THERE} (?:起诉|上诉|申诉|判决|裁定|庭审|开庭|立案|再审|强制执行|执行局|法官|诉讼(?!服务)) (?:劳动|商事)?仲裁{_NOT_THERE} 行政复议 检察院{_NOT_THERE} 抗诉 \d{{4}}\)?[^,。]{{0,6}}民(?:初|终)",
    ),
    _rule(
        Sort.ELSEWHERE,
        "petition",
        "信访事项",
        "属信访事项的转信访部门，并告知本人",
        rf"信访(?!局){_NOT_THERE} 信访局{_NOT_THERE} 上访 举报信 (?:举报|检举|控告)[^,。;!?]{{0,12}}(?:干部|书记|主任|局长|村长|镇长|领导|警察|民警|公职) 贪污 受贿 行贿 挪用 以权谋私 保护伞 黑恶势力 村霸 官商勾结 徇私 渎职 不作为 乱作为",
    ),
    _rule(
        Sort.ELSEWHERE,
        "crime",
        "涉嫌违法犯罪",
        "请转公安机关，并告知本人",
        r"(?:集资|电信|合同|网络)?诈骗 非法集资 p2p 爆雷 跑路 传销 聚众赌博 吸毒 贩毒 卖淫 高利贷 套路贷",
        r"(?<!虚假)宣传|讲座|培训|康复",
        r"防范|预防|[防反]$",
    ),
    _rule(
        Sort.ELSEWHERE,
        "hotline",
        "个案投诉",
        "宜转 12345 或主管部门限时答复",
        r"(?:不|拒绝|迟迟不|拖着不|不给我?|未)(?:退款|退费|退钱|退还|退定金|退房款|退押金) 拖欠(?:我的?|工资|货款|工程款|房款) 欠薪 欠款 虚假宣传 霸王(?:条款|合同|规定) 强制消费 消费纠纷 捆绑销售",
    ),
    _rule(
        Sort.NEGATIVE,
        "private",
        "个别单位或个人诉求",
        "命中负面清单“个别单位或个人诉求”；列入候选须写明理由",
        r"(?:我|本人|我家|我们家|我儿子|我女儿|我丈夫|我妻子|我父亲|我母亲|我孩子)的?(?:工资|房子|宅基地|户口|社保|职称|编制|补偿款|房产证|案子|欠款|退休金|退款|定金|贷款|身份证|工伤|档案) "
        r"(?:给|为|帮)(?:我|本人|我家)(?:解决|安排|办理|落实|讨|要回|追回) 我(?:公司|单位|厂|店)(?!门口|门前|附近|旁|边|对面|周围) 我的店(?!门口|门前|附近|旁|边|对面|周围)",
    ),
    _rule(
        Sort.NEGATIVE,
        "burden",
        "可能增加群众或企业负担",
        "请说明费用由谁承担",
        r"(?:每户|每人|业主|居民|村民|企业)[^,。;!?]{0,4}(?:集资|摊派|出资|自筹|分摊) 强制(?:安装|收费|购买) 摊派 (?:提高|上调)[^,。;!?]{0,6}(?:收费|费用|水价|电价|气价|学费)",
    ),
    _rule(
        Sort.NEGATIVE,
        "debt",
        "政府债务或资金风险",
        "请核资金来源",
        r"举债 政府债务 (?:政府|财政)[^,。;!?]{0,4}(?:担保|兜底买单) 垫资建设 融资平台 bt模式",
    ),
    _rule(
        Sort.NEGATIVE,
        "not_ready",
        "暂不具备实施条件",
        "请核土地、规划、审批",
        r"(?:没有|无|未批|未取得)(?:土地|用地)(?:指标|手续)? 占用(?:基本农田|耕地|林地|生态红线) 权属(?:不清|有争议|争议) 产权(?:不清|不明|争议) 规划(?:未批|没批|冲突) (?:土地|用地|征地)纠纷",
    ),
    _rule(
        Sort.NEGATIVE,
        "stability",
        "稳定风险",
        "请作社会稳定风险评估",
        r"(?:坚决|强烈|集体|联名|全体业主)[^,。;!?]{0,4}(?:反对|抵制|抗议) 拉横幅 群体性事件 集体上访 (?:去|要|准备|集体|村民|业主)[^,。;!?]{0,4}(?:堵路|堵门) 罢工 罢课 维权群 静坐 游行(?![程道])",
    ),
    _rule(
        Sort.NEGATIVE,
        "office",
        "办公用房、楼堂馆所、经费",
        "命中负面清单（待各地核定）：不得用于办公用房、楼堂馆所和人员经费",
        r"办公(?:楼|用房|大楼)[^,。;!?]{0,6}(?:装修|新建|改造|扩建|翻新) 楼堂馆所 (?:公务|行政)接待 (?:办公|人员|工作)经费 公务用车 (?:公务员|干部|协管员|辅警)[^,。;!?]{0,6}(?:工资|待遇|津贴|编制)",
    ),
    _rule(
        Sort.NEGATIVE,
        "vanity",
        "形象工程",
        "请核实际受益面",
        r"(?:城市|标志性|大型|巨型)雕塑 形象工程 面子工程 政绩工程 地标(?:建筑|性建筑) 豪华(?:大门|门楼|牌坊)",
    ),
    _rule(
        Sort.NEGATIVE,
        "profit",
        "商业营利",
        "营利性项目不由财政资金安排",
        r"(?:招商|引进|开发)[^,。;!?]{0,4}(?:商业综合体|购物中心|楼盘|酒店|别墅) 商业(?:街|地产|综合体)(?:开发|项目) 投资回报 (?:我们|本)公司[^,。;!?]{0,6}(?:产品|方案|设备)[^,。;!?]{0,6}(?:推广|合作|采购)",
    ),
    _rule(
        Sort.POSITIVE,
        "inclusive",
        "普惠、公益",
        "受益面广",
        r"(?:全|整个)(?:市|区|县|旗|镇|乡|街道|苏木|村|社区|小区) (?:居民|村民|群众|市民|业主|老百姓)们?(?:都|普遍|反映强烈) \d+\s?(?:多|余)?(?:户|名学生|个家庭|万人|位老人) [几数上]?[百千万]多?余?(?:户|人|名|居民) 周边(?:居民|小区|群众|村民) 公益 免费 普惠",
    ),
    _rule(
        Sort.POSITIVE,
        "basic",
        "基础、兜底",
        "关系基本生活",
        r"饮水 吃水 喝水 供暖 暖气 公厕 路灯 出行(?:难|不便|困难) 上学(?:难|远|不便|困难) 入园难 看病(?:难|远|不便) 停车难 如厕难 老年人 残疾人 留守儿童 困难群众 低保 下水道 危房",
    ),
    _rule(
        Sort.POSITIVE,
        "balanced",
        "均衡",
        "兼顾薄弱片区",
        r"(?:偏远|边远|城乡结合部|老城区|老旧小区|农村|牧区|山区|薄弱|城郊)(?:地区|片区|学校|区域)? 没有一(?:个|所|家|条|座) (?:缺乏|缺少|没有)(?:公园|学校|医院|幼儿园|公交|健身|停车场|菜市场|厕所|配套)",
    ),
    _rule(
        Sort.POSITIVE,
        "pressing",
        "急迫",
        "反映强烈或久拖未决",
        r"迫切 急需 亟待 亟需 刻不容缓 反映强烈 多年(?:来|未|没有|无人) 十几年 安全隐患 存在隐患 事故(?:频发|多发) 每到(?:雨天|冬天|夏天|下雨)",
    ),
    _rule(
        Sort.POSITIVE,
        "measurable",
        "可量化、当年可完成",
        "有数量或期限，便于设年度目标",
        r"(?:新建|改造|增设|安装|加装|配备|修建|硬化|更换|新增|建设)[^,。;!?]{0,8}[\d一二两三四五六七八九十百千]+\s?(?:处|个|盏|公里|米|套|台|座|部|户|条|所|间|辆|根|平方米|亩) (?:年底前|今年内|当年|年内)(?:完成|建成|实施)?",
    ),
)

UNREAD_SHOWN = 3
_NEARBY = 10
_CLAUSE = re.compile("[,。;!?]")
_NEVER = "(?!)"
_COMPILED = tuple(
    (
        rule,
        re.compile("|".join(rule.words) or _NEVER),
        re.compile(rule.unless or _NEVER),
        re.compile(rule.against or _NEVER),
    )
    for rule in RULES
)
_ORDER = {sort: at for at, sort in enumerate(Sort)}


def hints(title: str, body: str = "", rules: Iterable[str] | None = None) -> list[Hint]:
    """Every rule that meets the message, danger first.

    rules: keys to look at; all when not given
    """
    text = normalise(f"{title}。{body}")
    given: list[Hint] = []
    for rule, words, unless, against in _COMPILED:
        if rules is not None and rule.key not in rules:
            continue
        met = []
        for match in words.finditer(text):
            before = _CLAUSE.split(text[max(0, match.start() - _NEARBY) : match.start()])[-1]
            after = _CLAUSE.split(text[match.end() : match.end() + _NEARBY])[0]
            if not (against.search(before) or unless.search(before + match.group() + after)):
                met.append(match.group())
        if rule.key == HEARD and not any(hint.urgent for hint in given) and sounds_dangerous(title, body):
            met = [title.strip()]
        if rule.key == SCRIPT:
            met = unread(f"{title} {body}")[:UNREAD_SHOWN]
        if met:
            given.append(Hint(rule.key, rule.sort, rule.name, rule.advice, tuple(dict.fromkeys(met))))
    return sorted(given, key=lambda hint: _ORDER[hint.sort])


def is_urgent(title: str, body: str = "") -> bool:
    """Whether a person must see the message at once."""
    return any(hint.urgent for hint in hints(title, body, [r.key for r in RULES if r.sort is Sort.DANGER]))
