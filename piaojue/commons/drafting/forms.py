"""Forms of papers."""

from django import forms

from piaojue.commons.drafting.actions import LONGEST_TITLE
from piaojue.commons.drafting.models import Document, Point
from piaojue.commons.drafting.models.point import LONGEST_POINT
from piaojue.commons.drafting.queries_deliveries import addressees_of
from piaojue.commons.evidence.fields import FilesField
from piaojue.commons.people.models import Body, BodyKind
from piaojue.commons.web.forms import choosing

DATE = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
UNITS = (BodyKind.GOVERNMENT, BodyKind.DEPARTMENT)
"""Who carries a resolution out."""


class WordsForm(forms.Form):
    """The words of a paper, line by line."""

    title = forms.CharField(label="标题", max_length=LONGEST_TITLE)
    body = forms.CharField(
        label="正文",
        max_length=100_000,
        widget=forms.Textarea(attrs={"rows": 24}),
        help_text="一行一段；“一、”“（一）”“第一条”开头的是标题和条文；表格一行一行写，格与格之间用 Tab 隔开；“附件1：”开头、前面空一行的，是附件",
    )
    copies = forms.CharField(label="抄送", max_length=200, required=False, help_text="印在版记里；没有版记的文种不用填")


class IssueForm(forms.Form):
    """What signing gives to a paper."""

    number = forms.CharField(label="发文字号", max_length=60, required=False, help_text="例如：新人常〔2026〕3号")
    issued_on = forms.DateField(label="成文日期", widget=DATE)


class FileForm(forms.Form):
    """What is given to a paper that is filed at once."""

    number = forms.CharField(label="发文字号", max_length=60, required=False, help_text="没有编号的可以不填")
    issued_on = forms.DateField(
        label="成文日期",
        required=False,
        widget=DATE,
        help_text="不填的，写今天",
    )
    blanks = forms.CharField(
        label="留空的理由",
        required=False,
        max_length=200,
        help_text="还有缺项、要印出后手填的才写：为什么留空、由谁填。有空格的文书，关口不认",
    )


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(label="理由", max_length=200, widget=forms.Textarea(attrs={"rows": 3}))


class ScanForm(forms.Form):
    """The scan of a sealed paper."""

    scan = forms.FileField(label="扫描件", help_text="PDF 或图片，不超过 10 MB")


class BringForm(forms.Form):
    """A file that comes back from the office's own program."""

    brought = forms.FileField(
        label="改好的 .docx",
        widget=forms.FileInput(attrs={"accept": ".docx"}),
        help_text="从这里下载的 Word 文件，用 Word 或 WPS 改好存盘，再带回来",
    )


class TemplateForm(forms.Form):
    """An office's own template."""

    template = forms.FileField(
        label="范本文件", widget=forms.FileInput(attrs={"accept": ".docx"}), help_text=".docx，不超过 10 MB"
    )


class DeliverForm(forms.Form):
    """To whom a paper goes."""

    bodies = forms.ModelMultipleChoiceField(
        label="送达单位", queryset=Body.objects.none(), required=False, widget=forms.CheckboxSelectMultiple
    )
    others = forms.CharField(
        label="系统里没有的单位",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="例如市委办公室；一行一个。签收和批示由这里代为登记",
    )
    due = forms.DateField(label="签收期限", required=False, widget=DATE)

    def __init__(self, *args, document: Document, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        sent = document.deliveries.exclude(body=None).values("body")
        field = choosing(self, "bodies")
        field.queryset = addressees_of(document.place).exclude(pk__in=sent)
        field.label_from_instance = lambda body: f"{body.name}（{body.place.name}）"


class ReceiptForm(forms.Form):
    """Signing for a paper."""

    receipt = forms.CharField(
        label="签收情况", max_length=120, required=False, help_text="代为登记的，写明对方谁签收、在什么时候"
    )


class InstructionForm(forms.Form):
    """What a leader wrote."""

    instructed_by = forms.CharField(label="批示人", max_length=60, help_text="姓名、职务")
    instructed_on = forms.DateField(label="批示日期", widget=DATE)
    instruction = forms.CharField(label="批示", max_length=2000, widget=forms.Textarea(attrs={"rows": 4}))


class PointForm(forms.Form):
    """One point of a resolution."""

    text = forms.CharField(label="内容", max_length=LONGEST_POINT, widget=forms.Textarea(attrs={"rows": 3}))
    body = forms.ModelChoiceField(label="落实单位", queryset=Body.objects.none(), required=False)
    due = forms.DateField(label="完成期限", required=False, widget=DATE)

    def __init__(self, *args, about: Document | Point, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        units = Body.objects.standing().filter(place__code__startswith=about.place_id, kind__in=UNITS)
        choosing(self, "body").queryset = units.order_by("place_id", "kind", "name")


class PointReplyForm(forms.Form):
    """What was done."""

    reply = forms.CharField(label="落实情况", min_length=10, max_length=3000, widget=forms.Textarea(attrs={"rows": 6}))
    proofs = FilesField(label="佐证（照片或文件，最多 6 个）", required=False)


class AcceptPointForm(forms.Form):
    """What the office holds of it."""

    note = forms.CharField(label="认定意见", max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 2}))


class RefusePointForm(forms.Form):
    """What was not carried out."""

    note = forms.CharField(label="哪里没有落实", min_length=4, max_length=300, widget=forms.Textarea(attrs={"rows": 3}))
