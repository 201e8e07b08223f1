"""What a clerk types of a sitting."""

from piaojue.commons.sittings.forms import AgendaForm


def test_an_agenda_is_read_as_a_chinese_keyboard_writes_it():
    form = AgendaForm({"lines": "90\uff5c分组审议候选项目\n20 | 票决"})
    assert form.is_valid() and form.cleaned_data["lines"] == [
        {"minutes": 90, "title": "分组审议候选项目"},
        {"minutes": 20, "title": "票决"},
    ]
