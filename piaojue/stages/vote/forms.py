"""What is typed in the vote room."""

from collections.abc import Mapping
from typing import Any, cast

from django import forms

from engines.counting import LABELS, PRESETS, Rule
from piaojue.commons.decisions.counting import who_was_there_is_unknown
from piaojue.commons.evidence.fields import FilesField
from piaojue.commons.people.apart import SeatField, SeatsField
from piaojue.commons.places.models import Place
from piaojue.commons.sittings.models import Sitting
from piaojue.commons.years.models import Year
from piaojue.stages.vote import queries
from piaojue.stages.vote.ballots import SPOILED, columns
from piaojue.stages.vote.models import Colour, Level, Poll, PollKind
from piaojue.stages.vote.values import Sheet
from piaojue.stages.vote.watching import unfit

WORDS = {
    "form": [("per_item", "逐项表决：赞成、反对、弃权"), ("choose", "限选：至多选 N 项")],
    "pass_base": [("all_deputies", "全体代表（法律口径）"), ("present", "到会代表"), ("voting", "参加表决的代表"), ("none", "不设通过线，得票多者入选")],
    "pick": [("top", "过线者中得票多的前 N 项"), ("all_passing", "过线的全部入选")],
    "tie_at_cut": [("revote", "对票数相等的项目再次投票，仍相等的由大会决定"), ("presidium", "由大会决定"), ("all_in", "并列都入选"), ("by_number", "序号在前的入选")],
    "shortfall": [("as_many_as_passed", "按实际过线数确定"), ("second_round", "对未过线的再投一轮"), ("presidium", "由主席团决定是否补足")],
    "over_select": [("whole_void", "整票作废"), ("excess_void", "只计票面上靠前的")],
    "blank_item": [("abstain", "计为弃权"), ("not_pressed", "计为未按")],
    "result_detail": [("names", "只公布入选名单"), ("approvals", "公布各项赞成票数"), ("full", "公布赞成、反对、弃权票数")],
}  # fmt: skip
"""Words for the rule's values: {parameter: [(value, word)]}."""

MEASURED = {"quorum", "local_basis"}
"""What of a rule a satisfaction ballot has: it adopts nothing."""


class TellersField(SeatsField):
    """A place's tellers to choose from."""

    def __init__(self, **options: Any) -> None:
        super().__init__(widget=forms.CheckboxSelectMultiple, **options)

    def label_from_instance(self, obj: Any) -> str:
        """The seat, as its people know each other."""
        return f"{obj.get_role_display()} {obj.person}（{obj.body}）"


