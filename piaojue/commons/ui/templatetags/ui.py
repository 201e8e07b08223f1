"""Components as tags. docs/ui.md shows each with an example."""

import io
import json
import re
import uuid
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import segno
from django import template
from django.contrib.messages.storage.base import Message
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join, strip_tags
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_noop as _

from piaojue.commons import words as dictionary
from piaojue.commons.views.queries import views_of
from piaojue.commons.web import undo
from piaojue.commons.web.act_pages import offers
from piaojue.commons.web.icons import ICONS
from piaojue.commons.web.printed import printed_address
from piaojue.commons.web.resending import signature
from piaojue.commons.web.undo import Undo
from piaojue.commons.years.road import Stage, stages_of

register = template.Library()

LINE_BREAK = re.compile(r"\s*\n\s*")


def _is_chinese() -> bool:
    return (get_language() or "zh").startswith("zh")


# state value → tone; the word always stands beside the colour
TONES = {
    "good": {"adopted", "completed", "closed", "confirmed", "answered", "candidate", "published", "passed", "green", "shortlisted",
             "settled", "granted", "decided", "solved", "approved", "reevaluated", "counted"},
    "wait": {"received", "open", "draft", "called", "raised", "requested", "assigned", "ordered", "prepared", "yellow", "frozen",
             "running", "grouped", "appraised", "cleared", "reviewed", "reported", "mostly", "done", "ballot"},
    "bad": {"red", "returned", "refused", "rejected", "unfinished", "terminated", "abandoned", "escalated", "urgent"},
}  # fmt: skip


def tone_of(state: str) -> str:
    return next((tone for tone, states in TONES.items() if state in states), "plain")


@register.simple_tag
def state(thing: Any) -> SafeString:
    """`{% state thing %}`: the thing's state as a badge (reads .state, .get_state_display)."""
    return badge(thing.get_state_display(), tone_of(thing.state))


@register.simple_tag
def badge(text: str, tone: str = "plain") -> SafeString:
    """`{% badge "已公开" "good" %}`: tones good, wait, bad, plain."""
    return format_html('<span class="badge badge--{}">{}</span>', tone, dictionary.said(text))


@register.simple_tag
def due(day: date | None) -> SafeString:
    """`{% due task.due %}`: the day by which, and how far off: past (bad), today (bad), within a week (wait)."""
    if day is None:
        return SafeString("")
    left, by = (day - timezone.localdate()).days, gettext("%(day)s前") % {"day": cn_date(day)}
    if left > 7:
        return format_html("<span>{}</span>", by)
    if left > 0:
        mark = badge(gettext("还有 %(n)s 天") % {"n": left}, "wait")
    else:
        mark = badge(gettext("过期 %(n)s 天") % {"n": -left} if left else gettext("今天到期"), "bad")
    return format_html("{}<span>{}</span>", mark, by)


LAMPS = {
    "blue": ("◆", "蓝灯"),
    "green": ("●", "绿灯"),
    "yellow": ("▲", "黄灯"),
    "orange": ("▼", "橙灯"),
    "red": ("■", "红灯"),
}


@register.simple_tag
def lamp(value: str, reason: str = "") -> SafeString:
    """`{% lamp project.lamp project.lamp_reason %}`: shape and word as well as colour."""
    sign, word = LAMPS.get(value, ("○", "未亮灯"))
    why = format_html('<span class="lamp__why">{}</span>', dictionary.zh(reason)) if reason else ""
    return format_html(
        '<span class="lamp lamp--{}"><span aria-hidden="true">{}</span> {}</span>{}',
        value,
        sign,
        dictionary.said(word),
        why,
    )


@register.inclusion_tag("ui/parts/steps.html")
def steps(items: list, label: str = _("进程")) -> dict:
    """`{% steps items %}`: one line of steps. item: {"label", "status": done|now|todo|skip, "note"?, "url"?}."""
    return {
        "items": [{**item, "label": dictionary.said(item["label"])} for item in items],
        "label": dictionary.said(label),
    }


