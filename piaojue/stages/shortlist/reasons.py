"""理由码: why a demand goes where it goes, in one table. A new reason is a line of ReasonCode and one of REASONS.

source: docs/domain.md#reason-codes
"""

from dataclasses import dataclass

from django.db import models

from piaojue.commons.words import ENGLISH


class ReasonCode(models.TextChoices):
    """理由码 (docs/domain.md#reason-codes)."""

    ADOPTED = "adopted", "符合正面清单"
    PRIVATE = "private", "个别单位或个人诉求"
    NOT_OURS = "not_ours", "非本级事权"
    HIGHER = "higher", "上级已安排"
    NOT_THIS_YEAR = "not_this_year", "当年不可完成"
    NO_FUNDS = "no_funds", "资金无来源或有债务风险"
    NO_SITE = "no_site", "选址用地不可行"
    RISK = "risk", "环保或安全风险"
    DUPLICATE = "duplicate", "重复"
    PETITION = "petition", "应走诉讼、仲裁、复议或信访渠道"
    UNDER_WAY = "under_way", "已在实施"
    UNCLEAR = "unclear", "内容不清"


@dataclass(frozen=True)
class Reason:
    """What is known of one reason code.

    english: its name for readers of English
    usual:   how such an answer usually reads. A start: a person completes it and signs. {诉求} is replaced by the demand's
             title; what stands in 【】 must be filled in before the answer can be signed
    street:  what reads otherwise in a 街道, which has no congress and never decides by 票决; empty: nothing does
    """

    english: str
    usual: str
    street: str = ""


REASONS: dict[ReasonCode, Reason] = {
    ReasonCode.ADOPTED: Reason(
        "Meets the positive list",
        "“{诉求}”符合民生实事项目的正面清单，已列入初定项目。下一步由责任部门论证方案和资金，通过后提请人大代表票决；每走一步都会告诉您。",
        street="“{诉求}”符合民生实事项目的正面清单，已列入初定项目。下一步论证方案和资金，提交居民议事会会商、票选推荐，由街道党工委确认后实施；每走一步都会告诉您。",
    ),
    ReasonCode.PRIVATE: Reason(
        "Concerns a single body or person",
        "“{诉求}”只涉及个别单位或个人，不属于面向大多数群众的民生实事项目。我们已把它转给【部门】按日常工作办理，联系电话【电话】。",
    ),
    ReasonCode.NOT_OURS: Reason(
        "Not within this level's powers",
        "“{诉求}”不在本级权限之内，由【主管单位】负责。我们已于【日期】转去，并请他们直接答复您。",
    ),
    ReasonCode.HIGHER: Reason(
        "Arranged by a higher level",
        "“{诉求}”上级已经安排，项目是【项目名称】，计划【时间】完成，因此今年不再重复列项。",
    ),
    ReasonCode.NOT_THIS_YEAR: Reason(
        "Cannot be done within the year",
        "“{诉求}”是实在的需要，但工程当年做不完，主要卡在【原因】。我们把它放进储备库，【时间】前完成前期工作后再列入征集。",
    ),
    ReasonCode.NO_FUNDS: Reason(
        "No funds, or risk of debt",
        "“{诉求}”所需资金约【金额】万元，今年没有来源，借债建设又不被允许。我们把它放进储备库，申请【资金渠道】后再论证。",
    ),
    ReasonCode.NO_SITE: Reason(
        "No suitable site",
        "“{诉求}”经现场查看，【地点】因【原因】不能用作选址。如果您知道附近合适的地方，请再告诉我们。",
    ),
    ReasonCode.RISK: Reason(
        "Environmental or safety risk",
        "“{诉求}”经环保、安全部门研究，存在【风险】，现在不能实施。消除风险的办法是【办法】。",
    ),
    ReasonCode.DUPLICATE: Reason(
        "Duplicate", "“{诉求}”与另一条诉求【名称】是同一件事，已一并办理，您的意见和人数都算在内，进展以那一条为准。"
    ),
    ReasonCode.PETITION: Reason(
        "Belongs to court, arbitration, review or petition",
        "“{诉求}”属于应当通过【诉讼、仲裁、复议或信访】解决的事项，民生实事项目不能代替。受理单位是【单位】，电话【电话】。",
    ),
    ReasonCode.UNDER_WAY: Reason(
        "Under way already", "“{诉求}”已经在做，项目是【项目名称】，现在进行到【进度】，计划【时间】完成。"
    ),
    ReasonCode.UNCLEAR: Reason(
        "Unclear",
        "“{诉求}”写得还不够清楚，我们不知道是【哪里、哪件事】，也没能联系上您。请补充后重新提出，或拨打【电话】告诉我们。",
    ),
}
ENGLISH.update({str(code.label): reason.english for code, reason in REASONS.items()})


def reason_codes() -> list[tuple[str, str]]:
    """(value, label) of every reason: a function, so that a new reason needs no migration."""
    return ReasonCode.choices
