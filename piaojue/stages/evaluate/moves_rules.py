"""Who writes the rule of evaluation, and that a sitting passes it."""

from engines.law import Matter
from piaojue.commons.basis import local
from piaojue.commons.moves import effect, move, resolution
from piaojue.stages.evaluate.checks import ORGANISERS
from piaojue.stages.evaluate.models import RuleState as R

RULES = (
    move(
        "write_rule",
        "拟定测评办法",
        ORGANISERS,
        english="Write a rule of evaluation",
        basis=local("档次、界线、整改天数和次数由测评办法定"),
    ),
    resolution(
        "pass_rule",
        "通过测评办法",
        matter=Matter.EVALUATION_RULES,
        english="Passing the rules of evaluation",
        source=[R.PROPOSED],
        target=R.IN_FORCE,
    ),
    effect("turn_down_rule", "测评办法未通过", english="The rule of evaluation was not passed"),
    move(
        "withdraw_rule",
        "撤回测评办法草案",
        ORGANISERS,
        english="Withdraw a rule of evaluation",
        source=[R.PROPOSED],
        target=R.DROPPED,
    ),
)