@register.inclusion_tag("ui/parts/steps.html")
def road_steps(year: Any) -> dict:
    """`{% road_steps year %}`: the year's road with where it stands."""
    road = stages_of(year.road)
    at = road.index(Stage(year.stage))
    return {
        "label": gettext("年度进程"),
        "long": True,
        "items": [
            {
                "label": dictionary.said(year.term(str(stage.label))),
                "status": "done" if n < at else "now" if n == at else "todo",
            }
            for n, stage in enumerate(road)
        ],
    }


@register.inclusion_tag("ui/parts/pager.html")
def pager(page: Any) -> dict:
    """`{% pager page %}` under a list made by `listing`."""
    here = page.page
    base = f"?{page.query}&" if page.query else "?"
    numbers = [(number, base + here.address(number) if number else "") for number in here.numbers]
    previous, following = (base + here.address(here.number + way) for way in (-1, 1))
    of = "" if here.more else f" / {here.num_pages}"
    return {
        "page": here,
        "of": of,
        "numbers": numbers,
        "previous": previous,
        "following": following,
        "last": f"{base}page=last",
    }


@register.inclusion_tag("ui/parts/filters.html", takes_context=True)
def filters(context: dict, page: Any, placeholder: str = "输入两个字即可搜索") -> dict:
    """`{% filters page %}` above a list made by `listing`: search, selects, export; at a desk its keys and what is chosen (rows.js)."""
    at_desk = context.get("shell") == "ui/desk.html"
    shown = {"page": page, "placeholder": dictionary.said(placeholder), "at_desk": at_desk}
    if at_desk:
        request = context["request"]
        shown |= {"request": request, "csrf_token": context.get("csrf_token", ""), "views": views_of(request)}
    return shown


def _address(place: str) -> str:
    """An address ("/d/7/", "?kind=all") as it is; the name of a page ("home") as its address."""
    return reverse(place) if re.fullmatch(r"\w+", place) else place


@register.inclusion_tag("ui/parts/empty.html")
def nothing(text: str, url: str = "", label: str = "") -> dict:
    """`{% nothing "还没有建议" url "我来提" %}`. url: an address or the name of a page."""
    return {"text": dictionary.said(text), "url": _address(url), "label": dictionary.said(label)}


@register.simple_tag
def undo_of(message: Message) -> Undo | None:
    """The button beside a sentence that says what was done; None: nothing takes it back."""
    return undo.undo_of(message)


@register.simple_tag(takes_context=True)
def ticked(context: dict, name: str, value: Any) -> str:
    """`<input type="checkbox" name="demands" value="7" {% ticked "demands" 7 %}>` in a list of our own: what was ticked
    stays ticked when the form comes back with objections."""
    request = context["request"]
    return "checked" if request.method == "POST" and str(value) in request.POST.getlist(name) else ""


@register.simple_tag(takes_context=True)
def form_extras(context: dict, thing: Any = None) -> SafeString:
    """Inside every POST form: csrf, the tap id against double submits, whom it was made for, the version against stale forms."""
    request = context["request"]
    tap = (request.POST.get("_tap") if request.method == "POST" else "") or uuid.uuid4().hex
    version = getattr(thing, "version", None)
    shown = request.POST.get("_version", version) if request.method == "POST" else version
    return format_html(
        '<input type="hidden" name="csrfmiddlewaretoken" value="{}"><input type="hidden" name="_tap" value="{}">{}{}',
        context["csrf_token"],
        tap,
        format_html('<input type="hidden" name="_who" value="{}">', who)
        if (who := signature(getattr(request, "user", None)))
        else "",
        format_html('<input type="hidden" name="_version" value="{}">', shown) if shown is not None else "",
    )


@register.inclusion_tag("ui/parts/post_button.html", takes_context=True)
def post_button(
    context: dict,
    url: str,
    label: str,
    kind: str = "",
    confirm: str = "",
    thing: Any = None,
    name: str = "",
    value: Any = "",
) -> dict:
    """`{% post_button url "签署" kind="primary" confirm="确定签署?" thing=year %}`: one-button form.

    url: an address or the name of a page.
    """
    return {
        "request": context["request"],
        "csrf_token": context.get("csrf_token", ""),
        "url": _address(url),
        "label": dictionary.said(label),
        "kind": kind,
        "confirm": dictionary.said(confirm),
        "thing": thing,
        "name": name,
        "value": value,
    }


