"""What the log says happened: the words of the declared line, in the words of the place."""

from piaojue.commons.moves import REGISTRY, declared
from piaojue.commons.record.models import Entry
from piaojue.commons.words import localized, words_at

FORMER: dict[str, str] = {
    "years.opened": "years.open_year",
    "years.set": "years.set_year",
    "years.paper_filed": "years.file_paper",
    "years.paper_shown": "years.show_paper",
    "years.paper_taken_back": "years.take_back_paper",
    "years.gate_signed": "years.sign_gate",
    "years.gate_passed": "years.pass_gate",
    "years.checkpoint_asked": "years.ask_checkpoint",
    "years.checkpoint_amended": "years.amend_checkpoint",
    "years.checkpoint_answered": "years.answer_checkpoint",
    "sittings.called": "sittings.call_sitting",
    "sittings.agenda_set": "sittings.set_agenda",
    "sittings.checked_in": "sittings.check_in",
    "sittings.opened": "sittings.open_sitting",
    "sittings.check_in_undone": "sittings.undo_check_in",
    "sittings.minuted": "sittings.minute",
    "sittings.closed": "sittings.close_sitting",
    "jobs.queued": "jobs.queue_job",
    "jobs.cancelled": "jobs.cancel_job",
    "jobs.resumed": "jobs.resume_job",
    "people.appointed": "people.appoint",
    "people.first_administrator": "people.become_first_administrator",
    "people.body_founded": "people.found_body",
    "people.password_issued": "people.issue_password",
    "people.resident_joined": "people.join_as_resident",
    "people.roll_imported": "people.import_roll",
    "people.seat_ended": "people.end_seat",
    "places.imported": "places.import_places",
    "places.population_set": "places.set_population",
    "deliberate.answered": "deliberate.answer_question",
    "deliberate.asked": "deliberate.ask",
    "deliberate.circulated": "deliberate.circulate",
    "deliberate.group_amended": "deliberate.amend_minutes",
    "deliberate.group_minuted": "deliberate.hold_group_session",
    "deliberate.opinion": "deliberate.minute_opinion",
    "deliberate.opinion_amended": "deliberate.amend_opinion",
    "group.absorbed": "group.absorb",
    "group.added": "group.add",
    "group.auto_set": "group.set_auto",
    "group.demand_made": "group.make_demand",
    "group.edited": "group.edit",
    "group.merged": "group.merge",
    "group.moved": "group.move",
    "group.rejected": "group.reject",
    "group.released": "group.give_back",
    "group.seconded": "group.second",
    "group.suggestion_answered": "group.answer_suggestion",
    "group.suggestion_grouped": "group.group_suggestion",
    "group.suggestion_received": "group.release_suggestion",
    "group.undone": "group.undo",
    "group.unmerged": "group.unmerge",
    "group.unseconded": "group.unsecond",
    "suggest.alarm_handled": "suggest.handle_alarm",
    "suggest.alarm_raised": "suggest.raise_alarm",
    "suggest.campaign_opened": "suggest.open_campaign",
    "suggest.contact_corrected": "suggest.correct_contact",
    "suggest.imported": "suggest.take_ticket",
    "suggest.suggested": "suggest.suggest",
    "suggest.supported": "suggest.support",
    "suggest.tickets_imported": "suggest.import_tickets",
    "suggest.withdrawn": "suggest.withdraw",
}
"""Name of an act in entries that were written before it was renamed → its name today. A log is never rewritten."""


