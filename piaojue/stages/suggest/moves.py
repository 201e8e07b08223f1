"""What may happen to a suggestion."""

from piaojue.commons.moves import Moves, Reach, move, view
from piaojue.commons.people.roles import ANYONE, SIGNED_IN, Role
from piaojue.commons.years.road import Stage
from piaojue.stages.suggest.models import SuggestionState as S

COLLECTORS = {Role.CONGRESS_CLERK, Role.STREET_CLERK, Role.DEPUTY, Role.GOV_OFFICE}
ON_DUTY = {Role.CONGRESS_CLERK, Role.STREET_CLERK, Role.GOV_OFFICE}
# 常态征集: suggestions are taken all year; after the campaign they go to the reserve of the next year.
TAKING = [Stage.SOLICITING, Stage.GROUPING, Stage.SCREENING]

MOVES = Moves(
    "suggest",
    "征集",
    view("read_suggestions", "看公开的建议（已遮蔽个人信息）", ANYONE, reach=Reach.ALL),
    view("read_proposers", "看建议人联系方式", {Role.CONGRESS_CLERK, Role.STREET_CLERK}, basis="个人信息保护法 13 条"),
    move(
        "correct_contact",
        "更正、删除建议人联系方式",
        {Role.CONGRESS_CLERK, Role.STREET_CLERK},
        basis="个人信息保护法 46、47 条",
    ),
    view("read_alarms", "看紧急事项", ON_DUTY, reach=Reach.BELOW, basis="紧急危险立即转人处置"),
    move("handle_alarm", "处置紧急事项", ON_DUTY, reach=Reach.UP, basis="本级或所在街道的值班人员，谁先看到谁处置"),
    view("export_all", "导出全部建议（已遮蔽）", {Role.CONGRESS_CLERK, Role.STREET_CLERK, Role.GOV_OFFICE}),
    move(
        "open_campaign",
        "发布征集活动",
        {Role.CONGRESS_CLERK, Role.STREET_CLERK, Role.GOV_OFFICE},
        stages=[Stage.PLANNED, Stage.SOLICITING],
    ),
    move("suggest", "提建议", SIGNED_IN - {Role.ADMIN}, stages=TAKING, reach=Reach.ALL, basis="任何人都可提出（S6）"),
    move("enter_for", "代他人登记", COLLECTORS, stages=TAKING, reach=Reach.UP, basis="帮老人代填（DOMAIN §5.1）"),
    move("import_tickets", "导入热线工单", {Role.CONGRESS_CLERK, Role.STREET_CLERK, Role.GOV_OFFICE}, stages=TAKING),
    move("support", "附议建议", SIGNED_IN - {Role.ADMIN}, source=[S.RECEIVED], stages=TAKING, reach=Reach.ALL),
    move("withdraw", "撤回建议", SIGNED_IN, source=[S.RECEIVED], target=S.WITHDRAWN, reach=Reach.ALL),
)