@register.inclusion_tag("ui/parts/acts.html", takes_context=True)
def acts(context: dict, thing: Any) -> dict:
    """`{% acts poll %}`: links and buttons of the acts that are offered on this thing's page and can be done now."""
    request = context["request"]
    return {
        "request": request,
        "csrf_token": context.get("csrf_token", ""),
        "thing": thing,
        "offers": offers(thing, request.seat),
    }


WIDEST, GROUPED = 6, 10_000
"""Characters of a tile's figure that still fit a phone in large type; from which number on thousands stand apart."""


@register.inclusion_tag("ui/parts/stat.html")
def stat(label: str, value: Any, note: str = "", tone: str = "") -> dict:
    """`{% stat "入选" 10 "候选 12" %}`: a tile with a big figure."""
    if type(value) is int and value >= GROUPED:
        value = f"{value:,}"
    if hasattr(value, "__html__"):  # marked as Chinese on a page in another language: not to be cut
        figure, unit = value, ""
    else:
        figure, _space, unit = value.partition(" ") if isinstance(value, str) else (value, "", "")
    if unit[:1].isdecimal():  # English puts the currency first
        figure, unit = unit, figure
    long = len(strip_tags(str(figure))) > WIDEST
    return {
        "label": dictionary.said(label),
        "value": figure,
        "unit": unit,
        "note": dictionary.said(note),
        "tone": tone,
        "long": long,
    }


@register.inclusion_tag("ui/parts/progress.html")
def progress(actual: int, plan: int | None = None, label: str = "进度", lamp: str = "", note: str = "") -> dict:
    """`{% progress 62 plan=70 lamp=project.lamp note=left %}`: done against plan, in %, in the lamp's colour.

    Without a lamp what is behind its plan is yellow. note: how much time is left.
    """
    behind = "yellow" if plan is not None and actual < plan else ""
    return {
        "actual": actual,
        "plan": plan,
        "label": dictionary.said(label),
        "width": max(0, min(100, int(actual or 0))),
        "tone": lamp or behind,
        "note": note,
    }


@register.inclusion_tag("ui/parts/photos.html")
def photos(uploads: Any, about: str = "") -> dict:
    """`{% photos report.photos.all about=project.title %}`: pictures; about: what they show, for who cannot see them."""
    return {"uploads": uploads, "about": about}


@register.inclusion_tag("ui/parts/photo.html")
def photo(upload: Any, words: str, sizes: str = "7rem", eager: bool = False) -> dict:
    """`{% photo upload project.title sizes="100vw" eager=True %}`: one photo in the size that the screen needs.

    words: what it shows; sizes: how wide it stands, as in HTML; eager: it stands on the first screen
    """
    return {"upload": upload, "words": words, "sizes": sizes, "eager": eager}


@register.inclusion_tag("ui/parts/before_after.html")
def before_after(first: Any, last: Any, about: str, first_word: str = "", last_word: str = "") -> dict:
    """`{% before_after first last about=project.title %}`: two photos of one place to slide over each other."""
    before, now = first_word or gettext("之前"), last_word or gettext("现在")
    return {
        "first": first,
        "last": last,
        "first_word": before,
        "last_word": now,
        "first_words": f"{about} · {before}",
        "last_words": f"{about} · {now}",
    }


@register.inclusion_tag("ui/parts/map.html")
def region_map(drawing: Any, label: str) -> dict:
    """`{% region_map map _("各地走到哪一步") %}`: a map with names and pins (commons.places.drawing)."""
    return {"map": drawing, "label": label}


@register.inclusion_tag("ui/parts/lines.html")
def lines(chart: Any, title: str) -> dict:
    """`{% lines chart _("计划与实际进度") %}`: a chart of one or two lines (commons.ui.lines), drawn without a script."""
    return {"chart": chart, "title": title}


