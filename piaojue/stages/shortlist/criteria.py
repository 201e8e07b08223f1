"""正面清单与负面清单 (docs/domain.md#positive-list, docs/domain.md#negative-list), and what a dossier is appraised by."""

POSITIVE: dict[str, str] = {
    "inclusive": "普惠（受益面广）",
    "public": "公益",
    "balanced": "均衡（兼顾片区）",
    "basic": "基础、兜底",
    "feasible": "可行（财力、土地、审批）",
    "urgent": "急迫",
    "measurable": "可量化（有年度定量目标）",
    "this_year": "当年可完成或有阶段目标",
}
NEGATIVE: dict[str, str] = {
    "unready": "不具备实施条件",
    "burden": "可能增加群众、企业负担",
    "debt": "增加政府债务风险",
    "unrest": "有稳定风险",
    "higher": "上级已安排",
    "private": "个别单位或个人诉求",
    "petition": "应走诉讼、仲裁、复议、信访渠道",
    "duplicate": "简单重复",
    "image": "形象工程",
    "office": "党政机关办公用房、日常运维与人员经费",
    "profit": "商业盈利项目",
}
APPRAISALS: dict[str, str] = {
    "necessity": "必要性",
    "feasibility": "可行性",
    "finance": "财政承受",
    "legality": "合法性",
    "risk": "风险",
}
TOP_SCORE, HIGH_SCORE = 10, 8  # points a criterion: the most; what stands out