# TRANSITION: acts that their rooms do not declare yet
ACTS: dict[str, str] = {
    "consult.ballot_opened": "开始票选", "consult.called": "召集会商", "consult.concluded": "得出票选结果", "consult.confirmed": "党工委审定",
    "consult.count_entered": "录入票选计数", "consult.opened": "会商开始", "consult.recommendation_confirmed": "确认推荐项目", "consult.recommendation_made": "形成推荐意见",
    "consult.spoken": "记录会商意见", "consult.opinion_amended": "更正会商意见", "consult.tied": "票数相等，再次票选",
    "deliver.accepted": "完工验收", "deliver.announced": "公布项目", "deliver.assigned": "分解任务", "deliver.change_decided": "决定重大调整",
    "deliver.change_requested": "申请重大调整", "deliver.changed": "按批准的调整改目标", "deliver.declared_done": "申报完工",
    "deliver.lamp_cleared": "取消人工亮灯", "deliver.lamp_judged": "自动亮灯", "deliver.lamp_set": "人工亮灯", "deliver.lamp_rule_set": "设定亮灯规则", "deliver.problem_decided": "领导小组决定问题",
    "deliver.problem_raised": "上报问题", "deliver.problem_solved": "问题解决", "deliver.progressed": "进度变动", "deliver.replanned": "重排任务",
    "deliver.reported": "报告进度", "deliver.slipped": "节点顺延", "deliver.task_finished": "完成任务",
    "evaluate.analysis_filed": "提交分析报告", "evaluate.archive_packed": "制作年度档案", "evaluate.carried_over": "结转下一年度", "evaluate.escalated": "整改升级",
    "evaluate.poll_started": "发起测评投票", "evaluate.poll_taken": "取入测评票数", "evaluate.poll_taken_back": "退回测评票数", "evaluate.published": "公布测评结果",
    "evaluate.reason_hidden": "隐去一条理由", "evaluate.reason_shown": "恢复一条理由", "evaluate.rectification_ordered": "责令整改",
    "evaluate.rectification_reported": "报告整改", "evaluate.reevaluated": "复评", "evaluate.reevaluation_prepared": "准备复评", "evaluate.replied": "居民评价",
    "evaluate.survey_closed": "测评截止", "evaluate.survey_dropped": "撤销测评", "evaluate.survey_opened": "测评开始", "evaluate.survey_prepared": "准备测评",
    "evaluate.survey_set": "设定测评公式", "evaluate.table_entered": "录入测评票数",
    "shortlist.answered": "答复诉求", "shortlist.appeal_decided": "决定申诉", "shortlist.appealed": "申诉", "shortlist.appraisal_written": "填写论证结论",
    "shortlist.appraise": "通过论证", "shortlist.clear": "领导小组审定", "shortlist.demand_answered": "诉求已答复", "shortlist.demand_reopened": "诉求重新办理",
    "shortlist.drafted": "编制项目材料", "shortlist.edited": "修改项目材料", "shortlist.frozen": "固定候选项目", "shortlist.nominate": "列为候选项目",
    "shortlist.outcome_changed": "更改去向", "shortlist.renumbered": "重排序号", "shortlist.reserve": "列入储备库", "shortlist.review": "委员会初审",
    "shortlist.screened": "评审打分", "shortlist.withdraw_candidate": "退回修改", "shortlist.worded": "改写答复模板", "shortlist.wording_dropped": "恢复通用模板",
    "supervise.activity_recorded": "登记监督活动", "supervise.answered": "答复询问", "supervise.asked": "提出询问", "supervise.assigned": "交办问题",
    "supervise.closed": "核实销号", "supervise.dismissed": "判定不成立", "supervise.disputed": "对办理提出异议", "supervise.found": "发现问题",
    "supervise.group_joined": "加入监督小组", "supervise.group_led": "确定监督组长", "supervise.group_left": "退出监督小组", "supervise.group_set": "组建监督小组",
    "supervise.patrolled": "现场巡查", "supervise.progress_asked": "问进度", "supervise.replied": "回执办理", "supervise.returned": "退回重办",
    "vote.abandoned": "作废本次票决", "vote.agreed_to_close": "同意截止投票", "vote.agreed_to_open": "同意开始投票", "vote.all_slips_voided": "作废全部票签",
    "vote.closed": "截止投票", "vote.confirmed": "确认票决结果", "vote.counted": "计票", "vote.frozen": "固定票面", "vote.items_refreshed": "更新票面项目",
    "vote.joined": "并入会商", "vote.keys_restarted": "重新生成钥匙", "vote.next_round": "安排再次投票", "vote.office_connected": "连接监票台（办公室）", "vote.opened": "开始投票",
    "vote.paper_box_added": "登记纸质票箱", "vote.paper_entered": "录入纸质票", "vote.paper_issued": "发出纸质票", "vote.prepared": "准备票决",
    "vote.presidium_decided": "主席团决定", "vote.rehearsal_wiped": "清除演练", "vote.rule_set": "设定票决规则", "vote.slip_exchanged": "以票签换纸质票",
    "vote.slip_given_back": "收回票签", "vote.slips_printed": "印制票签", "vote.slips_voided": "作废票签", "vote.station_connected": "连接监票台",
    "vote.switched_to_paper": "全场改用纸质票", "vote.tellers_appointed": "确定监票计票人", "vote.transcribed": "抄录选票", "vote.transcribed_no_more": "又有纸质票，转录和截止须重新确认",
   
   
}  # fmt: skip


def words_of(name: str) -> str:
    """`suggest.suggest` → 提出建议; a name that nothing declares is shown as it was kept."""
    line = declared(FORMER.get(name, name))
    return line.words if line else ACTS.get(name, name)


def names_with(word: str) -> list[str]:
    """The names that entries may carry whose words contain this one."""
    now = {line.name: line.words for table in REGISTRY.values() for line in table.values()}
    names = now | {former: now[name] for former, name in FORMER.items() if name in now} | ACTS  # TRANSITION: ACTS
    return [name for name, words in names.items() if word in words]


class Wording:
    """entry → what happened, in words. Each place is asked for its own words once."""

    def __init__(self) -> None:
        self._local: dict[str, dict[str, str]] = {}

    def __call__(self, entry: Entry) -> str:
        code = entry.place_code
        if code not in self._local:
            self._local[code] = words_at(code)
        return localized(words_of(entry.act), self._local[code])
