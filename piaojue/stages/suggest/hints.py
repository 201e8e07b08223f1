"""负面清单 and the way to other channels, as hints with the words that triggered them (DOMAIN §6.4). Hints never forbid."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Hint:
    """One hint. code: kept with the suggestion; advice: what to do instead; words: what triggered it."""

    code: str
    title: str
    advice: str
    words: tuple[str, ...] = ()


RULES: tuple[Hint, ...] = (
    Hint("urgent", "可能有紧急危险", "如有人身危险,请立即拨打 110、119 或 120;燃气泄漏请先开窗、离开,再打燃气抢险电话。",
         ("燃气泄漏", "煤气泄漏", "要塌", "倒塌", "坍塌", "着火", "火灾", "自杀", "轻生", "杀人", "家暴", "触电")),
    Hint("petition", "像是信访、诉讼或仲裁事项", "举报、申诉、复议、仲裁和诉讼请走信访、司法渠道(信访工作条例),这里不受理具体案件。",
         ("起诉", "法院", "判决", "仲裁", "信访", "上访", "举报", "行政复议", "拖欠工资", "强拆", "补偿款", "赔偿")),
    Hint("private", "像是一家一户的事", "个人诉求请拨打 12345,办得更快;如果很多人都有同样的困难,请写明多少人受益。",
         ("我家的", "给我家", "我个人", "我们单位的", "帮我办", "我儿子", "我女儿", "低保办")),
    Hint("office", "像是机关办公用房或人员经费", "民生实事不安排楼堂馆所、办公用房、日常运维和人员经费。",
         ("办公楼", "办公用房", "涨工资", "编制", "工资待遇")),
    Hint("business", "像是商业盈利项目", "以盈利为目的的项目不列入民生实事。", ("招商", "开发楼盘", "加盟", "投资回报", "商业街招租")),
    Hint("image", "像是形象工程", "雕塑、牌楼、亮化展示等形象工程不列入。", ("雕塑", "牌楼", "标志性建筑", "形象工程", "夜景亮化")),
)  # fmt: skip


def hints_for(text: str) -> list[Hint]:
    """Hints whose words occur in the text, each with just those words."""
    found = []
    for rule in RULES:
        if words := tuple(word for word in rule.words if word in text):
            found.append(Hint(rule.code, rule.title, rule.advice, words))
    return found