@register.inclusion_tag("ui/parts/chart.html")
def chart(name: str, options: dict, height: int = 320, title: str = "", map_url: str = "") -> dict:
    """`{% chart "funnel" options %}`: an ECharts drawing; put a table with the same figures beside it.

    map_url: GeoJSON that is registered as the map "<name>-options" before drawing
    """
    text = json.dumps(options, ensure_ascii=False).replace("<", "\\u003c")
    return {
        "name": name,
        "options": mark_safe(text),
        "height": height,
        "title": dictionary.said(title),
        "map_url": map_url,
    }


@register.simple_tag
def qr(text: str, scale: int = 4) -> SafeString:
    """`{% qr address %}`: a QR code as inline SVG."""
    out, code = io.BytesIO(), segno.make(text, error="m")
    code.save(out, kind="svg", scale=scale, xmldecl=False, svgns=True, omitsize=True)
    side = code.symbol_size(scale)[0]
    drawing = out.getvalue().decode().replace("<svg ", f'<svg width="{side}" height="{side}" ', 1)
    return format_html('<span class="qr" role="img" aria-label="{}">{}</span>', gettext("二维码"), mark_safe(drawing))


@register.filter
def yuan(value: int | None) -> str:
    """元 with thousands marks."""
    return "—" if value is None else gettext("%(n)s 元") % {"n": f"{int(value):,}"}


@register.filter
def wan(value: int | None) -> str:
    """元 → 万元, at most two decimals; in other languages, which do not count by ten thousands, 元."""
    if value is None:
        return "—"
    if not _is_chinese():
        return yuan(value)
    return f"{Decimal(int(value)) / 10000:,.2f}".rstrip("0").rstrip(".") + " 万元"


@register.filter
def of(part: int | None, whole: int | None) -> int:
    """`{{ paid|of:planned }}`: a share in whole %, 0–100, for the width of a bar."""
    return min(100, round(100 * (part or 0) / whole)) if whole else 0


@register.simple_tag(takes_context=True)
def address(context: dict, thing: Any) -> str:
    """`{% address project as where %}`: the whole address of a thing's page, as it may be printed."""
    return printed_address(context["request"], thing.get_absolute_url())


@register.simple_tag(takes_context=True)
def site_address(context: dict, path: str) -> str:
    """`{% site_address '/icon-512.png' %}`: the whole address of a path, for programs that read the page elsewhere."""
    request = context.get("request")
    return printed_address(request, path) if request else path


@register.filter
def percent(value: Any) -> str:
    """0.93 → 93%; 93 stays 93% when it is an int."""
    if value is None:
        return "—"
    return f"{value}%" if isinstance(value, int) else f"{float(value) * 100:.1f}".rstrip("0").rstrip(".") + "%"


@register.filter
def masked_phone(value: str) -> str:
    """13912345678 → 139****5678."""
    return f"{value[:3]}****{value[-4:]}" if len(value or "") >= 7 else "—"


@register.filter
def masked_name(value: str) -> str:
    """王秀英 → 王**."""
    return f"{value[:1]}{'*' * (len(value) - 1)}" if value else gettext("匿名")


@register.filter
def cn_date(value: date | datetime | None) -> str:
    """2026年3月5日."""
    if not value:
        return "—"
    if isinstance(value, datetime):
        value = timezone.localtime(value)
    return f"{value.year}年{value.month}月{value.day}日" if _is_chinese() else date_format(value, "j M Y")


@register.filter
def cn_time(value: datetime | None) -> str:
    """3月5日 14:30."""
    if not value:
        return "—"
    value = timezone.localtime(value)
    return f"{value.month}月{value.day}日 {value:%H:%M}" if _is_chinese() else date_format(value, "j M H:i")


@register.filter
def get(mapping: dict, key: Any) -> Any:
    """`{{ mapping|get:key }}`."""
    return mapping.get(key) if mapping else None


