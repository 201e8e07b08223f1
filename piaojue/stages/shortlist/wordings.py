"""答复模板: how an answer with a given reason usually reads. A start: a person completes it and signs.

{诉求} is replaced by the demand's title; what stands in 【】 must be filled in before the answer can be signed.
"""

import re

from piaojue.commons.places.models import Place
from piaojue.stages.shortlist.models import ReasonCode, Wording

TITLE = "{诉求}"
BUILT_IN: dict[str, str] = {
    ReasonCode.ADOPTED: "“{诉求}”符合民生实事项目的正面清单，已列入初定项目。下一步由责任部门论证方案和资金，通过后提请人大代表票决；每走一步都会告诉您。",
    ReasonCode.PRIVATE: "“{诉求}”只涉及个别单位或个人，不属于面向大多数群众的民生实事项目。我们已把它转给【部门】按日常工作办理，联系电话【电话】。",
    ReasonCode.NOT_OURS: "“{诉求}”不在本级权限之内，由【主管单位】负责。我们已于【日期】转去，并请他们直接答复您。",
    ReasonCode.HIGHER: "“{诉求}”上级已经安排，项目是【项目名称】，计划【时间】完成，因此今年不再重复列项。",
    ReasonCode.NOT_THIS_YEAR: "“{诉求}”是实在的需要，但工程当年做不完，主要卡在【原因】。我们把它放进储备库，【时间】前完成前期工作后再列入征集。",
    ReasonCode.NO_FUNDS: "“{诉求}”所需资金约【金额】万元，今年没有来源，借债建设又不被允许。我们把它放进储备库，申请【资金渠道】后再论证。",
    ReasonCode.NO_SITE: "“{诉求}”经现场查看，【地点】因【原因】不能用作选址。如果您知道附近合适的地方，请再告诉我们。",
    ReasonCode.RISK: "“{诉求}”经环保、安全部门研究，存在【风险】，现在不能实施。消除风险的办法是【办法】。",
    ReasonCode.DUPLICATE: "“{诉求}”与另一条诉求【名称】是同一件事，已一并办理，您的意见和人数都算在内，进展以那一条为准。",
    ReasonCode.PETITION: "“{诉求}”属于应当通过【诉讼、仲裁、复议或信访】解决的事项，民生实事项目不能代替。受理单位是【单位】，电话【电话】。",
    ReasonCode.UNDER_WAY: "“{诉求}”已经在做，项目是【项目名称】，现在进行到【进度】，计划【时间】完成。",
    ReasonCode.UNCLEAR: "“{诉求}”写得还不够清楚，我们不知道是【哪里、哪件事】，也没能联系上您。请补充后重新提出，或拨打【电话】告诉我们。",
}


STREET = {
    ReasonCode.ADOPTED: "“{诉求}”符合民生实事项目的正面清单，已列入初定项目。下一步论证方案和资金，提交居民议事会会商、票选推荐，由街道党工委确认后实施；每走一步都会告诉您。",
}
"""What reads otherwise in a 街道: it has no congress and never decides by 票决."""


def built_in(place: Place) -> dict[str, str]:
    """Reason code → how such an answer begins at this kind of place."""
    return BUILT_IN | STREET if place.is_subdistrict else BUILT_IN


def wordings_of(place: Place) -> dict[str, str]:
    """Reason code → the place's own wording, else the built-in one."""
    return built_in(place) | dict(Wording.objects.filter(place=place).values_list("code", "text"))


def left_open(text: str) -> list[str]:
    """What stands in 【】 and is still to be filled in."""
    return re.findall("【[^】]*】", text)
