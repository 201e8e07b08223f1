"""指标: one registry of what is measured. Tiles, boards, walls and open data show the same numbers under the same names.

Each measure says how it is made, of what, and what it does where something is missing; the page 怎么算的 shows these lines.
`tests/test_measures.py` makes each anew from the open data alone.
"""

from dataclasses import dataclass

from django.utils.translation import gettext_noop as _

from piaojue.journey.figures import Figures

Value = int | float | None


@dataclass(frozen=True)
class Measure:
    """key: of `Figures`; unit: 条, 项, 元, or 率 for a share 0–1; tables: of the open data, from which it can be made anew

    formula: how; base: of what; edge: what happens at the edges; all in Chinese
    """

    key: str
    name: str
    unit: str
    formula: str
    base: str
    edge: str
    tables: tuple[str, ...]

    @property
    def is_share(self) -> bool:
        return self.unit == SHARE

    @property
    def label(self) -> str:
        """As a tile is named."""
        return self.name if self.is_share else f"{self.name}（{self.unit}）"

    def of(self, figures: Figures) -> Value:
        value: Value = getattr(figures, self.key)
        return value


SHARE = "率"
_LAMPS = _("亮灯只算正在实施的项目，和跨年结转还没有了结的项目；验收以后不再亮灯。")
_M = Measure
_ALL = (
    _M("suggestions", _("建议"), _("条"), _("收到的建议条数"), _("本年度收到的全部建议"), _("撤回的不算；还没有公开或不公开的也算，所以可能多于开放数据里的条数。"), ("suggestions",)),
    _M("demands", _("诉求"), _("项"), _("归并出的诉求项数"), _("本年度全部诉求"), _("一条建议可以属于几项诉求，几条建议可以归成一项。"), ("demands",)),
    _M("answered_rate", _("答复率"), SHARE, _("有书面公开答复的诉求 ÷ 全部诉求"), _("本年度全部诉求"), _("还没有诉求时不显示。"), ("demands", "outcomes")),
    _M("candidates", _("候选"), _("项"), _("候选项目数"), _("本年度的候选项目"), _("公开以后（送阅起；街道会商起）才计数。"), ("candidates",)),
    _M("adopted", _("入选"), _("项"), _("票决结果确认入选的项目数"), _("已确认的票决结果；街道为议事会商推荐并确认的"), _("演练不算；几轮投票的只算入选的那一轮。"), ("results",)),
    _M("projects", _("项目"), _("项"), _("公布并分解的项目数"), _("本年度全部项目"), _("被替换的项目和替换它的项目都在内。"), ("projects",)),
    _M("completed", _("完成"), _("项"), _("验收结论为“完成”的项目数"), _("本年度全部项目"), _("“基本完成”“未完成”“跨年结转”“终止”都不算完成。"), ("projects",)),
    _M("residents_share", _("来自居民的项目"), SHARE, _("背后至少有一条居民建议的项目 ÷ 全部项目"), _("本年度全部项目"), _("看候选材料所依据的诉求里有没有居民提的建议；解除归并的不算。还没有项目时不显示。"), ("projects", "candidates", "links", "suggestions")),
    _M("on_time_rate", _("按期完成率"), SHARE, _("按票决承诺的期限完成的项目 ÷ 到期的项目"), _("承诺期限已过，或已经验收、终止的项目"), _("“按期”指验收为“完成”，并且承诺期限当月以前的进度报告已到 100%，或验收日期不晚于承诺期限。期限看票决时的承诺（目标基线第 1 版），以后的变更不改它；被替换的项目不算。没有到期项目时不显示。"), ("projects", "baselines", "reports")),
    _M("green", _("绿灯"), _("项"), _("亮绿灯的项目数"), _("正在亮灯的项目"), _LAMPS, ("projects",)),
    _M("yellow", _("黄灯"), _("项"), _("亮黄灯的项目数"), _("正在亮灯的项目"), _LAMPS, ("projects",)),
    _M("red", _("红灯"), _("项"), _("亮红灯的项目数"), _("正在亮灯的项目"), _LAMPS, ("projects",)),
    _M("planned_yuan", _("计划投资"), _("元"), _("票决承诺的年度投资合计"), _("目标基线第 1 版的年度投资"), _("被替换的项目不算，替换它的算，所以不会算两次。"), ("projects", "baselines")),
    _M("paid_yuan", _("已支付"), _("元"), _("各项目最近一期累计支付合计"), _("本年度全部项目"), _("按责任单位最近一期进度报告。"), ("projects",)),
    _M("findings", _("监督问题"), _("个"), _("监督发现的问题数"), _("本年度全部问题"), _("不予交办的也在内。"), ("findings",)),
    _M("dismissed", _("不予交办"), _("个"), _("不予交办的问题数"), _("本年度全部问题"), _("不算已核实，也不算待办。"), ("findings",)),
    _M("closed_rate", _("问题销号率"), SHARE, _("由第三人核实销号的问题 ÷ 应当办理的问题"), _("全部问题减去不予交办的"), _("已答复、已整改但没有核实的不算销号。没有应办问题时不显示。"), ("findings",)),
    _M("satisfied_rate", _("满意加基本满意"), SHARE, _("（满意＋基本满意）÷ 该项测评公式规定的基数，各行合计"), _("代表年度的那次测评：先代表，再常委会，再居民，再第三方"), _("只算已公布的；复评不算。基数（有效票、到会或全体）由测评自己的公式定，“不了解”按公式计。"), ("evaluation", "surveys")),
)  # fmt: skip
MEASURES: dict[str, Measure] = {measure.key: measure for measure in _ALL}