@register.simple_tag
def key_values(**pairs: Any) -> SafeString:
    """`{% key_values 总投资=d.total_yuan|wan 责任单位=d.department %}`: a definition list."""
    rows = format_html_join(
        "",
        "<div><dt>{}</dt><dd>{}</dd></div>",
        ((dictionary.said(k), "—" if v in (None, "") else dictionary.zh(dictionary.said(v))) for k, v in pairs.items()),
    )
    return format_html('<dl class="kv">{}</dl>', rows)


@register.filter
def pieces(heading: str) -> str:
    """A heading of parts ("会前送阅 · 新城区2026年度") breaks between its parts, not within a name; with markup inside it stays as it is."""
    parts = heading.split(" · ")
    if len(parts) == 1 or "<" in heading:
        return heading
    return mark_safe(
        " ".join(f'<span class="piece">{part}</span>' for part in [f"{part} ·" for part in parts[:-1]] + parts[-1:])
    )


@register.simple_tag
def icon(name: str) -> SafeString:
    """`{% icon "pen" %}`: a small drawing beside a word (names in commons/ui/icons.py); hidden from screen readers."""
    return mark_safe(f'<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">{ICONS[name]}</svg>')


class Capture(template.Node):
    child_nodelists = ("nodelist",)

    def __init__(self, nodelist: template.NodeList, name: str) -> None:
        self.nodelist, self.name = nodelist, name

    def render(self, context: template.Context) -> str:
        context[self.name] = mark_safe(self.nodelist.render(context).strip())
        return ""


@register.tag
def capture(parser: template.base.Parser, token: template.base.Token) -> Capture:
    """`{% capture name %}…{% endcapture %}`: what stands inside, rendered once and kept as a variable."""
    name = token.split_contents()[1]
    nodelist = parser.parse(("endcapture",))
    parser.delete_first_token()
    return Capture(nodelist, name)


class Joined(template.Node):
    child_nodelists = ("nodelist",)

    def __init__(self, nodelist: template.NodeList) -> None:
        self.nodelist = nodelist

    def render(self, context: template.Context) -> str:
        return self.nodelist.render(context)


@register.tag
def joined(parser: template.base.Parser, token: template.base.Token) -> Joined:
    """`{% joined %}…{% endjoined %}`: a line break of the template leaves no gap, as it would between Chinese words.

    What people wrote keeps its line breaks; so does a template included inside.
    """
    nodelist = parser.parse(("endjoined",))
    parser.delete_first_token()
    pieces: Any = nodelist.get_nodes_by_type(template.base.TextNode)
    for piece in pieces:
        piece.s = LINE_BREAK.sub("", piece.s)
    return Joined(nodelist)


@register.filter
def words(text: str) -> list[str]:
    """ "small danger" → ["small", "danger"]."""
    return (text or "").split()


@register.inclusion_tag("ui/parts/rail_road.html")
def rail_road(year: Any) -> dict:
    """The year's road as a line of ticks, for the side rail."""
    items = road_steps(year)["items"]
    return {"ticks": [item["status"] for item in items], "label": dictionary.said(year.get_stage_display())}


@register.filter
def term(year: Any, word: str) -> str:
    """`{{ year|term:"票决结果" }}`: interface words in the year's own terms (one province says 审议监督), in the reader's language."""
    local = year.term(word) if year else word
    found = dictionary.said(local)
    return dictionary.said(word) if found == local and not _is_chinese() else found


@register.filter
def said(text: Any) -> str:
    """`{{ label|said }}`: a word of commons/words.py in the reader's language, anything else as it is."""
    return dictionary.said(text)


@register.filter
def zh(text: Any) -> SafeString:
    """`{{ demand.title|zh }}`: what people wrote and names; marked as Chinese on pages in another language."""
    return dictionary.zh(text)


@register.filter
def uncut(name: str) -> str:
    """An input's attribute: `maxlength`, by which browsers cut a paste without a word, becomes `data-most`."""
    return "data-most" if name == "maxlength" else name


@register.filter
def tongue(text: Any) -> SafeString:
    """`<option{{ name|tongue }}>{{ name }}</option>`: lang="zh-Hans" where Chinese stands on a page in another language."""
    return mark_safe(' lang="zh-Hans"' if dictionary.is_foreign(text) else "")
