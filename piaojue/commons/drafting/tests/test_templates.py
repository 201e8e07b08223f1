"""范本: an office prints in its own form, and a wrong file never takes the place of a right one."""

import io

import docx
import pytest

from piaojue.commons.drafting.models import Template, TemplateState
from piaojue.commons.drafting.tests import make
from piaojue.commons.years.road import ROADS, RoadKind
from tests import cast as the_cast

pytestmark = pytest.mark.once
LETTER = ("新城区人大常委会办公室", "{{标题}}", "征集到 {{征集截止日期}} 为止", "{{正文}}", "{{附件}}", "{{发文机关}}")


def test_an_office_prints_in_its_own_form(cast, as_):
    the_cast.year(cast.xincheng)
    clerk = as_(cast.clerk_li)
    page = clerk.get("/templates/annual_plan/").content.decode()
    start = clerk.get("/templates/annual_plan/start.docx").content
    assert "/templates/annual_plan/start.docx" in page and {"{{标题}}", "{{正文}}"} <= set(make.words_in(start))
    bare = clerk.post("/templates/annual_plan/new/", {"template": make.uploaded(make.office_file("{{标题}}"))})
    assert "印出的公文会没有正文" in bare.content.decode() and not Template.objects.exists()
    assert "{{征集截止日期}}" in page and "行.完成事项" in page
    data = make.office_file(*LETTER, row=["{{行.阶段}}", "{{行.完成事项}}"])
    clerk.post("/templates/annual_plan/new/", {"template": make.uploaded(data)}, follow=True)
    first = Template.objects.get()
    shown = clerk.get(first.get_absolute_url()).content.decode()
    assert "试用" in shown and "新城区人大常委会办公室" in shown and "一、主要任务" in shown
    plain = make.words_in(clerk.get("/150102/2026/documents/annual_plan.docx").content)
    assert "新城区人大常委会办公室" not in plain  # on trial only
    clerk.post(f"/templates/{first.pk}/use/")
    file = clerk.get("/150102/2026/documents/annual_plan.docx").content
    words = make.words_in(file)
    assert words[0] == "新城区人大常委会办公室" and "一、主要任务" in words and "附件" in words
    assert not [line for line in words if "{" in line or "\ue000" in line]
    rows = docx.Document(io.BytesIO(file)).tables[-1].rows
    assert len(rows) == len(ROADS[RoadKind.CONGRESS]) and rows[0].cells[0].text
    assert clerk.get("/150102/2026/documents/annual_plan.pdf").content.startswith(b"%PDF")


def test_a_wrong_template_is_named_and_changes_nothing(cast, as_):
    the_cast.year(cast.xincheng)
    clerk, new = as_(cast.clerk_li), "/templates/annual_plan/new/"
    clerk.post(new, {"template": make.uploaded(make.office_file("{{标题}}", "{{正文}}", "{{附件}}"))})
    first = Template.objects.get()
    clerk.post(f"/templates/{first.pk}/use/")
    wrong = {
        "{{会议地点}}": "“会议地点”没有数据可填",
        "{{ 标题.__class__ }}": "标题.__class__",
        "{{ cycler.__init__.__globals__ }}": "没有数据可填",
        "{% for 甲 in 表一 %}{{甲.没有}}{% endfor %}": "甲.没有",
        "{{ range(9) }}": "不能写函数",
        "{{标题": "大括号",
        "见{{正文}}": "单独占一段",
    }
    for words, reason in wrong.items():
        page = clerk.post(new, {"template": make.uploaded(make.office_file(words))}).content.decode()
        assert reason in page, words
    page = clerk.post(new, {"template": make.uploaded(b"plain words", "a.docx")}).content.decode()
    assert "要是 .docx 文件" in page
    first.refresh_from_db()
    assert Template.objects.get() == first and first.state == TemplateState.IN_FORCE


def test_versions_follow_each_other_and_each_place_has_its_own(cast, as_):
    the_cast.year(cast.xincheng)
    clerk = as_(cast.clerk_li)
    for words in ("第一稿 {{标题}}", "第二稿 {{标题}}"):
        clerk.post(
            "/templates/annual_plan/new/", {"template": make.uploaded(make.office_file(words, "{{正文}}", "{{附件}}"))}
        )
        clerk.post(f"/templates/{Template.objects.first().pk}/use/")
    second, first = Template.objects.all()
    assert (second.number, second.state, first.state) == (2, TemplateState.IN_FORCE, TemplateState.RETIRED)
    clerk.post(f"/templates/{first.pk}/use/")  # back to the one before
    second.refresh_from_db()
    assert second.state == TemplateState.RETIRED
    assert as_(cast.neighbour_clerk_bai).get(first.get_absolute_url()).status_code == 404
    clerk.post(f"/templates/{first.pk}/retire/")
    plain = make.words_in(clerk.get("/150102/2026/documents/annual_plan.docx").content)
    assert not [line for line in plain if "稿" in line and "第" in line[:2]]