class PollForm(forms.Form):
    """准备投票."""

    kind = forms.ChoiceField(label="票种", choices=[c for c in PollKind.choices if c[0] != PollKind.ADVISORY])
    sitting = forms.ModelChoiceField(label="在哪次会议上", queryset=Sitting.objects.none())
    title = forms.CharField(label="名称", max_length=100, required=False, help_text="留空则按年度和票种命名")
    lines = forms.CharField(
        label="测评的项目",
        required=False,
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="只在满意度测评时填写，一行一个项目或子项；票决的项目取自正式候选",
    )
    level = forms.ChoiceField(
        label="票箱",
        choices=Level.choices,
        initial=Level.SEALED,
        widget=forms.RadioSelect,
        help_text="加密票箱要 3 名以上监票计票人员各带一台电脑做钥匙；凑不齐的才用票签票箱，投票期间选票由服务器保管",
    )
    tellers = TellersField(
        label="监票计票人员",
        required=False,
        help_text="总监票人 1 名，监票人至少 1 名；加密票箱还要有 1 人不持钥匙，专管票签。以后也可以登记、更换",
    )
    fix = forms.BooleanField(
        label="正式候选和规则已经核对，现在就确定票面",
        required=False,
        help_text="规则用本年度设定的；要改规则的不勾选，准备好以后再改、再确定",
    )
    rehearsal = forms.BooleanField(label="这是演练（会前一天用，带“演练”水印，结束后清除）", required=False)

    def __init__(self, *args, year: Year, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        tellers = cast(TellersField, self.fields["tellers"])
        tellers.queryset = queries.tellers_at(year.place)
        tellers.initial = list(tellers.queryset)
        sittings = cast("forms.ModelChoiceField[Sitting]", self.fields["sitting"])
        sittings.queryset = Sitting.objects.filter(place=year.place).exclude(state="closed")

    def clean_lines(self) -> list[dict[str, Any]]:
        titles = [line.strip()[:120] for line in self.cleaned_data["lines"].splitlines() if line.strip()]
        return [{"key": f"i{no}", "no": no, "title": title} for no, title in enumerate(titles, 1)]


class AdvisoryForm(forms.Form):
    """票箱票选 of a sub-district's council: kind of box and who watches; the rule is the consultation's own."""

    level = forms.ChoiceField(
        label="票箱",
        choices=Level.choices,
        initial=Level.SLIPS,
        widget=forms.RadioSelect,
        help_text="加密票箱要 3 名监票计票人员各带一台电脑做钥匙；没有条件的用票签票箱",
    )
    keys_needed = forms.IntegerField(
        label="加密票箱：几把钥匙能开箱", min_value=2, max_value=20, required=False, help_text="留空即过半数"
    )
    minutes = forms.IntegerField(label="投票时间（分钟）", min_value=1, max_value=600, initial=20)
    tellers = TellersField(
        label="监票计票人员",
        help_text="总监票人 1 名，监票人至少 1 名，计票人 1 名；各个票箱由同一组人员监票",
    )
    rehearsal = forms.BooleanField(label="这是演练（会前用，带“演练”水印，不并入会商，结束后清除）", required=False)

    def __init__(self, *args, place: Place, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        tellers = cast(TellersField, self.fields["tellers"])
        tellers.queryset = queries.tellers_at(place)
        tellers.initial = list(tellers.queryset)


class RuleForm(forms.Form):
    """票决规则: every parameter of engines.counting.Rule that a congress may set."""

    title = forms.CharField(label="票面名称", max_length=120)
    colour = forms.ChoiceField(label="票色", choices=Colour.choices)
    level = forms.ChoiceField(label="票箱", choices=Level.choices)
    keys_needed = forms.IntegerField(
        label="加密票箱：几把钥匙能开箱",
        min_value=2,
        max_value=20,
        required=False,
        help_text="留空即过半数；例如 5 把钥匙 3 把能开，丢一两把也不误事",
    )
    minutes = forms.IntegerField(
        label="投票时间（分钟）",
        min_value=1,
        max_value=600,
        required=False,
        help_text="大屏显示剩余时间；到时仍由监票人两人同意截止",
    )
    form = forms.ChoiceField(label="票型", choices=WORDS["form"])
    seats = forms.IntegerField(label="应选数（项）", min_value=1, max_value=200)
    max_choices = forms.IntegerField(
        label="每票最多选（项）",
        min_value=1,
        max_value=200,
        required=False,
        help_text="限选留空即等于应选数；逐项表决留空即不限",
    )
    opposing = forms.BooleanField(
        label="限选票可以反对（赞成画○，反对画×，弃权不画）",
        required=False,
        help_text="代表可以投赞成票、反对票，也可以弃权〔法 代表法 23 条，限选票〔推〕〕；逐项表决本来就有三种意见。加密票箱封不了，用票签票箱",
    )
    pass_base = forms.ChoiceField(
        label="通过线按谁计算", choices=WORDS["pass_base"][:1], help_text="法律定的，不能改（地方组织法 25 条）"
    )
    threshold = forms.CharField(label="通过线", max_length=12, help_text="写成 1/2、2/3 或 50%")
    inclusive = forms.BooleanField(label="达到通过线即通过（不勾选：须超过）", required=False)
    pick = forms.ChoiceField(label="入选方式", choices=WORDS["pick"])
    tie_at_cut = forms.ChoiceField(label="末位票数相等", choices=WORDS["tie_at_cut"])
    max_revotes = forms.IntegerField(label="再次投票次数上限", min_value=1, max_value=9)
    shortfall = forms.ChoiceField(label="过线的少于应选数", choices=WORDS["shortfall"][:2])
    over_select = forms.ChoiceField(label="纸质票超选", choices=WORDS["over_select"])
    blank_item = forms.ChoiceField(label="漏填的项目", choices=WORDS["blank_item"])
    unclear_voids_ballot = forms.BooleanField(label="一项填两种意见的，整票作废", required=False)
    blank_ballot_valid = forms.BooleanField(label="空白票有效", required=False)
    result_detail = forms.ChoiceField(label="公布内容", choices=WORDS["result_detail"])
    quorum = forms.CharField(
        label="法定人数", max_length=12, help_text="到会人数占全体的比例：人代会 2/3 以上；写 1/2 即过半数（常委会）"
    )
    participation = forms.CharField(
        label="最低参加表决比例", max_length=12, required=False, help_text="须超过全体代表的比例，留空即不要求"
    )
    min_surplus = forms.CharField(label="差额比例下限", max_length=12, help_text="例如 20%；等额填 0")
    local_basis = forms.CharField(label="本地依据", max_length=120, required=False, help_text="本地办法的名称或文号")

    def __init__(self, *args, poll: Poll, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if poll.kind == PollKind.SATISFACTION:
            for name in LABELS.keys() & self.fields.keys() - MEASURED:
                del self.fields[name]

    @staticmethod
    def initial_of(poll: Poll, preset: str = "") -> dict[str, Any]:
        """What the form shows: the poll's rule, or a preset with the year's number of seats."""
        rule = poll.the_rule.to_json()
        if preset in PRESETS:
            rule = {**PRESETS[preset].to_json(), "seats": poll.year.seats_to_fill}
        return {
            **rule,
            "title": poll.title,
            "colour": poll.colour,
            "level": poll.level,
            "keys_needed": poll.keys_needed,
            "minutes": poll.minutes,
        }


def rule_of(cleaned: Mapping[str, Any]) -> dict[str, Any]:
    """The rule's JSON, from what was typed."""
    parameters = {name: value for name, value in cleaned.items() if name in LABELS}
    return {**parameters, "participation": parameters.get("participation") or None}


class PeopleField(SeatsField):
    """Deputies and staff to choose from, by name."""

    def __init__(self, **options: Any) -> None:
        super().__init__(widget=forms.CheckboxSelectMultiple, **options)

    def label_from_instance(self, obj: Any) -> str:
        """The person, and the delegation or the office."""
        return f"{obj.person}（{obj.delegation.name if obj.delegation else obj.get_role_display()}）"


class CrewForm(forms.Form):
    """会场人员: chosen among the deputies and the congress's own staff, all at once."""

    chief = SeatField(label="总监票人", required=False)
    tellers = PeopleField(label="监票人", required=False)
    counters = PeopleField(
        label="计票人（也管票签）", required=False, help_text="由秘书处指定；加密票箱至少要 1 人不持钥匙、专管票签"
    )
    presidium = PeopleField(label="主席团", required=False)

    def __init__(self, *args, place: Place, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        deputies, helpers = queries.deputies_at(place), queries.helpers_at(place)
        choices = {"chief": deputies, "tellers": deputies, "counters": helpers, "presidium": deputies}
        for name, seats in choices.items():
            cast(SeatsField, self.fields[name]).queryset = seats


class TellersForm(forms.Form):
    """监票计票人员: chosen among the place's tellers."""

    seats = TellersField(
        label="监票计票人员",
        help_text="总监票人 1 名、监票人至少 1 名，由主席团在代表中提名、大会通过；计票人由秘书处指定。一个人只担任一种",
    )

    def __init__(self, *args, poll: Poll, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        able = queries.tellers_at(poll.place)
        cast(TellersField, self.fields["seats"]).queryset = able.exclude(pk__in=unfit(poll, able))


class SlipsForm(forms.Form):
    """印制票签."""

    number = forms.IntegerField(label="印多少张票签", min_value=1, max_value=5000)


class LeftOverForm(forms.Form):
    """作废剩余票签."""

    codes = forms.CharField(
        label="剩余票签号码",
        max_length=3_500_000,
        widget=forms.Textarea(attrs={"rows": 8, "autocomplete": "off"}),
        help_text="用扫码枪逐张扫描，或照着输入，一行一张",
    )

    def clean_codes(self) -> list[str]:
        """The codes; of a scanned address only the part behind #."""
        return [line.rsplit("#", 1)[-1].strip() for line in self.cleaned_data["codes"].splitlines() if line.strip()]


class ExchangeForm(forms.Form):
    """以票签换纸质票."""

    code = forms.CharField(
        label="交回的票签号码", max_length=800, widget=forms.TextInput(attrs={"autocomplete": "off", "autofocus": True})
    )

    def clean_code(self) -> str:
        return self.cleaned_data["code"].rsplit("#", 1)[-1].strip()


class TranscribedForm(forms.Form):
    """转录完毕."""

    ballots = forms.IntegerField(label="转录的纸质票（张）", min_value=0, max_value=5000)


class BasisForm(forms.Form):
    """A decision's basis."""

    basis = forms.CharField(label="主席团决定的文号或会议记录", max_length=120)


class ReasonForm(forms.Form):
    """Why a poll is void."""

    reason = forms.CharField(label="作废的原因", max_length=300, widget=forms.Textarea(attrs={"rows": 3}))


class BoxForm(forms.Form):
    """纸质票箱."""

    name = forms.CharField(label="票箱名称", max_length=40, help_text="例如：一号票箱")
    issued = forms.IntegerField(label="已发出的纸质票（张）", min_value=0, max_value=5000, initial=0)


class IssuedForm(forms.Form):
    """发出的纸质票."""

    issued = forms.IntegerField(label="这个票箱一共发出的纸质票（张）", min_value=0, max_value=5000)
    collected = forms.IntegerField(
        label="收回的纸质票（张）",
        min_value=0,
        max_value=5000,
        required=False,
        help_text="加密票箱截止以前，封闭纸质票箱，票面朝下只数张数，不看内容；还没有数时留空",
    )


class SheetForm(forms.Form):
    """One teller's sheet of one paper box: returned, spoiled by reason, the counts of each item."""

    returned = forms.IntegerField(label="收回（张）", min_value=0, max_value=5000)

    def __init__(self, *args, poll: Poll, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.poll, self.words = poll, columns(poll)
        for place, reason in enumerate(SPOILED):
            self.fields[f"spoiled{place}"] = _number(f"无效票：{reason}")
        for at, item in enumerate(poll.items):
            for place, word in enumerate(self.words):
                if word:
                    self.fields[f"i{at}_{place}"] = _number(f"{item.no}. {item.title}：{word}")

    def rows(self) -> list[dict[str, Any]]:
        """For the table: [{item, cells: [bound field or None]}]."""
        return [
            {"item": item, "cells": [self[f"i{at}_{p}"] if word else None for p, word in enumerate(self.words)]}
            for at, item in enumerate(self.poll.items)
        ]

    def spoiled(self) -> list[forms.BoundField]:
        return [self[f"spoiled{place}"] for place in range(len(SPOILED))]


def sheet_of(poll: Poll, cleaned: Mapping[str, Any]) -> Sheet:
    """The sheet that was typed."""
    width = range(len(columns(poll)))
    return Sheet(
        returned=cleaned["returned"],
        spoiled={reason: cleaned[f"spoiled{place}"] or 0 for place, reason in enumerate(SPOILED)},
        items={
            item.key: tuple(cleaned.get(f"i{at}_{place}") or 0 for place in width) for at, item in enumerate(poll.items)
        },
    )


def _number(label: str) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=0, max_value=5000, required=False)


class CountForm(forms.Form):
    """计票."""

    not_voted = forms.IntegerField(
        label="未投的票签（张）",
        min_value=0,
        max_value=5000,
        initial=0,
        help_text="交回未用的和没有交回的票签，由监票人清点；发票 = 电子票 + 领用纸质票 + 未投",
    )


class PassedForm(forms.Form):
    """大会通过的: how the session voted on the rules and on the tellers, one form for both."""

    rules_ayes = _number("票决办法：赞成（人）")
    rules_noes = _number("票决办法：反对（人）")
    rules_abstentions = _number("票决办法：弃权（人）")
    tellers_ayes = _number("总监票人、监票人名单：赞成（人）")
    tellers_noes = _number("总监票人、监票人名单：反对（人）")
    tellers_abstentions = _number("总监票人、监票人名单：弃权（人）")
    number = forms.CharField(label="文号", max_length=60, help_text="会议记录或者决定的文号")
    on = forms.DateField(
        label="日期",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text="不填时是会议的最后一天，会议没有开完的是今天",
    )
    scans = FilesField(label="签字的会议记录（扫描件）", required=False)

    def __init__(self, *args, poll: Poll, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if not who_was_there_is_unknown(poll.sitting):
            del self.fields["scans"]
        for matter, done in (("rules", poll.rules_passed_id), ("tellers", poll.tellers_passed_id)):
            for vote in ("ayes", "noes", "abstentions"):
                if done:
                    del self.fields[f"{matter}_{vote}"]


def preset_names() -> list[str]:
    """Presets a congress may start from."""
    return [name for name, rule in PRESETS.items() if rule.form in ("per_item", "choose")]


PLAIN = {None: "不要求", "": "—"}
ADVISORY = {"advisory": "票选：至多选 N 项，结果是推荐意见"}


def rule_words(rule: Rule, kind: str = PollKind.ADOPTION) -> list[tuple[str, str]]:
    """The rule's parameters, as far as this kind of poll has them, for a page: [(label, value in words)]."""
    data, lines = rule.to_json(), []
    for name, label in LABELS.items():
        if kind == PollKind.SATISFACTION and name not in MEASURED:
            continue
        value = data[name]
        if name == "secret" or (name == "deputies_threshold" and not rule.double):  # secrecy is what this room is for
            continue
        if isinstance(value, bool):
            word = "是" if value else "否"
        elif name == "max_choices" and value is None:
            word = "不限" if rule.limit is None else f"{rule.limit} 项（等于应选数）"
        else:
            word = (ADVISORY | dict(WORDS.get(name, []))).get(value) or PLAIN.get(value, str(value))
        lines.append((label, word))
    return lines
