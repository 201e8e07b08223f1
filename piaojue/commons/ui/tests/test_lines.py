"""A template has one element a line; the page shows no gap for it."""

from django.template import Context, Template
from django.test import RequestFactory


def shown(source: str, **values) -> str:
    return Template(source).render(Context(values)).strip()


def test_a_line_break_in_the_template_is_no_gap_between_chinese_words():
    assert shown(
        "{% joined %}\n  <b>验收：</b>\n  {% if day %}\n    三月\n  {% endif %}\n  完成\n{% endjoined %}", day=1
    ) == ("<b>验收：</b>三月完成")


def test_what_people_wrote_keeps_its_line_breaks():
    assert shown("{% joined %}\n  {{ text }}\n{% endjoined %}", text="路灯\n三盏") == "路灯\n三盏"


def test_an_empty_list_and_a_button_lead_to_a_page_by_its_name_or_its_address():
    assert 'href="/today/"' in shown('{% nothing "还没有" "today" "今天要办" %}')
    assert 'href="/d/7/"' in shown('{% nothing "还没有" "/d/7/" "诉求" %}')
    assert 'href="?kind=all"' in shown('{% nothing "还没有" "?kind=all" "看全部" %}')
    request = RequestFactory().get("/")
    assert 'action="/notices/read/"' in shown('{% post_button "read_notices" "已读" %}', request=request)
