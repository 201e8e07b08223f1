"""Forms of the year."""

from django import forms

from piaojue.commons.evidence.fields import FilesField
from piaojue.commons.places.models import Place
from piaojue.commons.web.forms import choosing
from piaojue.commons.years.asking import HEADINGS, Verdict
from piaojue.commons.years.copying import models_for, usual_model
from piaojue.commons.years.models import Conclusion, PaperKind, Year
from piaojue.commons.years.parameters import LEAST_SMALLEST_CELL
from piaojue.commons.years.road import RoadKind, roads_of


class OpenYearForm(forms.Form):
    """Opening one region's year."""

    place = forms.ModelChoiceField(label="地区", queryset=Place.objects.none())
    number = forms.IntegerField(label="年度", min_value=2000, max_value=2100)
    road = forms.ChoiceField(
        label="程序", choices=RoadKind.choices, help_text="由地区决定：有人民代表大会的票决，街道会商"
    )
    like = forms.ModelChoiceField(
        label="参数照抄",
        queryset=Year.objects.none(),
        required=False,
        empty_label="不照抄，用通常的",
        help_text="去年的，或者别的地方的年度：应选项目数、差额、亮灯、催办、测评权重、叫法等，开启以后可以改",
    )
    seats_to_fill = forms.IntegerField(
        label="应选项目数", min_value=1, max_value=100, required=False, help_text="不填的照抄；没有照抄的为 10 项"
    )
    practice = forms.BooleanField(
        label="试运行（不作数）",
        required=False,
        help_text="各步照样办，页面和文书都标明“试运行，不作数”，不计入任何统计，用完可以一次清除",
    )
    sends = forms.BooleanField(
        label="试运行中也发短信", required=False, help_text="不勾选的，试运行中不给任何手机号发短信"
    )

    def __init__(self, *args, seat, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        choosing(self, "place").queryset = Place.objects.filter(pk=seat.place_id)
        choosing(self, "place").initial = seat.place_id
        choosing(self, "like").queryset = models_for(seat.place)
        choosing(self, "like").initial = usual_model(seat.place)
        own = roads_of(seat.place)
        choosing(self, "road").choices = [(road.value, road.label) for road in own] or RoadKind.choices


class YearForm(forms.Form):
    """Local parameters, each a parameter of the local 票决办法."""

    seats_to_fill = forms.IntegerField(label="应选项目数", min_value=1, max_value=100)
    solicit_until = forms.DateField(
        label="征集截止日期", required=False, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
    min_surplus_percent = forms.IntegerField(
        label="最低差额比例（%）",
        min_value=0,
        max_value=200,
        help_text="差额比例=（候选数−应选数）÷应选数；多数地方为 20–25%，0 表示允许等额",
    )
    circulate_days = forms.IntegerField(
        label="送阅提前天数", min_value=0, max_value=60, help_text="材料至少在会前几天送到代表手中"
    )
    smallest_cell = forms.IntegerField(
        label="分组公布的最少份数",
        min_value=LEAST_SMALLEST_CELL,
        max_value=1000,
        help_text="测评按年龄、地区分组公布时，少于这个份数的组不单列，以免认出个人",
    )
    vote_word = forms.CharField(label="“票决”在本地的叫法", max_length=10, help_text="例如有的省称“审议监督”")

    @staticmethod
    def initial_of(year) -> dict:
        """What the form shows for a year."""
        return {
            "seats_to_fill": year.seats_to_fill,
            "solicit_until": year.solicit_until,
            "min_surplus_percent": year.settings.surplus_percent,
            "circulate_days": year.settings.days_to_circulate,
            "smallest_cell": year.settings.cell,
            "vote_word": year.term("票决"),
        }


class PaperForm(forms.Form):
    """One document of the year."""

    kind = forms.ChoiceField(label="文书类别", choices=PaperKind.choices)
    title = forms.CharField(label="标题", max_length=120)
    issuer = forms.CharField(label="发文机关", max_length=60, required=False, help_text="别的机关出具的，写明是谁")
    doc_no = forms.CharField(label="文号", max_length=60, required=False)
    issued_on = forms.DateField(
        label="日期", required=False, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
    conclusion = forms.ChoiceField(
        label="结论",
        choices=[("", "没有结论"), *Conclusion.choices],
        required=False,
        help_text="合法性审查意见要写；不同意的，修改后重新送审",
    )
    date_reason = forms.CharField(
        label="日期说明", required=False, max_length=200, help_text="日期还没有到的，写明为什么"
    )
    began_on = forms.DateField(
        label="起算日期",
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        help_text="只有两种文书要填：合法性审查意见填送审的日期，公开征求意见情况填公布草案的日期",
    )
    shorter_because = forms.CharField(
        label="期限不足的理由",
        required=False,
        max_length=200,
        help_text="审查不足 7 个工作日、征求意见不足 30 日的，写明为什么",
    )
    body = forms.CharField(label="正文", required=False, max_length=50_000, widget=forms.Textarea(attrs={"rows": 10}))
    file = forms.FileField(label="或上传文件", required=False, help_text="PDF、Word、Excel 或图片，不超过 10 MB")
    public = forms.BooleanField(label="向社会公开", required=False)


class PointsForm(forms.Form):
    """What one of the 四问 asks, and until when."""

    questions = forms.CharField(label="要点（每行一个问题）", max_length=2000, widget=forms.Textarea(attrs={"rows": 5}))
    due = forms.DateField(label="答复期限", widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))

    def clean_questions(self) -> list[str]:
        return [line.strip() for line in self.cleaned_data["questions"].splitlines() if line.strip()]


class CheckpointForm(PointsForm):
    """One of the 四问."""

    TITLES = HEADINGS
    field_order = ["ordinal"]
    ordinal = forms.TypedChoiceField(label="第几问", coerce=int, choices=list(TITLES.items()))


class AnswerForm(forms.Form):
    """A lower region's answer."""

    text = forms.CharField(
        label="答复",
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="上面的数字随答复一起保存，不用再抄；请写做法、难处和下一步",
    )
    proofs = FilesField(label="佐证（照片或文件，最多 6 个）", required=False)


class JudgeForm(forms.Form):
    """What the guidance group thinks of an answer. read: when the answer was written that the page shows."""

    verdict = forms.ChoiceField(label="评价", choices=Verdict.choices, widget=forms.RadioSelect)
    judgement = forms.CharField(
        label="评价意见",
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="薄弱的必填",
    )
    follow_up = forms.CharField(
        label="追问", max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3}), help_text="没有就空着"
    )
    due = forms.DateField(
        label="追问期限",
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )
    read = forms.CharField(required=False, widget=forms.HiddenInput())


class FollowUpForm(forms.Form):
    """The region's answer to what it was asked further."""

    text = forms.CharField(label="答复追问", max_length=2000, widget=forms.Textarea(attrs={"rows": 5}))
