"""The one form by which a decision is entered from signed minutes, for many items at once."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.forms import BoundField
from django.utils import timezone

from engines.law import Base, Competence, Matter, Organ, joint_signers
from piaojue.commons.basis import of
from piaojue.commons.decisions.counting import raising
from piaojue.commons.decisions.deciders import deciders
from piaojue.commons.decisions.models import PaperForm, Tabling, Way
from piaojue.commons.decisions.queries import bodies_for, sittings_for, to_decide
from piaojue.commons.decisions.values import Item, Minutes, Tabled, Tally
from piaojue.commons.evidence.fields import FilesField
from piaojue.commons.finding import row_key
from piaojue.commons.people.apart import SeatsField
from piaojue.commons.people.models import Body, Seat
from piaojue.commons.sittings.actions import held_on
from piaojue.commons.sittings.models import Sitting, SittingKind
from piaojue.commons.sittings.organs import ORGAN_OF, ORGANS
from piaojue.commons.web.forms import choosing
from piaojue.commons.years.models import Year

MOST_NAMES = 60
"""A body of more members is not ticked name by name: its 实到 is typed."""
MOST_PERSONS = 5000
RECENT_DAYS = 60
LONGEST_SHOWN = 200
OF_THE_GOVERNMENT = frozenset({Matter.CANDIDATES, Matter.CHANGE, Matter.TERMINATION, Matter.BUDGET})
"""What the government puts to the body as a 议案."""
_DATE = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


def _number(label: str, **options: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=0, max_value=MOST_PERSONS, required=False, **options)


def key_of(thing: Any) -> str:
    """What the fields of one thing are named by: its kind and key, so that a form never decides another thing."""
    return f"{thing._meta.model_name}-{thing.pk}"


class DecisionForm(forms.Form):
    """Which sitting, who was there, how it voted on each item, and the paper."""

    sitting = forms.ModelChoiceField(
        label="哪次会议", queryset=Sitting.objects.none(), required=False, empty_label="另登记一次会议（填下面两栏）"
    )
    sitting_kind = forms.ChoiceField(label="会议类别", required=False)
    sitting_name = forms.CharField(label="会议名称", max_length=120, required=False, help_text="选了上面的会议就不用填")
    decided_on = forms.DateField(label="决定日期", widget=_DATE)
    held = forms.CharField(label="会次", max_length=40, required=False, help_text="大会的哪一次会议，例如：预备会议")
    tabled_as = forms.ChoiceField(label="提请方式", choices=Tabling.choices)
    tabled_by = forms.ModelChoiceField(
        label="提请机构", queryset=Body.objects.none(), required=False, empty_label="（没有，或由组成人员联名提出）"
    )
    signers = SeatsField(label="联名人", required=False, widget=forms.CheckboxSelectMultiple)
    papers = FilesField(label="提请材料", required=False)
    roll = _number("应到（人）", help_text="这个机构全体组成人员的人数")
    came = SeatsField(
        label="到会的组成人员", required=False, widget=forms.CheckboxSelectMultiple, help_text="列席人员不计"
    )
    present = _number("实到（人）", help_text="只计到会的组成人员，列席人员不计")
    way = forms.ChoiceField(label="表决方式", choices=[choice for choice in Way.choices if choice[0] != Way.CONSENT])
    ayes = _number("赞成（票）", help_text="各项合并一次表决时填；逐项表决的填在下面每一项里")
    noes = _number("反对（票）")
    abstentions = _number("弃权（票）")
    form = forms.ChoiceField(label="文书", choices=PaperForm.choices)
    number = forms.CharField(label="文号", max_length=60, required=False)
    title = forms.CharField(label="标题", max_length=120, required=False, help_text="不填时按机构和事项拟定")
    text = forms.CharField(label="决定内容", max_length=20_000, widget=forms.Textarea(attrs={"rows": 6}))
    scans = FilesField(label="签字的纪要或决定（扫描件）", required=False, help_text="大会没有签到记录的必须附上")
    public = forms.BooleanField(label="公开这项决定", required=False, help_text="扫描件不公开")

    def __init__(self, *args: Any, matter: Matter, year: Year, seat: Seat, organ: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.matter, self.year, self.seat = matter, year, seat
        mine = [one for one in deciders(matter, year.place) if seat.role in ORGANS[one.organ].office]
        asked = self._organ_asked(organ, [one.organ for one in mine])
        self.other_organs = [one.organ for one in mine if one.organ is not asked] if asked else []
        mine = [one for one in mine if asked in (None, one.organ)]
        self.rules: list[Competence] = mine
        self.organs = [one.organ for one in mine]
        self.by_vote = any(one.base is not Base.NONE for one in mine)
        self.things = to_decide(matter, year)
        self.keys = [key_of(thing) for thing in self.things]
        self._choose_sitting()
        self._choose_people()
        self._tell_apart_by_kind_of_body()
        self._add_items()

    def _organ_asked(self, organ: str, mine: list[Organ]) -> Organ | None:
        """Of several bodies that may decide, the one that is meant: the sitting's that was sent, else the address', else the first.

        One form is of one body: its sittings, its members, its way of deciding.
        """
        if len(mine) < 2:
            return None
        kind = self.data.get("sitting_kind", "")
        if key := row_key(self.data.get("sitting")):
            kind = Sitting.objects.filter(pk=key).values_list("kind", flat=True).first() or kind
        meant = ORGAN_OF.get(kind) or next((one for one in mine if one.value == organ), None)
        return meant if meant in mine else mine[0]

    def _prefill(self, known: QuerySet[Sitting]) -> None:
        """What the minutes most likely say: the latest sitting, its day, and who tables such a matter."""
        today = timezone.localdate()
        latest = known.filter(ends_on__gte=today - timedelta(days=RECENT_DAYS)).order_by("-starts_on", "-pk").first()
        self.initial.setdefault("sitting", latest.pk if latest else None)
        self.initial.setdefault("decided_on", min(latest.ends_on, today) if latest else today)
        if self.matter in OF_THE_GOVERNMENT:
            bodies = Body.objects.standing().filter(place=self.year.place, kind=ORGANS[Organ.GOVERNMENT].body)
            self.initial.setdefault("tabled_as", Tabling.MOTION)
            self.initial.setdefault("tabled_by", bodies.values_list("pk", flat=True).first())

    @property
    def summary(self) -> list[tuple[str, str]]:
        """What was typed, in a few lines, for the last look before it is saved."""
        names = "sitting sitting_name decided_on tabled_as tabled_by way form number title text"
        return [(str(field.label), self._shown(field)) for field in self._named(names) if self._shown(field)]

    def _shown(self, field: BoundField) -> str:
        value = self.cleaned_data.get(field.name)
        choices = dict(getattr(field.field, "choices", ())) if field.name in ("tabled_as", "way", "form") else {}
        return str(choices.get(value, value or ""))[:LONGEST_SHOWN]

    @property
    def kinds(self) -> list[SittingKind]:
        """Kinds of sittings that can be entered here and now: every small body's; a congress is called."""
        return [kind for organ in self.organs if organ is not Organ.CONGRESS for kind in ORGANS[organ].meets]

    def _choose_sitting(self) -> None:
        here = [kind for organ in self.organs for kind in ORGANS[organ].meets]
        known = sittings_for(self.matter, self.year.place).filter(kind__in=here, starts_on__lte=timezone.localdate())
        choosing(self, "sitting").queryset = known
        self._prefill(known)
        choosing(self, "sitting_kind").choices = [(kind.value, kind.called_in(self.year.place)) for kind in self.kinds]
        if not self.kinds:
            del self.fields["sitting_kind"], self.fields["sitting_name"]
            choosing(self, "sitting").required = True
            choosing(self, "sitting").empty_label = None
        elif len(self.kinds) == 1:
            self.fields["sitting_kind"].widget = forms.HiddenInput()
            self.fields["sitting_kind"].initial = self.kinds[0].value
        if Organ.CONGRESS not in self.organs:
            del self.fields["held"]

    def _choose_people(self) -> None:
        """Members by name where they are few; joint signers where members may table it."""
        kinds = {ORGANS[organ].body for organ in self.organs}
        bodies = bodies_for(self.matter, self.year.place).filter(kind__in=kinds)
        roles = {role for organ in self.organs for role in ORGANS[organ].members}
        seats = Seat.objects.in_office().filter(place=self.year.place, body__in=bodies, role__in=roles)
        seats = seats.select_related("person", "body", "delegation").order_by("role", "person__name")
        few = 0 < seats.count() <= MOST_NAMES
        choosing(self, "came").queryset = seats
        if not few:
            del self.fields["came"]
        joint = [organ for organ in self.organs if joint_signers(self.matter, organ, self.year.place.kind)]
        if joint:
            raisers = raising(joint[0], self.year.place).select_related("person", "body", "delegation")
            choosing(self, "signers").queryset = raisers.order_by("person__name", "pk")
        else:
            del self.fields["signers"]
        own = Body.objects.standing().filter(place=self.year.place).exclude(kind="residents")
        choosing(self, "tabled_by").queryset = own

    def _tell_apart_by_kind_of_body(self) -> None:
        """What only a body that votes, or only one that keeps minutes, is asked."""
        if all(ORGANS[organ].rolled for organ in self.organs):
            del self.fields["roll"]
        if self.by_vote:
            return
        for name in ("way", "ayes", "noes", "abstentions"):
            del self.fields[name]
        self.fields["form"].initial = PaperForm.MINUTES

    def _add_items(self) -> None:
        for key in self.keys:
            self.fields[f"take_{key}"] = forms.BooleanField(label="列入", required=False, initial=True)
            if self.by_vote:
                for name, label in (("ayes", "赞成"), ("noes", "反对"), ("abstentions", "弃权")):
                    self.fields[f"{name}_{key}"] = _number(label)
            else:
                choices = [("yes", "同意"), ("no", "不同意")]
                self.fields[f"agreed_{key}"] = forms.ChoiceField(label="会议意见", choices=choices)
            self.fields[f"note_{key}"] = forms.CharField(label="审议意见", max_length=1000, required=False)

    def _of_item(self, key: str) -> Iterator[str]:
        names = ("ayes", "noes", "abstentions") if self.by_vote else ("agreed",)
        yield from (f"{name}_{key}" for name in (*names, "note"))

    @property
    def rows(self) -> list[tuple[Any, BoundField, list[BoundField]]]:
        """(thing, its tick, its fields) for the template."""
        return [
            (thing, self[f"take_{key}"], [self[name] for name in self._of_item(key)])
            for thing, key in zip(self.things, self.keys, strict=True)
        ]

    @property
    def laws(self) -> list[tuple[Competence, str]]:
        """(which body by which majority, its bases in one line) for the template."""
        return [(rule, "；".join(map(str, of(*rule.bases)))) for rule in self.rules]

    @property
    def before_items(self) -> list[BoundField]:
        return self._named("sitting sitting_kind sitting_name decided_on held tabled_as tabled_by signers papers")

    @property
    def attendance(self) -> list[BoundField]:
        return self._named("roll came present way ayes noes abstentions")

    @property
    def paper_fields(self) -> list[BoundField]:
        return self._named("form number title text scans public")

    def _named(self, names: str) -> list[BoundField]:
        return [self[name] for name in names.split() if name in self.fields]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not data.get("sitting") and self.kinds and not (data.get("sitting_name") or "").strip():
            self.add_error("sitting", "请选择会议，或填写会议名称")
        gone = self._gone()
        if gone:
            raise forms.ValidationError(
                f"表里有 {gone} 项已经不再等这项决定（可能刚才已经登记过），没有保存：请重新打开这一页再登记"
            )
        if not any(data.get(f"take_{key}") for key in self.keys):
            raise forms.ValidationError("请至少列入一项")
        return data

    def _gone(self) -> int:
        """How many things were ticked that do not wait (any more)."""
        known = {f"take_{key}" for key in self.keys}
        return sum(1 for name in self.data if name.startswith("take_") and self.data[name] and name not in known)

    def sitting_chosen(self) -> Sitting:
        """The sitting, entered already or not. Raises ValidationError where the place has no such body."""
        data = self.cleaned_data
        if data.get("sitting"):
            return data["sitting"]
        kind = data.get("sitting_kind") or self.kinds[0].value
        organ = next(organ for organ in self.organs if kind in ORGANS[organ].meets)
        body = Body.objects.standing().filter(place=self.year.place, kind=ORGANS[organ].body).first()
        if body is None:
            raise forms.ValidationError(f"{self.year.place.name}还没有登记“{ORGANS[organ].body.label}”，请先登记机构")
        return held_on(body=body, kind=kind, name=data["sitting_name"], on=data["decided_on"])

    def entry(self, *, keep: Any) -> dict[str, Any]:
        """What `actions.decide` takes beside sitting and seat. keep: (files, public) → what is kept of them."""
        data = self.cleaned_data
        return {
            "matter": self.matter,
            "year": self.year,
            "items": [
                self._item(thing, key)
                for thing, key in zip(self.things, self.keys, strict=True)
                if data.get(f"take_{key}")
            ],
            "tally": Tally(
                came=tuple(data.get("came") or ()),
                present=data.get("present"),
                roll=data.get("roll"),
                way=data.get("way") or Way.CONSENT,
                ayes=data.get("ayes"),
                noes=data.get("noes") or 0,
                abstentions=data.get("abstentions") or 0,
            ),
            "paper": self._paper(keep),
            "tabled": Tabled(
                kind=data["tabled_as"],
                body=data.get("tabled_by"),
                signers=tuple(data.get("signers") or ()),
                papers=keep(data.get("papers") or []),
            ),
        }

    def _paper(self, keep: Any) -> Minutes:
        data = self.cleaned_data
        return Minutes(
            text=data["text"],
            number=data["number"],
            form=data["form"],
            title=data["title"],
            on=data["decided_on"],
            held=data.get("held") or "",
            public=data["public"],
            scans=keep(data.get("scans") or []),
        )

    def _item(self, thing: Any, key: str) -> Item:
        data = self.cleaned_data
        note = data[f"note_{key}"]
        if not self.by_vote:
            return Item(thing, agreed=data[f"agreed_{key}"] == "yes", note=note)
        return Item(
            thing,
            ayes=data[f"ayes_{key}"],
            noes=data[f"noes_{key}"] or 0,
            abstentions=data[f"abstentions_{key}"] or 0,
            note=note,
        )
