"""The twenty checks by number and title, and what came of each."""

from collections.abc import Iterator

TITLES = {
    1: "文件头与归档格式", 2: "文件名等于内容的 SHA-256", 3: "哈希链：前后相接、编号连续、次序合规",
    4: "JSON 为规定写法，无多余字段", 5: "群参数为公开常数 BELENIOS-2048", 6: "所有群元素在子群内，所有指数在范围内",
    7: "监票人证书、承诺、公钥与持有证明", 8: "选举公钥等于监票人公钥之积",
    9: "公开凭据按序、不重复，数目等于发出减作废",
    10: "每张选票：场次、名单、签名、有效性证明", 11: "没有凭据投了两次", 12: "密文合计与张数",
    13: "每份解密份额的证明", 14: "每一种够数的监票人组合都解出同一结果", 15: "每题票数之和在规则范围内",
    16: "看板检查点、监票台在档案指纹上的签名", 17: "抽查的选票打开相符，且不在票箱中", 18: "应到、实到、发票、收回、换票、未投、纸质票相符",
    19: "各轮按票决办法得出的结论", 20: "档案齐全无改动，计票报告单与重算的一致",
}  # fmt: skip


class Report:
    """Outcomes by check number; what the files beside the archive add to the counts: paper ballots, the verdict.

    whole: the meeting's record was checked, too;  head: fingerprint of the whole bundle;  board: of the board alone
    joined: (items, words, four counts an item) where paper was counted beside the box
    """

    def __init__(self) -> None:
        self.failed: dict[int, str] = {}
        self.skipped: dict[int, str] = {}
        self.held: dict[int, str] = {}
        self.rehearsal = False
        self.whole = False
        self.head = self.board = ""
        self.joined: tuple[list[str], list[str], list[list[int]]] | None = None
        self.verdict: list[str] = []

    def hold(self, *numbers: int, note: str = "") -> None:
        """These checks hold; `note` says on what they looked."""
        self.held |= dict.fromkeys(numbers, note)

    @property
    def good(self) -> bool:
        """Whether each check holds or does not apply."""
        return not self.failed and set(TITLES) == set(self.held) | set(self.skipped)

    def lines(self) -> Iterator[str]:
        """One line a check."""
        for n, title in TITLES.items():
            if n in self.failed:
                yield f"✗ {n:2} {title}：{self.failed[n]}"
            elif n in self.skipped:
                yield f"- {n:2} {title}：不适用（{self.skipped[n]}）"
            elif n in self.held:
                yield f"✓ {n:2} {title}" + (f"：{self.held[n]}" if self.held[n] else "")
            else:
                yield f"? {n:2} {title}：前面的检查未通过，没有检查"
