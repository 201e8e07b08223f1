"""A template has one element a line; the page shows no gap for it."""

from django.contrib.messages.storage.base import Message
from django.template import Context, Template
from django.test import RequestFactory
from django.utils.safestring import SafeString
from django.utils.translation import override


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


def test_a_word_from_right_to_left_turns_nothing_that_stands_around_it():
    said = "已归入“<ئالما باغچىسى>”，3 人"
    apart = "已归入“&lt;<bdi>ئالما باغچىسى</bdi>&gt;”，3 人"
    assert shown("{{ text|zh }}", text=said) == apart
    message = Message(25, said)
    assert apart in shown('{% include "ui/parts/messages.html" %}', messages=[message])
    assert apart in shown("{% key_values 说明=text %}", text=said)
    with override("en"):
        assert shown("{{ text|zh }}", text=said) == f'<span lang="zh-Hans">{apart}</span>'
        assert shown("{{ text|zh }}", text="باغ 3") == "<bdi>باغ</bdi> 3"
    assert shown("{{ text|zh }}", text=SafeString('<i title="باغ">3</i>')) == '<i title="باغ">3</i>'
    assert shown("{{ text|zh }}", text="东街 3 号") == "东街 3 号"
